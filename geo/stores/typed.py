"""Typed columns: one array a property, with what equality and order need.

Every column answers three questions about rows: which equal a value, in which order they come, and what a row's value
is. Orders are float64 arrays in which a missing value is NaN.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.filters import vectors
from geo.filters.vectors import Vector
from geo.measure import Floats
from geo.properties import Kind, Property
from geo.values import Interval

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

_EXACT = 2**53  # a float64 tells all whole numbers up to this one apart
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Column(Protocol):
    """What every typed column can say."""

    def equals(self, value: Any, rows: Rows | slice) -> Mask:
        """Tell for each of the rows whether it has the value."""

    def order(self, rows: Rows | slice) -> Floats:
        """Numbers that sort as the values do; NaN where there is none."""

    def order_of(self, value: Any) -> float:
        """Place a value among the numbers of `order`; NaN for None."""

    def vector(self, rows: Rows | slice) -> Vector:
        """Return the values as filters compute with them."""


class Numbers:
    """Numbers and booleans."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = np.asarray(pd.to_numeric(pd.Series(values, dtype=object)), dtype=np.float64)
        self.complete = not np.isnan(self.values).any()

    def equals(self, value: float, rows: Rows | slice) -> Mask:
        """Tell for each of the rows whether it has the number."""
        if isinstance(value, int) and abs(value) > _EXACT:  # compared as a float, it could equal its neighbour
            return np.zeros(len(self.values[rows]), dtype=bool)
        return np.asarray(self.values[rows] == value)

    def order(self, rows: Rows | slice) -> Floats:
        """Return the numbers themselves."""
        return self.values[rows]

    def order_of(self, value: float | None) -> float:
        """Return the number itself."""
        return np.nan if value is None else float(value)

    def vector(self, rows: Rows | slice) -> Vector:
        """Return the numbers."""
        return vectors.Numbers(self.values[rows], self.complete)


class Booleans(Numbers):
    """Booleans, as 0 and 1."""

    def vector(self, rows: Rows | slice) -> Vector:
        """Return them as truth."""
        values = self.values[rows]
        return vectors.Truth(values == 1, None if self.complete else np.isnan(values))


class Moments:
    """Dates and instants, as seconds since 1970 in UTC.

    Parameters
    ----------
    values
        RFC 3339 texts, dates or datetimes.
    daily
        Whether they are dates.
    """

    def __init__(self, values: Sequence[Any], daily: bool = False) -> None:
        self.daily = daily
        moments = pd.to_datetime(pd.Series(values, dtype=object), utc=True, format="ISO8601", errors="coerce")
        instants = moments.dt.tz_localize(None).to_numpy("datetime64[us]")
        self.values: Floats = np.where(np.isnat(instants), np.nan, instants.astype(np.int64) / 1e6)

    def equals(self, value: Interval, rows: Rows | slice) -> Mask:
        """Tell for each of the rows whether it lies within the interval."""
        start = -np.inf if value.start is None else _seconds(value.start)
        end = np.inf if value.end is None else _seconds(value.end)
        seconds = self.values[rows]
        return np.asarray((seconds >= start) & (seconds <= end))

    def order(self, rows: Rows | slice) -> Floats:
        """Return the seconds."""
        return self.values[rows]

    def order_of(self, value: str | None) -> float:
        """Return the seconds of an RFC 3339 text."""
        if value is None:
            return np.nan
        if not isinstance(value, str):
            raise TypeError(value)
        start = Interval.parse(value).start
        return np.nan if start is None else _seconds(start)

    def vector(self, rows: Rows | slice) -> Vector:
        """Return the instants."""
        seconds = self.values[rows]
        return vectors.Moments(seconds, seconds, (self.daily, self.daily))


def _seconds(moment: datetime) -> float:
    """Return seconds since 1970, rounded as those of a column are."""
    return float((moment - _EPOCH) // timedelta(microseconds=1)) / 1e6


class Words:
    """Texts: each different text once, sorted by code point, and its place in that list for every row.

    Whole numbers of 16 digits and more, as the codes of parcels are, are held likewise: a float64 has room for 15.
    """

    def __init__(self, values: Sequence[Any], read: type[str] | type[int] = str) -> None:
        codes, uniques = pd.factorize(pd.Series(values, dtype=object), sort=True)
        self.codes = codes.astype(np.int32)
        self.complete = not (self.codes < 0).any()
        self.uniques = [read(value) for value in uniques]
        self._code = {value: code for code, value in enumerate(self.uniques)}

    def equals(self, value: str, rows: Rows | slice) -> Mask:
        """Tell for each of the rows whether it has the text."""
        return np.asarray(self.codes[rows] == self._code.get(value, -2))

    def mark(self, wanted: Mask, mask: Mask) -> None:
        """Mark the rows that have one of the texts wanted, in the order of `uniques`."""
        mask |= np.append(wanted, False)[self.codes]  # the last is for rows without a text

    def order(self, rows: Rows | slice) -> Floats:
        """Return the place of each text among the texts."""
        codes = self.codes[rows].astype(np.float64)
        codes[codes < 0] = np.nan
        return codes

    def order_of(self, value: str | None) -> float:
        """Place a text among the texts; one that is not held comes half-way between its neighbours."""
        if value is None:
            return np.nan
        place = bisect_left(self.uniques, value)
        return float(place) if self._code.get(value) == place else place - 0.5

    def vector(self, rows: Rows | slice) -> Vector:
        """Return the texts, or the long whole numbers."""
        return vectors.Coded(self.codes[rows], self.uniques, self.complete)


class Lists:
    """Lists of texts: for each text the rows that have it, and each different set of texts once."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.count = len(values)
        rows: dict[str, list[int]] = {}
        sets: dict[frozenset[str], int] = {}
        self.codes = np.full(self.count, -1, dtype=np.int32)
        for row, texts in enumerate(values):
            if not isinstance(texts, list | tuple | np.ndarray):
                continue
            members = frozenset(map(str, texts))
            self.codes[row] = sets.setdefault(members, len(sets))
            for text in members:
                rows.setdefault(text, []).append(row)
        self._rows = {text: np.array(where) for text, where in rows.items()}
        self._sets = list(sets)
        self.uniques = list(self._rows)

    def equals(self, value: str, rows: Rows | slice) -> Mask:
        """Tell for each of the rows whether its list has the text."""
        mask = np.zeros(self.count, dtype=bool)
        mask[self._rows.get(value, np.empty(0, dtype=np.int64))] = True
        return mask[rows]

    def mark(self, wanted: Mask, mask: Mask) -> None:
        """Mark the rows whose list has one of the texts wanted, in the order of `uniques`."""
        for code in np.flatnonzero(wanted).tolist():
            mask[self._rows[self.uniques[code]]] = True

    def order(self, rows: Rows | slice) -> Floats:
        """Return no order: a list has none."""
        return np.full(self.count, np.nan)[rows]

    def order_of(self, value: object) -> float:
        """Return no order: a list has none."""
        return np.nan

    def vector(self, rows: Rows | slice) -> Vector:
        """Return the sets."""
        return vectors.Coded(self.codes[rows], self._sets)


def typed(row: Property, values: Sequence[Any]) -> Column:
    """Make the column of a property; objects are known by their ``code``."""
    if row.kind is Kind.INTEGER and any(not pd.isna(value) and abs(value) > _EXACT for value in values):
        return Words(values, int)
    if row.kind in {Kind.NUMBER, Kind.INTEGER, Kind.BOOLEAN}:
        return (Booleans if row.kind is Kind.BOOLEAN else Numbers)(values)
    if row.kind in {Kind.DATE, Kind.DATETIME}:
        return Moments(values, row.kind is Kind.DATE)
    if row.kind is Kind.TEXT:
        return Words(values)
    if row.kind is Kind.OBJECTS:
        return Lists([[one["code"] for one in some] if isinstance(some, list) else None for some in values])
    return Lists(values)
