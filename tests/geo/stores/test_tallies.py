"""Counting by codes, also without a compiler; what it counts is compared with pandas in tests/contract."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.filters.vectors import Coded, Moments, Numbers, Truth
from geo.properties import Kind, Property, Title
from geo.stores.tallies import VALUES_LISTED, Binned, Listed, countable, span, tally

EITHER = pytest.mark.parametrize("made", [lambda f: f, lambda f: f.py_func], ids=["compiled", "plain"])
CODES = st.lists(st.integers(-1, 5), min_size=1)


def row(kind, **more):
    return Property("x", kind, Title("甲", "X"), **more)


@EITHER
@given(codes=CODES, data=st.data())
def test_codes_are_counted_in_the_rows_meant(made, codes, data):
    rows = data.draw(st.lists(st.integers(0, len(codes) - 1)))
    counts = made(tally)(np.array(codes, dtype=np.int32), np.array(rows, dtype=np.int64), 6)
    expected = Counter(codes[row] for row in rows)
    assert counts.tolist() == [*(expected[code] for code in range(6)), expected[-1]]


@EITHER
def test_the_span_of_numbers_passes_over_what_is_missing(made):
    values = np.array([np.nan, 3.0, -1.0, np.nan, 7.0])
    assert made(span)(values, np.array([0, 1, 2])) == (-1.0, 3.0)
    least, most = made(span)(values, np.array([0, 3]))
    assert least > most


def coded(texts):
    uniques = sorted(set(texts))
    return Coded(np.array([uniques.index(text) for text in texts], dtype=np.int32), uniques)


def test_no_more_values_are_listed_than_there_is_room_for_and_the_rest_is_counted_together():
    texts = [f"v{number:03}" for number in range(80) for _ in range(1 + number % 3)]
    said = countable(coded(texts), row(Kind.TEXT)).distribution(np.arange(len(texts)))
    expected = sorted(Counter(texts).items(), key=lambda pair: (-pair[1], pair[0]))
    assert list(said.counts) == expected[:VALUES_LISTED]
    assert said.others == sum(count for _, count in expected[VALUES_LISTED:])


def test_choices_come_first_in_their_own_order_even_where_there_are_none():
    choices = {name: Title(name, name) for name in ("z", "y", "x")}
    said = countable(coded(["x", "b", "x", "a", "a"]), row(Kind.TEXT, choices=choices)).distribution(np.arange(5))
    assert said.counts == (("z", 0), ("y", 0), ("x", 2), ("a", 2), ("b", 1))


def test_a_list_counts_for_each_of_its_members_and_an_empty_one_is_missing():
    lists = Coded(np.array([0, 1, 2, -1, 0], dtype=np.int32), [frozenset({"a", "b"}), frozenset({"b"}), frozenset()])
    said = countable(lists, row(Kind.TEXTS)).distribution(np.arange(5))
    assert (said.counts, said.missing, said.others) == ((("b", 3), ("a", 2)), 2, 0)


def test_infinite_numbers_are_missing():
    held = countable(Numbers(np.array([1.0, np.inf, -np.inf, 2.0])), row(Kind.NUMBER))
    said = held.distribution(np.arange(4))
    assert (said.least, said.most, said.missing, sum(said.counts)) == (1.0, 2.0, 2, 2)


def test_what_a_vector_holds_says_how_it_is_counted():
    seconds = np.array([0.0, 86_400.0])
    assert isinstance(countable(Moments(seconds, seconds, (True, True)), row(Kind.DATE)), Binned)
    said = countable(Truth(np.array([True, True, False]), np.array([False, False, True])), row(Kind.BOOLEAN))
    assert isinstance(said, Listed)
    assert said.distribution(np.arange(3)).counts == ((False, 0), (True, 2))


@pytest.mark.parametrize(
    ("texts", "choices", "expected"),
    [
        (["a", "a", "b", "b"], {}, True),
        (["a", "a", "b"], {}, False),
        (["a"], {"a": Title("甲", "A")}, True),
        ([], {"a": Title("甲", "A")}, False),
    ],
)
def test_values_that_repeat_say_what_kind_a_thing_is(texts, choices, expected):
    assert countable(coded(texts), row(Kind.TEXT, choices=choices)).has_kinds is expected
