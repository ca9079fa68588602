"""Clipping to a tile and what lies around it, compiled.

Rings are cut by one side after the other (Sutherland and Hodgman 1974). A ring that is cut in two stays one, its halves
joined by edges along the side, there and back: `geo.tiles.mending` parts them.
"""

from __future__ import annotations

from geo.compiled import compiled
from geo.measure import Floats
from geo.tiles.grid import BUFFER, EXTENT

#: The sides: left, right, top, bottom, as an axis and a bound.
_LOW, _HIGH = -float(BUFFER), float(EXTENT + BUFFER)


@compiled
def lies_within(x: float, y: float) -> bool:
    """Tell whether a place lies in what is kept; compiled."""
    return _LOW <= x <= _HIGH and _LOW <= y <= _HIGH


@compiled
def clip_ring(ring: Floats, count: int, spare: Floats) -> int:
    """Clip a ring in place; compiled.

    Parameters
    ----------
    ring
        Shape (n, 2); units; its first `count` vertices, of which the last is not the first again. There must be room
        for what clipping adds, which is at most half the vertices for each of the four sides.
    count
        How many vertices it has.
    spare
        As large, for the work.

    Returns
    -------
    int
        How many vertices are left.
    """
    for side in range(4):
        axis = side // 2
        bound, sign = (_LOW, 1.0) if side % 2 == 0 else (_HIGH, -1.0)
        kept = 0
        for at in range(count):
            before = at - 1 if at else count - 1
            here, there = (ring[at, axis] - bound) * sign, (ring[before, axis] - bound) * sign
            if (here >= 0) != (there >= 0):
                part = there / (there - here)
                spare[kept, 1 - axis] = ring[before, 1 - axis] + part * (ring[at, 1 - axis] - ring[before, 1 - axis])
                spare[kept, axis] = bound
                kept += 1
            if here >= 0:
                spare[kept, 0], spare[kept, 1] = ring[at, 0], ring[at, 1]
                kept += 1
        for at in range(kept):
            ring[at, 0], ring[at, 1] = spare[at, 0], spare[at, 1]
        count = kept
    return count


@compiled
def clip_segment(x0: float, y0: float, x1: float, y1: float) -> tuple[float, float]:
    """Return the part of a segment that is kept, as two shares of its length, the first above the second for none.

    After Liang and Barsky (1984); compiled.
    """
    start, end = 0.0, 1.0
    for side in range(4):
        low, here, there = (_LOW, x0, x1) if side < 2 else (_LOW, y0, y1)
        away = here - low if side % 2 == 0 else _HIGH - here
        change = there - here if side % 2 == 0 else here - there
        if change == 0.0:
            if away < 0.0:
                return 1.0, 0.0
            continue
        part = -away / change
        if change > 0.0:
            start = max(start, part)
        else:
            end = min(end, part)
    return start, end
