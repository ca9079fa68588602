"""Drawing geometries on the grid of a tile, compiled: placed, clipped, rounded, simplified, wound as MVT wants it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.measure import Floats
from geo.outlines import HOLE, LINE, SHELL, Outlines
from geo.tiles.clipping import clip_ring, clip_segment, lies_within
from geo.tiles.grid import to_units

Rows = NDArray[np.int64]
Units = NDArray[np.int32]
Kinds = NDArray[np.uint8]

#: Types of geometry, as MVT numbers them (2.1, 4.3.4).
POINT, LINESTRING, POLYGON = 1, 2, 3

#: A clipped ring needs room for at most 1.5 times its vertices for each side (see `clip_ring`).
_ROOM, _SPARE = 6, 16


class Drawing(NamedTuple):
    """Features on the grid of a tile.

    Parameters
    ----------
    row
        Shape (f,); of which geometry each feature is; one of several types has a feature for each.
    type
        Shape (f,); `POINT`, `LINESTRING` or `POLYGON`.
    first
        Shape (f + 1,); the first path of each feature.
    start
        Shape (p + 1,); the first vertex of each path. A ring does not end with its first vertex again; outer rings have
        a positive area, y down, and inner ones, which follow theirs, a negative one.
    xy
        Shape (v, 2); units.
    """

    row: Rows
    type: Kinds
    first: Rows
    start: Rows
    xy: Units


def points(rows: Rows, x: Floats, y: Floats) -> Drawing:
    """Draw each of some rows as a point."""
    steps = np.arange(len(rows) + 1)
    xy = np.column_stack([np.rint(x), np.rint(y)]).astype(np.int32)
    return Drawing(rows, np.full(len(rows), POINT, np.uint8), steps, steps, xy)


def together(*drawings: Drawing) -> Drawing:
    """Put drawings one after the other."""
    paths = np.cumsum([0, *(len(one.start) - 1 for one in drawings)])
    vertices = np.cumsum([0, *(len(one.xy) for one in drawings)])
    row, type, xy = (np.concatenate([one[member] for one in drawings]) for member in (0, 1, 4))
    first, start = (
        np.concatenate(
            [np.zeros(1, np.int64), *(one[member][1:] + past for one, past in zip(drawings, before, strict=False))]
        )
        for member, before in ((2, paths), (3, vertices))
    )
    return Drawing(row, type, first, start, xy)


def taken(drawing: Drawing, features: NDArray[np.bool_]) -> Drawing:
    """Return some features of a drawing."""
    return Drawing(*_taken(*drawing, np.flatnonzero(features)))


@compiled
def _taken(
    row: Rows, type: Kinds, first: Rows, start: Rows, xy: Units, features: Rows
) -> tuple[Rows, Kinds, Rows, Rows, Units]:
    firsts, starts = np.zeros(len(features) + 1, np.int64), np.zeros(len(start), np.int64)
    kept = np.empty_like(xy)
    paths = vertices = 0
    for place, feature in enumerate(features):
        for path in range(first[feature], first[feature + 1]):
            for at in range(start[path], start[path + 1]):
                kept[vertices] = xy[at]
                vertices += 1
            paths += 1
            starts[paths] = vertices
        firsts[place + 1] = paths
    return row[features], type[features], firsts, starts[: paths + 1], kept[:vertices]


@compiled
def placed(
    rows: Rows,
    first: Rows,
    kind: Kinds,
    start: Rows,
    xy: Floats,
    mercator: bool,
    across: float,
    left: float,
    top: float,
) -> tuple[Rows, Kinds, Rows, Floats]:
    """Gather the outlines of some rows, placed in a tile; compiled.

    Parameters
    ----------
    rows
        Which.
    first, kind, start, xy
        The members of `Outlines`, degrees.
    mercator, across, left, top
        See `Tile.frame`.

    Returns
    -------
    first, kind, start, xy
        The same of the rows alone, in units.
    """
    paths = vertices = 0
    for row in rows:
        paths += first[row + 1] - first[row]
        vertices += start[first[row + 1]] - start[first[row]]
    firsts, kinds = np.zeros(len(rows) + 1, np.int64), np.empty(paths, np.uint8)
    starts, units = np.zeros(paths + 1, np.int64), np.empty((vertices, 2), np.float64)
    paths = vertices = 0
    for place, row in enumerate(rows):
        for path in range(first[row], first[row + 1]):
            kinds[paths] = kind[path]
            for at in range(start[path], start[path + 1]):
                units[vertices] = to_units(xy[at, 0], xy[at, 1], mercator, across, left, top)
                vertices += 1
            paths += 1
            starts[paths] = vertices
        firsts[place + 1] = paths
    return firsts, kinds, starts, units


def draw(rows: Rows, outlines: Outlines, tolerance: float) -> Drawing:
    """Draw geometries on the grid.

    Parameters
    ----------
    rows
        Shape (n,); what the features' `row` is to be.
    outlines
        Of n geometries, in units.
    tolerance
        Units by which a vertex may lie off the drawn line and still be left out.
    """
    return Drawing(*_drawn(rows, *outlines, tolerance))


@compiled
def _drawn(
    rows: Rows, first: Rows, kind: Kinds, start: Rows, xy: Floats, tolerance: float
) -> tuple[Rows, Kinds, Rows, Rows, Units]:
    row, type = np.empty(3 * len(rows), np.int64), np.empty(3 * len(rows), np.uint8)
    firsts = np.zeros(3 * len(rows) + 1, np.int64)
    starts, units = np.zeros(2 * len(kind) + _SPARE, np.int64), np.empty((2 * len(xy) + _SPARE, 2), np.int32)
    work = np.empty((_ROOM * _longest(start) + _SPARE, 2), np.float64)
    spare = np.empty_like(work)
    features = paths = 0
    for place in range(len(rows)):
        for wanted in (POINT, LINESTRING, POLYGON):
            before, inside = paths, False
            for path in range(first[place], first[place + 1]):
                count = start[path + 1] - start[path]
                if _type(kind[path], count) != wanted or (kind[path] == HOLE and not inside):
                    continue
                room = starts[paths] + _ROOM * count + _SPARE
                if room > len(units):
                    units = np.concatenate((units, np.empty((room, 2), np.int32)))
                if paths + count + 1 > len(starts):
                    starts = np.concatenate((starts, np.zeros(len(starts) + count, np.int64)))
                vertices, past = xy[start[path] : start[path + 1]], paths
                if wanted == POLYGON:
                    paths = _draw_ring(vertices, kind[path] == SHELL, tolerance, starts, units, paths, work, spare)
                else:
                    paths = _draw_line(vertices, tolerance, starts, units, paths, work)
                inside = paths > past or kind[path] == HOLE
            if paths > before:
                row[features], type[features] = rows[place], wanted
                features += 1
                firsts[features] = paths
    return row[:features], type[:features], firsts[: features + 1], starts[: paths + 1], units[: starts[paths]]


@compiled
def _longest(start: Rows) -> int:
    longest = 0
    for path in range(len(start) - 1):
        longest = max(longest, start[path + 1] - start[path])
    return longest


@compiled
def _type(kind: int, count: int) -> int:
    """Return the type that a path belongs to."""
    if kind != LINE:
        return POLYGON
    return POINT if count == 1 else LINESTRING


@compiled
def _draw_line(vertices: Floats, tolerance: float, starts: Rows, units: Units, paths: int, work: Floats) -> int:
    """Draw the parts of a line, or a point, that are kept; return how many paths there are then."""
    if len(vertices) == 1:
        if lies_within(vertices[0, 0], vertices[0, 1]):
            units[starts[paths], 0], units[starts[paths], 1] = round(vertices[0, 0]), round(vertices[0, 1])
            starts[paths + 1] = starts[paths] + 1
            return paths + 1
        return paths
    count = 0
    for at in range(1, len(vertices)):
        x0, y0, x1, y1 = vertices[at - 1, 0], vertices[at - 1, 1], vertices[at, 0], vertices[at, 1]
        begin, end = clip_segment(x0, y0, x1, y1)
        if begin > end:
            continue
        if count == 0:
            work[0, 0], work[0, 1] = x0 + begin * (x1 - x0), y0 + begin * (y1 - y0)
            count = 1
        work[count, 0], work[count, 1] = x0 + end * (x1 - x0), y0 + end * (y1 - y0)
        count += 1
        if end < 1.0 or at == len(vertices) - 1:
            paths = _finish_line(work, count, tolerance, starts, units, paths)
            count = 0
    if count:
        paths = _finish_line(work, count, tolerance, starts, units, paths)
    return paths


@compiled
def _finish_line(work: Floats, count: int, tolerance: float, starts: Rows, units: Units, paths: int) -> int:
    begin = starts[paths]
    end = _round(work, count, units, begin)
    if end - begin < 2:
        return paths
    keep = np.zeros(end - begin, np.bool_)
    keep[0] = keep[-1] = True
    _simplify(units[begin:end], 0, end - begin - 1, tolerance, keep)
    starts[paths + 1] = _keep(units, begin, keep)
    return paths + 1


@compiled
def _draw_ring(
    vertices: Floats,
    is_shell: bool,
    tolerance: float,
    starts: Rows,
    units: Units,
    paths: int,
    work: Floats,
    spare: Floats,
) -> int:
    """Draw what is kept of a ring, wound as MVT wants it; return how many paths there are then."""
    begin = starts[paths]
    count, within = len(vertices) - 1, True
    for at in range(count):
        work[at, 0], work[at, 1] = vertices[at, 0], vertices[at, 1]
        within &= lies_within(vertices[at, 0], vertices[at, 1])
    if not within:
        count = clip_ring(work, count, spare)
    end = _round(work, count, units, begin)
    while end > begin + 1 and units[end - 1, 0] == units[begin, 0] and units[end - 1, 1] == units[begin, 1]:
        end -= 1
    if end - begin < 3:
        return paths
    end = _simplify_ring(units, begin, end, tolerance)
    twice = twice_area(units, begin, end)
    if end - begin < 3 or twice == 0:
        return paths
    if (twice > 0) != is_shell:
        units[begin:end] = units[begin:end][::-1].copy()
    starts[paths + 1] = end
    return paths + 1


@compiled
def _round(work: Floats, count: int, units: Units, begin: int) -> int:
    """Round places to the grid, each different from the one before; return where they end."""
    end = begin
    for at in range(count):
        x, y = round(work[at, 0]), round(work[at, 1])
        if end == begin or units[end - 1, 0] != x or units[end - 1, 1] != y:
            units[end, 0], units[end, 1] = x, y
            end += 1
    return end


@compiled
def _keep(units: Units, begin: int, keep: NDArray[np.bool_]) -> int:
    end = begin
    for at in range(len(keep)):
        if keep[at]:
            units[end] = units[begin + at]
            end += 1
    return end


@compiled
def _simplify_ring(units: Units, begin: int, end: int, tolerance: float) -> int:
    """Simplify a ring between two vertices that are far apart; return where it ends then."""
    count = end - begin
    if count <= 4:
        return end
    ring = units[begin:end]
    far, farthest = 0, -1.0
    for at in range(1, count):
        distance = float(ring[at, 0] - ring[0, 0]) ** 2 + float(ring[at, 1] - ring[0, 1]) ** 2
        if distance > farthest:
            far, farthest = at, distance
    closed = np.empty((count + 1, 2), np.int32)
    closed[:count] = ring
    closed[count] = ring[0]
    keep = np.zeros(count + 1, np.bool_)
    keep[0] = keep[far] = True
    _simplify(closed, 0, far, tolerance, keep)
    _simplify(closed, far, count, tolerance, keep)
    return _keep(units, begin, keep[:count])


@compiled
def _simplify(line: Units, begin: int, end: int, tolerance: float, keep: NDArray[np.bool_]) -> None:
    """Mark the vertices to keep, after Douglas and Peucker (1973)."""
    waiting = [(begin, end)]
    while waiting:
        low, high = waiting.pop()
        x0, y0 = float(line[low, 0]), float(line[low, 1])
        dx, dy = line[high, 0] - x0, line[high, 1] - y0
        length = dx * dx + dy * dy
        far, farthest = -1, tolerance * tolerance
        for at in range(low + 1, high):
            x, y = line[at, 0] - x0, line[at, 1] - y0
            along = min(max((x * dx + y * dy) / length, 0.0), 1.0) if length > 0.0 else 0.0
            off = (x - along * dx) ** 2 + (y - along * dy) ** 2
            if off > farthest:
                far, farthest = at, off
        if far >= 0:
            keep[far] = True
            waiting.append((low, far))
            waiting.append((far, high))


@compiled
def twice_area(units: Units, begin: int, end: int) -> int:
    """Return twice the area of a ring by the surveyor's formula: positive where it is clockwise, y down; compiled."""
    twice = 0
    for at in range(begin, end):
        after = at + 1 if at + 1 < end else begin
        twice += int(units[at, 0]) * int(units[after, 1]) - int(units[after, 0]) * int(units[at, 1])
    return twice
