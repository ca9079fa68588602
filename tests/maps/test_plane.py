"""Positions on a picture."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo.units import parse_length
from geo.values import Bbox
from maps.plane import Plane
from tests.zoo import SOUND

JIADING = Bbox(121.2, 31.35, 121.26, 31.4)


@given(x=st.floats(10, 290), y=st.floats(10, 190), u=st.floats(10, 290), v=st.floats(10, 190))
def test_distances_on_the_picture_are_those_on_the_ground(x: float, y: float, u: float, v: float) -> None:
    plane = Plane.around(JIADING, 300, 200, 10)
    window = plane.window
    lon = [window.west + at / 300 * (window.east - window.west) for at in (x, u)]
    lat = [window.north - at / 200 * (window.north - window.south) for at in (y, v)]
    (a, b), (c, d) = plane.place(np.column_stack([lon, lat]))
    metres = Geod(ellps="GRS80").inv(lon[0], lat[0], lon[1], lat[1])[2]
    assert np.hypot(c - a, d - b) / plane.units_per_m == pytest.approx(metres, rel=2e-3, abs=0.01)


def test_the_window_fits_within_the_margin_and_north_is_up() -> None:
    plane = Plane.around(JIADING, 300, 200, 10)
    (left, low), (right, high) = plane.place(np.array([[121.2, 31.35], [121.26, 31.4]]))
    assert 10 <= left < right <= 290
    assert (high, low) == pytest.approx((10, 190))


@pytest.mark.parametrize("name", SOUND)
def test_every_shape_finds_room(name: str) -> None:
    shape = SOUND[name]
    plane = Plane.around(Bbox(*map(float, shape.bounds)), 300, 200, 20)
    laid = plane.lay(shape)
    assert not laid.is_empty
    assert shapely.intersects(laid, shapely.box(-1, -1, 301, 201))
    assert 0 < plane.bar(90, "en").length <= 90.0001


@pytest.mark.parametrize(("wide_deg", "lang"), [(0.0001, "en"), (0.01, "zh"), (0.3, "en"), (20, "en")])
def test_a_scale_bar_is_as_long_as_it_says(wide_deg: float, lang: str) -> None:
    plane = Plane.around(Bbox(121, 31, 121 + wide_deg, 31 + wide_deg / 3), 300, 200, 10)
    bar = plane.bar(90, lang)
    metres = parse_length(bar.label)
    assert bar.length / plane.units_per_m == pytest.approx(metres)
    assert f"{metres:.0e}"[0] in "125"
    assert 90 / 2.6 < bar.length <= 90.0001


def test_a_plot_on_both_sides_of_the_antimeridian_is_one_piece() -> None:
    plane = Plane.around(Bbox(179.9, -17, -179.9, -16.9), 300, 200, 10)
    across = plane.place(np.array([[179.9, -17], [-179.9, -17]]))[:, 0]
    assert across == pytest.approx([10, 290])
