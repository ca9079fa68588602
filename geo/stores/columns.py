"""The in-memory engine: an immutable snapshot of a collection in columns, and the answering of queries on it.

Rows lie along a Hilbert curve, so that neighbours on the ground are neighbours in memory; their natural order, in which
items are given out, is by id. What a page needs is worked out for all rows once: the encoded features, the bounds, the
R-tree, the typed columns, the distances to the metro.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from operator import getitem
from threading import Lock
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.errors import BadCursor, BadValue, UnknownItem
from geo.measure import Floats
from geo.properties import Kind, Schema
from geo.proximity import Near, Nearest, Targets, Walking, nearest
from geo.stores import ordering, windows
from geo.stores.distances import Nearness, ReferenceDistances, measured, metro_columns, spread, taken
from geo.stores.encoding import encode
from geo.stores.filtering import SnapshotFrame
from geo.stores.packed import Packed
from geo.stores.query import Page, Query
from geo.stores.spatial import SpatialIndex, along_hilbert
from geo.stores.typed import Column, typed
from geo.stores.words import WordIndex, searched
from geo.values import Bbox, Interval

Rows = NDArray[np.int64]

#: The first radius in which the nearest are looked for when no distance is asked.
_FIRST_RADIUS_M = 2_000.0
_LAST_RADIUS_M = 20_040_000.0


class Selection(NamedTuple):
    """The rows of a page.

    Parameters
    ----------
    rows
        In order.
    matched
        How many rows the whole answer has.
    cursor
        Where the next page starts; None at the end.
    nearness
        Where it was asked: what the rows say about it.
    """

    rows: Rows
    matched: int
    cursor: str | None = None
    nearness: Nearness | None = None


class Snapshot:
    """A collection at one moment; never changed, safe to share between threads.

    Parameters
    ----------
    frame
        Index of unique ids, geometry in EPSG:4326, a column a property.
    schema
        The properties.
    metro
        The stations from which derived ``metro_*`` columns of the schema are filled; None where there are none.
    walking
        For the derived walking time.
    """

    def __init__(
        self, frame: gpd.GeoDataFrame, schema: Schema, metro: Targets | None = None, walking: Walking | None = None
    ) -> None:
        frame = along_hilbert(frame)
        geometries = frame.geometry.to_numpy()
        self.schema = schema
        self.ids: list[str] = [str(id) for id in frame.index]
        self.row_of = {id: row for row, id in enumerate(self.ids)}
        self.natural = ordering.natural_order(self.ids)
        self.rank = np.empty_like(self.natural)
        self.rank[self.natural] = np.arange(len(self.natural))
        self.space = SpatialIndex(geometries)
        self.uncertainty_m = _uncertainty(frame, schema)
        self._references: dict[str, ReferenceDistances] = {}
        self._columns: dict[str, Column] = {}
        self._words: WordIndex | None = None
        self._lock = Lock()
        if metro is not None and "metro_distance_m" in schema:
            distances = self._reference(metro, walking or Walking(), geometries)
            derived = metro_columns(distances.nearest, metro, walking or Walking())
            frame = frame.assign(**{name: pd.Series(v, index=frame.index, dtype=object) for name, v in derived.items()})
        self.properties = pd.DataFrame(frame.drop(columns=frame.geometry.name))
        self.encoded: Packed = encode(frame, schema)
        self.version = self.encoded.digest
        self._order_and_features = (self.rank, self.natural, self.encoded.blob, self.encoded.offsets)

    def __len__(self) -> int:
        return len(self.ids)

    def row(self, id: str) -> int:
        """Return the row of an id, or raise `UnknownItem`."""
        row = self.row_of.get(id)
        if row is None:
            raise UnknownItem(id)
        return row

    def column(self, name: str) -> Column:
        """Return the typed column of a queryable, made when it is first asked for."""
        if name not in self._columns:
            row = self.schema.queryable(name)
            values: Sequence[Any] = self.ids if name == "id" else self._values(name).tolist()
            self._columns[name] = typed(row, values)
        return self._columns[name]

    def has_columns(self, names: Iterable[str]) -> bool:
        """Tell whether these columns are made already."""
        return all(name in self._columns for name in names)

    def frame(self, rows: Rows) -> gpd.GeoDataFrame:
        """Return some rows as a GeoDataFrame in EPSG:4326, indexed by id."""
        return gpd.GeoDataFrame(self.properties.iloc[rows], geometry=self.space.geometries(rows), crs="EPSG:4326")

    def has_reference(self, targets: Targets) -> bool:
        """Tell whether distances to a reference layer are at hand already."""
        return targets.key in self._references

    @property
    def has_words(self) -> bool:
        """Whether words can be looked for at once."""
        return self._words is not None

    def words(self) -> WordIndex:
        """Return the index of words, made when it is first asked for."""
        with self._lock:
            if self._words is None:
                self._words = WordIndex(map(self.column, searched(self.schema)), len(self))
            return self._words

    def select(self, query: Query) -> Selection:
        """Answer a query with the rows of its page.

        Raises
        ------
        UnknownProperty
            It names a property that is not there, or that cannot be filtered or sorted by.
        BadCursor
            The cursor is not one of this question's.
        """
        rows = self.filtered(query)
        if query.near is not None:
            return self._select_near(query, query.near, rows)
        keys = [self._key(sort.name, sort.descending, rows) for sort in query.sort]
        if not keys:
            return self._select_all(query) if rows is None else self._select_natural(query, rows)
        return self._page(query, slice(None) if rows is None else rows, keys)

    def window_page(self, query: Query) -> Page | None:
        """Answer the commonest question, a window alone, in one compiled call; None where it takes more than that."""
        bbox = query.bbox
        if bbox is None or bbox.west > bbox.east or not self.space.arrays or len(self.space.placed) < len(self):
            return None
        start = self._natural_start(query)
        box = (bbox.west, bbox.south, bbox.east, bbox.north)
        text, ends, last, matched, unsure = windows.page(
            start, query.limit, *self._order_and_features, *box, *self.space.arrays
        )
        if unsure:
            return None
        return Page(text.data, ends, matched, self._cursor(query, last, []) if last >= 0 else None)

    # Conditions

    def filtered(self, query: Query) -> Rows | None:
        """Return the rows that meet every condition but nearness; None for all."""
        rows: Rows | None = None if query.bbox is None else self._in_window(query.bbox)
        if query.area is not None:
            inside = self.space.meeting(query.area)
            rows = inside if rows is None else np.intersect1d(rows, inside, assume_unique=True)
        if query.outline is not None:
            inside = np.concatenate([self.space.meeting(query.outline), self._unplaced])
            rows = inside if rows is None else np.intersect1d(rows, inside, assume_unique=True)
        masks: list[tuple[Any, Any]] = [(self.column(name).equals, value) for name, value in query.equals]
        if query.words:
            masks.append((getitem, self.words().mask(query.words)))
        if query.interval is not None and self.schema.instant:
            masks.append((partial(_meets, self.column(self.schema.instant)), query.interval))
        for mask_of, value in masks:
            mask = mask_of(value, slice(None) if rows is None else rows)
            rows = np.flatnonzero(mask) if rows is None else rows[mask]
        if query.filter is not None:
            mask = query.filter.mask(self.filtering, slice(None) if rows is None else rows)
            rows = np.flatnonzero(mask) if rows is None else rows[mask]
        return rows

    @cached_property
    def filtering(self) -> SnapshotFrame:
        """The rows as filters ask about them."""
        return SnapshotFrame(len(self), self.column, self.space, self._known_distances)

    def _known_distances(self, targets: Targets) -> Nearest | None:
        known = self._references.get(targets.key)
        return None if known is None else known.nearest

    def _in_window(self, bbox: Bbox) -> Rows:
        """Return the rows that meet a window, and those without a geometry (Part 1, /req/core/fc-bbox-response)."""
        rows = self.space.window(bbox)
        return rows if len(self.space.placed) == len(self) else np.concatenate([rows, self._unplaced])

    @cached_property
    def _unplaced(self) -> Rows:
        return np.setdiff1d(np.arange(len(self)), self.space.placed)

    def _key(self, name: str, descending: bool, rows: Rows | None) -> Floats:
        self.schema.sortable(name)
        order = self.column(name).order(slice(None) if rows is None else rows)
        return -order if descending else order

    # Pages

    def _select_all(self, query: Query) -> Selection:
        start = self._natural_start(query)
        rows = self.natural[start : start + query.limit]
        cursor = self._cursor(query, rows[-1], []) if start + query.limit < len(self) else None
        return Selection(rows, len(self), cursor)

    def _select_natural(self, query: Query, rows: Rows) -> Selection:
        page = ordering.least(self.rank, self.natural, rows, self._natural_start(query), query.limit + 1)
        if len(page) <= query.limit:
            return Selection(page, len(rows))
        page = page[:-1]
        return Selection(page, len(rows), self._cursor(query, page[-1], []))

    def _natural_start(self, query: Query) -> int:
        """Return the place in the natural order at which a page begins."""
        if query.cursor is None:
            return 0
        _, id = ordering.read_cursor(query.cursor, _question(query), 0)
        return int(np.floor(self._place(id))) + 1

    def _page(self, query: Query, rows: Rows | slice, keys: list[Floats]) -> Selection:
        """Cut a page out of the rows that meet the conditions, by the keys of the order."""
        ranks = self.rank[rows]
        matched = len(ranks)
        if query.cursor is not None:
            later = ordering.after(keys, ranks, *self._cursor_place(query, len(keys)))
            ranks, keys = ranks[later], [key[later] for key in keys]
        more = len(ranks) > query.limit
        page = ordering.first(keys, ranks, query.limit)
        found = self.natural[ranks[page]]
        cursor = self._cursor(query, found[-1], [key[page[-1]] for key in keys]) if more else None
        return Selection(found, matched, cursor)

    def _cursor(self, query: Query, row: int, values: Sequence[float]) -> str:
        """Write the cursor after a row; sort values are written as the item has them, distances as they are."""
        if query.sort:
            said: list[Any] = [self._said(sort.name, row) for sort in query.sort]
        else:
            said = [float(value) for value in values]
        return ordering.write_cursor(_question(query), said, self.ids[row])

    def _cursor_place(self, query: Query, count: int) -> tuple[list[float], float]:
        said, id = ordering.read_cursor(query.cursor or "", _question(query), count)
        try:
            if not query.sort:
                return [float(value) for value in said], self._place(id)
            values = [
                self.column(sort.name).order_of(value) * (-1 if sort.descending else 1)
                for sort, value in zip(query.sort, said, strict=True)
            ]
        except (TypeError, ValueError, BadValue):
            raise BadCursor(query.cursor, ordering.CURSOR_FORM, "cursor") from None
        return values, self._place(id)

    def _said(self, name: str, row: int) -> Any:
        value = self.ids[row] if name == "id" else self._values(name).iloc[row]
        if pd.isna(value):
            return None
        return (
            value.item() if isinstance(value, np.generic) else str(value) if isinstance(value, pd.Timestamp) else value
        )

    def _place(self, id: str) -> float:
        """Return the place of an id in the natural order, between two others if it is gone."""
        if id in self.row_of:
            return float(self.rank[self.row_of[id]])
        return bisect_right(self._sorted_keys, ordering.natural_key(id)) - 0.5

    @cached_property
    def _sorted_keys(self) -> list[tuple[int, int, str]]:
        return [ordering.natural_key(self.ids[row]) for row in self.natural]

    # Nearness

    def _select_near(self, query: Query, near: Near, rows: Rows | None) -> Selection:
        if near.targets.key == "metro":
            reference = self._reference(near.targets, near.walking)
            if rows is None and not query.sort:
                return self._select_reference(query, near, reference)
            rows = self.space.placed if rows is None else rows[reference.nearest.target[rows] >= 0]
            return self._page_near(query, near, rows, taken(reference.nearest, rows))
        if near.within is not None or query.sort:
            reach = near.within.metres if near.within else _LAST_RADIUS_M
            rows = self._reachable(near, rows, reach)
            return self._page_near(query, near, rows, nearest(self.space.geometries(rows), near.targets))
        return self._select_nearest(query, near, rows)

    def _select_reference(self, query: Query, near: Near, reference: ReferenceDistances) -> Selection:
        place = None
        if query.cursor is not None:
            (distance,), rank = self._cursor_place(query, 1)
            place = (distance, int(np.floor(rank)))
        places, more, matched = reference.page(near, place, query.limit)
        rows, nearness = reference.rows(places), reference.nearness(places)
        cursor = self._cursor(query, rows[-1], [nearness.last_m]) if more else None
        return Selection(rows, matched, cursor, nearness)

    def _select_nearest(self, query: Query, near: Near, rows: Rows | None) -> Selection:
        """Find the nearest of all, in growing circles, without measuring to every item."""
        wanted = self.space.placed if rows is None else np.intersect1d(rows, self.space.placed)
        radius = _FIRST_RADIUS_M
        while True:
            reach = self._reachable(near, rows, radius) if radius < _LAST_RADIUS_M else wanted
            found = nearest(self.space.geometries(reach), near.targets)
            inside = np.flatnonzero(found.distance_m <= radius)
            page = self._page_near(query, near, reach[inside], taken(found, inside))
            if page.cursor is not None or len(inside) == len(wanted) or radius >= _LAST_RADIUS_M:
                return page._replace(matched=len(wanted))
            radius *= 4

    def _reachable(self, near: Near, rows: Rows | None, reach: float) -> Rows:
        """Return the rows that may lie within reach of a target, uncertainties included."""
        if reach >= _LAST_RADIUS_M:
            around = self.space.placed
        else:
            unsure = float(self.uncertainty_m.max(initial=0.0) + near.targets.uncertainty_m.max())
            around = self.space.around(near.targets, reach + unsure)
        return around if rows is None else np.intersect1d(rows, around)

    def _page_near(self, query: Query, near: Near, rows: Rows, found: Nearest) -> Selection:
        off = spread(found, near.targets, self.uncertainty_m[rows])
        if near.within is not None:
            edge = found.distance_m + (off if near.certain else -off)
            kept = np.flatnonzero(edge <= near.within.metres)
            rows, found, off = rows[kept], taken(found, kept), off[kept]
        keys = [self._key(sort.name, sort.descending, rows) for sort in query.sort] or [found.distance_m]
        page = self._page(query, rows, keys)
        order = np.argsort(rows)
        at = order[np.searchsorted(rows, page.rows, sorter=order)]
        return page._replace(nearness=measured(found, off, at, near.targets, near.walking))

    def _reference(
        self, targets: Targets, walking: Walking, geometries: NDArray[np.object_] | None = None
    ) -> ReferenceDistances:
        if targets.key in self._references:
            return self._references[targets.key]
        with self._lock:
            if targets.key not in self._references:
                if geometries is None:
                    geometries = self.space.geometries(np.arange(len(self)))
                found = nearest(geometries, targets)
                self._references[targets.key] = ReferenceDistances(
                    targets, found, self.uncertainty_m, self.rank, walking
                )
            return self._references[targets.key]

    def _values(self, name: str) -> pd.Series[Any]:
        if name in self.properties:
            return self.properties[name]
        return pd.Series([None] * len(self), dtype=object)


def _meets(column: Column, interval: Interval, rows: Rows | slice) -> NDArray[np.bool_]:
    """Tell which rows lie within an interval or have no time at all (Part 1, /req/core/fc-time-response)."""
    return column.equals(interval, rows) | np.isnan(column.order(rows))


def _uncertainty(frame: gpd.GeoDataFrame, schema: Schema) -> Floats:
    """Return how far each row may lie from its geometry; 0 where nothing is said, or nothing that can be."""
    for name in ("location_uncertainty_m", "uncertainty_m"):
        if name in frame and (name not in schema or schema[name].kind in {Kind.NUMBER, Kind.INTEGER}):
            return np.asarray(pd.to_numeric(frame[name]).astype(float).fillna(0.0).clip(lower=0.0), dtype=np.float64)
    return np.zeros(len(frame))


def _question(query: Query) -> str:
    """Return what a cursor is bound to: the order."""
    if query.sort:
        return ",".join(("-" if sort.descending else "") + sort.name for sort in query.sort)
    return f"near {query.near.targets.key}" if query.near else ""
