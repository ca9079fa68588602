"""What both sides answer: asked once before anything is measured, for only the same answers can be compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter

import httpx

from bench.errors import BenchError

#: Wire types of protocol buffers: a number, seven bits a byte; eight bytes; bytes after their length; four bytes.
_VARINT, _EIGHT, _LENGTH, _FOUR = 0, 1, 2, 5
#: Numbers of fields (Mapbox vector tile 2.1, section 4.1, and its vector_tile.proto).
_LAYER, _FEATURE, _KEY, _VALUE, _TAGS, _SIGNED = 3, 2, 3, 4, 2, 6
#: The property of a feature that stands for several.
_COUNT = b"count"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the answers to some paths are like.

    Parameters
    ----------
    bytes
        Size of each.
    items
        How many items each speaks of.
    each_s
        How long the one in the middle took.
    """

    bytes: tuple[int, ...]
    items: tuple[int, ...]
    each_s: float = 0.0

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
    sizes, items, seconds = [], [], []
    with httpx.Client(base_url=url, trust_env=False, timeout=300) as client:
        for path in paths:
            started = perf_counter()
            answer = client.get(path)
            seconds.append(perf_counter() - started)
            if answer.status_code != httpx.codes.OK:
                raise BenchError(f"{url}{path}: {answer.status_code} {answer.text}")
            sizes.append(len(answer.content))
            items.append(count(answer))
    return Asked(tuple(sizes), tuple(items), median(seconds))


def matched(answer: httpx.Response) -> int:
    """Count the items that a page or a single item speaks of."""
    said = answer.json()
    return 1 if said["type"] == "Feature" else int(said["numberMatched"])


def drawn(answer: httpx.Response) -> int:
    """Count the items that a vector tile speaks of; a feature with a property ``count`` stands for so many."""
    return sum(_of_layer(layer) for layer in _parts(memoryview(answer.content), _LAYER))


def _of_layer(layer: memoryview) -> int:
    features = [*_parts(layer, _FEATURE)]
    keys = [bytes(key) for key in _parts(layer, _KEY)]
    if _COUNT not in keys:
        return len(features)
    values = [next(_fields(value)) for value in _parts(layer, _VALUE)]
    counted = (_tags(feature).get(keys.index(_COUNT)) for feature in features)
    return sum(1 if value is None else _whole(*values[value]) for value in counted)


def _tags(feature: memoryview) -> dict[int, int]:
    """Return the properties of a feature: the places of the keys, with those of the values."""
    numbers: list[int] = []
    for packed in _parts(feature, _TAGS):
        at = 0
        while at < len(packed):
            number, at = _varint(packed, at)
            numbers.append(number)
    return dict(zip(numbers[::2], numbers[1::2], strict=True))


def _whole(field: int, content: int | memoryview) -> int:
    """Return a value that is a whole number; where it may be negative, the sign is its last bit."""
    if not isinstance(content, int):
        raise BenchError("a vector tile counts in something else than whole numbers")
    return (content >> 1) ^ -(content & 1) if field == _SIGNED else content


def _parts(message: memoryview, wanted: int) -> Iterator[memoryview]:
    """Yield those fields of a protocol buffer with one number that are bytes."""
    return (content for number, content in _fields(message) if number == wanted and isinstance(content, memoryview))


def _fields(message: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """Yield the fields of a protocol buffer: numbers, and what they hold."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        if key & 7 == _VARINT:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        size, at = _size(message, key & 7, at)
        yield key >> 3, message[at : at + size]
        at += size


def _size(message: memoryview, kind: int, at: int) -> tuple[int, int]:
    """Return how long a field is that begins at a place, and the place where its content does."""
    if kind == _LENGTH:
        return _varint(message, at)
    if kind in {_EIGHT, _FOUR}:
        return (8 if kind == _EIGHT else 4), at
    raise BenchError(f"a vector tile has no field of wire type {kind}")


def _varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        shift, at = shift + 7, at + 1
        if byte < 128:
            return value, at
