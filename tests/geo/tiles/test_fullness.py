"""Tiles of a town that is fuller than any: none passes the limit that the service has, and none drops a plot."""

from collections import Counter
from functools import cache

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.plots import PLOT
from geo.stores.columns import Snapshot
from geo.stores.query import Query
from geo.stores.tiling import Tiling
from geo.tiles.grid import MATRIX_SETS, WEB_MERCATOR_QUAD, Tile
from geo.tiles.layer import LIMIT_BYTES
from tests.mvt import read

SETS = list(MATRIX_SETS.values())
SIDE = 254
COUNT = SIDE**2
TOWN = WEB_MERCATOR_QUAD.tile_at(12, 121.47, 31.23)
LONG = "上海市嘉定区外冈镇高新技术产业园区东侧沿河道路以南规划地块第"


@cache
def corners():
    """The lower left corners of the plots, which fill a tile of zoom 12, and the sides of one."""
    west, south, east, north = TOWN.window(0)
    x, y = np.meshgrid(np.linspace(west, east, SIDE + 1)[:-1], np.linspace(south, north, SIDE + 1)[:-1])
    across, up = (east - west) / SIDE, (north - south) / SIDE
    return x.ravel() + across / 4, y.ravel() + up / 4, across / 2, up / 2


@cache
def tiling():
    x, y, across, up = corners()
    texts = {
        name: [f"{LONG}{number}号{word}" for number in range(COUNT)]
        for name, word in (("name", "地块"), ("address", "门牌"), ("boundary_north", "以南"), ("planned_use", "厂房"))
    }
    ids = [f"plot-{number}" for number in range(COUNT)]
    boxes = shapely.box(x, y, x + across, y + up)
    frame = gpd.GeoDataFrame({**texts, "status": "planned"}, index=ids, geometry=boxes, crs="EPSG:4326")
    return Tiling(Snapshot(frame, PLOT))


@cache
def ground_m2():
    areas = (
        gpd.GeoSeries(tiling().snapshot.space.geometries(np.arange(COUNT)), crs="EPSG:4326").to_crs("EPSG:6933").area
    )
    return dict(zip(tiling().snapshot.ids, areas, strict=True))


@cache
def places(matrix_set):
    """Row and column of the tile of zoom 14 in which each plot begins."""
    boxes = tiling().snapshot.space.geometries(np.arange(COUNT))
    begins = shapely.get_coordinates(shapely.get_point(shapely.get_exterior_ring(boxes), 0))
    return np.array([(tile.row, tile.col) for tile in (matrix_set.tile_at(14, lon, lat) for lon, lat in begins)])


def fullest(matrix_set, z):
    """The tile of a zoom in which most plots begin, and these."""
    held = [tuple(place) for place in (places(matrix_set) >> (14 - z)).tolist()]
    ((place, _),) = Counter(held).most_common(1)
    ids = tiling().snapshot.ids
    return Tile(matrix_set, z, *place), {id for id, one in zip(ids, held, strict=True) if one == place}


@pytest.mark.parametrize("matrix_set", SETS, ids=list(MATRIX_SETS))
@pytest.mark.parametrize("z", range(15))
def test_the_fullest_tile_keeps_the_limit_and_has_every_plot(matrix_set, z):
    tile, begin_here = fullest(matrix_set, z)
    content = tiling().tile(Query(limit=1), tile)
    assert 0 < len(content) <= LIMIT_BYTES == 500_000
    features = read(content)["plots"].features
    alone = {one.properties["id"] for one in features if "id" in one.properties}
    merged = [one.properties for one in features if "id" not in one.properties]
    assert all(one.keys() == {"count", "area_m2"} for one in merged)
    assert sum(one["count"] for one in merged) + len(alone & begin_here) == len(begin_here)
    ground = sum(ground_m2()[id] for id in begin_here - alone)
    assert sum(one["area_m2"] for one in merged) == pytest.approx(
        ground, rel=1e-6, abs=0.5 * len(merged)
    )  # whole numbers


@pytest.mark.parametrize("z", [12, 14])
def test_the_town_is_too_full_to_be_told_whole(z):
    tile, begin_here = fullest(WEB_MERCATOR_QUAD, z)
    assert len(begin_here) > (60_000 if z == 12 else 3_900)
    tiles = tiling()
    whole = tiles._tile_layer().tile(tile, tiles.snapshot.space.places(*tile.reach()), limit_bytes=10**9)
    assert len(whole) > 3 * LIMIT_BYTES
