import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.errors import BadValue
from geo.tiles.grid import EXTENT, MATRIX_SETS, WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD, UnknownTile, matrix_set, to_units

MERCATOR = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)


@pytest.mark.parametrize(
    ("id", "zooms", "first", "last"),
    [
        ("WebMercatorQuad", 25, (559082264.028717, 156543.033928041, 1, 1), (33.3238997476528, 2**24, 2**24)),
        ("WorldCRS84Quad", 24, (279541132.014358, 0.703125, 2, 1), (33.3238997476528, 2**24, 2**23)),
    ],
)
def test_the_numbers_are_those_of_the_standard(id, zooms, first, last):
    held = matrix_set(id)
    top, bottom = held.matrix(0), held.matrix(held.zooms - 1)
    assert held.zooms == zooms
    sizes = (top["scaleDenominator"], top["cellSize"], top["matrixWidth"], top["matrixHeight"])
    assert sizes == pytest.approx(first, rel=1e-12)
    assert (bottom["scaleDenominator"], bottom["matrixWidth"], bottom["matrixHeight"]) == pytest.approx(last, rel=1e-12)


@given(st.floats(-180, 180), st.floats(-85, 85), st.integers(0, 20))
def test_a_position_is_placed_where_proj_places_it(lon, lat, z):
    tile = WEB_MERCATOR_QUAD.tile_at(z, lon, lat)
    x, y = MERCATOR.transform(lon, lat)
    size = WEB_MERCATOR_QUAD.cell_size(z) * 256 / EXTENT
    left, top = WEB_MERCATOR_QUAD.origin
    expected = ((x - left) / size - tile.col * EXTENT, (top - y) / size - tile.row * EXTENT)
    assert to_units(lon, lat, *tile.frame) == pytest.approx(expected, abs=max(1e-6, 2e-8 / size))


@pytest.mark.parametrize("held", list(MATRIX_SETS.values()), ids=list(MATRIX_SETS))
@given(st.floats(-180, 180), st.floats(-85, 85), st.integers(0, 20))
def test_the_corners_of_its_window_are_the_corners_of_the_tile(held, lon, lat, z):
    tile = held.tile_at(z, lon, lat)
    west, south, east, north = tile.window(0)
    assert west <= lon + 1e-9
    assert lon <= east + 1e-9
    assert south - 1e-9 <= lat <= north + 1e-9
    corners = (*to_units(west, north, *tile.frame), *to_units(east, south, *tile.frame))
    assert corners == pytest.approx((0, 0, EXTENT, EXTENT), abs=0.02)


@pytest.mark.parametrize("held", list(MATRIX_SETS.values()), ids=list(MATRIX_SETS))
def test_the_last_tile_exists_and_the_next_does_not(held):
    z = held.zooms - 1
    last = held.tile(str(z), str(2**z - 1), str(held.columns * 2**z - 1))
    assert last.limits == (0, 0, math.inf, math.inf)
    for address in ((z + 1, 0, 0), (z, 2**z, 0), (z, 0, held.columns * 2**z)):
        with pytest.raises(UnknownTile, match=rf"there is no tile “{held.id}/{'/'.join(map(str, address))}”"):
            held.tile(*map(str, address))


@pytest.mark.parametrize("text", ["", "x", "-1", "1.0", "٣", "1e3", "1" * 10])
@pytest.mark.parametrize(("place", "name"), [(0, "tileMatrix"), (1, "tileRow"), (2, "tileCol")])
def test_what_is_no_whole_number_is_refused_by_the_name_of_its_variable(text, place, name):
    address = ["0", "0", "0"]
    address[place] = text
    with pytest.raises(BadValue, match=f"{name}: .* is not a whole number"):
        WORLD_CRS84_QUAD.tile(*address)


def test_at_the_rim_of_the_world_a_tile_reaches_to_the_pole():
    assert WEB_MERCATOR_QUAD.tile("1", "0", "0").reach()[3] == 90
    assert WEB_MERCATOR_QUAD.tile("1", "1", "1").reach()[1] == -90
    assert WEB_MERCATOR_QUAD.tile("2", "1", "1").reach()[3] < 68
