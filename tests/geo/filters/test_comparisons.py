import operator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.filters.comparisons import COMPARISONS, SETS, among, arithmetic, between, compare, relate_sets
from geo.filters.vectors import Coded, Numbers, Truth

TEXTS = st.lists(st.none() | st.sampled_from(["a", "B", "b", "外", "", "\U0001f600", "￿"]), min_size=1, max_size=5)
GROUPS = st.lists(st.none() | st.frozensets(st.sampled_from("xyz")), min_size=3, max_size=3)


def coded(values):
    uniques = sorted({value for value in values if value is not None}, key=lambda value: (str(type(value)), value))
    codes = [-1 if value is None else uniques.index(value) for value in values]
    return Coded(np.array(codes, dtype=np.int32), uniques)


def sets(values):
    uniques = list({value for value in values if value is not None})
    return Coded(np.array([-1 if v is None else uniques.index(v) for v in values], dtype=np.int32), uniques)


def told(truth):
    return [True if t else False if f else None for t, f in zip(truth.true, truth.false, strict=True)]


def slowly(test, one, other):
    return [None if a is None or b is None else bool(test(a, b)) for a, b in zip(one, other, strict=True)]


@given(st.sampled_from(sorted(COMPARISONS)), TEXTS, st.data())
def test_texts_are_compared_by_code_point(name, one, data):
    test = COMPARISONS[name]
    other = data.draw(st.lists(st.none() | st.sampled_from(["a", "外", "z", ""]), min_size=len(one), max_size=len(one)))
    assert told(compare(name, coded(one), coded(other))) == slowly(test, one, other)
    text = data.draw(st.sampled_from(["a", "外", "z", ""]))
    assert told(compare(name, coded(one), Coded.of(text))) == slowly(test, one, [text] * len(one))
    assert told(compare(name, Coded.of(text), coded(one))) == slowly(test, [text] * len(one), one)


@given(st.sampled_from(sorted(COMPARISONS)), st.lists(st.floats(allow_infinity=False), min_size=1))
def test_numbers_are_compared_and_nan_is_null(name, values):
    known = [None if np.isnan(value) else value for value in values]
    assert told(compare(name, Numbers(np.array(values)), Numbers(np.array([1.0])))) == slowly(
        COMPARISONS[name], known, [1.0] * len(known)
    )


def test_false_comes_before_true():
    truth = Truth(np.array([True, False, True]), np.array([False, False, True]))
    assert told(compare("<", truth, Truth(np.array([True])))) == [False, True, None]


LONG = [310114001001000001, 2**53 + 1, 2**53, 5, None]


@given(st.sampled_from(sorted(COMPARISONS)), st.sampled_from([310114001001000000, 2**53 + 1, 2.0**53, 5.0, 5.5, 3e17]))
def test_whole_numbers_too_long_for_a_float_are_compared_exactly(name, value):
    test, one = COMPARISONS[name], Coded.of(value) if isinstance(value, int) else Numbers(np.array([value]), True)
    assert told(compare(name, coded(LONG), one)) == slowly(test, LONG, [value] * len(LONG))
    assert told(compare(name, one, coded(LONG))) == slowly(test, [value] * len(LONG), LONG)
    assert told(compare(name, coded(LONG), coded(LONG[::-1]))) == slowly(test, LONG, LONG[::-1])


def test_a_column_of_floats_beside_long_whole_numbers_is_compared_as_floats():
    assert told(compare(">", coded([310114001001000001, None]), Numbers(np.array([3e17, 1.0])))) == [True, None]


def test_between_has_both_ends_and_can_be_false_though_one_is_null():
    values, nothing = Numbers(np.array([0.0, 1.0, 2.0, 3.0])), Numbers(np.array([np.nan]))
    assert told(between(values, Numbers(np.array([1.0])), Numbers(np.array([2.0])))) == [False, True, True, False]
    assert told(between(values, Numbers(np.array([1.0])), nothing)) == [False, None, None, None]


def test_among_is_null_where_an_unknown_member_could_be_equal():
    values = Numbers(np.array([1.0, 2.0, np.nan]))
    assert told(among(values, Numbers(np.array([1.0])), Numbers(np.array([np.nan])))) == [True, None, None]
    assert told(among(coded(["a", "b", None]), Coded.of("a"), Coded.of("z"))) == [True, False, None]


@given(st.sampled_from(["+", "-", "*"]), st.integers(-99, 99), st.integers(-99, 99))
def test_arithmetic_is_that_of_numbers(name, one, other):
    plain = {"+": operator.add, "-": operator.sub, "*": operator.mul}
    assert arithmetic(name, Numbers(np.array([one])), Numbers(np.array([other]))).values == [plain[name](one, other)]


WORKED_OUT = [("/", 7, 2, 3.5), ("div", 7, 2, 3), ("div", -7, 2, -3), ("%", 7, 2, 1), ("%", -7, 2, -1), ("^", 2, 3, 8)]


@pytest.mark.parametrize(("name", "one", "other", "value"), WORKED_OUT)
def test_division_and_powers(name, one, other, value):
    assert arithmetic(name, Numbers(np.array([float(one)])), Numbers(np.array([float(other)]))).values == [value]


@pytest.mark.parametrize(
    ("name", "one", "other"), [("/", 1, 0), ("%", 1, 0), ("div", 1, 0), ("^", -1, 0.5), ("^", 10, 999)]
)
def test_what_cannot_be_computed_is_null(name, one, other):
    answer = arithmetic(name, Numbers(np.array([float(one)])), Numbers(np.array([float(other)])))
    assert answer.null.tolist() == [True]


@given(st.sampled_from(sorted(SETS)), GROUPS, GROUPS, st.frozensets(st.sampled_from("xyz")))
def test_sets_are_compared_as_sets(name, one, other, constant):
    assert told(relate_sets(name, sets(one), sets(other))) == slowly(SETS[name], one, other)
    assert told(relate_sets(name, sets(one), Coded.of(constant))) == slowly(SETS[name], one, [constant] * 3)
    assert told(relate_sets(name, Coded.of(constant), sets(one))) == slowly(SETS[name], [constant] * 3, one)
