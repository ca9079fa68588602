import contextlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadCursor
from geo.stores.ordering import after, first, least, natural_order, read_cursor, write_cursor

floats = st.floats(-9, 9).map(round) | st.just(float("nan")) | st.just(-0.0)
tables = st.integers(0, 12).flatmap(
    lambda n: st.tuples(st.lists(st.lists(floats, min_size=n, max_size=n), max_size=3), st.permutations(range(n)))
)


def sorted_the_slow_way(keys, rank):
    """Missing values last in every key, the natural order at the end."""

    def key(row):
        return [*((np.isnan(k[row]), 0 if np.isnan(k[row]) else k[row]) for k in keys), rank[row]]

    return sorted(range(len(rank)), key=key)


@given(tables, st.integers(1, 15))
def test_the_first_are_the_first_of_the_sorted(table, limit):
    keys, rank = [np.array(key, dtype=float) for key in table[0]], np.array(table[1], dtype=np.int64)
    assert first(keys, rank, limit).tolist() == sorted_the_slow_way(keys, rank)[:limit]


@pytest.mark.parametrize("count", [1_999, 2_000, 5_000])
@pytest.mark.parametrize("limit", [1, 10, 10_000])
def test_the_first_of_many_are_those_of_least_rank(count, limit):
    rank = np.random.default_rng(count).permutation(count)
    assert rank[first([], rank, limit)].tolist() == list(range(min(limit, count)))


@given(tables.filter(lambda table: len(table[1])), st.data())
def test_what_comes_after_a_member_is_the_rest_of_the_order(table, data):
    keys, rank = [np.array(key, dtype=float) for key in table[0]], np.array(table[1], dtype=np.int64)
    order = sorted_the_slow_way(keys, rank)
    place = data.draw(st.integers(0, len(order) - 1))
    row = order[place]
    later = after(keys, rank, [float(key[row]) for key in keys], float(rank[row]))
    assert sorted(np.flatnonzero(later)) == sorted(order[place + 1 :])


scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
)


@given(st.text(), st.lists(scalars, max_size=4), st.text())
def test_a_cursor_is_read_back(question, values, id):
    cursor = write_cursor(question, values, id)
    assert cursor.isascii()
    assert not set(cursor) & set("+/=&?#% ")
    assert read_cursor(cursor, question, len(values)) == (values, id)


@pytest.mark.parametrize(("question", "count"), [("other", 1), ("q", 2), ("q", 0)])
def test_a_cursor_of_another_question_is_refused(question, count):
    with pytest.raises(BadCursor, match=r"cursor: .* is not a cursor that a page of this very question gave"):
        read_cursor(write_cursor("q", [1.5], "id"), question, count)


@pytest.mark.parametrize("spoil", [lambda cursor: cursor[:-2], lambda cursor: "x" + cursor, lambda cursor: ""])
def test_a_spoilt_cursor_is_refused(spoil):
    with pytest.raises(BadCursor):
        read_cursor(spoil(write_cursor("q", [1.5], "id")), "q", 1)


@given(st.text(max_size=30) | st.binary(max_size=30).map(lambda b: b.decode("latin-1")) | st.just("\ud800"))
def test_any_text_is_a_cursor_or_refused(text):
    with contextlib.suppress(BadCursor):
        read_cursor(text, "q", 0)


@pytest.mark.parametrize("content", [[["list"], "id"], [{}, "id"], [1, 5]])
def test_a_cursor_holds_plain_values_and_an_id(content):
    with pytest.raises(BadCursor):
        read_cursor(write_cursor("q", content[:-1], content[-1]), "q", 1)


def test_numbers_come_by_value_and_before_texts():
    ids = ["b", "10", "9", "a", "007", "٣", "1" * 2000]
    assert [ids[row] for row in natural_order(ids)] == ["007", "9", "10", "1" * 2000, "a", "b", "٣"]


@given(st.permutations(range(300)), st.sets(st.integers(0, 299)), st.integers(0, 300), st.integers(1, 40))
def test_the_least_are_the_first_in_the_natural_order(rank, rows, start, limit):
    rank = np.array(rank, dtype=np.int64)
    found = least(rank, np.argsort(rank), np.array(sorted(rows), dtype=np.int64), start, limit)
    assert found.tolist() == sorted((row for row in rows if rank[row] >= start), key=lambda row: rank[row])[:limit]
