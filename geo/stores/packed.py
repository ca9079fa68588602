"""Byte strings of many rows in one blob: a row of it is a slice, and there is no object for each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled

Bytes = NDArray[np.uint8]
Rows = NDArray[np.int64]

_COMMA = ord(",")

#: How many are joined at a time, so that not all are in memory twice.
_JOINED = 16_384


class Packed:
    """The byte strings of n rows.

    Parameters
    ----------
    texts
        In row order.

    Attributes
    ----------
    blob
        All of them, one after the other.
    offsets
        Shape (n + 1,); where each begins.
    """

    def __init__(self, texts: Sequence[bytes]) -> None:
        self.offsets: Rows = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(text) for text in texts], out=self.offsets[1:])
        self._starts = memoryview(self.offsets.data)  # a single number comes quicker out of it
        self.blob: Bytes = np.empty(int(self.offsets[-1]), np.uint8)  # NumPy asks for large pages, `bytes` does not
        self._bytes = memoryview(self.blob.data)
        for start in range(0, len(texts), _JOINED):
            chunk = b"".join(texts[start : start + _JOINED])
            self._bytes[self.offsets[start] : self.offsets[start] + len(chunk)] = chunk

    def rows(self, rows: Rows) -> list[bytes]:
        """Return the byte strings of some rows."""
        return [self.row(row) for row in rows.tolist()]

    def row(self, row: int) -> bytes:
        """Return the byte string of one row."""
        return self._bytes[self._starts[row] : self._starts[row + 1]].tobytes()

    @property
    def digest(self) -> str:
        """A text that differs when any of them does."""
        return hashlib.blake2b(self._bytes, digest_size=8).hexdigest()


@compiled
def join(blob: Bytes, offsets: Rows, rows: Rows) -> tuple[Bytes, Rows]:
    """Join the byte strings of some rows with commas; compiled.

    Parameters
    ----------
    blob, offsets
        Those of `Packed`.
    rows
        In order.

    Returns
    -------
    text, ends
        The whole, and where each byte string ends in it.
    """
    ends = np.empty(len(rows), np.int64)
    end = -1
    for place in range(len(rows)):
        end += 1 + offsets[rows[place] + 1] - offsets[rows[place]]
        ends[place] = end
    text = np.empty(max(end, 0), np.uint8)
    start = 0
    for place in range(len(rows)):
        copy(text, start, blob, offsets[rows[place]], offsets[rows[place] + 1])
        if ends[place] < end:
            text[ends[place]] = _COMMA
        start = ends[place] + 1
    return text, ends


@compiled
def copy(text: Bytes, at: int, source: Bytes, start: int, end: int) -> int:
    """Copy a stretch of bytes to a place and return where it ends there; compiled."""
    part, place = source[start:end], text[at : at + end - start]
    for byte in range(len(place)):  # compiled to a copy of memory, which an assignment of slices is not
        place[byte] = part[byte]
    return at + end - start
