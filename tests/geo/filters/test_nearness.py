import pytest

from tests.geo.filters.things import found

NEAR = [
    ("S_DWITHIN(geometry, 'station:x', 1200)", "b"),
    ("S_DWITHIN(geometry, 'station:x', 1000)", ""),
    ("NOT S_DWITHIN(geometry, 'station:x', 1200)", "ad"),
    ("DISTANCE_M(geometry, 'station:x') < 1200", "b"),
    ("distance_m(geometry, POINT(0.5 0.5)) = 0", "a"),
    ("S_DWITHIN(geometry, BBOX(6,5,7,6), 112000)", "b"),
    ("S_DWITHIN(geometry, 'station:x', floors * 1000)", "b"),
    ("S_DWITHIN(POINT(5 5), 'station:x', 1200)", "abcd"),
    ("S_DWITHIN(geometry, 'station:x', 0 - 1)", ""),
    ("S_DWITHIN(geometry, 'station:x', 1 / 0) OR NOT S_DWITHIN(geometry, 'station:x', 1 / 0)", ""),
    ("DISTANCE_M(geometry, 'station:x') IS NULL", "c"),
    ("S_DWITHIN(geometry, POINT(-179.99 0), 2000)", "d"),
    ("floors < 5 AND S_DWITHIN(geometry, 'station:x', 1200)", "b"),
]


@pytest.mark.parametrize(("text", "ids"), NEAR)
def test_distances_are_measured_on_the_ellipsoid(text, ids):
    assert found(text) == ids
