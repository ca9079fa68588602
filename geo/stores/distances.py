"""Distances to a reference layer, computed once for a whole snapshot and kept in order.

"Near metro" is then a binary search instead of a search for neighbours.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.measure import Floats
from geo.proximity import Near, Nearest, Targets, Walking
from geo.stores.packed import Packed

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Nearness:
    """What a page says about nearness.

    Parameters
    ----------
    members
        The encoded members that rows add to their features, all but ``match``.
    places
        Which of them belong to the rows of the page.
    farthest
        The far end of each distance's range, metres.
    among
        The nearest targets of more rows, of which the page has some.
    spreads
        How far their distances may be off, metres.
    at
        Which of them the page has.
    """

    members: Packed
    places: Rows
    farthest: Floats
    among: Nearest
    spreads: Floats
    at: Rows

    @property
    def nearest(self) -> Nearest:
        """The nearest target of each row of the page."""
        return taken(self.among, self.at)

    @property
    def spread(self) -> Floats:
        """How far each distance of the page may be off, metres."""
        return self.spreads[self.at]

    @property
    def last_m(self) -> float:
        """The distance of the last row, metres."""
        return float(self.among.distance_m[self.at[-1]])


class ReferenceDistances:
    """The nearest target of every row of a snapshot.

    Parameters
    ----------
    targets
        The reference layer.
    nearest
        The nearest target of each of n rows.
    uncertainty_m
        Shape (n,); of the rows' own locations.
    rank
        Shape (n,); the natural order, which parts equal distances.
    walking
        What turns metres into minutes.
    """

    def __init__(self, targets: Targets, nearest: Nearest, uncertainty_m: Floats, rank: Rows, walking: Walking) -> None:
        self.targets = targets
        self.nearest = nearest
        self.spread = spread(nearest, targets, uncertainty_m)
        placed = np.flatnonzero(nearest.target >= 0)
        order = placed[np.lexsort((rank[placed], nearest.distance_m[placed]))]
        self._rows = order
        self._places = np.arange(len(order))
        self._members = Packed(encoded_members(taken(nearest, order), self.spread[order], targets, walking))
        self._rank = rank[order]
        self._distance = nearest.distance_m[order]
        self._least = self._distance - self.spread[order]
        self._most = self._distance + self.spread[order]
        # The same, sorted, as plain sequences of numbers: a search in them costs less than a call of NumPy.
        self._distances = memoryview(self._distance.data)
        self._leasts = memoryview(np.sort(self._least).data)
        self._mosts = memoryview(np.sort(self._most).data)
        self._widest = float(self.spread[order].max(initial=0.0))

    def page(self, near: Near, after: tuple[float, int] | None, limit: int) -> tuple[Rows | slice, bool, int]:
        """Return the first members after a place, nearest first, whether there are more, and how many there are in all.

        They are named by their places among all rows that have a distance, nearest first; see `rows`.

        Parameters
        ----------
        near
            The question; its targets are these.
        after
            Distance and rank of the last row before; None to start.
        limit
            Most rows to return.
        """
        start = self._place(*after) if after else 0
        if near.within is None:
            return slice(start, start + limit), start + limit < len(self._rows), len(self._rows)
        within = near.within.metres
        inside = bisect_right(self._distances, within)
        if near.certain:
            return *_first(self._most[start:inside] <= within, start, limit), bisect_right(self._mosts, within)
        matched = bisect_right(self._leasts, within)
        if start + limit < inside:
            return slice(start, start + limit), True, matched
        end = bisect_right(self._distances, within + self._widest)
        return *_first(self._least[start:end] <= within, start, limit), matched

    def rows(self, places: Rows | slice) -> Rows:
        """Return the rows at some places in the order by distance."""
        return self._rows[places]

    def nearness(self, places: Rows | slice) -> Nearness:
        """Return what is kept about the rows at some places in the order by distance."""
        return Nearness(
            self._members, self._places[places], self._most[places], self.nearest, self.spread, self._rows[places]
        )

    def _place(self, distance: float, rank: int) -> int:
        left, right = bisect_left(self._distances, distance), bisect_right(self._distances, distance)
        return left + int(self._rank[left:right].searchsorted(rank, "right"))


def _first(kept: NDArray[np.bool_], start: int, limit: int) -> tuple[Rows, bool]:
    """Return the places of the first that are kept, counted from a start, and whether there are more."""
    places = start + np.flatnonzero(kept)
    return places[:limit], len(places) > limit


def measured(among: Nearest, spreads: Floats, at: Rows, targets: Targets, walking: Walking) -> Nearness:
    """Return what a page says whose distances were measured for it; the arguments are those of `Nearness`."""
    nearest, spread = taken(among, at), spreads[at]
    members = Packed(encoded_members(nearest, spread, targets, walking))
    return Nearness(members, np.arange(len(at)), nearest.distance_m + spread, among, spreads, at)


def encoded_members(nearest: Nearest, spread: Floats, targets: Targets, walking: Walking) -> list[bytes]:
    """Encode what each row says about nearness, but for the match; nothing where a row has no nearest."""
    walk = walking.min_per_m
    rows = zip(nearest.distance_m.tolist(), spread.tolist(), nearest.target.tolist(), strict=True)
    return [
        b'"distance_m":%.1f,"distance_min_m":%.1f,"distance_max_m":%.1f,"walk_min":%.1f,"nearest":%b'
        % (distance, max(distance - off, 0.0), distance + off, distance * walk, targets.encoded(target))
        if target >= 0
        else b""
        for distance, off, target in rows
    ]


def taken(found: Nearest, at: Rows) -> Nearest:
    """Return the nearest targets of some rows."""
    return Nearest(found.target[at], found.distance_m[at], found.edge[at])


def spread(nearest: Nearest, targets: Targets, uncertainty_m: Floats) -> Floats:
    """Return how far each distance may be off: the item's uncertainty and its target's together, metres."""
    of_target = np.where(nearest.target >= 0, targets.uncertainty_m[nearest.target], np.nan)
    return np.asarray(uncertainty_m + of_target)


def metro_columns(nearest: Nearest, targets: Targets, walking: Walking) -> dict[str, list[Any]]:
    """Return the derived columns ``metro_*`` of plots: the nearest station, its lines, metres and minutes."""
    members = [targets.members[index] if index >= 0 else None for index in nearest.target]
    return {
        "metro_station": [member.name.zh if member else None for member in members],
        "metro_lines": [list(member.lines) if member else None for member in members],
        "metro_distance_m": list(_rounded(nearest.distance_m, 1)),
        "metro_walk_min": list(_rounded(nearest.distance_m * walking.min_per_m, 1)),
    }


def _rounded(values: Floats, decimals: int) -> Iterator[float | None]:
    return (None if np.isnan(value) else float(value) for value in np.round(values, decimals))
