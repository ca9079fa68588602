"""Searching by window, compiled: which geometries meet a box, found and told apart in one call.

A query touches some dozens of rows. Each call of an array function costs as much as the work itself then, so the whole
search is one function that Numba compiles: down the packed R-tree, and along the vertices of those geometries whose
bounds leave the question open.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from geoindex_rs.rtree import RTree, RTreeBuilder
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.measure import Floats
from geo.outlines import HOLE, LINE, SHELL, Outlines
from geo.stores.ordering import least
from geo.stores.packed import Bytes, Rows, join

#: A tree's buffer begins with so many bytes that are not bounds, and its entries stand in nodes of 16.
_HEADER, _NODE_SIZE = 8, 16
_SHORT = 16384  # with fewer entries, their numbers have two bytes
_WAITING = 16 * _NODE_SIZE  # nodes that may wait at most while a tree of 16 levels is walked

#: What can be told of a geometry and a box.
_NO, _YES, _UNSURE = 0, 1, 2

#: Cross products under this part of their terms' size may have a wrong sign, for they are rounded (Shewchuk 1997).
_ROUNDED = 4.0 * np.finfo(np.float64).eps


class Arrays(NamedTuple):
    """A packed R-tree as arrays, in the layout of flatbush and geoindex-rs.

    Parameters
    ----------
    bounds
        Shape (m, 4); west, south, east, north of each entry, level by level, the root last.
    entry
        Shape (m,); in the lowest level the row, above it the place of the first entry below.
    """

    bounds: Floats
    entry: NDArray[np.int64]


class Tree(NamedTuple):
    """A packed R-tree, and the same memory as arrays."""

    packed: RTree
    arrays: Arrays


def build_tree(bounds: Floats) -> Tree:
    """Build a packed R-tree over bounds of shape (n, 4), n at least 1."""
    builder = RTreeBuilder(len(bounds), node_size=_NODE_SIZE)
    builder.add(*(np.ascontiguousarray(side) for side in bounds.T))
    tree = builder.finish()
    end = entries = len(bounds)
    while entries > 1:
        entries = -(-entries // _NODE_SIZE)
        end += entries
    memory = memoryview(tree)
    box = np.frombuffer(memory, np.float64, 4 * end, _HEADER).reshape(-1, 4)
    entry = np.frombuffer(memory, np.uint16 if len(box) < _SHORT else np.uint32, len(box), _HEADER + box.nbytes)
    rows = np.concatenate([entry[: len(bounds)], entry[len(bounds) :] // box.shape[1]]).astype(np.int64)
    return Tree(tree, Arrays(box, rows))


@compiled
def page(
    start: int, limit: int, rank: Rows, natural: Rows, blob: Bytes, offsets: Rows, *window: Any
) -> tuple[Bytes, Rows, int, int, int]:
    """Answer a window with a page in the natural order.

    Parameters
    ----------
    start, limit, rank, natural
        See `geo.stores.ordering.least`.
    blob, offsets
        The features, encoded (see `geo.stores.packed.Packed`).
    window
        The arguments of `search`.

    Returns
    -------
    text, ends
        The features (see `join`).
    last
        The last row of the page if there are more pages, or else -1.
    matched
        How many rows meet the window.
    unsure
        Of how many more it could not be told.
    """
    found, unsure = search(*window)
    rows = least(rank, natural, found, start, limit + 1)
    more = len(rows) > limit
    rows = rows[:limit]
    text, ends = join(blob, offsets, rows)
    return text, ends, rows[-1] if more else -1, len(found), len(unsure)


@compiled
def search(
    west: float, south: float, east: float, north: float, *arrays: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows that meet a box, and those of which rounding does not let it be told, both in no order.

    A geometry without gaps that sticks out on one axis alone must cross the box; one that sticks out on both may
    pass a corner, and one in several parts may lie around the box: their vertices are looked at.

    Parameters
    ----------
    west, south, east, north
        The box.
    arrays
        The members of `Arrays` and `Outlines` of the same rows, one by one: so they are handed over quickest.
    """
    tree = Arrays(arrays[0], arrays[1])
    outlines = Outlines(arrays[2], arrays[3], arrays[4], arrays[5])
    rows = len(outlines.first) - 1
    found, unsure = np.empty(64, np.int64), np.empty(0, np.int64)
    count = 0
    waiting = np.empty(_WAITING, np.int64)
    waiting[0] = len(tree.entry) - 1
    left = 1
    while left:
        left -= 1
        start = waiting[left]
        end = min(start + _NODE_SIZE, _end_of_level(start, rows))
        for place in range(start, end):
            w, s, e, n = tree.bounds[place]
            if w > east or e < west or s > north or n < south:
                continue
            if start >= rows:
                waiting[left] = tree.entry[place]
                left += 1
                continue
            row = tree.entry[place]
            beside, above = w < west or e > east, s < south or n > north
            if (beside and above) or ((beside or above) and _may_have_gaps(outlines, row)):
                meets = _meets(outlines, row, west, south, east, north)
                if meets == _UNSURE:
                    unsure = np.append(unsure, row)
                if meets != _YES:
                    continue
            if count == len(found):
                found = np.append(found, np.empty(count, np.int64))
            found[count] = row
            count += 1
    return found[:count], unsure


@compiled
def _end_of_level(place: int, rows: int) -> int:
    """Return where the level of a tree ends in which an entry stands."""
    end = entries = rows
    while place >= end:
        entries = (entries + _NODE_SIZE - 1) // _NODE_SIZE
        end += entries
    return end


@compiled
def _may_have_gaps(outlines: Outlines, row: int) -> bool:
    """Tell whether a geometry has several parts, so that it can lie on both sides of what it does not meet."""
    parts = 0
    for path in range(outlines.first[row], outlines.first[row + 1]):
        parts += outlines.kind[path] != HOLE
    return parts > 1


@compiled
def _meets(outlines: Outlines, row: int, west: float, south: float, east: float, north: float) -> int:
    """Tell whether a geometry meets a box."""
    answer = _NO
    inside = False
    for path in range(outlines.first[row], outlines.first[row + 1]):
        if inside and outlines.kind[path] == SHELL:
            return answer if answer == _UNSURE else _YES
        start, end = outlines.start[path], outlines.start[path + 1]
        for at in range(start, end):
            x, y = outlines.xy[at, 0], outlines.xy[at, 1]
            if west <= x <= east and south <= y <= north:
                return _YES
            if at == start:
                continue
            x0, y0 = outlines.xy[at - 1, 0], outlines.xy[at - 1, 1]
            crosses = _crosses(x0, y0, x, y, west, south, east, north)
            if crosses == _YES:
                return _YES
            if crosses == _UNSURE:
                answer = _UNSURE
            if outlines.kind[path] != LINE and (y0 > south) != (y > south):
                turn = (x - x0) * (south - y0) - (y - y0) * (west - x0)
                inside ^= (turn > 0) == (y > y0)
    return _YES if inside and answer == _NO else answer


@compiled
def _crosses(x0: float, y0: float, x1: float, y1: float, west: float, south: float, east: float, north: float) -> int:
    """Tell whether a segment, both ends of which lie outside a box, meets it (by the separating axes of the two)."""
    if max(x0, x1) < west or min(x0, x1) > east or max(y0, y1) < south or min(y0, y1) > north:
        return _NO
    lefts = rights = 0
    for corner in range(4):
        dx = (west if corner < 2 else east) - x0
        dy = (south if corner % 2 == 0 else north) - y0
        one, other = (x1 - x0) * dy, (y1 - y0) * dx
        off = _ROUNDED * (abs(one) + abs(other))
        lefts += 1 if one - other > off else 0
        rights += 1 if other - one > off else 0
    if max(lefts, rights) == 4:
        return _NO
    return _YES if lefts and rights else _UNSURE
