"""The tiles of a snapshot: which items a query leaves in each of them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from geo.outlines import Outlines
from geo.stores.columns import Snapshot
from geo.stores.query import Query
from geo.tiles.grid import Tile
from geo.tiles.layer import TileLayer

#: A map asks for dozens of tiles with one query: what the last few queries found is kept.
_QUERIES_KEPT = 16


def conditions(query: Query) -> Query:
    """Return what of a query counts for tiles: which items it finds, not in which order nor how many at a time."""
    return query._replace(sort=(), limit=1, cursor=None, form=None, counted=True)


def question_of(query: Query) -> object:
    """Return what equal conditions have in common; short, whatever was asked, for it is kept with every tile."""
    digest = b""
    if query.equals or query.words or query.area is not None or query.outline is not None:
        shapes = [None if shape is None else shape.wkb for shape in (query.area, query.outline)]
        digest = hashlib.blake2b(repr((query.equals, query.words, *shapes)).encode(), digest_size=16).digest()
        query = query._replace(equals=(), words=(), area=None, outline=None)
    if query.filter is None:
        return query, None, digest
    return query._replace(filter=None), query.filter.key, digest


class Tiling:
    """Answers queries on a snapshot with tiles; what they are made of is encoded when the first is asked for."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._layer: TileLayer | None = None
        self._lock = Lock()
        self._found = lru_cache(_QUERIES_KEPT)(self._find)

    def tile(self, query: Query, tile: Tile) -> bytes:
        """Encode the tile with the items that a query finds; empty where there are none."""
        space = self.snapshot.space
        places = space.places(*tile.reach())
        if query != Query(limit=1):
            places = places[self._found(query)[places]]
        return self._tile_layer().tile(tile, places) if len(places) else b""

    def _find(self, query: Query) -> NDArray[np.bool_]:
        """Tell of each item that has a place whether a query finds it."""
        found = np.zeros(len(self.snapshot), dtype=bool)
        found[self.snapshot.select(query._replace(limit=max(len(self.snapshot), 1))).rows] = True
        return found[self.snapshot.space.placed]

    def _tile_layer(self) -> TileLayer:
        with self._lock:
            if self._layer is None:
                held, placed = self.snapshot, self.snapshot.space.placed
                everything = len(placed) == len(held)
                self._layer = TileLayer(
                    held.schema,
                    held.ids if everything else [held.ids[row] for row in placed.tolist()],
                    held.properties if everything else held.properties.iloc[placed],
                    held.space.bounds[placed],
                    Outlines(*held.space.arrays[2:]),
                )
            return self._layer
