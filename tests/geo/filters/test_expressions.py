import numpy as np
import pytest

from geo.filters import read_filter
from geo.filters.expressions import Cost
from tests.geo.filters.things import HELD, SCHEMA, STATION, found


def read(text):
    return read_filter(text, SCHEMA, lambda name: STATION)


COSTS = [
    ("floors > 1 AND name = 'x'", Cost.COMPARING),
    ("floors > 1 OR S_INTERSECTS(geometry,POINT(1 1))", Cost.RELATING),
    ("NOT (sold OR DISTANCE_M(geometry,'x') > 5)", Cost.MEASURING),
]


@pytest.mark.parametrize(("text", "cost"), COSTS)
def test_a_filter_costs_what_its_dearest_part_does(text, cost):
    assert read(text).cost is cost


@pytest.mark.parametrize("text", ["sold", "true", "floors > 1", "S_INTERSECTS(geometry,BBOX(0,0,9,9))", "NOT sold"])
def test_some_rows_are_answered_as_among_all(text):
    rows = np.array([2, 0])
    condition = read(text)
    assert condition.mask(HELD.filtering, rows).tolist() == condition.mask(HELD.filtering)[rows].tolist()


def test_a_conjunction_asks_the_quick_conditions_first_and_the_others_about_what_is_left():
    asked = []

    class Watched(type(HELD.filtering)):
        def distances(self, targets, where):
            asked.append(self.count(where))
            return super().distances(targets, where)

    frame = HELD.filtering
    watched = Watched(frame.size, frame.columns, frame.space, frame.known)
    read("DISTANCE_M(geometry,'x') < 5 AND floors = 99").mask(watched)
    assert asked == [0]


def test_unknown_is_not_true_whichever_way_it_is_asked():
    assert found("floors = 1 OR floors <> 1") == "abd"
    assert found("NOT (floors = 1 AND name = 'x')") == "abd"
    assert found("floors = 99 AND floors IS NULL OR sold IS NULL") == "c"
