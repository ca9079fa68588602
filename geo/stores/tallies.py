"""The values of a property, ready to be counted in any rows: put in bins, or each different one listed once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.filters.vectors import Coded, Moments, Numbers, Truth, Vector
from geo.measure import Floats
from geo.properties import Kind, Property
from geo.stores.bins import moment_edges, number_edges
from geo.stores.distributions import Histogram, Values

Rows = NDArray[np.int64]
Codes = NDArray[np.int32]

#: Most values that are listed.
VALUES_LISTED = 50


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

    def distribution(self, rows: Rows) -> Histogram:
        """Count some rows."""
        counts = tally(self.codes, rows, max(len(self.edges) - 1, 0))
        least, most = span(self.values, rows)
        found = least <= most
        bins = tuple(self.edges.tolist()), tuple(counts[:-1].tolist())
        return Histogram(*bins, least if found else None, most if found else None, int(counts[-1]))


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

    def distribution(self, rows: Rows) -> Values:
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


def countable(vector: Vector, row: Property) -> Binned | Listed:
    """Put the values of a property in bins, or in a list.

    Parameters
    ----------
    vector
        The values.
    row
        The property; numbers, dates and instants are put in bins, all else is listed.
    """
    if isinstance(vector, Coded) and row.kind is Kind.INTEGER:  # of more digits than a float has
        vector = Numbers(np.array([*map(float, vector.uniques), np.nan])[vector.codes])
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
    sets = vector.uniques
    if not sets or isinstance(sets[0], str):  # each text is the only member of its set
        alone = np.arange(len(sets))
        return Listed(vector.codes, sets, alone, alone, len(sets), choices)
    values = sorted({value for one in sets for value in one})
    place = {value: at for at, value in enumerate(values)}
    pairs = [(at, place[value]) for at, one in enumerate(sets) for value in one]
    left, right = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    return Listed(vector.codes, values, left, right, len(sets), choices)


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
    """Return the least and the greatest number in some rows, NaN passed over; infinite, crossed for none; compiled."""
    least, most = np.inf, -np.inf
    for row in rows:
        least, most = np.fmin(least, values[row]), np.fmax(most, values[row])
    return least, most
