"""What both sides answer: asked once before anything is measured, for only the same answers can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median

import httpx

from bench.errors import BenchError

#: Wire types of protocol buffers: a number of seven bits a byte; bytes with their length before them.
_VARINT, _LENGTH = 0, 2
#: Numbers of fields (Mapbox vector tile 2.1, section 4.1).
_LAYERS, _FEATURES = 3, 2


@dataclass(frozen=True, slots=True)
class Asked:
    """What the answers to some paths are like.

    Parameters
    ----------
    bytes
        Size of each.
    items
        How many items each speaks of.
    """

    bytes: tuple[int, ...]
    items: tuple[int, ...]

    @property
    def middle(self) -> tuple[int, int]:
        """Size and number of items, each in the middle."""
        return round(median(self.bytes)), round(median(self.items))


def ask(url: str, paths: Iterable[str], count: Callable[[httpx.Response], int]) -> Asked:
    """Ask each path once.

    Parameters
    ----------
    url
        Of the server.
    paths
        On it.
    count
        Tells how many items an answer speaks of.

    Raises
    ------
    BenchError
        A path is not answered with success.
    """
    sizes, items = [], []
    with httpx.Client(base_url=url, trust_env=False, timeout=300) as client:
        for path in paths:
            answer = client.get(path)
            if answer.status_code != httpx.codes.OK:
                raise BenchError(f"{url}{path}: {answer.status_code} {answer.text}")
            sizes.append(len(answer.content))
            items.append(count(answer))
    return Asked(tuple(sizes), tuple(items))


def matched(answer: httpx.Response) -> int:
    """Count the items that a page or a single item speaks of."""
    said = answer.json()
    return 1 if said["type"] == "Feature" else int(said["numberMatched"])


def features(answer: httpx.Response) -> int:
    """Count the features of a vector tile, in all its layers."""
    layers = _fields(memoryview(answer.content), _LAYERS)
    return sum(1 for layer in layers for _ in _fields(layer, _FEATURES))


def _fields(message: memoryview, wanted: int) -> Iterator[memoryview]:
    """Yield the fields of a protocol buffer that have one number and are bytes."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind == _LENGTH:
            size, at = _varint(message, at)
            if number == wanted:
                yield message[at : at + size]
            at += size
        else:
            raise BenchError(f"a vector tile has no field of wire type {kind}")


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return value, at
