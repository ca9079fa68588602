"""The tiles of a collection: what lies in each, drawn as finely and told as fully as its limit of bytes allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache, partial

import numpy as np
import pandas as pd

from geo.measure import Floats
from geo.outlines import Outlines
from geo.properties import Schema
from geo.tiles.drawing import Drawing, Rows, draw, placed, points, together
from geo.tiles.grid import EXTENT, PIXEL, Tile
from geo.tiles.mending import mended
from geo.tiles.merging import Merged, Sizes, ground_areas, measured, merge
from geo.tiles.mvt import encode
from geo.tiles.tagging import tagged
from geo.tiles.values import Table, table, telling

#: Most bytes of a tile, before compression.
LIMIT_BYTES = 500_000

#: From this zoom on, things are merged only where the limit asks for it.
_WHOLE_ZOOM = 14

#: Units by which a drawn outline may miss a vertex; where things are merged, the share of a cell.
_TOLERANCE, _TOLERANCE_SHARE = 1.0, 1 / 16

#: Bytes that the geometry of a feature takes at least: what cannot fit is not tried.
_LEAST_BYTES = 14

#: How many choices of properties are kept.
_TELLINGS_KEPT = 16

_LONGEST_NUMBER = 16  # digits; JavaScript has whole numbers up to 2**53
_LAST_NUMBER = 2**53


class TileLayer:
    """What the tiles of a collection are made of.

    Parameters
    ----------
    schema
        Names the layer and its properties.
    ids
        Of the n items.
    properties
        The n items, a column a property.
    bounds
        Shape (n, 4); west, south, east, north.
    outlines
        Of the n items.
    """

    def __init__(
        self, schema: Schema, ids: Sequence[str], properties: pd.DataFrame, bounds: Floats, outlines: Outlines
    ) -> None:
        self.name = schema.collection
        self.table = table(ids, properties, schema)
        self.numbers = np.array([_number(id) for id in ids], dtype=np.int64)
        self.bounds = bounds
        self.outlines = outlines
        self._telling = lru_cache(_TELLINGS_KEPT)(partial(telling, self.table))

    @cached_property
    def area_m2(self) -> Floats:
        """The areas of the items on the ground."""
        return ground_areas(*self.outlines)

    def tile(
        self, tile: Tile, rows: Rows, limit_bytes: int = LIMIT_BYTES, names: tuple[str, ...] | None = None
    ) -> bytes:
        """Encode a tile.

        Where all of it would pass the limit, first the features say less, and only then they are merged, the smallest
        first, until it fits.

        Parameters
        ----------
        tile
            Which.
        rows
            The items whose bounds meet it, with what lies around it.
        limit_bytes
            Most bytes that it may have.
        names
            The properties to tell beside the id, and not to leave out; None for all that fit.
        """
        table = self.table if names is None else self._telling(names)
        rows = np.sort(rows)
        first, _, start, xy = self.outlines
        sizes = Sizes(*measured(rows, self.bounds, first, start, xy, tile.limits, *tile.frame))
        area_m2 = self.area_m2[rows] if tile.z < _WHOLE_ZOOM else np.zeros(0)
        for cell, details in _attempts(tile.z, sizes, len(table.columns)):
            if cell and not len(area_m2):
                area_m2 = self.area_m2[rows]
            merged, gone = merge(sizes, area_m2, cell)
            left = len(rows) - np.count_nonzero(gone)
            room = 2 * limit_bytes - _LEAST_BYTES * len(merged.number)
            likely = [one for one in details if left * (_LEAST_BYTES + table.size[one]) <= room]
            if not likely:
                continue
            drawing = self._drawn(tile, rows[~gone], sizes.of(~gone), cell)
            for detail in likely:
                content = self._encoded(table, drawing, merged, detail)
                if len(content) <= limit_bytes:
                    return content
        return b""

    def _drawn(self, tile: Tile, rows: Rows, sizes: Sizes, cell: int) -> Drawing:
        """Draw rows; what is too small for it becomes a point, which is only in the tile that it belongs to."""
        is_point = sizes.side == 0.0
        shapes = np.flatnonzero(~is_point & ~(sizes.side < cell))
        outlines = Outlines(*placed(rows[shapes], *self.outlines, *tile.frame))
        drawing = mended(draw(rows[shapes], outlines, max(_TOLERANCE, cell * _TOLERANCE_SHARE)))
        lost = sizes.here & ~np.isin(rows, drawing.row)
        return together(drawing, points(rows[lost], sizes.x[lost], sizes.y[lost]))

    def _encoded(self, table: Table, drawing: Drawing, merged: Merged, detail: int) -> bytes:
        tags = tagged(table, drawing.row, detail, merged.number, merged.area_m2)
        repeated = np.ones(len(drawing.row), dtype=bool)
        repeated[np.unique(drawing.row, return_index=True)[1]] = False
        ids = np.where(repeated, -1, self.numbers[drawing.row])
        whole = together(drawing, points(np.full(len(merged.number), -1), merged.x, merged.y))
        return encode(self.name, whole, np.concatenate([ids, np.full(len(merged.number), -1)]), tags)


def _attempts(z: int, sizes: Sizes, details: int) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield cells, each with the details to try: the first with all, the others, which are larger, with the least."""
    cell = 0 if z >= _WHOLE_ZOOM else PIXEL
    yield cell, range(details)
    largest = float(sizes.side.max(initial=0.0))
    while cell < max(2 * largest, EXTENT):
        cell = max(2 * cell, PIXEL)
        yield cell, (details - 1,)


def _number(id: str) -> int:
    """Return the whole number that an id is, or -1 for none."""
    if not (id.isascii() and id.isdecimal()) or len(id) > _LONGEST_NUMBER or (len(id) > 1 and id[0] == "0"):
        return -1
    return int(id) if int(id) <= _LAST_NUMBER else -1
