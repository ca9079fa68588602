"""What a filter computes with: vectors of one value a row, or of one value for all rows.

A missing value is null, and null spreads: every vector knows which of its values are. Truth has three values (OGC
21-065r2, 6.2): true, false, and null where it cannot be known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geo.measure import Floats, Geometries

Mask = NDArray[np.bool_]
Codes = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Truth:
    """Truth values.

    Parameters
    ----------
    holds
        Shape (n,) or (1,); where something is known, whether it is true.
    null
        Shape (n,) or (1,); where nothing is known; None for nowhere.
    """

    holds: Mask
    null: Mask | None = None

    @property
    def true(self) -> Mask:
        """Where it is true."""
        return self.holds if self.null is None else self.holds & ~self.null

    @property
    def false(self) -> Mask:
        """Where it is false."""
        return ~self.holds if self.null is None else ~self.holds & ~self.null

    def __and__(self, other: Truth) -> Truth:
        true = self.true & other.true
        if self.null is None and other.null is None:
            return Truth(true)
        return Truth(true, ~(true | self.false | other.false))

    def __or__(self, other: Truth) -> Truth:
        true = self.true | other.true
        if self.null is None and other.null is None:
            return Truth(true)
        return Truth(true, ~(true | (self.false & other.false)))

    def __invert__(self) -> Truth:
        return Truth(~self.holds, self.null)


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Numbers.

    Parameters
    ----------
    values
        Shape (n,) or (1,); NaN is null.
    complete
        Whether none is null, as far as is known.
    """

    values: Floats
    complete: bool = False

    @property
    def null(self) -> Mask | None:
        """Where there is none."""
        return None if self.complete else np.isnan(self.values)


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Values of which each different one is held once: texts, whole numbers too long for a float, sets.

    Parameters
    ----------
    codes
        Shape (n,) or (1,); place in `uniques`, -1 for null.
    uniques
        Different values; texts and numbers in ascending order, texts by code point.
    complete
        Whether none is null, as far as is known.
    """

    codes: Codes
    uniques: Sequence[Any]
    complete: bool = False

    @classmethod
    def of(cls, value: object) -> Coded:
        """Make the vector of one value."""
        return cls(np.zeros(1, dtype=np.int32), [value], True)

    @property
    def null(self) -> Mask | None:
        """Where there is none."""
        return None if self.complete else self.codes < 0

    @property
    def is_constant(self) -> bool:
        """Whether all rows have the one value."""
        return self.complete and len(self.codes) == 1 == len(self.uniques)

    def test(self, passes: Callable[[Any], bool]) -> Truth:
        """Tell of each row whether its value passes; every different value is looked at once."""
        table = np.zeros(len(self.uniques) + 1, dtype=bool)  # the last place is that of null
        table[:-1] = np.fromiter(map(passes, self.uniques), dtype=bool, count=len(self.uniques))
        return Truth(table[self.codes], self.null)

    def map(self, change: Callable[[str], str]) -> Coded:
        """Return the vector of changed texts; every different text is changed once."""
        changed = [change(text) for text in self.uniques]
        uniques = sorted(set(changed))
        place = {text: code for code, text in enumerate(uniques)}
        table = np.array([*(place[text] for text in changed), -1], dtype=np.int32)
        return Coded(table[self.codes], uniques, self.complete)

    def numbers(self) -> Numbers:
        """Return whole numbers as floats, which tell those up to 2^53 apart."""
        return Numbers(np.array([*self.uniques, np.nan], dtype=np.float64)[self.codes], self.complete)


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Instants and intervals, as seconds since 1970 in UTC; an instant ends where it starts.

    Parameters
    ----------
    start, end
        Shape (n,) or (1,); NaN is null, an infinity an open end.
    daily
        Whether the start and the end are dates, given by their midnights.
    """

    start: Floats
    end: Floats
    daily: tuple[bool, bool] = (False, False)

    @property
    def null(self) -> Mask:
        """Where there is none."""
        return np.isnan(self.start) | np.isnan(self.end)


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Geometries in WGS 84 longitude and latitude: shape (n,) or (1,); None is null."""

    values: Geometries

    @property
    def null(self) -> Mask:
        """Where there is none."""
        return np.array([shape is None for shape in self.values], dtype=bool)


Vector = Truth | Numbers | Coded | Moments | Shapes


def null_of(*vectors: Vector) -> Mask | None:
    """Return where any of some vectors is null; None for nowhere."""
    known = [null for null in (vector.null for vector in vectors) if null is not None]
    return reduce(np.logical_or, known) if known else None
