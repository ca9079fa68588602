from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.stores.bins import BINS, moment_edges, number_edges

FINITE = st.floats(allow_nan=False, allow_infinity=False)


def seconds(*texts):
    return np.array([datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() for text in texts])


def days(first, count, step=1):
    return seconds(first)[0] + np.arange(count) * step * 86_400.0


def texts(edges):
    return [str(np.datetime64(int(edge), "s")).removesuffix("T00:00:00") for edge in edges]


def check(edges, values, most=BINS + 2):
    assert (np.diff(edges) > 0).all() or len(set(values)) == 1
    assert edges[0] <= values.min()
    assert values.max() <= edges[-1]
    assert 2 <= len(edges) <= most + 1


@given(st.lists(FINITE | st.integers(-9, 9).map(float), min_size=1))
def test_edges_hold_all_numbers_and_are_not_too_many(values):
    check(number_edges(np.array(values)), np.array(values))


@given(st.lists(st.integers(-(2**53), 2**53) | st.integers(-30, 30), min_size=1))
def test_whole_numbers_have_whole_edges(values):
    edges = number_edges(np.array(values, dtype=float), whole=True)
    check(edges, np.array(values))
    assert (edges == edges.round()).all()


@given(st.lists(st.floats(-62_135_596_800, 253_402_300_799), min_size=1), st.booleans())
def test_edges_hold_all_moments_of_the_calendar(values, daily):
    floored = np.floor(np.array(values) / 86_400) * 86_400 if daily else np.array(values)
    edges = moment_edges(floored, daily)
    check(edges, floored)
    assert edges[-1] <= 253_402_300_799


@pytest.mark.parametrize(
    ("values", "whole", "expected"),
    [
        (np.arange(0, 1001) / 10, False, np.arange(0, 101, 5)),
        (np.arange(1, 8), True, np.arange(1, 9)),
        (np.array([1.0, 1.5, 3.0]), False, np.arange(10, 31) / 10),
        (np.arange(-40, 41), True, np.append(np.arange(-40, 41, 5), 45)),
        (np.array([7.0]), False, [7, 7]),
        (np.array([0.5] * 9), False, [0.5, 0.5]),
        (np.empty(0), False, []),
    ],
)
def test_numbers_that_lie_evenly_are_cut_into_equal_round_steps(values, whole, expected):
    assert number_edges(np.asarray(values, dtype=float), whole).tolist() == pytest.approx(list(expected), abs=0)


def test_steps_grow_where_most_numbers_are_small():
    areas = np.exp(np.random.default_rng(1).normal(3, 1.2, 10_000))
    edges = number_edges(areas)
    inner = edges[1:-1]
    assert set(inner.tolist()) < {float(f"{n}e{k}") for n in ("1", "1.5", "2", "3", "5", "7") for k in range(-1, 4)}
    counts = np.histogram(areas, edges)[0]
    assert counts.max() < len(areas) / 5
    assert (edges[0], edges[-1]) == (areas.min(), areas.max())


def test_zeros_keep_a_bin_of_their_own_below_growing_steps():
    values = np.concatenate([np.zeros(50), np.geomspace(1, 10_000, 1_000)])
    edges = number_edges(values)
    assert edges[0] == 0
    assert np.histogram(values, edges)[0][0] == 50


def test_a_few_that_lie_far_off_do_not_crowd_the_others():
    values = np.append(np.arange(1_000) / 10, [-5e6, 9e9])
    edges = number_edges(values)
    assert edges.tolist() == [-5e6, *range(0, 101, 5), 9e9]


def test_where_most_are_one_value_the_others_have_their_bins():
    edges = number_edges(np.append(np.full(10_000, 3.0), [1.0, 5.0]))
    assert edges.tolist() == pytest.approx(np.arange(10, 51, 2) / 10)


@pytest.mark.parametrize(
    ("values", "daily", "first", "last", "count"),
    [
        (days("2026-01-31", 12), True, "2026-01-31", "2026-02-12", 12),
        (days("2026-01-31", 100), True, "2026-01-26", "2026-05-11", 15),
        (days("2026-01-31", 500), True, "2026-01-01", "2027-07-01", 18),
        (days("2012-01-01", 4_800), True, "2012-01-01", "2026-01-01", 14),
        (seconds("0001-01-01", "9999-12-31"), True, "0000-01-01", "9999-12-31T23:59:59", 20),
        (
            seconds("2026-01-31T09:10:00", "2026-01-31T18:00:00.5"),
            False,
            "2026-01-31T09:00:00",
            "2026-01-31T19:00:00",
            10,
        ),
        (
            seconds("2026-01-31T09:10:00.1", "2026-01-31T09:10:00.7"),
            False,
            "2026-01-31T09:10:00",
            "2026-01-31T09:10:01",
            1,
        ),
    ],
)
def test_moments_are_cut_into_whole_stretches_of_the_calendar(values, daily, first, last, count):
    edges = moment_edges(values, daily)
    assert texts(edges[[0, -1]]) == [first, last]
    assert len(edges) == count + 1


def test_a_single_moment_is_both_edges_and_none_has_no_bins():
    assert moment_edges(days("2026-01-31", 1)).tolist() == days("2026-01-31", 1).tolist() * 2
    assert moment_edges(np.empty(0)).tolist() == []
