"""What is too small to be drawn: merged by the cells of a grid into points that say how many and how much they are."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.measure import Floats
from geo.tiles.drawing import Kinds, Rows
from geo.tiles.grid import EXTENT, to_units

#: Semi-major axis, metres, and squared eccentricity of WGS 84.
_A, _E2 = 6_378_137.0, 0.00669437999014
_E = _E2**0.5


class Sizes(NamedTuple):
    """How large some geometries are in a tile, and where.

    Parameters
    ----------
    side
        Shape (n,); the longer side of the bounds, units.
    here
        Shape (n,); whether the first vertex lies in the tile: each geometry belongs to one tile of a zoom.
    x, y
        Shape (n,); the middle of the bounds, or the place in the tile that is nearest to it.
    """

    side: Floats
    here: NDArray[np.bool_]
    x: Floats
    y: Floats

    def of(self, some: NDArray[np.bool_]) -> Sizes:
        """Return those of some of the geometries."""
        return Sizes(self.side[some], self.here[some], self.x[some], self.y[some])


class Merged(NamedTuple):
    """What some geometries are merged into.

    Parameters
    ----------
    number
        Shape (m,); how many each point stands for.
    area_m2
        Shape (m,); their areas together, whole square metres.
    x, y
        Shape (m,); the middle of them all.
    """

    number: Rows
    area_m2: Rows
    x: Floats
    y: Floats


@compiled
def measured(
    rows: Rows,
    bounds: Floats,
    first: Rows,
    start: Rows,
    xy: Floats,
    limits: tuple[float, float, float, float],
    mercator: bool,
    across: float,
    left: float,
    top: float,
) -> tuple[Floats, NDArray[np.bool_], Floats, Floats]:
    """Return the members of `Sizes` of some rows; compiled.

    Parameters
    ----------
    rows
        Which.
    bounds
        Shape (n, 4); degrees.
    first, start, xy
        Members of `Outlines`, degrees.
    limits
        See `Tile.limits`.
    mercator, across, left, top
        See `Tile.frame`.
    """
    side, here = np.empty(len(rows)), np.empty(len(rows), np.bool_)
    xs, ys = np.empty(len(rows)), np.empty(len(rows))
    most = EXTENT - 1.0
    for place, row in enumerate(rows):
        west, south, east, north = bounds[row]
        x0, y1 = to_units(west, south, mercator, across, left, top)
        x1, y0 = to_units(east, north, mercator, across, left, top)
        vertex = start[first[row]]
        x, y = to_units(xy[vertex, 0], xy[vertex, 1], mercator, across, left, top)
        side[place] = max(x1 - x0, y1 - y0)
        here[place] = limits[0] <= x < limits[2] and limits[1] <= y < limits[3]
        xs[place] = min(max((x0 + x1) / 2, 0.0), most)
        ys[place] = min(max((y0 + y1) / 2, 0.0), most)
    return side, here, xs, ys


def merge(sizes: Sizes, area_m2: Floats, cell: int) -> tuple[Merged, NDArray[np.bool_]]:
    """Merge those geometries of a tile that are smaller than a cell, belong here, and share their cell.

    Parameters
    ----------
    sizes
        Of n geometries.
    area_m2
        Shape (n,).
    cell
        Side of a cell, units; 0 merges nothing.

    Returns
    -------
    merged, gone
        What they become, and shape (n,), which are not to be drawn themselves: the merged ones, and the small ones that
        belong to another tile.
    """
    if not cell:
        return Merged(*(np.empty(0, kind) for kind in (np.int64, np.int64, float, float))), ~np.ones_like(sizes.here)
    number, x, y, area, gone = _into_cells(*sizes, area_m2, cell, -(-EXTENT // cell))
    return Merged(number, np.rint(area).astype(np.int64), x / number, y / number), gone


@compiled
def _into_cells(
    side: Floats, here: NDArray[np.bool_], x: Floats, y: Floats, area_m2: Floats, cell: int, across: int
) -> tuple[Rows, Floats, Floats, Floats, NDArray[np.bool_]]:
    """Sum the numbers, places and areas of what shares a cell, and tell what is not drawn itself; see `merge`."""
    gone, at = np.zeros(len(side), np.bool_), np.full(len(side), -1, np.int64)
    count, place = np.zeros(across * across, np.int64), np.full(across * across, -1, np.int64)
    shared = 0
    for row in range(len(side)):
        gone[row] = side[row] < cell
        if gone[row] and here[row]:
            at[row] = int(y[row] / cell) * across + int(x[row] / cell)
            count[at[row]] += 1
    for index in range(len(count)):
        if count[index] > 1:
            place[index] = shared
            shared += 1
    number = np.zeros(shared, np.int64)
    xs, ys, areas = np.zeros(shared), np.zeros(shared), np.zeros(shared)
    for row in range(len(side)):
        if at[row] < 0:
            continue
        slot = place[at[row]]
        if slot < 0:
            gone[row] = False
            continue
        number[slot] += 1
        xs[slot], ys[slot], areas[slot] = xs[slot] + x[row], ys[slot] + y[row], areas[slot] + area_m2[row]
    return number, xs, ys, areas, gone


@compiled
def ground_areas(first: Rows, kind: Kinds, start: Rows, xy: Floats) -> Floats:
    """Return the areas of geometries on the ellipsoid, m², in the equal-area cylindrical projection; compiled.

    An edge is taken to be straight in that projection (Snyder 1987, equations 10-11 and 3-12), which for a plot of a
    kilometre makes a difference of less than a millionth.

    Parameters
    ----------
    first, kind, start, xy
        The members of `Outlines`, degrees.
    """
    areas = np.zeros(len(first) - 1)
    for row in range(len(areas)):
        for path in range(first[row], first[row + 1]):
            if kind[path] == 0:
                continue
            begin, twice = start[path], 0.0
            before = _authalic(xy[begin, 1])
            for at in range(begin + 1, start[path + 1]):
                after = _authalic(xy[at, 1])
                twice += np.radians(xy[at, 0] - xy[at - 1, 0]) * (before + after)
                before = after
            areas[row] += abs(twice) if kind[path] == 1 else -abs(twice)
    return areas * (_A * _A / 4.0)


@compiled
def _authalic(lat: float) -> float:
    """Return what a latitude's zone from the equator on has of the ellipsoid, as q of Snyder's equation 3-12."""
    sine = np.sin(np.radians(lat))
    return float((1.0 - _E2) * (sine / (1.0 - _E2 * sine * sine) + np.arctanh(_E * sine) / _E))
