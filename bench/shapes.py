"""Irregular polygons by the million: convex and concave outlines, some with a hole, some in several parts.

Every outline is a star about its own centre, stretched and turned: never crossing itself, whatever the numbers drawn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.measure import Floats, Geometries, metres_per_degree

Ints = NDArray[np.int64]

_CORNERS = (4, 13)
_CONCAVE = 0.4
_SEVERAL_PARTS = 0.04
_HOLED = 0.03
#: Size of a hole against its outline.
_HOLE = 0.35
#: How far a corner may leave its even place, in parts of the angle between corners; below 1 keeps them in order.
_UNEVEN = 0.7


@dataclass(frozen=True, slots=True)
class _Outlines:
    """The outlines of all parts, without holes, corner by corner.

    Parameters
    ----------
    plot
        For each part, the plot it belongs to.
    corners
        For each part, how many it has.
    holed
        For each part, whether it has a hole.
    centre
        For each part, its middle; parts of a plot lie side by side.
    xy
        Shape (all corners, 2); from the middle.
    """

    plot: Ints
    corners: Ints
    holed: NDArray[np.bool_]
    centre: Floats
    xy: Floats

    @property
    def starts(self) -> Ints:
        """The first corner of each part."""
        return np.cumsum(self.corners) - self.corners


def shapes(rng: np.random.Generator, centres: Floats, areas_m2: Floats) -> Geometries:
    """Draw a polygon, or several, around each centre.

    Parameters
    ----------
    rng
        Where chance comes from.
    centres
        Shape (n, 2); longitude and latitude, degrees.
    areas_m2
        Shape (n,); what each shape encloses, holes taken off.
    """
    outlines = _outlines(rng, len(centres))
    area = np.bincount(outlines.plot, _areas(outlines), len(centres))
    scale = np.sqrt(areas_m2 / area)[:, None] / np.column_stack(metres_per_degree(centres[:, 1]))
    return _joined(_polygons(outlines, scale[outlines.plot], centres[outlines.plot]), outlines.plot)


def _outlines(rng: np.random.Generator, n: int) -> _Outlines:
    parts = 1 + (rng.random(n) < _SEVERAL_PARTS) * rng.integers(1, 3, n)
    plot = np.repeat(np.arange(n), parts)
    corners = rng.integers(*_CORNERS, len(plot))
    part, place = _within(corners)
    angle = 2 * np.pi * (place + _UNEVEN * (rng.random(len(part)) - 0.5)) / corners[part]
    concave = rng.random(len(plot)) < _CONCAVE
    radius = np.where(concave[part], rng.uniform(0.5, 1.0, len(part)), 1.0)
    stretch, turn = np.exp(rng.normal(0, 0.25, n))[plot], rng.uniform(0, 2 * np.pi, n)[plot]
    corner = np.column_stack([radius * np.cos(angle) * stretch[part], radius * np.sin(angle) / stretch[part]])
    beside = 2.2 * np.maximum(stretch, 1 / stretch) * _within(parts)[1]
    centre = _turned(np.column_stack([beside, np.zeros_like(beside)]), turn)
    return _Outlines(plot, corners, rng.random(len(plot)) < _HOLED, centre, _turned(corner, turn[part]))


def _within(counts: Ints) -> tuple[Ints, Ints]:
    """Return, for each member of groups of these sizes, its group and its place in it."""
    group = np.repeat(np.arange(len(counts)), counts)
    return group, np.arange(len(group)) - np.repeat(np.cumsum(counts) - counts, counts)


def _turned(xy: Floats, angle: Floats) -> Floats:
    x, y = xy.T
    cos, sin = np.cos(angle), np.sin(angle)
    return np.column_stack([x * cos - y * sin, x * sin + y * cos])


def _areas(outlines: _Outlines) -> Floats:
    """Return what each part encloses, by the shoelace formula, holes taken off."""
    following = np.arange(len(outlines.xy)) + 1
    following[outlines.starts + outlines.corners - 1] = outlines.starts
    x, y = outlines.xy.T
    whole = np.add.reduceat(x * y[following] - x[following] * y, outlines.starts) / 2
    return np.asarray(whole * (1 - outlines.holed * _HOLE**2))


def _polygons(outlines: _Outlines, scale: Floats, origin: Floats) -> Geometries:
    """Make a polygon of each part: its outline, closed, and after it the hole where it has one."""
    rings = 1 + outlines.holed
    part_of_ring, ring_in_part = _within(rings)
    length = outlines.corners[part_of_ring] + 1
    ring, place = _within(length)
    part, hole = part_of_ring[ring], ring_in_part[ring] > 0
    corners = outlines.corners[part]
    corner = outlines.starts[part] + np.where(hole, corners - place, place) % corners
    xy = outlines.centre[part] + outlines.xy[corner] * np.where(hole, _HOLE, 1.0)[:, None]
    offsets = (np.concatenate([[0], np.cumsum(length)]), np.concatenate([[0], np.cumsum(rings)]))
    positions = origin[part] + xy * scale[part]
    return np.asarray(shapely.from_ragged_array(shapely.GeometryType.POLYGON, positions, offsets))


def _joined(polygons: Geometries, plot: Ints) -> Geometries:
    """Make one geometry a plot: a MultiPolygon of those that have several."""
    first = np.flatnonzero(np.diff(plot, prepend=-1))
    found = polygons[first]
    several = np.bincount(plot) > 1
    member = several[plot]
    found[several] = shapely.multipolygons(polygons[member], indices=np.unique(plot[member], return_inverse=True)[1])
    return found
