"""Instants and intervals, against Allen's relations on whole numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadValue
from geo.filters.temporal import (
    INTERVAL_RELATIONS,
    compare_moments,
    date_of,
    interval_of,
    moment_of,
    relate,
    timestamp_of,
)

#: What a proper interval is to another one, said by the points inside both; the relation that comes first is its name.
CONVERSES = {
    "t_after": "t_before",
    "t_contains": "t_during",
    "t_finishes": "t_finishedby",
    "t_meets": "t_metby",
    "t_overlaps": "t_overlappedby",
    "t_starts": "t_startedby",
}
THIRTEEN = [*CONVERSES, *CONVERSES.values(), "t_equals"]

DAYS = st.integers(1, 6)
PROPER = st.tuples(DAYS, DAYS).filter(lambda ends: ends[0] < ends[1])


def interval(start, end):
    return interval_of(moment_of(start), moment_of(end))


def days(ends):
    return interval(*(f"2026-01-0{end}" for end in ends))


def holds(name, one, other):
    return bool(relate(name, one, other).true[0])


@given(PROPER, PROPER)
def test_two_intervals_stand_in_one_of_the_thirteen_relations(one, other):
    assert sum(holds(name, days(one), days(other)) for name in THIRTEEN) == 1


@pytest.mark.parametrize(("name", "converse"), CONVERSES.items())
@given(one=PROPER, other=PROPER)
def test_a_relation_turned_round_is_its_converse(name, converse, one, other):
    assert holds(name, days(one), days(other)) == holds(converse, days(other), days(one))


@given(PROPER, PROPER)
def test_intervals_intersect_where_they_share_a_day(one, other):
    shared = bool({*range(one[0], one[1] + 1)} & {*range(other[0], other[1] + 1)})
    assert holds("t_intersects", days(one), days(other)) == shared
    assert holds("t_disjoint", days(one), days(other)) != shared


def test_an_open_end_reaches_beyond_everything():
    assert holds("t_during", interval("1900-01-01", "2100-01-01"), interval("..", ".."))
    assert holds("t_before", interval("..", "2026-01-01"), interval("2026-01-02", ".."))


def test_a_date_is_the_whole_of_its_day_where_it_meets_a_date_time():
    day, last, next_one = date_of("2026-01-31"), "2026-01-31T23:59:59.5Z", "2026-02-01T00:00:00Z"
    assert compare_moments("=", timestamp_of(last), day)
    assert compare_moments("<=", timestamp_of(last), day)
    assert not compare_moments("<", timestamp_of(last), day)
    assert compare_moments(">", timestamp_of(next_one), day)
    assert compare_moments("<>", timestamp_of(next_one), day)
    assert holds("t_during", interval("2026-01-31T01:00:00Z", last), interval("2026-01-31", "2026-01-31"))
    assert holds("t_intersects", timestamp_of(last), day)


def test_zones_are_told_apart_from_the_clock():
    assert compare_moments("=", timestamp_of("2026-01-31T08:00:00+08:00"), timestamp_of("2026-01-31T00:00:00Z"))


@pytest.mark.parametrize("text", ["2026-02-30", "2026-01-31T00:00:00Z", "31.1.2026", "", "..", 5])
def test_what_is_no_date_is_refused(text):
    with pytest.raises(BadValue, match="a date YYYY-MM-DD"):
        date_of(text)


@pytest.mark.parametrize("text", ["2026-01-31", "2026-01-31T25:00:00Z", "2026-01-31T00:00:00", "", None])
def test_what_is_no_date_time_is_refused(text):
    with pytest.raises(BadValue, match="an RFC 3339 date-time"):
        timestamp_of(text)


def test_an_unknown_time_stands_in_no_relation():
    unknown = moment_of("2026-01-31")
    unknown.start[0] = np.nan
    for name in [*THIRTEEN, "t_disjoint", *INTERVAL_RELATIONS]:
        answer = relate(name, unknown, moment_of("2026-01-31"))
        assert not answer.true[0]
        assert not answer.false[0]
