import eviltransform
import numpy as np
import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from geo import gcj02
from geo.errors import BadValue
from geo.values import LonLat

JIADING = LonLat(121.25, 31.38)
EDGE_DEG = 0.05  # a shifted position can leave the box when it starts closer to its border than this
GEOD = Geod(ellps="WGS84")

lons = st.floats(gcj02.BOX_LON[0] + EDGE_DEG, gcj02.BOX_LON[1] - EDGE_DEG)
lats = st.floats(gcj02.BOX_LAT[0] + EDGE_DEG, gcj02.BOX_LAT[1] - EDGE_DEG)

PAIRS = [
    (gcj02.gcj02_from_wgs84, gcj02.wgs84_from_gcj02),
    (gcj02.bd09_from_gcj02, gcj02.gcj02_from_bd09),
    (gcj02.bd09_from_wgs84, gcj02.wgs84_from_bd09),
]


@pytest.fixture(scope="module")
def china():
    """Positions over the whole box: longitudes and latitudes."""
    random = np.random.default_rng(20_26)
    bounds = (gcj02.BOX_LON, gcj02.BOX_LAT)
    return tuple(random.uniform(low + EDGE_DEG, high - EDGE_DEG, 2000) for low, high in bounds)


def by_reference(convert, lon, lat):
    """Convert one by one with a library that takes and gives latitude first."""
    converted = np.array([convert(y, x) for x, y in zip(lon, lat, strict=True)])
    return converted[:, 1], converted[:, 0]


def prc(function):
    return lambda lat, lon: function(prcoords.Coords(lat, lon))


def assert_within_m(ours, theirs, distance_m):
    _, _, apart_m = GEOD.inv(*ours, *theirs)
    assert np.max(apart_m) <= distance_m


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (gcj02.gcj02_from_wgs84, prcoords.wgs_gcj),
        (gcj02.bd09_from_gcj02, prcoords.gcj_bd),
        (gcj02.bd09_from_wgs84, prcoords.wgs_bd),
    ],
)
def test_forward_agrees_with_prcoords(ours, theirs, china):
    assert_within_m(ours(*china), by_reference(prc(theirs), *china), 1e-6)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (gcj02.wgs84_from_gcj02, prcoords.gcj_wgs_bored),
        (gcj02.gcj02_from_bd09, prcoords.bd_gcj_bored),
        (gcj02.wgs84_from_bd09, prcoords.bd_wgs_bored),
    ],
)
def test_inverse_agrees_with_prcoords_as_far_as_it_iterates(ours, theirs, china):
    assert_within_m(ours(*china), by_reference(prc(theirs), *china), 0.05)  # it stops at a step of 1e-5°


def test_forward_agrees_with_eviltransform_given_the_same_axis(china, monkeypatch):
    monkeypatch.setattr(eviltransform, "earthR", 6_378_245.0)
    assert_within_m(gcj02.gcj02_from_wgs84(*china), by_reference(eviltransform.wgs2gcj, *china), 1e-6)
    assert_within_m(gcj02.bd09_from_wgs84(*china), by_reference(eviltransform.wgs2bd, *china), 1e-6)


def test_eviltransform_itself_differs_by_its_axis_only(china):
    # it takes the semi-major axis of WGS 84, 17 parts in a million shorter, for that of Krasovsky
    assert_within_m(gcj02.gcj02_from_wgs84(*china), by_reference(eviltransform.wgs2gcj, *china), 0.03)


def test_inverse_agrees_with_eviltransform_as_far_as_it_bisects(china):
    ours = np.array(gcj02.wgs84_from_gcj02(*china))
    theirs = np.array(by_reference(eviltransform.gcj2wgs_exact, *china))
    reached = (abs(ours - china) < 0.01).all(axis=0)  # it looks no further than 0.01°, and bisects to about 1e-6°
    assert reached.mean() > 0.99
    assert_within_m(ours[:, reached], theirs[:, reached], 0.3)


def test_the_shift_at_jiading_is_475_m():
    lon, lat = gcj02.gcj02_from_wgs84(JIADING.lon, JIADING.lat)
    _, _, shift_m = GEOD.inv(JIADING.lon, JIADING.lat, lon, lat)
    assert shift_m == pytest.approx(475, abs=1)


@pytest.mark.parametrize(("there", "back"), PAIRS)
@given(position=st.tuples(lons, lats))
def test_there_and_back_is_within_a_tenth_of_a_millimetre(there, back, position):
    assert_within_m(back(*there(*position)), position, 1e-4)
    assert_within_m(there(*back(*position)), position, 1e-4)


@pytest.mark.parametrize(("there", "back"), PAIRS)
def test_the_meridian_of_105_degrees_where_the_slope_is_infinite(there, back):
    lon = np.array([105, np.nextafter(105, 106), np.nextafter(105, 104), 105 + 1e-9])
    lat = np.full(4, 35.0)
    assert_within_m(back(*there(lon, lat)), (lon, lat), 1e-4)


@pytest.mark.parametrize("convert", [function for pair in PAIRS for function in pair])
@pytest.mark.parametrize("place", [(2.35, 48.86), (-74, 40.7), (139.7, 35.7), (151.2, -33.9), (0, 0), (180, -90)])
def test_nothing_is_shifted_outside_the_box(convert, place):
    assert convert(*place) == place


@pytest.mark.parametrize("convert", [function for pair in PAIRS for function in pair])
@pytest.mark.parametrize("place", [(31.38, 121.25), (43.8, 87.6), (18.25, 109.5)])
def test_swapped_axes_are_named(convert, place):
    with pytest.raises(BadValue, match="axes look swapped"):
        convert(np.array([2.35, place[0]]), np.array([48.86, place[1]]))


@pytest.mark.parametrize("convert", [function for pair in PAIRS for function in pair])
def test_arrays_keep_their_shape_and_their_values(convert):
    lon, lat = np.full((2, 3), JIADING.lon), np.full((2, 3), JIADING.lat)
    converted = convert(lon, lat)
    assert [array.shape for array in converted] == [(2, 3)] * 2
    assert [array.dtype for array in converted] == [np.float64] * 2
    assert (lon == JIADING.lon).all()
    assert (lat == JIADING.lat).all()
    assert [array.shape for array in convert([], [])] == [(0,)] * 2


@pytest.mark.parametrize("convert", [function for pair in PAIRS for function in pair])
def test_what_is_missing_stays_missing_and_hinders_nothing(convert):
    lon, lat = convert([np.nan, JIADING.lon], [np.nan, JIADING.lat])
    alone = convert([JIADING.lon], [JIADING.lat])
    assert np.isnan([lon[0], lat[0]]).all()
    assert ([lon[1]], [lat[1]]) == alone


def test_shapes_must_agree():
    with pytest.raises(BadValue, match="same shape"):
        gcj02.gcj02_from_wgs84([121.25, 121.26], [31.38])
