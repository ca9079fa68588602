"""Byte strings of many rows in one blob: a row of it is a slice, and there is no object for each."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class Packed:
    """The byte strings of n rows.

    Parameters
    ----------
    texts
        In row order.
    """

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._offsets: NDArray[np.int64] = np.zeros(len(texts) + 1, dtype=np.int64)
        np.cumsum([len(text) for text in texts], out=self._offsets[1:])
        self._starts = memoryview(self._offsets.data)  # a single number comes quicker out of it
        self._blob = b"".join(texts)

    def rows(self, rows: NDArray[np.int64]) -> list[bytes]:
        """Return the byte strings of some rows."""
        blob, offsets = self._blob, self._starts
        return [blob[offsets[row] : offsets[row + 1]] for row in rows.tolist()]

    def row(self, row: int) -> bytes:
        """Return the byte string of one row."""
        return self._blob[self._offsets[row] : self._offsets[row + 1]]

    @property
    def digest(self) -> str:
        """A text that differs when any of them does."""
        return hashlib.blake2b(self._blob, digest_size=8).hexdigest()
