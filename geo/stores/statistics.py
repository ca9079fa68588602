"""Counting what a query finds: how many, where, and how the values of properties are distributed over it.

Each property is counted under all conditions but those on itself, so that one sees what another choice would find. The
rows that meet all conditions on no counted property are found once; each condition on one of them is asked once, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache, reduce
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.filters import Filter
from geo.filters.conjuncts import conjunction, conjuncts, subject
from geo.measure import Floats
from geo.stores.columns import Snapshot
from geo.stores.distributions import Statistics
from geo.stores.matching import matching
from geo.stores.query import Query
from geo.stores.tallies import Binned, Listed, countable
from geo.values import Bbox

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

#: Most properties that are counted at a time.
PROPERTIES_COUNTED = 50

_QUESTIONS_KEPT = 16

#: Which of some rows meet the conditions on a property.
Test = Callable[[Rows | slice], Mask]


class Counting:
    """Counts on a snapshot; what a property needs for it is made when it is first counted."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._countable: dict[str, Binned | Listed] = {}
        self._lock = Lock()
        self._kept = lru_cache(_QUESTIONS_KEPT)(self._count)

    def statistics(self, query: Query, names: Sequence[str] | None = None) -> Statistics:
        """Count what a query finds.

        Parameters
        ----------
        query
            Order, page and form are of no effect.
        names
            The properties to count; None for those whose values say what kind a thing is, and not which one.

        Raises
        ------
        UnknownProperty
            The query or the names have one that is not there or cannot be asked by.
        """
        return self._kept(query, self.usual if names is None else tuple(names))

    @cached_property
    def usual(self) -> tuple[str, ...]:
        """The properties that are worth counting."""
        names = (name for name in self.snapshot.schema.queryables if name != "id")
        return tuple(name for name in names if self._counted(name).has_kinds)[:PROPERTIES_COUNTED]

    def _count(self, query: Query, names: tuple[str, ...]) -> Statistics:
        counted = {name: self._counted(name) for name in names}
        tests, rest = self._parted(query, counted)
        rows = matching(self.snapshot, rest)
        where = slice(None) if rows is None else rows
        rows = np.arange(len(self.snapshot)) if rows is None else rows
        fails = {name: ~_met(some, where) for name, some in tests.items()}
        failed = np.zeros(len(rows), dtype=np.int16)
        for fail in fails.values():
            failed += fail
        found = rows[failed == 0] if fails else rows
        each = {name: rows[failed == fails[name]] if name in fails else found for name in names}
        return Statistics(
            len(found), self._bounds(found), {name: counted[name].distribution(each[name]) for name in names}
        )

    def _parted(self, query: Query, counted: Mapping[str, object]) -> tuple[dict[str, list[Test]], Query]:
        """Part the conditions on each counted property alone from the rest of a query."""
        tests: dict[str, list[Test]] = defaultdict(list)
        equals, filters = [], []
        for name, value in query.equals:
            if name in counted:
                tests[name].append(_equal(self.snapshot, name, value))
            else:
                equals.append((name, value))
        for one in () if query.filter is None else conjuncts(query.filter):
            about = subject(one)
            if about is not None and about in counted:
                tests[about].append(_meeting(self.snapshot, one))
            else:
                filters.append(one)
        return tests, query._replace(equals=tuple(equals), filter=conjunction(filters))

    def _counted(self, name: str) -> Binned | Listed:
        row = self.snapshot.schema.queryable(name)
        with self._lock:
            if name not in self._countable:
                self._countable[name] = countable(self.snapshot.column(name).vector(slice(None)), row)
            return self._countable[name]

    def _bounds(self, rows: Rows) -> Bbox | None:
        west, south, east, north = bounds_of(self.snapshot.space.bounds, rows)
        return None if west > east else Bbox(west, south, east, north)


def _equal(snapshot: Snapshot, name: str, value: object) -> Test:
    return lambda where: snapshot.column(name).equals(value, where)


def _meeting(snapshot: Snapshot, filter: Filter) -> Test:
    return lambda where: filter.mask(snapshot.filtering, where)


def _met(tests: Sequence[Test], where: Rows | slice) -> Mask:
    first, *others = (test(where) for test in tests)
    return reduce(np.logical_and, others, first)


@compiled
def bounds_of(bounds: Floats, rows: Rows) -> tuple[float, float, float, float]:
    """Return the bounds of some rows' bounds together, NaN passed over; infinite and crossed for none; compiled."""
    west, south, east, north = np.inf, np.inf, -np.inf, -np.inf
    for row in rows:
        west, south = np.fmin(west, bounds[row, 0]), np.fmin(south, bounds[row, 1])
        east, north = np.fmax(east, bounds[row, 2]), np.fmax(north, bounds[row, 3])
    return west, south, east, north
