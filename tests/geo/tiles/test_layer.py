"""Whole tiles: against a clip by GeoPandas, a second decoder, and the count of what they must hold."""

from functools import cache

import geopandas as gpd
import mapbox_vector_tile
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from bench.plots import make_plots
from geo.plots import PLOT
from geo.stores.columns import Snapshot
from geo.stores.query import Query
from geo.stores.tiling import Tiling
from geo.tiles.grid import BUFFER, EXTENT, MATRIX_SETS, WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD, Tile, to_units
from tests.mvt import POINT, read
from tests.zoo import SHAPES, SOUND, column

BOX = shapely.box(-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
SETS = list(MATRIX_SETS.values())
COUNT = 3_000


@cache
def plots():
    return make_plots(COUNT).set_index("id")


@cache
def tiling(count=COUNT):
    return Tiling(Snapshot(plots().iloc[:count], PLOT))


def of_shapes(shapes, ids=None):
    frame = gpd.GeoDataFrame({"name": ["甲"] * len(shapes)}, geometry=column(shapes), crs="EPSG:4326")
    frame.index = list(shapes) if ids is None else ids
    return Tiling(Snapshot(frame, PLOT))


def layer_of(tiles, tile):
    return read(tiles.tile(Query(limit=1), tile)).get("plots")


def tiles_around(matrix_set, z, bounds):
    """The tiles that the bounds meet."""
    west, south, east, north = bounds
    first, last = matrix_set.tile_at(z, west, north), matrix_set.tile_at(z, east, south)
    for row in range(first.row, last.row + 1):
        for col in range(first.col, last.col + 1):
            yield Tile(matrix_set, z, row, col)


def in_units(geometry, tile):
    return shapely.transform(geometry, lambda xy: np.array([to_units(x, y, *tile.frame) for x, y in xy]))


@pytest.mark.parametrize("matrix_set", SETS, ids=list(MATRIX_SETS))
@pytest.mark.parametrize("z", [13, 14, 15, 16])
def test_a_tile_has_what_a_clip_by_geopandas_has(matrix_set, z):
    lon, lat = plots().geometry.iloc[0].exterior.coords[0]
    tile = matrix_set.tile_at(z, lon, lat)
    layer = layer_of(tiling(), tile)
    expected = gpd.clip(plots(), shapely.box(*tile.window()), keep_geom_type=True)
    found = {one.properties["id"]: one for one in layer.features}
    missing = set(expected.index) ^ set(found)
    assert all(shapely.area(in_units(plots().geometry[id], tile).intersection(BOX)) < 200 for id in missing)
    for id in set(expected.index) & set(found):
        assert found[id].geometry.is_valid
        wanted = in_units(expected.geometry[id], tile)
        assert shapely.hausdorff_distance(found[id].geometry, wanted) < 3
        assert found[id].properties["status"] == plots().status[id]
        assert found[id].properties["site_area_m2"] == plots().site_area_m2[id]


@pytest.mark.parametrize("matrix_set", SETS, ids=list(MATRIX_SETS))
@pytest.mark.parametrize("z", range(15))
def test_every_plot_is_counted_at_every_zoom(matrix_set, z):
    tiles = tiling(500)
    ids, merged, area = set(), 0, 0
    for tile in tiles_around(matrix_set, z, plots().iloc[:500].total_bounds):
        layer = layer_of(tiles, tile)
        for one in layer.features if layer else ():
            ids |= {one.properties["id"]} if "id" in one.properties else set()
            merged += one.properties.get("count", 0)
            area += one.properties.get("area_m2", 0)
    assert len(ids) + merged == 500
    left = plots().iloc[:500]
    assert area == pytest.approx(left[~left.index.isin(ids)].site_area_m2.sum(), rel=2e-3, abs=1)


def test_another_decoder_reads_the_same():
    lon, lat = plots().geometry.iloc[0].exterior.coords[0]
    for z in (9, 12, 14):
        content = tiling().tile(Query(limit=1), WEB_MERCATOR_QUAD.tile_at(z, lon, lat))
        layer = read(content)["plots"]
        (name, theirs), *others = mapbox_vector_tile.decode(content, default_options={"y_coord_down": True}).items()
        assert (name, theirs["extent"], others) == ("plots", 4096, [])
        assert [one["properties"] for one in theirs["features"]] == [one.properties for one in layer.features]
        for one, other in zip(theirs["features"], layer.features, strict=True):
            assert shapely.equals(shapely.geometry.shape(one["geometry"]), other.geometry)


def test_no_tile_passes_the_limit_and_still_everything_is_in_it():
    held, tile = tiling(), WEB_MERCATOR_QUAD.tile_at(5, 121.4, 31.2)
    layer, places = held._tile_layer(), held.snapshot.space.places(*tile.reach())
    limits = [500_000, len(layer.tile(tile, places)) - 1, 5_000, 500]
    for limit in limits:
        content = layer.tile(tile, places, limit)
        assert len(content) <= limit
        found = read(content)["plots"].features
        assert sum(one.properties.get("count", 1) for one in found) == COUNT
    assert sorted(limits, reverse=True) == limits


def test_first_a_tile_says_less_and_keeps_its_plots():
    lon, lat = plots().geometry.iloc[0].exterior.coords[0]
    held, tile = tiling(), WEB_MERCATOR_QUAD.tile_at(13, lon, lat)
    layer, places = held._tile_layer(), held.snapshot.space.places(*tile.reach())
    whole = layer.tile(tile, places)
    less = read(layer.tile(tile, places, len(whole) - 1))["plots"]
    assert len(less.features) == len(read(whole)["plots"].features)
    assert "name" not in less.keys
    assert {"id", "status"} <= set(less.keys)


@pytest.mark.parametrize("names", [(), ("status",), ("town", "site_area_m2", "no such column")])
@pytest.mark.parametrize("z", range(6, 17))
def test_a_tile_asked_for_a_few_properties_tells_these_and_keeps_the_size_asked_for(names, z):
    held, most = tiling(), 20_000
    layer = held._tile_layer()
    for tile in tiles_around(WEB_MERCATOR_QUAD, min(z, 12), plots().total_bounds):
        below = WEB_MERCATOR_QUAD.tile_at(z, *centre(tile))
        places = held.snapshot.space.places(*below.reach())
        content = layer.tile(below, places, most, names)
        assert len(content) <= most
        for one in read(content)["plots"].features if content else ():
            told = set(one.properties)
            assert told in ({"count", "area_m2"}, {"id"} | set(names) & set(plots().columns))


def centre(tile):
    west, south, east, north = tile.window(0)
    return (west + east) / 2, (south + north) / 2


@pytest.mark.parametrize("most", [1_000, 40_000])
@pytest.mark.parametrize("z", range(8, 15))
def test_every_plot_is_counted_in_its_own_tile_however_small_that_shall_be(z, most):
    held, seen = tiling(), 0
    owners = [WEB_MERCATOR_QUAD.tile_at(z, *shapely.get_coordinates(shape)[0]) for shape in plots().geometry]
    for tile in tiles_around(WEB_MERCATOR_QUAD, z, plots().total_bounds):
        own = {id for id, owner in zip(plots().index, owners, strict=True) if owner == tile}
        content = held._tile_layer().tile(tile, held.snapshot.space.places(*tile.reach()), most, ("status",))
        assert len(content) <= most
        found = read(content)["plots"].features if content else []
        merged = sum(one.properties.get("count", 0) for one in found)
        assert merged + len(own & {one.properties.get("id") for one in found}) == len(own)
        seen += len(own)
    assert seen == COUNT


@pytest.mark.parametrize("matrix_set", SETS, ids=list(MATRIX_SETS))
@pytest.mark.parametrize("z", [0, 1, 5, 14])
def test_awkward_shapes_give_tiles_that_keep_the_rules(matrix_set, z):
    tiles, seen = of_shapes(SHAPES), set()
    for shape in SOUND.values():
        tile = matrix_set.tile_at(z, *shapely.get_coordinates(shape)[0])
        layer = layer_of(tiles, tile)
        for one in layer.features:
            assert one.geometry.is_valid
            assert BOX.covers(one.geometry)
            seen.add(one.properties.get("id"))
    assert z < 14 or set(SOUND) <= seen


def test_what_is_too_small_for_the_grid_is_a_point_in_its_own_tile():
    tile = WEB_MERCATOR_QUAD.tile_at(14, *SHAPES["tiny"].exterior.coords[0])
    (one,) = layer_of(of_shapes({"tiny": SHAPES["tiny"]}), tile).features
    assert (one.type, one.properties) == (POINT, {"id": "tiny", "name": "甲"})


def test_ids_that_are_whole_numbers_are_the_features_too():
    ids = ["7", "007", "x", str(2**60), "0"]
    tiles = of_shapes({str(place): shapely.Point(place / 1000, 0) for place in range(5)}, ids)
    found = {one.properties["id"]: one.id for one in layer_of(tiles, WORLD_CRS84_QUAD.tile_at(14, 0.001, 0)).features}
    assert found == {id: number for id, number in zip(ids, (7, None, None, None, 0), strict=True) if id in found}
    assert found


@given(st.lists(st.tuples(st.floats(121.2, 121.3), st.floats(31.3, 31.4)), min_size=3, max_size=7), st.integers(9, 18))
def test_any_ring_gives_a_valid_feature_or_a_point(ring, z):
    tile = WEB_MERCATOR_QUAD.tile_at(z, *ring[0])
    (one,) = layer_of(of_shapes({"a": shapely.Polygon(ring)}), tile).features
    assert one.geometry.is_valid
    assert one.properties == {"id": "a", "name": "甲"}
