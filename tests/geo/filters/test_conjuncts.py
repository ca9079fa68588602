import pytest

from geo.filters import read_filter
from geo.filters.conjuncts import conjunction, conjuncts, subject
from geo.stores.query import Query
from tests.geo.filters.things import HELD, SCHEMA, STATION


def read(text):
    return read_filter(text, SCHEMA, lambda name: STATION)


def subjects(text):
    return [subject(one) for one in conjuncts(read(text))]


PARTED = [
    ("floors > 1", ["floors"]),
    ("floors > 1 AND floors < 3", ["floors", "floors"]),
    ("floors > 1 AND (name = 'x' AND sold) AND day > DATE('2026-01-01')", ["floors", "name", "sold", "day"]),
    ("name = 'x' OR name = 'y'", ["name"]),
    ("NOT (name = 'x' AND name LIKE 'y%')", ["name"]),
    ("name = 'x' OR floors = 1", [None]),
    ("floors BETWEEN 1 AND 2 AND S_INTERSECTS(geometry, BBOX(0,0,1,1))", ["floors", "geometry"]),
    ("S_DWITHIN(geometry, 'x', 5) AND floors * 2 > floors", ["geometry", "floors"]),
    ("name = note AND 1 = 1", [None, None]),
    ("A_OVERLAPS(tags, ('x'))", ["tags"]),
]


@pytest.mark.parametrize(("text", "expected"), PARTED)
def test_a_filter_is_parted_at_what_must_all_be_met(text, expected):
    assert subjects(text) == expected


@pytest.mark.parametrize("text", [text for text, _ in PARTED])
def test_its_parts_together_are_the_filter_again(text):
    whole = read(text)
    again = conjunction(conjuncts(whole))
    assert HELD.select(Query(filter=again)).rows.tolist() == HELD.select(Query(filter=whole)).rows.tolist()


def test_no_conditions_are_no_filter():
    assert conjunction([]) is None
