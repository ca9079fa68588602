"""Where the items of a snapshot lie: bounds, a packed R-tree over them, and geometries as WKB.

Searches go by bounds first and look at a geometry itself only where its bounds leave the question open.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
import shapely
from geoindex_rs.rtree import RTree, RTreeBuilder, search
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.measure import Floats, Geometries, metres_per_degree
from geo.proximity import Targets
from geo.stores.packed import Packed
from geo.values import Bbox

Rows = NDArray[np.int64]

_NONE: Rows = np.empty(0, dtype=np.int64)


class SpatialIndex:
    """The geometries of n rows, searchable.

    Parameters
    ----------
    geometries
        Shape (n,); WGS 84 longitude and latitude; missing and empty ones are never found.
    """

    def __init__(self, geometries: Geometries) -> None:
        self._wkb = Packed([wkb or b"" for wkb in shapely.to_wkb(geometries).tolist()])
        bounds = shapely.bounds(geometries)
        self.placed: Rows = np.flatnonzero(~np.isnan(bounds[:, 0]))
        self.bounds: Floats = bounds
        self._west, self._south, self._east, self._north = (np.ascontiguousarray(side) for side in bounds.T)
        # One piece without a gap: then whatever lies between its bounds is crossed by it.
        collection = shapely.get_type_id(geometries) == shapely.GeometryType.GEOMETRYCOLLECTION
        self._connected = (shapely.get_num_geometries(geometries) <= 1) & ~collection
        self._tree = self._build_tree() if len(self.placed) else None

    def _build_tree(self) -> RTree:
        builder = RTreeBuilder(len(self.placed))
        builder.add(*(side[self.placed] for side in (self._west, self._south, self._east, self._north)))
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
        return sum(_part(west, east, w, e) * _part(south, north, s, n) for w, s, e, n in bbox.boxes)

    def touching(self, west: float, south: float, east: float, north: float) -> Rows:
        """Return the rows whose bounds meet a box, in no order."""
        if self._tree is None:
            return _NONE
        return np.asarray(self.placed[search(self._tree, west, south, east, north).to_numpy()])

    def window(self, bbox: Bbox) -> Rows:
        """Return the rows whose geometry meets a window, in no order."""
        found = [self._in_box(*box) for box in bbox.boxes]
        return found[0] if len(found) == 1 else np.unique(np.concatenate(found))

    def _in_box(self, west: float, south: float, east: float, north: float) -> Rows:
        rows = self.touching(west, south, east, north)
        beside_x = (self._west[rows] < west) | (self._east[rows] > east)
        beside_y = (self._south[rows] < south) | (self._north[rows] > north)
        # A connected geometry that sticks out on one axis alone must cross the box; one that sticks out on both may
        # pass a corner, and one in several parts may lie around the box: look at those.
        unsure = (beside_x & beside_y) | ((beside_x | beside_y) & ~self._connected[rows])
        if not unsure.any():
            return rows
        keep = ~unsure
        keep[unsure] = shapely.intersects(Bbox(west, south, east, north).geometry, self.geometries(rows[unsure]))
        return np.asarray(rows[keep])

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
