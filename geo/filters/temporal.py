"""Time: literals, and how instants and intervals stand to one another.

Dates among themselves are instants of a day. Where a date meets a date-time, it is the whole of its day in UTC; the
standard leaves that to the system (OGC 21-065r2, 7.8, type casts).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from geo.errors import BadValue
from geo.filters.vectors import Mask, Moments, Truth, null_of
from geo.measure import Floats
from geo.values import Interval

OPEN = ".."

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_OF_DAY_S = 86_400 - 1e-6

Relation = Callable[[Floats, Floats, Floats, Floats], Any]

#: By the starts and ends of both (OWL-Time); those of the second group know intervals alone.
RELATIONS: Mapping[str, Relation] = {
    "t_after": lambda s, e, start, end: s > end,
    "t_before": lambda s, e, start, end: e < start,
    "t_disjoint": lambda s, e, start, end: (s > end) | (e < start),
    "t_equals": lambda s, e, start, end: (s == start) & (e == end),
    "t_intersects": lambda s, e, start, end: (s <= end) & (e >= start),
}
INTERVAL_RELATIONS: Mapping[str, Relation] = {
    "t_contains": lambda s, e, start, end: (s < start) & (e > end),
    "t_during": lambda s, e, start, end: (s > start) & (e < end),
    "t_finishedby": lambda s, e, start, end: (s < start) & (e == end),
    "t_finishes": lambda s, e, start, end: (s > start) & (e == end),
    "t_meets": lambda s, e, start, end: e == start,
    "t_metby": lambda s, e, start, end: s == end,
    "t_overlappedby": lambda s, e, start, end: (s > start) & (s < end) & (e > end),
    "t_overlaps": lambda s, e, start, end: (s < start) & (e > start) & (e < end),
    "t_startedby": lambda s, e, start, end: (s == start) & (e > end),
    "t_starts": lambda s, e, start, end: (s == start) & (e < end),
}

#: A comparison of instants, told by the stretches that they are.
_COMPARED: Mapping[str, Relation] = {
    "=": RELATIONS["t_intersects"],
    "<>": RELATIONS["t_disjoint"],
    "<": RELATIONS["t_before"],
    ">": RELATIONS["t_after"],
    "<=": lambda s, e, start, end: s <= end,
    ">=": lambda s, e, start, end: e >= start,
}


def relate(name: str, left: Moments, right: Moments) -> Truth:
    """Tell where two vectors of instants or intervals stand in a relation."""
    relation = RELATIONS.get(name) or INTERVAL_RELATIONS[name]
    return Truth(np.asarray(_by(relation, left, right)), null_of(left, right))


def compare_moments(name: str, left: Moments, right: Moments) -> Mask:
    """Compare two vectors of instants."""
    return np.asarray(_by(_COMPARED[name], left, right))


def date_of(text: object) -> Moments:
    """Read a date, ``YYYY-MM-DD``."""
    if not isinstance(text, str) or "T" in text.upper() or " " in text:
        raise BadValue(text, "a date YYYY-MM-DD")
    return _instant(text, "a date YYYY-MM-DD", True)


def timestamp_of(text: object) -> Moments:
    """Read an RFC 3339 date-time."""
    form = "an RFC 3339 date-time, as in 2026-01-31T09:00:00Z"
    if not isinstance(text, str) or len(text) <= len("2026-01-31"):
        raise BadValue(text, form)
    return _instant(text, form, False)


def moment_of(text: str) -> Moments:
    """Read an end of an interval: a date, a date-time, or ``..`` for an open end, which is the start of all time."""
    if text == OPEN:
        return Moments(np.array([-np.inf]), np.array([np.inf]), (True, True))
    return timestamp_of(text) if "T" in text.upper() or " " in text else date_of(text)


def interval_of(start: Moments, end: Moments) -> Moments:
    """Make intervals that begin where one vector starts and finish where another one ends."""
    return Moments(start.start, end.end, (start.daily[0], end.daily[1]))


def _instant(text: str, form: str, daily: bool) -> Moments:
    try:
        start = Interval.parse(text).start
    except BadValue:
        raise BadValue(text, form) from None
    if start is None or "/" in text:
        raise BadValue(text, form)
    seconds = np.array([float((start - _EPOCH) // timedelta(microseconds=1)) / 1e6])
    return Moments(seconds, seconds, (daily, daily))


def _by(relation: Relation, left: Moments, right: Moments) -> Any:
    if all((*left.daily, *right.daily)):
        return relation(left.start, left.end, right.start, right.end)
    return relation(left.start, last_of(left), right.start, last_of(right))


def last_of(moments: Moments) -> Floats:
    """Return the ends, that of a date being the last microsecond of its day."""
    return moments.end + _LAST_OF_DAY_S if moments.daily[1] else moments.end
