import math

import pytest

from bench.plots import EXTENT, make_plots, town_middles
from bench.views import ZOOMS, View, views
from geo.tiles.grid import WEB_MERCATOR_QUAD


def test_views_lie_over_the_towns_at_every_zoom():
    found = list(views(each=3))
    assert [view.zoom for view in found] == [zoom for zoom in ZOOMS for _ in range(3)]
    west, south, east, north = EXTENT
    assert all(west < view.lon < east and south < view.lat < north for view in found)
    assert len({(view.lon, view.lat) for view in found}) == 3
    assert list(views(each=3)) == found


def test_the_first_town_has_more_plots_about_it_than_the_last():
    plots, middles = make_plots(3_000).to_crs(32651), town_middles()
    about = plots.geometry.centroid.to_crs(4326)
    first, last = (((about.x - lon).abs() < 0.03) & ((about.y - lat).abs() < 0.03) for lon, lat in middles[[0, -1]])
    assert first.sum() > last.sum()


@pytest.mark.parametrize(("tile_px", "z"), [(256, 12), (512, 11), (1024, 10)])
def test_the_tiles_of_a_view_cover_its_window_and_no_more(tile_px, z):
    view = View(12, 121.4, 31.2)
    tiles = list(view.tiles(tile_px))
    assert {tile.z for tile in tiles} == {z}
    half = 360 / (256 * 2**12) * 1440 / 2
    west, east = (WEB_MERCATOR_QUAD.tile_at(z, 121.4 + side * half, 31.2).col for side in (-1, 1))
    assert {tile.col for tile in tiles} == set(range(west, east + 1))
    tall = 360 / (256 * 2**12) * 900 / 2 * math.cos(math.radians(31.2))
    top, bottom = (WEB_MERCATOR_QUAD.tile_at(z, 121.4, 31.2 + side * tall).row for side in (1, -1))
    assert {tile.row for tile in tiles} == set(range(top, bottom + 1))


def test_a_view_of_the_whole_world_has_its_tiles_once():
    assert [str(tile) for tile in View(1, 0, 0).tiles(512)] == ["WebMercatorQuad/0/0/0"]
