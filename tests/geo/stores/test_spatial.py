import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.proximity import nearest
from geo.stores.spatial import SpatialIndex, along_hilbert
from geo.values import Bbox
from tests.contract.worlds import GEOMETRIES, TARGETS, windows
from tests.geodesy import plots
from tests.zoo import SHAPES, SOUND, column

ZOO = column(SHAPES)


def shapes(some):
    array = np.empty(len(some), dtype=object)
    array[:] = some
    return array


@given(st.lists(GEOMETRIES, max_size=12).map(shapes), windows())
def test_a_window_finds_what_meets_it(some, window):
    index = SpatialIndex(some)
    meets = shapely.intersects(some, window.geometry)
    assert sorted(index.window(window).tolist()) == np.flatnonzero(meets).tolist()


@pytest.mark.parametrize(
    "window",
    [(-180, -90, 180, 90), (170, -90, -170, 90), (121.25, 31.38, 121.25, 31.38), (122, 32, 123, 34), (0, 0, 0, 0)],
)
def test_a_window_finds_what_meets_it_in_the_zoo(window):
    window = Bbox(*window)
    found = set(SpatialIndex(ZOO).window(window).tolist())
    sound = [row for row, name in enumerate(SHAPES) if name in SOUND]
    assert found & set(sound) == {row for row in sound if shapely.intersects(ZOO[row], window.geometry)}


def test_what_lies_around_a_window_does_not_meet_it():
    window = Bbox(122.5, 32.5, 123, 34)  # between the arms of the U
    index = SpatialIndex(column({"u": SHAPES["u-shape"], "collection": SHAPES["nested collection"]}))
    assert index.window(window).tolist() == []
    assert index.touching(122.5, 32.5, 123, 34).tolist() == [0]


@given(st.lists(GEOMETRIES, max_size=10).map(shapes), GEOMETRIES.filter(lambda shape: shape is not None))
def test_an_area_finds_what_meets_it(some, area):
    assert sorted(SpatialIndex(some).meeting(area).tolist()) == np.flatnonzero(shapely.intersects(some, area)).tolist()


@given(st.lists(GEOMETRIES | plots(lat=st.floats(-75, 75)), max_size=8).map(shapes), TARGETS, st.floats(0, 7.3))
def test_all_within_a_distance_lie_around(some, targets, power):
    radius = 10**power
    around = SpatialIndex(some).around(targets, radius)
    within = np.flatnonzero(nearest(some, targets).distance_m <= radius)
    assert set(within.tolist()) <= set(around.tolist())
    assert len(set(around.tolist())) == len(around)


def test_little_lies_around_a_small_radius():
    grid = shapely.points(*np.meshgrid(np.linspace(121, 122, 50), np.linspace(31, 32, 50))).ravel()
    here = TARGETS.elements[3]
    assert len(SpatialIndex(grid).around(here, 3_000)) < 20


def test_geometries_are_given_back_as_they_were():
    index = SpatialIndex(ZOO)
    rows = np.arange(len(ZOO))[::-1]
    for name, back in zip(reversed(SHAPES), index.geometries(rows), strict=True):
        assert (back is None and SHAPES[name] is None) or shapely.equals_identical(back, SHAPES[name])


def test_the_total_is_the_bounds_of_everything():
    assert SpatialIndex(ZOO).total == Bbox(-180, -90, 180, 90)
    assert SpatialIndex(column({"square": SHAPES["square"]})).total == Bbox(*SHAPES["square"].bounds)


@pytest.mark.parametrize("some", [[], [None], [shapely.Point()]])
def test_nothing_is_found_where_nothing_is(some):
    index = SpatialIndex(shapes(some))
    assert (index.total, index.share(Bbox(0, 0, 1, 1))) == (None, 0)
    for found in (index.window(Bbox(-180, -90, 180, 90)), index.meeting(shapely.box(0, 0, 1, 1)), index.placed):
        assert found.tolist() == []


@pytest.mark.parametrize(
    ("window", "share"),
    [((0, 0, 10, 10), 1), ((0, 0, 5, 5), 0.25), ((20, 20, 30, 30), 0), ((-180, -90, 180, 90), 1), ((5, 0, 1, 10), 0.6)],
)
def test_the_share_of_a_window_is_the_part_of_the_whole_that_it_covers(window, share):
    assert SpatialIndex(shapes([shapely.box(0, 0, 10, 10)])).share(Bbox(*window)) == pytest.approx(share)


def test_neighbours_on_the_ground_become_neighbours_and_what_lies_nowhere_comes_last():
    rng = np.random.default_rng(7)
    where = [*shapely.points(rng.uniform(121, 122, (500, 2))), None, shapely.Point()]
    frame = gpd.GeoDataFrame({"row": range(502)}, geometry=where, crs=4326).sample(frac=1, random_state=7)
    ordered = along_hilbert(frame)
    assert sorted(ordered["row"]) == list(range(502))
    assert set(ordered["row"][-2:]) == {500, 501}

    def steps(some):
        return np.hypot(*np.diff(shapely.get_coordinates(some.geometry[some["row"] < 500]), axis=0).T).mean()

    assert steps(ordered) < steps(frame) / 5
