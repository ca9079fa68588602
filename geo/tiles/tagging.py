"""The tags of a tile's features: its own short lists of keys and values, each value in them once, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.tiles.values import Bytes, Rows, Table, hashes, integers

#: What a point of merged things says: how many they are, and how large they are together.
MERGED_KEYS = ("count", "area_m2")


class Tags(NamedTuple):
    """The tags of n features.

    Parameters
    ----------
    first
        Shape (n + 1,); where each feature's tags begin.
    tags
        Key and value by turns, as places in the lists.
    keys
        The list of keys.
    values
        The list of values, as it stands in the layer.
    """

    first: Rows
    tags: NDArray[np.int32]
    keys: tuple[str, ...]
    values: Bytes


def tagged(table: Table, rows: Rows, detail: int, counts: Rows, areas_m2: Rows) -> Tags:
    """Tag the features of a tile: those of some rows, and after them the merged ones.

    Parameters
    ----------
    table
        The values of the collection.
    rows
        Shape (n,); of which row each feature is.
    detail
        Which columns to take: see `Table.columns`.
    counts, areas_m2
        Shape (m,); of the merged ones.
    """
    columns = table.columns[detail]
    more = integers(np.concatenate([counts, areas_m2]))
    numbers = np.arange(2 * len(counts)).reshape(2, -1).T
    first, tags, used, values = _interned(
        *(table.codes, rows, columns, table.blob, table.offsets, table.hashes),
        *(np.ascontiguousarray(numbers), more.blob, more.offsets, hashes(*more)),
    )
    names = [table.keys[column] for column in columns] + list(MERGED_KEYS)
    order = np.argsort(used[used >= 0])
    return Tags(first, tags, tuple(names[place] for place in np.flatnonzero(used >= 0)[order]), values)


@compiled
def _interned(
    codes: NDArray[np.int32],
    rows: Rows,
    columns: Rows,
    blob: Bytes,
    offsets: Rows,
    hashed: NDArray[np.uint64],
    numbers: Rows,
    more: Bytes,
    more_offsets: Rows,
    more_hashed: NDArray[np.uint64],
) -> tuple[Rows, NDArray[np.int32], Rows, Bytes]:
    """Give every value its place in the list; see `tagged`. Also return each key's place, -1 where it is not used."""
    most = len(rows) * len(columns) + numbers.size
    slots = 16
    while slots < 2 * most:
        slots *= 2
    places = np.full(slots, -1, np.int32)
    ends, known = np.zeros(most + 1, np.int64), np.empty(most, np.uint64)
    values = np.empty(_room(codes, rows, columns, offsets) + len(more), np.uint8)
    first, tags = np.zeros(len(rows) + len(numbers) + 1, np.int64), np.empty(2 * most, np.int32)
    used = np.full(len(columns) + numbers.shape[1], -1, np.int64)
    count = at = 0
    for place, row in enumerate(rows):
        for key, column in enumerate(columns):
            code = int(codes[row, column])
            if code >= 0:
                value, added = _place(blob, offsets, hashed, code, places, values, ends, known, count)
                count += added
                at = _tag(used, key, value, tags, at)
        first[place + 1] = at
    for place in range(len(numbers)):
        for key in range(numbers.shape[1]):
            code = int(numbers[place, key])
            value, added = _place(more, more_offsets, more_hashed, code, places, values, ends, known, count)
            count += added
            at = _tag(used, len(columns) + key, value, tags, at)
        first[len(rows) + place + 1] = at
    return first, tags[:at], used, values[: ends[count]].copy()


@compiled
def _tag(used: Rows, key: int, value: int, tags: NDArray[np.int32], at: int) -> int:
    """Write a tag, its key listed when it is first used; return where the next one comes."""
    if used[key] < 0:
        used[key] = used.max() + 1
    tags[at], tags[at + 1] = used[key], value
    return at + 2


@compiled
def _room(codes: NDArray[np.int32], rows: Rows, columns: Rows, offsets: Rows) -> int:
    """Return how many bytes the values take if none is shared."""
    room = 0
    for row in rows:
        for column in columns:
            code = codes[row, column]
            if code >= 0:
                room += offsets[code + 1] - offsets[code]
    return room


@compiled
def _place(
    blob: Bytes,
    offsets: Rows,
    hashed: NDArray[np.uint64],
    code: int,
    places: NDArray[np.int32],
    values: Bytes,
    ends: Rows,
    known: NDArray[np.uint64],
    count: int,
) -> tuple[int, int]:
    """Return a value's place in the list, and whether it was added to it."""
    mask = np.uint64(len(places) - 1)
    slot = np.int64(hashed[code] & mask)
    size = offsets[code + 1] - offsets[code]
    while places[slot] >= 0:
        place = places[slot]
        if known[place] == hashed[code] and ends[place + 1] - ends[place] == size:
            same = True
            for at in range(size):
                same &= values[ends[place] + at] == blob[offsets[code] + at]
            if same:
                return int(place), 0
        slot = (slot + 1) & np.int64(mask)
    places[slot], known[count] = count, hashed[code]
    for at in range(size):
        values[ends[count] + at] = blob[offsets[code] + at]
    ends[count + 1] = ends[count] + size
    return count, 1
