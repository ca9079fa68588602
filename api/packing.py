"""Compressed forms of tiles, kept as the tiles are: what is asked for again is not compressed again."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import brotli

from geo.tiles.cache import TileCache, TileKey

#: Codings in the order of choice, as the middleware has it for all other answers.
_LEVEL = 5
_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "br": lambda content, level: brotli.compress(content, quality=level),
    "gzip": lambda content, level: gzip.compress(content, level, mtime=0),
}


class Packed(NamedTuple):
    """A tile as it is sent.

    Parameters
    ----------
    content
        Its bytes.
    coding
        How they are compressed; empty where they are not.
    """

    content: bytes
    coding: str = ""


def chosen_coding(accept_encoding: str) -> str:
    """Choose a coding that a client can read; empty for none (RFC 9110, 12.5.3).

    Examples
    --------
    >>> chosen_coding("gzip, br;q=0.5"), chosen_coding("*"), chosen_coding("br;q=0")
    ('br', 'br', '')
    """
    weights = {}
    for member in accept_encoding.lower().split(","):
        name, _, parameters = member.partition(";")
        _, is_weighed, weight = parameters.replace(" ", "").partition("q=")
        weights[name.strip()] = _is_positive(weight) if is_weighed else True
    return next((coding for coding in _CODINGS if weights.get(coding, weights.get("*", False))), "")


def _is_positive(weight: str) -> bool:
    try:
        return float(weight) > 0
    except ValueError:
        return False


def compressed(content: bytes, coding: str, level: int = _LEVEL) -> bytes:
    """Compress in a coding that `chosen_coding` chose: from level 1, the quickest, to 9, the smallest."""
    return _CODINGS[coding](content, level)


class Packer:
    """Compresses tiles and keeps what came of it.

    Parameters
    ----------
    least_bytes
        Shorter tiles are not compressed.
    most_bytes
        Of all kept ones together; 0 keeps none.
    """

    def __init__(self, least_bytes: int, most_bytes: int) -> None:
        self.least_bytes = least_bytes
        self.kept = TileCache(most_bytes)

    async def packed(self, key: TileKey, coding: str, tile: Callable[[], Awaitable[bytes]]) -> Packed:
        """Return a tile in a coding, made in a thread where it is not kept.

        Parameters
        ----------
        key
            What the tile answers.
        coding
            One that `chosen_coding` chose.
        tile
            Gives its bytes.
        """
        if not coding:
            return Packed(await tile())
        key = key._replace(question=(key.question, coding))
        content = self.kept.get(key)
        if content is None:
            plain = await tile()
            if len(plain) < max(self.least_bytes, 1):
                return Packed(plain)
            content = await asyncio.to_thread(compressed, plain, coding)
            self.kept.put(key, content)
        return Packed(content, coding)
