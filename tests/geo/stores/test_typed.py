from datetime import UTC, date, datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.properties import Kind, Property, Title
from geo.stores.typed import typed
from geo.values import Interval

ALL = slice(None)
WORDS = st.none() | st.text(max_size=3) | st.sampled_from(["外冈", "安亭", "a", "B"])
AT = datetime(2026, 1, 31, 12, tzinfo=UTC)


def column(kind, values):
    return typed(Property("it", kind, Title("它", "It")), values)


@pytest.mark.parametrize(
    ("kind", "values", "value", "equal"),
    [
        (Kind.TEXT, ["a", None, "外冈", "a"], "a", [1, 0, 0, 1]),
        (Kind.TEXT, ["a", None], "b", [0, 0]),
        (Kind.TEXT, [None, None], "nan", [0, 0]),
        (Kind.TEXT, [], "a", []),
        (Kind.TEXT, ["a", float("nan"), pd.NA], "nan", [0, 0, 0]),
        (Kind.NUMBER, [1.5, None, 2, float("nan")], 1.5, [1, 0, 0, 0]),
        (Kind.NUMBER, [0.0, -0.0], 0.0, [1, 1]),
        (Kind.NUMBER, [None, None], 0.0, [0, 0]),
        (Kind.INTEGER, [1, pd.NA, 2], 2, [0, 0, 1]),
        (Kind.INTEGER, [310114001001000001, 310114001001000002, None], 310114001001000002, [0, 1, 0]),
        (Kind.INTEGER, [1, 2], 10**400, [0, 0]),
        (Kind.INTEGER, [2**53 + 1, 5], 5, [0, 1]),
        (Kind.BOOLEAN, [True, False, None, np.True_], True, [1, 0, 0, 1]),
        (Kind.BOOLEAN, [True, False, pd.NA], False, [0, 1, 0]),
        (Kind.TEXTS, [["a", "b"], ["b", "b"], None, [], "b"], "b", [1, 1, 0, 0, 0]),
        (Kind.TEXTS, [["a"]], "c", [0]),
        (Kind.OBJECTS, [[{"code": "x"}], [], None], "x", [1, 0, 0]),
        (Kind.DATE, ["2026-01-31", date(2026, 1, 31), None, "2026-02-01"], Interval.parse("2026-01-31"), [1, 1, 0, 0]),
        (Kind.DATE, ["9999-12-31", "0001-01-01"], Interval.parse("9999-12-31"), [1, 0]),
        (Kind.DATETIME, ["2026-01-31T20:00:00+08:00", AT, pd.Timestamp(AT), None], Interval(AT, AT), [1, 1, 1, 0]),
        (Kind.DATETIME, [AT, AT + timedelta(seconds=1)], Interval(AT, None), [1, 1]),
        (Kind.DATETIME, [AT, AT + timedelta(seconds=1)], Interval(None, AT), [1, 0]),
        (Kind.DATETIME, ["not a moment", "2026-01-31"], Interval.parse("2026-01-31"), [0, 1]),
    ],
)
def test_a_value_is_found_where_it_is(kind, values, value, equal):
    found = column(kind, values)
    assert found.equals(value, ALL).tolist() == [bool(yes) for yes in equal]
    rows = np.arange(len(values))[::-1]
    assert found.equals(value, rows).tolist() == [bool(yes) for yes in equal[::-1]]


@given(st.lists(WORDS))
def test_texts_are_ordered_by_code_point(values):
    order = column(Kind.TEXT, values).order(ALL)
    known = [index for index, value in enumerate(values) if value is not None]
    assert np.isnan(order).tolist() == [value is None for value in values]
    assert sorted(known, key=lambda i: order[i]) == sorted(known, key=lambda i: values[i])


@given(st.lists(st.text(max_size=3), max_size=8), st.text(max_size=3))
def test_a_text_that_is_not_held_comes_between_its_neighbours(values, text):
    held = column(Kind.TEXT, values)
    place = held.order_of(text)
    for value, at in zip(values, held.order(ALL), strict=True):
        assert (at < place, at == place, at > place) == (value < text, value == text, value > text)


@given(st.lists(st.datetimes(timezones=st.just(UTC)), min_size=1, max_size=8))
def test_a_moment_written_has_the_place_of_the_moment(values):
    held = column(Kind.DATETIME, values)
    assert held.order(ALL).tolist() == [held.order_of(value.isoformat()) for value in values]
    assert sorted(range(len(values)), key=lambda i: held.order(ALL)[i]) == sorted(
        range(len(values)), key=lambda i: values[i]
    )


@given(st.lists(st.dates(), min_size=1, max_size=8))
def test_a_date_written_has_the_place_of_the_date(values):
    held = column(Kind.DATE, values)
    assert held.order(ALL).tolist() == [held.order_of(value.isoformat()) for value in values]


@pytest.mark.parametrize("kind", Kind)
def test_what_is_missing_has_no_place(kind):
    held = column(kind, [None, None])
    assert np.isnan(held.order(ALL)).all()
    assert np.isnan(held.order_of(None))


@pytest.mark.parametrize("kind", [Kind.TEXTS, Kind.OBJECTS])
def test_a_list_has_no_place(kind):
    held = column(kind, [["a"], [{"code": "a"}]][kind is Kind.OBJECTS :][:1])
    assert np.isnan(held.order(ALL)).all()
    assert np.isnan(held.order_of("a"))


def test_numbers_are_their_own_places():
    held = column(Kind.NUMBER, [2, None, -1.5])
    assert held.order(np.array([2, 0])).tolist() == [-1.5, 2]
    assert held.order_of(2) == 2
