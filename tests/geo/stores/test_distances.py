import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.properties import Title
from geo.proximity import Near, Nearest, Target, Targets, Walking
from geo.stores.distances import ReferenceDistances, metro_columns, spread
from geo.values import Distance

WALKING = Walking(80, 1.3)
STATION = Target(Title("嘉定北", "North Jiading"), shapely.Point(121.2, 31.4), 50.0, ("11",))
OTHER = Target(Title("嘉定新城", "Jiading Xincheng"), shapely.Point(121.3, 31.3), 20.0, ("11", "14"))
METRO = Targets("metro", Title("地铁", "metro"), [STATION, OTHER])

metres = st.sampled_from([0.0, 10.0, 10.0, 100.0, 1000.0]) | st.floats(0, 5000)
uncertain = st.sampled_from([0.0, 0.0, 100.0, 4000.0])
worlds = st.lists(st.tuples(st.none() | st.tuples(metres, st.integers(0, 1)), uncertain), max_size=20)


def found(rows):
    target = np.array([-1 if row is None else row[1] for row in rows], dtype=np.int64)
    distance = np.array([np.nan if row is None else row[0] for row in rows])
    return Nearest(target, distance, np.full((len(rows), 2), 0.0))


def slow(rows, off, rank, near):
    """Rows that the question keeps, nearest first and then in natural order."""
    within = near.within.metres if near.within else np.inf

    def kept(row):
        if rows[row] is None:
            return False
        least, most = rows[row][0] - off[row], rows[row][0] + off[row]
        return not near.within or (most if near.certain else least) <= within

    return sorted(filter(kept, range(len(rows))), key=lambda row: (rows[row][0], rank[row]))


@given(worlds, st.none() | metres, st.booleans(), st.integers(1, 8), st.randoms())
def test_a_page_is_a_stretch_of_the_sorted_rows(world, within, certain, limit, random):
    rows, own = [row for row, _ in world], np.array([off for _, off in world])
    rank = list(range(len(rows)))
    random.shuffle(rank)
    reference = ReferenceDistances(METRO, found(rows), own, np.array(rank, dtype=np.int64), WALKING)
    off = [own[i] + (METRO.uncertainty_m[row[1]] if row else 0) for i, row in enumerate(rows)]
    near = Near(METRO, None if within is None else Distance(within), certain, WALKING)
    expected = slow(rows, off, rank, near)
    place, pages = None, []
    while True:
        places, more, matched = reference.page(near, place, limit)
        page = reference.rows(places)
        assert (matched, len(page) <= limit) == (len(expected), True)
        pages += page.tolist()
        if not more:
            break
        place = (rows[page[-1]][0], rank[page[-1]])
    assert pages == expected


def test_an_uncertainty_is_that_of_the_item_and_of_its_target_together():
    near = found([(10.0, 0), (10.0, 1), None])
    assert spread(near, METRO, np.array([100.0, 0.0, 5.0])).tolist()[:2] == [150, 20]
    assert np.isnan(spread(near, METRO, np.array([100.0, 0.0, 5.0]))[2])


# An item 900 m from a target, each with its uncertainty: what 1 km then means.
@pytest.mark.parametrize(
    ("distance", "own", "certain", "possible"),
    [
        *((900, 0, True, True), (900, 50, True, True), (900, 50.1, False, True), (0, 4000, False, True)),
        *((1050, 0, False, True), (1051, 0, False, False), (1100, 50, False, True), (5100, 4000, False, False)),
    ],
)
def test_certain_is_the_far_end_of_the_range_and_possible_the_near_end(distance, own, certain, possible):
    reference = ReferenceDistances(METRO, found([(float(distance), 0)]), np.array([float(own)]), np.array([0]), WALKING)
    for sure, expected in ((True, certain), (False, possible)):
        page, more, matched = reference.page(Near(METRO, Distance(1000), sure), None, 10)
        assert (len(reference.rows(page)), more, matched) == (expected, False, expected)


def test_metro_columns_say_station_lines_metres_and_minutes():
    columns = metro_columns(found([(800.04, 1), None]), METRO, WALKING)
    assert columns == {
        "metro_station": ["嘉定新城", None],
        "metro_lines": [["11", "14"], None],
        "metro_distance_m": [800.0, None],
        "metro_walk_min": [13.0, None],
    }
