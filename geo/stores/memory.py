"""A collection served by the in-memory engine: one snapshot at a time, exchanged whole."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import geopandas as gpd
import numpy as np
import orjson

from geo.errors import BadValue
from geo.filters.expressions import Cost
from geo.properties import Kind
from geo.proximity import Near
from geo.stores.columns import Snapshot
from geo.stores.distances import Nearness
from geo.stores.distributions import Statistics
from geo.stores.encoding import join_with
from geo.stores.packed import Rows, join
from geo.stores.query import About, Extent, Form, Page, Query
from geo.stores.rewriting import rewritten
from geo.stores.statistics import Counting
from geo.stores.tiling import WHOLE, Tiling, conditions, drawn_by
from geo.stores.typed import Lists, Words
from geo.tiles.cache import TileCache, TileKey
from geo.tiles.grid import Tile
from geo.values import Interval

#: Rows that may be looked at on the event loop, and of which a window may be searched: a few milliseconds of work.
_QUICK_ROWS = 50_000
_QUICK_WINDOW = 250_000
_QUICK_LIMIT = 1_000
_QUICK_MEASURED = 500
_QUICK_COLUMN = 5_000

#: Rows of which a filter may be asked on the event loop, by what that takes.
_QUICK_FILTERED = {Cost.COMPARING: _QUICK_ROWS, Cost.RELATING: 1_000, Cost.MEASURING: 200}


class MemoryCollection:
    """A `Collection` held in memory.

    Parameters
    ----------
    about
        What it says of itself.
    snapshot
        What it holds now; `exchange` puts another in its place.

    Attributes
    ----------
    tiles
        Where its tiles are kept.
    """

    def __init__(self, about: About, snapshot: Snapshot) -> None:
        self.about = about
        self.tiles = TileCache()
        self.exchange(snapshot)

    def exchange(self, snapshot: Snapshot) -> None:
        """Serve another snapshot from now on; queries under way finish on the old one."""
        self.extent = Extent(snapshot.space.total, _time_extent(snapshot))
        self.snapshot = snapshot
        self.tiling = Tiling(snapshot)
        self.counting = Counting(snapshot)
        self.tiles.empty(self.about.id)

    @property
    def version(self) -> str:
        """A text that differs whenever an answer could."""
        return self.snapshot.version

    @property
    def count(self) -> int:
        """How many items there are."""
        return len(self.snapshot)

    async def page(self, query: Query) -> Page:
        """Answer a query with a page of encoded features."""
        snapshot = self.snapshot
        quick = _is_quick(query, snapshot)
        page = _page(snapshot, query) if quick else await asyncio.to_thread(_page, snapshot, query)
        return page if query.counted else page._replace(matched=None)

    async def item(self, id: str, form: Form | None = None) -> bytes:
        """Return one encoded feature, or raise `UnknownItem`."""
        snapshot = self.snapshot
        row = snapshot.row(id)
        feature = snapshot.encoded.row(row)
        if form is None:
            return feature
        return (await asyncio.to_thread(rewritten, [feature], snapshot.space.geometries(np.array([row])), form))[0]

    async def frame(self, query: Query) -> gpd.GeoDataFrame:
        """Answer a query with a GeoDataFrame."""
        return await asyncio.to_thread(_frame, self.snapshot, query)

    async def statistics(self, query: Query, names: Sequence[str] | None = None) -> Statistics:
        """Count what a query finds."""
        return await asyncio.to_thread(self.counting.statistics, conditions(query), names)

    async def tile(self, query: Query, tile: Tile) -> bytes:
        """Encode a tile of the items that a query finds."""
        tiling, asked, form = self.tiling, conditions(query), query.form or WHOLE
        key = TileKey(self.about.id, tiling.snapshot.version, drawn_by(asked, form, tile))
        content = self.tiles.get(key)
        if content is None:
            content = await asyncio.to_thread(tiling.tile, asked, tile, form)
            self.tiles.put(key, content)
        return content

    async def texts(self, name: str) -> list[str]:
        """Return the different texts that items have for a property."""
        if self.about.schema.queryable(name).kind not in {Kind.TEXT, Kind.TEXTS}:
            raise BadValue(name, f"a property of {self.about.id} whose values are texts")
        column = await asyncio.to_thread(self.snapshot.column, name)
        assert isinstance(column, Words | Lists)
        return sorted(map(str, column.uniques))


def _is_quick(query: Query, snapshot: Snapshot) -> bool:
    """Tell whether the answer takes a few milliseconds at most, by how many rows it must look at."""
    if query.limit > _QUICK_LIMIT or query.area is not None or query.outline is not None or query.form is not None:
        return False
    if query.filter is not None and len(snapshot) > _QUICK_FILTERED[query.filter.cost]:
        return False
    looks = bool(query.equals or query.sort or query.interval or query.words)
    if looks and not _is_at_hand(query, snapshot):
        return False
    if query.near is not None:
        if not snapshot.has_reference(query.near.targets):
            return len(snapshot) <= _QUICK_MEASURED
        looks = looks or query.bbox is not None
    if query.bbox is not None and (looks or len(snapshot) > _QUICK_WINDOW):
        return snapshot.space.share(query.bbox) * len(snapshot) <= _QUICK_ROWS
    return not looks or len(snapshot) <= _QUICK_ROWS


def _is_at_hand(query: Query, snapshot: Snapshot) -> bool:
    """Tell whether the words and columns that a query looks at are made already, or are few."""
    names = {*(name for name, _ in query.equals), *(sort.name for sort in query.sort)}
    if query.interval is not None and snapshot.schema.instant:
        names.add(snapshot.schema.instant)
    if query.words and not snapshot.has_words:
        return False
    return len(snapshot) <= _QUICK_COLUMN or snapshot.has_columns(names)


def _page(snapshot: Snapshot, query: Query) -> Page:
    if query.is_window and (page := snapshot.window_page(query)) is not None:
        return page
    found, encoded = snapshot.select(query), snapshot.encoded
    near, nearness = query.near, found.nearness
    if near is None or nearness is None:
        text, ends = join(encoded.blob, encoded.offsets, found.rows)
        return _formed(snapshot, query.form, found.rows, Page(text.data, ends, found.matched, found.cursor))
    certain = nearness.farthest <= (near.within.metres if near.within else np.inf)
    members = nearness.members
    text, ends = join_with(
        encoded.blob, encoded.offsets, found.rows, members.blob, members.offsets, nearness.places, certain
    )
    return _formed(snapshot, query.form, found.rows, Page(text.data, ends, found.matched, found.cursor))


def _formed(snapshot: Snapshot, form: Form | None, rows: Rows, page: Page) -> Page:
    """Bring a page into the form that is asked for."""
    if form is None:
        return page
    features = rewritten(page.features, snapshot.space.geometries(rows), form)
    ends = np.cumsum([len(feature) + 1 for feature in features], dtype=np.int64) - 1
    return page._replace(text=b",".join(features), ends=ends)


def _frame(snapshot: Snapshot, query: Query) -> gpd.GeoDataFrame:
    found = snapshot.select(query)
    frame = snapshot.frame(found.rows)
    if query.near is None or found.nearness is None:
        return frame
    return frame.assign(**_near_columns(found.nearness, query.near))


def _near_columns(nearness: Nearness, near: Near) -> dict[str, Any]:
    distance, spread = nearness.nearest.distance_m, nearness.spread
    within = near.within.metres if near.within else np.inf
    return {
        "distance_m": distance.round(1),
        "distance_min_m": np.maximum(distance - spread, 0).round(1),
        "distance_max_m": (distance + spread).round(1),
        "walk_min": (distance * near.walking.min_per_m).round(1),
        "match": np.where(distance + spread <= within, "certain", "possible"),
        "nearest": [orjson.loads(near.targets.encoded(target)) for target in nearness.nearest.target],
    }


def _time_extent(snapshot: Snapshot) -> Interval | None:
    if not snapshot.schema.instant or not len(snapshot):
        return None
    seconds = snapshot.column(snapshot.schema.instant).order(slice(None))
    if np.isnan(seconds).all():
        return None
    ends = (datetime.fromtimestamp(float(end), UTC) for end in (np.nanmin(seconds), np.nanmax(seconds)))
    return Interval(*ends)
