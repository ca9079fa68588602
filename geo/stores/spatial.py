"""Where the items of a snapshot lie: bounds, a packed R-tree over them, and geometries as WKB.

Searches go by bounds first and look at a geometry itself only where its bounds leave the question open.
"""

from __future__ import annotations

import struct
from functools import cached_property

import numpy as np
import shapely
from geoindex_rs.rtree import RTree, RTreeBuilder, search
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.measure import Floats, Geometries, metres_per_degree
from geo.proximity import Targets
from geo.stores.packed import Packed
from geo.values import Bbox, box_geometry

Rows = NDArray[np.int64]

_NONE: Rows = np.empty(0, dtype=np.int64)

#: The four truth values west, south, east, north of a row, read as one little-endian number.
_BESIDE_X, _BESIDE_Y = 0x00_01_00_01, 0x01_00_01_00

#: So many geometries are looked at one by one; more are handed to GEOS together.
_FEW = 8

#: How well-known binary begins for a polygon in little-endian order, and how many bytes stand before the part of a
#: multipolygon (OGC 06-103r4, 8.2).
_POLYGON, _MULTIPOLYGON = struct.pack("<BI", 1, 3), struct.pack("<BI", 1, 6)
_BEFORE_PARTS, _BEFORE_POSITIONS = 9, 13


class SpatialIndex:
    """The geometries of n rows, searchable.

    Parameters
    ----------
    geometries
        Shape (n,); WGS 84 longitude and latitude; missing and empty ones are never found.
    """

    def __init__(self, geometries: Geometries) -> None:
        self._wkb = Packed([wkb or b"" for wkb in shapely.to_wkb(geometries, byte_order=1).tolist()])
        bounds = shapely.bounds(geometries)
        self.placed: Rows = np.flatnonzero(~np.isnan(bounds[:, 0]))
        self.bounds: Floats = bounds
        self._sides: Floats = bounds * (1, 1, -1, -1)  # so that one comparison tells on which sides a row sticks out
        collection = shapely.get_type_id(geometries) == shapely.GeometryType.GEOMETRYCOLLECTION
        self._scattered = (shapely.get_num_geometries(geometries) > 1) | collection
        self._tree = self._build_tree() if len(self.placed) else None

    def _build_tree(self) -> RTree:
        builder = RTreeBuilder(len(self.placed))
        builder.add(*(np.ascontiguousarray(side) for side in self.bounds[self.placed].T))
        return builder.finish()

    def geometries(self, rows: Rows) -> Geometries:
        """Return the geometries of some rows."""
        return np.asarray(shapely.from_wkb(np.array([wkb or None for wkb in self._wkb.rows(rows)], dtype=object)))

    @cached_property
    def total(self) -> Bbox | None:
        """The bounds of everything."""
        if not len(self.placed):
            return None
        west, south, _, _ = np.nanmin(self.bounds, axis=0)
        _, _, east, north = np.nanmax(self.bounds, axis=0)
        return Bbox(*(float(side) for side in (west, south, east, north)))

    def share(self, bbox: Bbox) -> float:
        """Return the part of the whole extent's area that a window covers, 0 to 1."""
        if self.total is None:
            return 0.0
        west, south, east, north = self.total.boxes[0]
        covered = 0.0
        for w, s, e, n in bbox.boxes:
            covered += _part(west, east, w, e) * _part(south, north, s, n)
        return covered

    def touching(self, west: float, south: float, east: float, north: float) -> Rows:
        """Return the rows whose bounds meet a box, in no order."""
        if self._tree is None:
            return _NONE
        found = search(self._tree, west, south, east, north).to_numpy()
        return found if len(self.placed) == len(self.bounds) else self.placed[found]

    def window(self, bbox: Bbox) -> Rows:
        """Return the rows whose geometry meets a window, in no order."""
        found = [self._in_box(*box) for box in bbox.boxes]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _in_box(self, west: float, south: float, east: float, north: float) -> Rows:
        """Return the rows whose geometry meets a box.

        A geometry without gaps that sticks out on one axis alone must cross the box; one that sticks out on both may
        pass a corner, and one in several parts may lie around the box: those are looked at.
        """
        rows = self.touching(west, south, east, north)
        beyond = (self._sides[rows] < (west, south, -east, -north)).view(np.uint32)[:, 0]
        (out,) = beyond.nonzero()
        sides = beyond[out]
        unsure = out[((sides & _BESIDE_X > 0) & (sides & _BESIDE_Y > 0)) | self._scattered[rows[out]]]
        if not len(unsure):
            return rows
        meets = self._meet(rows[unsure], west, south, east, north)
        return rows if all(meets) else np.delete(rows, unsure[~np.array(meets)])

    def _meet(self, rows: Rows, *box: float) -> list[bool]:
        """Tell which geometries meet a box; a few are looked at one by one, for most have a vertex in it."""
        if len(rows) > _FEW:
            return list(shapely.intersects(box_geometry(*box), self.geometries(rows)).tolist())
        return [
            _has_vertex_in(wkb, *box) or bool(shapely.intersects(box_geometry(*box), shapely.from_wkb(wkb)))
            for wkb in self._wkb.rows(rows)
        ]

    def meeting(self, area: BaseGeometry) -> Rows:
        """Return the rows whose geometry meets another one, in no order."""
        if area.is_empty:
            return _NONE
        rows = self.touching(*shapely.bounds(area))
        shapely.prepare(area)
        return np.asarray(rows[shapely.intersects(area, self.geometries(rows))])

    def around(self, targets: Targets, radius_m: float) -> Rows:
        """Return at least the rows whose geometry lies within a distance of a target, each once."""
        found = []
        for west, south, east, north in shapely.bounds(targets.geometries):
            high = min(max(abs(south), abs(north)) + radius_m / 110_500, 89.9)
            x, y = metres_per_degree(np.array([high, 0.0]))
            dlon, dlat = radius_m / x[0] * 1.001, radius_m / y[1] * 1.001
            if dlon >= 180:
                return self.placed
            found += [
                self.touching(west - dlon + turn, south - dlat, east + dlon + turn, north + dlat)
                for turn in (-360, 0, 360)
                if west - dlon + turn <= 180 and east + dlon + turn >= -180
            ]
        return np.unique(np.concatenate(found))


def _part(low: float, high: float, start: float, end: float) -> float:
    """Return the part of a stretch that another one covers, 0 to 1; a stretch without length is covered or not."""
    if low == high:
        return float(start <= low <= end)
    return max(min(high, end) - max(low, start), 0.0) / (high - low)


def _has_vertex_in(wkb: bytes, west: float, south: float, east: float, north: float) -> bool:
    """Tell whether the first ring of a polygon or multipolygon has a vertex in a box; of others nothing is said."""
    start = _BEFORE_PARTS if wkb.startswith(_MULTIPOLYGON) else 0
    if not wkb.startswith(_POLYGON, start):
        return False
    start += _BEFORE_POSITIONS
    count = int.from_bytes(wkb[start - 4 : start], "little")
    positions = struct.unpack_from(f"<{2 * count}d", wkb, start)
    xy = zip(positions[::2], positions[1::2], strict=True)
    return any(west <= x <= east and south <= y <= north for x, y in xy)
