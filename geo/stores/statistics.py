"""Counting what a query finds: how many, where, and how the values of properties are distributed over it.

Each property is counted under all conditions but those on itself, so that one sees what another choice would find. The
rows that meet all conditions on no counted property are found once; each condition on one of them is asked once, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.filters import Filter
from geo.filters.conjuncts import conjunction, conjuncts, subject
from geo.filters.vectors import Coded, Moments, Numbers, Truth
from geo.measure import Floats
from geo.properties import Kind, Property
from geo.stores.bins import moment_edges, number_edges
from geo.stores.columns import Snapshot
from geo.stores.distributions import Histogram, Statistics, Values
from geo.stores.query import Query
from geo.values import Bbox

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
Codes = NDArray[np.int32]

#: Most values that are listed, and most properties that are counted at a time.
VALUES_LISTED = 50
PROPERTIES_COUNTED = 50

_QUESTIONS_KEPT = 16

#: Which of some rows meet the conditions on a property.
Test = Callable[[Rows | slice], Mask]


class Binned(NamedTuple):
    """The values of a snapshot in bins: see `Histogram`.

    Parameters
    ----------
    edges
        Shape (k + 1,).
    codes
        Shape (n,); the bin of each row, -1 for none.
    values
        Shape (n,); NaN for none.
    """

    edges: Floats
    codes: Codes
    values: Floats

    @property
    def has_kinds(self) -> bool:
        """Whether there is something to count."""
        return len(self.edges) > 0

    def count(self, rows: Rows) -> Histogram:
        """Count some rows."""
        counts = tally(self.codes, rows, max(len(self.edges) - 1, 0))
        least, most = span(self.values, rows)
        ends = (None, None) if least > most else (least, most)
        return Histogram(tuple(self.edges.tolist()), tuple(counts[:-1].tolist()), *ends, int(counts[-1]))


class Listed(NamedTuple):
    """The values of a snapshot, each different one once: see `Values`.

    Parameters
    ----------
    codes
        Shape (n,); which set of values each row has, -1 for none.
    values
        All that are in any set, in the order of equally frequent ones.
    sets, members
        Shape (p,); pairs of a set and a value in it.
    size
        How many sets there are.
    choices
        The values of the property's own list; of truths, both.
    """

    codes: Codes
    values: Sequence[str | bool]
    sets: Rows
    members: Rows
    size: int
    choices: Sequence[str | bool]

    @property
    def has_kinds(self) -> bool:
        """Whether values say what kind a thing is, rather than which one: on average, two rows have the same."""
        total = tally(self.codes, np.arange(len(self.codes)), self.size)[:-1][self.sets].sum()
        return bool(total and (self.choices or 2 * len(self.values) <= total))

    def count(self, rows: Rows) -> Values:
        """Count some rows."""
        sizes = tally(self.codes, rows, self.size)
        counts = np.bincount(self.members, sizes[self.sets], len(self.values)).astype(np.int64)
        empty = np.bincount(self.sets, minlength=self.size)[: self.size] == 0
        missing = int(sizes[-1] + sizes[:-1][empty].sum())
        found = self._first(counts)
        return Values(found, missing, int(counts.sum()) - sum(count for _, count in found))

    def _first(self, counts: Rows) -> tuple[tuple[str | bool, int], ...]:
        """Return the values to list: choices, and then the most frequent."""
        chosen: dict[str | bool, int] = dict.fromkeys(self.choices, 0)
        places = np.flatnonzero(counts)
        room = VALUES_LISTED + len(chosen)
        if len(places) > room:
            places = places[counts[places] >= np.partition(counts[places], -room)[-room]]
        frequent = places[np.argsort(-counts[places], kind="stable")][:room].tolist()
        others = {self.values[place]: int(counts[place]) for place in frequent}
        chosen |= {value: count for value, count in others.items() if value in chosen}
        more = [(value, count) for value, count in others.items() if value not in chosen]
        return (*chosen.items(), *more[: max(VALUES_LISTED - len(chosen), 0)])


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
        failed = np.zeros(len(rows), dtype=np.uint8)
        for fail in fails.values():
            failed += fail
        found = rows[failed == 0] if fails else rows
        each = {name: rows[failed == fails[name]] if name in fails else found for name in names}
        return Statistics(len(found), self._bounds(found), {name: counted[name].count(each[name]) for name in names})

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
            name = subject(one)
            if name in counted and name is not None:
                tests[name].append(_meeting(self.snapshot, one))
            else:
                filters.append(one)
        return tests, query._replace(equals=tuple(equals), filter=conjunction(filters))

    def _counted(self, name: str) -> Binned | Listed:
        row = self.snapshot.schema.queryable(name)
        with self._lock:
            if name not in self._countable:
                self._countable[name] = countable(self.snapshot, row)
            return self._countable[name]

    def _bounds(self, rows: Rows) -> Bbox | None:
        west, south, east, north = bounds_of(self.snapshot.space.bounds, rows)
        return None if west > east else Bbox(west, south, east, north)


def matching(snapshot: Snapshot, query: Query) -> Rows | None:
    """Return the rows that a query finds, in no order; None for all.

    Parameters
    ----------
    snapshot
        What is asked.
    query
        Order and page are of no effect.
    """
    near, everything = query.near, max(len(snapshot), 1)
    if near is None:
        return snapshot.filtered(query)
    if near.within is None:
        found = snapshot.space.placed
    elif snapshot.has_reference(near.targets):
        found = snapshot.select(Query(near=near, limit=everything)).rows
    else:  # what the other conditions leave is less to measure
        return snapshot.select(query._replace(sort=(), cursor=None, limit=everything)).rows
    rows = snapshot.filtered(query)
    if rows is None:
        return found
    among = np.zeros(len(snapshot), dtype=bool)
    among[found] = True
    return rows[among[rows]]


def countable(snapshot: Snapshot, row: Property) -> Binned | Listed:
    """Put the values of a property in bins, or in a list.

    Parameters
    ----------
    snapshot
        Whose.
    row
        Numbers, dates and instants are put in bins, all else is listed.
    """
    vector = snapshot.column(row.name).vector(slice(None))
    if isinstance(vector, Numbers):
        values = np.where(np.isfinite(vector.values), vector.values, np.nan)
        return binned(number_edges(values[~np.isnan(values)], row.kind is Kind.INTEGER), values)
    if isinstance(vector, Moments):
        return binned(moment_edges(vector.start[~np.isnan(vector.start)], row.kind is Kind.DATE), vector.start)
    if isinstance(vector, Truth):
        codes = vector.holds.astype(np.int32)
        if vector.null is not None:
            codes[vector.null] = -1
        return Listed(codes, (False, True), np.arange(2), np.arange(2), 2, (False, True))
    assert isinstance(vector, Coded)
    return _listed(vector, tuple(row.choices))


def binned(edges: Floats, values: Floats) -> Binned:
    """Put values in the bins between some edges."""
    codes = np.minimum(np.searchsorted(edges, values, "right") - 1, max(len(edges) - 2, 0)).astype(np.int32)
    codes[np.isnan(values)] = -1
    return Binned(edges, codes, values)


def _listed(vector: Coded, choices: Sequence[str | bool]) -> Listed:
    sets = [one if isinstance(one, frozenset) else (one,) for one in vector.uniques]
    values = sorted({str(value) for one in sets for value in one})
    place = {value: at for at, value in enumerate(values)}
    pairs = [(at, place[str(value)]) for at, one in enumerate(sets) for value in one]
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Listed(vector.codes, values, left, right, len(sets), choices)


def _equal(snapshot: Snapshot, name: str, value: object) -> Test:
    return lambda where: snapshot.column(name).equals(value, where)


def _meeting(snapshot: Snapshot, filter: Filter) -> Test:
    return lambda where: filter.mask(snapshot.filtering, where)


def _met(tests: Sequence[Test], where: Rows | slice) -> Mask:
    first, *others = (test(where) for test in tests)
    return np.logical_and.reduce([first, *others])


@compiled
def tally(codes: Codes, rows: Rows, size: int) -> Rows:
    """Count how often each code comes in some rows; compiled.

    Parameters
    ----------
    codes
        Shape (n,); below `size`, -1 for none.
    rows
        Which.
    size
        How many different codes there are.

    Returns
    -------
    counts
        Shape (size + 1,); the last is that of none.
    """
    counts = np.zeros(size + 1, np.int64)
    for row in rows:
        code = codes[row]
        counts[code if code >= 0 else size] += 1
    return counts


@compiled
def span(values: Floats, rows: Rows) -> tuple[float, float]:
    """Return the least and the greatest number in some rows, NaN passed over; infinite and crossed for none; compiled."""
    least, most = np.inf, -np.inf
    for row in rows:
        value = values[row]
        if value < least:
            least = value
        if value > most:
            most = value
    return least, most


@compiled
def bounds_of(bounds: Floats, rows: Rows) -> tuple[float, float, float, float]:
    """Return the bounds of some rows' bounds together, NaN passed over; infinite and crossed for none; compiled."""
    west, south, east, north = np.inf, np.inf, -np.inf, -np.inf
    for row in rows:
        if bounds[row, 0] < west:
            west = bounds[row, 0]
        if bounds[row, 1] < south:
            south = bounds[row, 1]
        if bounds[row, 2] > east:
            east = bounds[row, 2]
        if bounds[row, 3] > north:
            north = bounds[row, 3]
    return west, south, east, north
