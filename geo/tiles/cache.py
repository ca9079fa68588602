"""Tiles kept as long as they are right and there is room for them."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

#: What a kept tile takes beside its bytes, about.
_ENTRY_BYTES = 500


class TileKey(NamedTuple):
    """What a kept tile answers.

    Parameters
    ----------
    collection
        Id.
    version
        Of its snapshot.
    question
        The query and the tile; hashable.
    """

    collection: str
    version: str
    question: object


class TileCache:
    """Tiles of any collections; those that were not asked for the longest make room for others.

    Parameters
    ----------
    most_bytes
        Of all tiles together; 0 keeps none.
    """

    def __init__(self, most_bytes: int = 64_000_000) -> None:
        self.most_bytes = most_bytes
        self.bytes = 0
        self._held: OrderedDict[TileKey, bytes] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, key: TileKey) -> bytes | None:
        """Return a kept tile, or None."""
        with self._lock:
            content = self._held.get(key)
            if content is not None:
                self._held.move_to_end(key)
            return content

    def put(self, key: TileKey, content: bytes) -> None:
        """Keep a tile, if it is not larger than the room for all."""
        if len(content) + _ENTRY_BYTES > self.most_bytes:
            return
        with self._lock:
            self._forget(key)
            self._held[key] = content
            self.bytes += len(content) + _ENTRY_BYTES
            while self.bytes > self.most_bytes:
                self._forget(next(iter(self._held)))

    def empty(self, collection: str) -> None:
        """Forget the tiles of a collection."""
        with self._lock:
            for key in [key for key in self._held if key.collection == collection]:
                self._forget(key)

    def _forget(self, key: TileKey) -> None:
        content = self._held.pop(key, None)
        if content is not None:
            self.bytes -= len(content) + _ENTRY_BYTES
