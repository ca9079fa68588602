"""Mending what rounding and clipping do to polygons: rings that touch or cross themselves or each other.

Most polygons are one short ring, and compiled integer arithmetic tells in a moment that it crosses nothing. GEOS judges
the others, and what it finds invalid is made valid on the grid.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.measure import Geometries
from geo.outlines import outlines
from geo.tiles.drawing import POLYGON, Drawing, Kinds, Rows, Units, draw, taken, together, twice_area

#: Rings of more vertices are left to GEOS, which does not compare each edge with every other.
_FEW = 64


def mended(drawing: Drawing) -> Drawing:
    """Return a drawing with its polygons valid; one of which nothing is left has gone."""
    doubtful = np.flatnonzero(_doubtful(drawing.type, drawing.first, drawing.start, drawing.xy))
    if not len(doubtful):
        return drawing
    shapes = polygons(drawing, doubtful)
    wrong = ~shapely.is_valid(shapes)
    if not wrong.any():
        return drawing
    rows = drawing.row[doubtful[wrong]]
    sound = np.ones(len(drawing.row), dtype=bool)
    sound[doubtful[wrong]] = False
    return together(taken(drawing, sound), draw(rows, outlines(_made_valid(shapes[wrong])), 0.0))


def polygons(drawing: Drawing, features: Rows) -> Geometries:
    """Return some features of a drawing as multipolygons."""
    chosen = taken(drawing, np.isin(np.arange(len(drawing.row)), features))
    paths = np.diff(chosen.first)
    ring_of = np.repeat(np.arange(len(chosen.start) - 1), np.diff(chosen.start))
    rings = shapely.linearrings(chosen.xy.astype(np.float64), indices=ring_of)
    outer = _outer(chosen.start, chosen.xy)
    polygon_of = np.cumsum(outer) - 1
    parts = shapely.polygons(rings, indices=polygon_of)
    feature_of = np.repeat(np.arange(len(chosen.row)), paths)[outer]
    return np.asarray(shapely.multipolygons(parts, indices=feature_of))


def _made_valid(shapes: Geometries) -> Geometries:
    valid = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    parts, of = shapely.get_parts(shapely.set_precision(valid, 1.0), return_index=True)
    parts, deeper = shapely.get_parts(parts, return_index=True)
    flat = (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    made = np.full(len(shapes), shapely.MultiPolygon(), dtype=object)
    if flat.any():
        shapely.multipolygons(parts[flat], indices=of[deeper][flat], out=made)
    return made


@compiled
def _outer(start: Rows, xy: Units) -> NDArray[np.bool_]:
    """Tell which rings are outer ones."""
    found = np.empty(len(start) - 1, np.bool_)
    for path in range(len(found)):
        found[path] = twice_area(xy, start[path], start[path + 1]) > 0
    return found


@compiled
def _doubtful(type: Kinds, first: Rows, start: Rows, xy: Units) -> NDArray[np.bool_]:
    """Tell which features may be invalid."""
    found = np.zeros(len(type), np.bool_)
    for feature in range(len(type)):
        if type[feature] != POLYGON:
            continue
        begin, end = start[first[feature]], start[first[feature] + 1]
        many = first[feature + 1] - first[feature] > 1 or end - begin > _FEW
        found[feature] = many or _touches_itself(xy[begin:end])
    return found


@compiled
def _touches_itself(ring: Units) -> bool:
    """Tell whether any edges of a ring have more in common than neighbours do."""
    count = len(ring)
    for one in range(count):
        x0, y0 = ring[one, 0], ring[one, 1]
        x1, y1 = ring[(one + 1) % count, 0], ring[(one + 1) % count, 1]
        for other in range(one + 1, count):
            u0, v0 = ring[other, 0], ring[other, 1]
            u1, v1 = ring[(other + 1) % count, 0], ring[(other + 1) % count, 1]
            if other == one + 1:
                if _folds_back(x0, y0, u0, v0, u1, v1):
                    return True
            elif (other + 1) % count == one:
                if _folds_back(u0, v0, x0, y0, x1, y1):
                    return True
            elif _meet(x0, y0, x1, y1, u0, v0, u1, v1):
                return True
    return False


@compiled
def _side(x0: int, y0: int, x1: int, y1: int, x: int, y: int) -> int:
    """Tell on which side of a line a place lies: the sign of a cross product, exact in whole numbers."""
    turn = (x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)
    return (turn > 0) - (turn < 0)


@compiled
def _folds_back(x0: int, y0: int, x1: int, y1: int, x2: int, y2: int) -> bool:
    """Tell whether a line goes back over itself at its middle vertex."""
    return _side(x0, y0, x1, y1, x2, y2) == 0 and (x1 - x0) * (x2 - x1) + (y1 - y0) * (y2 - y1) < 0


@compiled
def _meet(x0: int, y0: int, x1: int, y1: int, u0: int, v0: int, u1: int, v1: int) -> bool:
    """Tell whether two edges have a place in common."""
    if max(x0, x1) < min(u0, u1) or max(u0, u1) < min(x0, x1):
        return False
    if max(y0, y1) < min(v0, v1) or max(v0, v1) < min(y0, y1):
        return False
    apart = _side(x0, y0, x1, y1, u0, v0) * _side(x0, y0, x1, y1, u1, v1) > 0
    return not apart and _side(u0, v0, u1, v1, x0, y0) * _side(u0, v0, u1, v1, x1, y1) <= 0
