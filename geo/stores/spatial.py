"""Where the items of a snapshot lie: bounds, a packed R-tree over them, and geometries as WKB.

Searches go by bounds first and look at a geometry itself only where its bounds leave the question open.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from geoindex_rs.rtree import search
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.measure import Floats, Geometries, metres_per_degree
from geo.outlines import outlines
from geo.proximity import Targets
from geo.stores import windows
from geo.stores.packed import Packed
from geo.values import Bbox, box_geometry

Rows = NDArray[np.int64]

_NONE: Rows = np.empty(0, dtype=np.int64)


def along_hilbert(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Sort along a Hilbert curve, items without a geometry last."""
    placed = ~(frame.geometry.isna() | frame.geometry.is_empty)
    where = frame[placed]
    if len(where) < 2:
        return pd.concat([where, frame[~placed]])
    return pd.concat([where.iloc[np.argsort(where.hilbert_distance().to_numpy(), kind="stable")], frame[~placed]])


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
        self.arrays: tuple[NDArray[Any], ...] = ()
        if len(self.placed):
            self._tree, arrays = windows.build_tree(bounds[self.placed])
            self.arrays = (*arrays, *outlines(geometries[self.placed]))

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
        return np.asarray(self.placed[self.places(west, south, east, north)])

    def places(self, west: float, south: float, east: float, north: float) -> Rows:
        """Return the same as places in `placed`."""
        if not len(self.placed):
            return _NONE
        return np.asarray(search(self._tree, west, south, east, north).to_numpy())

    def window(self, bbox: Bbox) -> Rows:
        """Return the rows whose geometry meets a window, in no order."""
        if bbox.west <= bbox.east:
            return self.in_box(bbox.west, bbox.south, bbox.east, bbox.north)
        return np.unique(np.concatenate([self.in_box(*box) for box in bbox.boxes]))

    def in_box(self, west: float, south: float, east: float, north: float) -> Rows:
        """Return the rows whose geometry meets a box; GEOS is asked where rounding leaves it open."""
        if not len(self.placed):
            return _NONE
        found, unsure = windows.search(west, south, east, north, *self.arrays)
        if len(unsure):
            meets = shapely.intersects(box_geometry(west, south, east, north), self.geometries(self.placed[unsure]))
            found = np.concatenate([found, unsure[meets]])
        return found if len(self.placed) == len(self.bounds) else self.placed[found]

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
