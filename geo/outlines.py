"""Geometries taken apart into arrays of vertices, as compiled functions need them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.measure import Floats, Geometries

#: What a path of vertices is: on its own, or the outer or an inner ring of a polygon.
LINE, SHELL, HOLE = 0, 1, 2

_LAST_SIMPLE = shapely.GeometryType.POLYGON


class Outlines(NamedTuple):
    """The vertices of n geometries, taken apart into paths.

    Parameters
    ----------
    first
        Shape (n + 1,); the first path of each geometry.
    kind
        Shape (p,); what each path is.
    start
        Shape (p + 1,); the first vertex of each path.
    xy
        Shape (v, 2).
    """

    first: NDArray[np.int64]
    kind: NDArray[np.uint8]
    start: NDArray[np.int64]
    xy: Floats


def outlines(geometries: Geometries) -> Outlines:
    """Take geometries apart into paths of vertices.

    Parameters
    ----------
    geometries
        Shape (n,); of any type, nested collections too; missing and empty ones have no outlines.
    """
    parts, row = shapely.get_parts(geometries, return_index=True)
    while (shapely.get_num_geometries(parts) > 1).any() or (shapely.get_type_id(parts) > _LAST_SIMPLE).any():
        parts, of = shapely.get_parts(parts, return_index=True)
        row = row[of]
    flat = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    areas, others = np.flatnonzero(flat), np.flatnonzero(~flat)
    rings, of = shapely.get_rings(parts[areas], return_index=True)
    shell = np.diff(of, prepend=-1) > 0
    order = np.argsort(np.concatenate([areas[of], others]), kind="stable")
    paths = np.concatenate([rings, parts[others]])[order]
    row = np.concatenate([row[areas[of]], row[others]])[order]
    kind = np.concatenate([np.where(shell, SHELL, HOLE), np.full(len(others), LINE)])[order].astype(np.uint8)
    first = np.searchsorted(row, np.arange(len(geometries) + 1))
    start = np.concatenate([[0], np.cumsum(shapely.get_num_coordinates(paths))])
    return Outlines(first.astype(np.int64), kind, start.astype(np.int64), shapely.get_coordinates(paths))
