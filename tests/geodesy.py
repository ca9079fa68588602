"""Distances on the ellipsoid the slow way: dense boundaries and GeographicLib, nothing of ours."""

from typing import Any

import numpy as np
import shapely
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

GEOD = Geod(ellps="WGS84")
POINTS = 2_000  # on a boundary, at the first look


def distance_m(shape: BaseGeometry, lon: float, lat: float) -> float:
    """Least distance from a shape, whose edges are straight in longitude and latitude, to a position."""
    if any(shapely.intersects(shape, shapely.Point(lon + turn, lat)) for turn in (-360, 0, 360)):
        return 0.0
    edges = segments(shape)
    share = np.linspace(0, 1, max(3, POINTS // len(edges)))
    metres = _to(edges, np.broadcast_to(share, (len(edges), len(share))), lon, lat)
    width = share[1]
    for _ in range(3):  # look closer at the best place of every edge
        best = (
            share[metres.argmin(axis=1)]
            if share.ndim == 1
            else np.take_along_axis(share, metres.argmin(1)[:, None], 1)[:, 0]
        )
        share = np.clip(best[:, None] + np.linspace(-width, width, 41), 0, 1)
        metres, width = _to(edges, share, lon, lat), width / 20
    return float(metres.min())


def segments(shape: BaseGeometry) -> np.ndarray[Any, np.dtype[np.float64]]:
    """All edges of a shape: (n, 2, 2); a point is an edge without length."""
    parts = shapely.get_parts(shapely.get_parts([shape]))
    lines = [
        line for part in parts for line in ([part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part])
    ]
    pairs = [
        np.stack([xy[:-1], xy[1:]], axis=1) if len(xy) > 1 else np.stack([xy, xy], axis=1)
        for xy in map(shapely.get_coordinates, lines)
    ]
    return np.concatenate(pairs)


def _to(edges: Any, share: Any, lon: float, lat: float) -> Any:
    along = edges[:, None, 0] + share[..., None] * (edges[:, None, 1] - edges[:, None, 0])
    flat = along.reshape(-1, 2)
    metres = GEOD.inv(flat[:, 0], flat[:, 1], np.full(len(flat), lon), np.full(len(flat), lat))[2]
    return np.asarray(metres).reshape(share.shape)


@st.composite
def plots(draw: st.DrawFn, lon: Any = None, lat: Any = None, size_m: Any = None) -> BaseGeometry:
    """A plot of any shape: a star with many corners, perhaps with a hole, perhaps in two parts; RFC 7946 at 180°."""
    x = draw(st.floats(-180, 180) if lon is None else lon)
    y = draw(st.floats(-70, 70) if lat is None else lat)
    size = 10 ** draw(st.floats(1, 4.5) if size_m is None else size_m)
    shape = _star(draw, x, y, size, 1.0)
    if draw(st.booleans()):
        shape = shape.difference(shapely.affinity.scale(shape, 0.5, 0.5, origin=(x, y)))
    if draw(st.booleans()):
        there, up, _ = GEOD.fwd(x, y, draw(st.floats(0, 360)), 3 * size)
        shape = shapely.union(shape, _star(draw, there + 360 * round((x - there) / 360), up, size, 0.7))
    return within_180(shape)


def _star(draw: st.DrawFn, x: float, y: float, size: float, factor: float) -> BaseGeometry:
    radii = draw(st.lists(st.floats(0.2, 1), min_size=3, max_size=12))
    bearings = np.linspace(0, 360, len(radii), endpoint=False) + draw(st.floats(0, 360))
    n = len(radii)
    lons, lats, _ = GEOD.fwd(np.full(n, x), np.full(n, y), bearings, np.array(radii) * size * factor)
    lons = np.asarray(lons)
    return shapely.make_valid(shapely.Polygon(np.column_stack([lons + 360 * np.round((x - lons) / 360), lats])))


def within_180(shape: BaseGeometry) -> BaseGeometry:
    """Cut at the antimeridian what lies across it (RFC 7946, 3.1.9)."""
    west, _, east, _ = shape.bounds
    if west >= -180 and east <= 180:
        return shape
    turned = [shapely.transform(shape, lambda xy, by=by: xy + np.array([by, 0])) for by in (-360, 0, 360)]
    parts = [shapely.intersection(one, shapely.box(-180, -90, 180, 90)) for one in turned]
    return shapely.union_all([part for part in parts if part.area > 0])
