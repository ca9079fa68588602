"""Bins for histograms: round numbers and whole stretches of the calendar, as many as a narrow picture has room for.

Edges are chosen from all values of a collection, so that bars stay where they are while conditions change. The
hundredth part at either end does not count for the choice where it lies far off: the outermost bin reaches as far.
Numbers are cut into equal steps; those of which half lie in the lowest tenth of the range, as areas and prices do,
into steps that grow with them.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor, log10

import numpy as np

from geo.measure import Floats

#: Most bins between the two ends that count.
BINS = 20

#: The part of the values at either end that does not count.
_TAIL = 0.01

#: The part of a range by which it may grow to reach the last values.
_NOT_MUCH = 0.05

#: Values are skewed where half of them lie in this part of the range.
_SKEWED = 0.1

#: Numbers further off would overflow where they are subtracted.
_FARTHEST = 8e307

#: 9999-12-31T23:59:59Z, the last second that RFC 3339 can write; since 1970.
_LAST_S = 253_402_300_799.0

_STEPS = (1, 2, 5)

#: In a decade, from fine to coarse.
_GROWING = ("1 1.2 1.5 2 2.5 3 4 5 6 8", "1 1.5 2 3 5 7", "1 2 5", "1")

#: Units of NumPy's datetimes, how many of them make a step, and where steps begin: weeks on a Monday (1970-01-05).
_CLOCK = tuple(
    (unit, count, 0)
    for unit, counts in (("s", (1, 5, 15)), ("m", (1, 5, 15)), ("h", (1, 3, 6, 12)))
    for count in counts
)
_CALENDAR = (
    *(("D", count, start) for count, start in ((1, 0), (2, 0), (7, 4))),
    *(("M", count, 0) for count in (1, 2, 3, 6)),
    *(("Y", count, -1970) for count in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)


def number_edges(values: Floats, whole: bool = False) -> Floats:
    """Choose the edges of bins for numbers.

    Parameters
    ----------
    values
        Shape (n,), finite; in any order.
    whole
        Whether they are whole numbers, which have edges of their kind.

    Returns
    -------
    Floats
        Ascending; the first is not above the least value, the last not below the greatest. A single value is both
        edges of the one bin. Empty for no values.

    Examples
    --------
    >>> number_edges(np.array([1.0, 2.0, 7.0]), whole=True)
    array([1., 2., 3., 4., 5., 6., 7., 8.])
    """
    if not len(values):
        return np.empty(0)
    low, high = _ends(values)
    if low == high:
        return np.array([low, high])
    positive = values[values > 0]
    if values.min() >= 0 and len(positive):
        start = min(_ends(positive)[0], high)
        if np.median(positive) - start < (high - start) * _SKEWED:
            return _reaching(_growing(start, high, whole), values)
    return _reaching(_even(*_whole_range(low, high, values), whole), values)


def moment_edges(seconds: Floats, daily: bool = False) -> Floats:
    """Choose the edges of bins for dates or instants.

    Parameters
    ----------
    seconds
        Shape (n,), finite; since 1970 in UTC.
    daily
        Whether they are dates, which are not parted by the clock.

    Returns
    -------
    Floats
        As of `number_edges`: midnights in UTC, or whole hours, minutes or seconds where they lie close together.
    """
    if not len(seconds):
        return np.empty(0)
    low, high = _ends(seconds)
    if low == high:
        return np.array([low, high])
    low, high = _whole_range(low, high, seconds)
    edges = np.array([low, high])
    for unit, count, start in _CALENDAR if daily else (*_CLOCK, *_CALENDAR):
        first, last = (
            int(np.datetime64(floor(end), "s").astype(f"M8[{unit}]").astype(np.int64)) for end in (low, high)
        )
        begin, end = (first - start) // count, (last - start) // count + 1
        if end - begin <= BINS:
            numbers = np.arange(begin, end + 1) * count + start
            edges = numbers.astype(f"M8[{unit}]").astype("M8[s]").astype(np.float64)
            break
    return _reaching(np.minimum(edges, _LAST_S), seconds)


def _ends(values: Floats) -> tuple[float, float]:
    """Return the ends between which most values lie; those of all where it is one value that most are."""
    low = float(np.quantile(values, _TAIL, method="lower"))
    high = float(np.quantile(values, 1 - _TAIL, method="higher"))
    if low == high:
        low, high = float(values.min()), float(values.max())
    return max(low, -_FARTHEST), min(high, _FARTHEST)


def _whole_range(low: float, high: float, values: Floats) -> tuple[float, float]:
    """Widen a range to all values where that is not by much."""
    least, most, room = float(values.min()), float(values.max()), (high - low) * _NOT_MUCH
    return (least if low - least <= room else low), (most if most - high <= room else high)


def _even(low: float, high: float, whole: bool) -> Floats:
    """Cut a range into equal steps, the smallest that are not too many."""
    exponent = max(floor(log10(high - low)) - 2, -300)
    for step in _steps(max(exponent, 0) if whole else exponent):
        first, last = floor(Decimal(low) / step), _above(Decimal(high) / step, whole)
        if last - first <= BINS:
            return np.array([float(number * step) for number in range(first, last + 1)])
    raise AssertionError("steps grow without end")


def _above(number: Decimal, whole: bool) -> int:
    """Return where a range ends; the last of whole numbers does not share the bin of the one before."""
    return floor(number) + 1 if whole else ceil(number)


def _steps(exponent: int) -> Iterator[Decimal]:
    while True:
        yield from (Decimal(step).scaleb(exponent) for step in _STEPS)
        exponent += 1


def _growing(low: float, high: float, whole: bool) -> Floats:
    """Cut a range of positive numbers into steps that grow as the numbers do."""
    decades = range(floor(log10(low)), floor(log10(high)) + 2)
    for series in _GROWING:
        edges = [float(f"{number}e{decade}") for decade in decades for number in series.split()]
        edges = [edge for edge in edges if not whole or edge.is_integer()]
        first = max((place for place, edge in enumerate(edges) if edge <= low), default=0)
        last = next(place for place, edge in enumerate(edges) if edge > high or (edge == high and not whole))
        if last - first <= BINS:
            return np.array(edges[first : last + 1])
    return np.array(edges[first : last + 1 : ceil((last - first) / BINS)])


def _reaching(edges: Floats, values: Floats) -> Floats:
    """Make edges reach as far as the values do."""
    least, most = values.min(), values.max()
    below, above = ([least] if least < edges[0] else []), ([most] if most > edges[-1] else [])
    return np.unique(np.concatenate([below, edges, above]) + 0.0)
