"""Reading geometries that people and programs write: RFC 7946, checked, with the fault named.

Storage is two-dimensional WGS 84 longitude and latitude. A winding against the right-hand rule is mended, as
RFC 7946 (3.1.6) asks of a reader; everything else that is wrong is refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import orjson
import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import BadGeometry
from geo.values import looks_swapped

#: Depth of the position arrays in ``coordinates``, by type (RFC 7946, 3.1).
_DEPTHS = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
_LEAST_POSITIONS = {"LineString": 2, "MultiLineString": 2, "Polygon": 4, "MultiPolygon": 4}
_RINGED = {"Polygon", "MultiPolygon"}


def read_geometry(geometry: object, types: tuple[str, ...] = tuple(_DEPTHS)) -> tuple[BaseGeometry, tuple[str, ...]]:
    """Read an RFC 7946 geometry.

    Parameters
    ----------
    geometry
        The parsed JSON object.
    types
        Geometry types allowed.

    Returns
    -------
    geometry
        Two-dimensional, longitude and latitude in degrees, outer rings counter-clockwise.
    remarks
        What was mended, a sentence each; empty when nothing was.

    Raises
    ------
    BadGeometry
        Another type, no positions, an open or self-crossing ring, a position out of range or with swapped axes.

    Examples
    --------
    >>> shape, remarks = read_geometry({"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]})
    >>> shape.wkt, remarks
    ('POLYGON ((0 0, 1 1, 0 1, 0 0))', ('the winding did not follow the right-hand rule and was turned',))
    """
    kind = geometry.get("type") if isinstance(geometry, Mapping) else None
    if not isinstance(geometry, Mapping) or kind not in types:
        raise BadGeometry(kind if kind is not None else geometry, "a GeoJSON geometry of type " + " or ".join(types))
    heights = False
    coordinates = geometry.get("coordinates")
    for path, line in _lines(coordinates, _DEPTHS[kind], "coordinates"):
        heights |= _check_line(line, path, kind)
    shape = shapely.force_2d(shapely.from_geojson(orjson.dumps({"type": kind, "coordinates": coordinates})))
    if shape.is_empty:
        raise BadGeometry([], "a geometry with positions", "coordinates")
    if not shape.is_valid:
        raise BadGeometry(kind, f"a simple shape: {_reason(shape)}", "coordinates")
    remarks = ["the heights were left out"] if heights else []
    if kind in _RINGED:
        turned = shapely.orient_polygons(shape)
        if not shapely.equals_identical(turned, shape):
            remarks.append("the winding did not follow the right-hand rule and was turned")
        shape = turned
    return shape, tuple(remarks)


def _lines(node: object, depth: int, path: str) -> Iterator[tuple[str, list[Any]]]:
    """Every line of positions (a single position counts as one), with its path."""
    if depth == 0:
        yield path, [node]
        return
    if not isinstance(node, list) or not node:
        raise BadGeometry(node, "a non-empty array of positions", path)
    if depth == 1:
        yield path, node
        return
    for index, member in enumerate(node):
        yield from _lines(member, depth - 1, f"{path}[{index}]")


def _check_line(line: list[Any], path: str, kind: str) -> bool:
    """Check positions, their number and closure; tell whether any has a height."""
    for index, position in enumerate(line):
        _check_position(position, f"{path}[{index}]")
    least = _LEAST_POSITIONS.get(kind, 1)
    if len(line) < least:
        raise BadGeometry(f"{len(line)} positions", f"at least {least} positions", path)
    if kind in _RINGED:
        if line[0] != line[-1]:
            raise BadGeometry(line[-1], f"a closed ring: it must end where it began, at {line[0]}", path)
        if len({tuple(position[:2]) for position in line}) < 3:
            raise BadGeometry(f"{len(line)} positions", "a ring of at least three different positions", path)
    return any(len(position) > 2 for position in line)


def _check_position(position: object, path: str) -> None:
    if not (
        isinstance(position, list)
        and len(position) in {2, 3}
        and all(isinstance(v, int | float) and not isinstance(v, bool) and -math.inf < v < math.inf for v in position)
    ):
        raise BadGeometry(position, "a position [longitude, latitude]", path)
    lon, lat = position[:2]
    if looks_swapped(lon, lat):
        raise BadGeometry(position, f"[longitude, latitude]: the axes look swapped, did you mean [{lat}, {lon}]?", path)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadGeometry(position, "a position [longitude, latitude] within ±180 and ±90 degrees", path)


def _reason(shape: BaseGeometry) -> str:
    """GEOS's reason in our words, with the place where it gives one."""
    reason, _, place = str(shapely.is_valid_reason(shape)).partition("[")
    words = {"Self-intersection": "it crosses itself", "Ring Self-intersection": "it touches itself"}
    said = words.get(reason.strip(), reason.strip().lower())
    return f"{said} at [{', '.join(place.rstrip(']').split())}]" if place else said
