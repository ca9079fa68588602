"""Comparisons, membership and arithmetic on vectors."""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import reduce
from typing import Any

import numpy as np

from geo.filters.temporal import compare_moments
from geo.filters.vectors import Coded, Mask, Moments, Numbers, Truth, Vector, null_of
from geo.measure import Floats

Compare = Callable[[Any, Any], Any]

COMPARISONS: Mapping[str, Compare] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}

_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}

ARITHMETIC: Mapping[str, Callable[[Floats, Floats], Floats]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "%": np.fmod,
    "^": np.power,
    "div": lambda left, right: np.trunc(left / right),
}

SETS: Mapping[str, Callable[[frozenset[Any], frozenset[Any]], bool]] = {
    "a_equals": operator.eq,
    "a_contains": operator.ge,
    "a_containedby": operator.le,
    "a_overlaps": lambda left, right: not left.isdisjoint(right),
}


def compare(name: str, left: Vector, right: Vector) -> Truth:
    """Compare two vectors of one kind; false comes before true, texts by code point, whole numbers exactly."""
    left, right = _coded_beside(left, right), _coded_beside(right, left)
    if isinstance(left, Coded) and isinstance(right, Coded):
        return _compare_coded(name, left, right)
    if isinstance(left, Moments) and isinstance(right, Moments):
        return Truth(compare_moments(name, left, right), null_of(left, right))
    return Truth(COMPARISONS[name](_values(left), _values(right)), null_of(left, right))


def between(value: Vector, low: Vector, high: Vector) -> Truth:
    """Tell where a value lies between two others, both included."""
    return compare(">=", value, low) & compare("<=", value, high)


def among(value: Vector, *members: Vector) -> Truth:
    """Tell where a value equals one of several."""
    if isinstance(value, Coded) and all(isinstance(member, Coded) and member.is_constant for member in members):
        wanted = {member.uniques[0] for member in members if isinstance(member, Coded)}
        return value.test(wanted.__contains__)
    return reduce(operator.or_, (compare("=", value, member) for member in members))


def arithmetic(name: str, left: Vector, right: Vector) -> Numbers:
    """Compute; what has no value, as a division by zero has none, is null. ``div`` cuts towards zero."""
    with np.errstate(all="ignore"):
        values = ARITHMETIC[name](_values(left), _values(right))
    return Numbers(np.where(np.isfinite(values), values, np.nan))


def relate_sets(name: str, left: Coded, right: Coded) -> Truth:
    """Compare two vectors of sets; every different pair is looked at once."""
    test = SETS[name]
    if right.is_constant:
        return left.test(lambda members: test(members, right.uniques[0]))
    if left.is_constant:
        return right.test(lambda members: test(left.uniques[0], members))
    pairs, place = np.unique(np.stack(np.broadcast_arrays(left.codes, right.codes)), axis=1, return_inverse=True)
    answers = [min(pair) >= 0 and test(left.uniques[pair[0]], right.uniques[pair[1]]) for pair in pairs.T.tolist()]
    return Truth(np.array(answers, dtype=bool)[place.ravel()], null_of(left, right))


def _compare_coded(name: str, left: Coded, right: Coded) -> Truth:
    if right.is_constant:
        return Truth(_compare_with(name, left, right.uniques[0]), left.null)
    if left.is_constant:
        return Truth(_compare_with(_MIRRORED.get(name, name), right, left.uniques[0]), right.null)
    place = {value: code for code, value in enumerate(sorted({*left.uniques, *right.uniques}))}
    ranks = [np.array([*(place[value] for value in side.uniques), -1])[side.codes] for side in (left, right)]
    return Truth(np.asarray(COMPARISONS[name](*ranks)), null_of(left, right))


def _compare_with(name: str, column: Coded, value: Any) -> Mask:
    """Compare with one value, by its place among the different ones; what null gives does not matter."""
    first, last = bisect_left(column.uniques, value), bisect_right(column.uniques, value)
    bound = {"<": first, "<=": last, ">": last - 1, ">=": first - 1}
    if name in bound:
        return np.asarray(COMPARISONS[name[0]](column.codes, bound[name]))
    here = first if last > first else -2
    return np.asarray(COMPARISONS[name](column.codes, here))


def _coded_beside(vector: Vector, other: Vector) -> Vector:
    """Return one number for all rows so that it is compared exactly with whole numbers too long for a float."""
    is_one = isinstance(vector, Numbers) and vector.complete and len(vector.values) == 1
    return Coded.of(vector.values[0].item()) if is_one and isinstance(other, Coded) else vector  # type: ignore[union-attr]


def _values(vector: Vector) -> Any:
    """Return what can be compared and computed with: numbers, or false and true."""
    if isinstance(vector, Truth):
        return vector.holds
    return vector.numbers().values if isinstance(vector, Coded) else vector.values  # type: ignore[union-attr]
