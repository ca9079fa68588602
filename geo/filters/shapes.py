"""Geometry literals, and how geometries stand to one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.errors import GEOSException, ShapelyError
from shapely.geometry.base import BaseGeometry

from geo.crs import Crs
from geo.errors import BadValue
from geo.filters.expressions import Constant, Expression, Frame, PropertyValue, Type, Where
from geo.filters.vectors import Mask, Shapes, Truth, null_of
from geo.measure import Geometries
from geo.values import Bbox, looks_swapped

RELATIONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "s_intersects": shapely.intersects,
    "s_disjoint": shapely.disjoint,
    "s_equals": shapely.equals,
    "s_touches": shapely.touches,
    "s_crosses": shapely.crosses,
    "s_within": shapely.within,
    "s_contains": shapely.contains,
    "s_overlaps": shapely.overlaps,
}

_CONVERSE = {"s_within": "s_contains", "s_contains": "s_within"}


def shape_of(literal: Mapping[str, Any], crs: Crs) -> Shapes:
    """Read a geometry literal, as GeoJSON has it, or a box.

    Parameters
    ----------
    literal
        A GeoJSON geometry, or ``{"bbox": […]}`` with four or six numbers; one that is not valid is made so.
    crs
        The coordinate system of its positions, and their order of axes.

    Raises
    ------
    BadValue
        Too few positions, or positions outside ±180 and ±90 degrees.
    """
    shape = _box(literal["bbox"], crs) if "bbox" in literal else _geometry(literal, crs)
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    shapely.prepare(shape)  # GEOS indexes it when it is first asked about: two threads at once would crash
    return Shapes(_column(shape))


def relation(name: str) -> Callable[[Frame, Where, Sequence[Expression]], Truth]:
    """Return the evaluation of a spatial function; a literal and the items' geometry go by the index."""

    def evaluate(frame: Frame, where: Where, arguments: Sequence[Expression]) -> Truth:
        left, right = arguments
        if isinstance(left, PropertyValue) and isinstance(right, Constant):
            return _by_index(_CONVERSE.get(name, name), right, frame, where)
        if isinstance(left, Constant) and isinstance(right, PropertyValue):
            return _by_index(name, left, frame, where)
        one, other = left.value(frame, where), right.value(frame, where)
        assert isinstance(one, Shapes)
        assert isinstance(other, Shapes)
        return Truth(_related(name, one.values, other.values), null_of(one, other))

    return evaluate


def is_null(frame: Frame, where: Where, arguments: Sequence[Expression]) -> Truth:
    """Evaluate ``IS NULL``; geometries need not be looked at."""
    (value,) = arguments
    if isinstance(value, PropertyValue) and value.type is Type.GEOMETRY:
        return Truth(~frame.placed(where))
    null = value.value(frame, where).null
    return Truth(np.zeros(1, dtype=bool) if null is None else null)


def _by_index(name: str, literal: Constant, frame: Frame, where: Where) -> Truth:
    """Relate a literal to the items' geometries; only where the bounds of both meet are they looked at."""
    assert isinstance(literal.vector, Shapes)
    shape = literal.vector.values[0]
    placed = frame.placed(where)
    null = None if placed.all() else ~placed
    if name in {"s_intersects", "s_disjoint"} and _is_box(shape):
        meets = frame.in_box(shape.bounds, where)
        return Truth(meets if name == "s_intersects" else ~meets, null)
    near = np.flatnonzero(frame.touching(shape.bounds, where))
    holds = np.full(len(placed), name == "s_disjoint")
    rows = near if isinstance(where, slice) else where[near]
    holds[near] = _related(name, shape, frame.geometries(rows))
    return Truth(holds, null)


def _related(name: str, one: Any, other: Geometries) -> Mask:
    try:
        return np.asarray(RELATIONS[name](one, other))
    except GEOSException:  # one of the items' geometries is not valid
        return np.asarray(RELATIONS[name](one, shapely.make_valid(other)))


def _is_box(shape: BaseGeometry) -> bool:
    return shape.geom_type == "Polygon" and bool(shapely.equals(shape, shapely.box(*shape.bounds)))


def _box(bounds: Sequence[float], crs: Crs) -> BaseGeometry:
    """Make a box, of two parts where it crosses the antimeridian; heights are passed over."""
    if not isinstance(bounds, list) or len(bounds) not in {4, 6}:
        raise BadValue(bounds, f"a box of four numbers, the lower and the upper corner, each {crs.axes}, or of six")
    window = crs.window(",".join(map(repr, bounds)))
    return window.geometry if isinstance(window, Bbox) else window


def _geometry(literal: Mapping[str, Any], crs: Crs) -> BaseGeometry:
    shape = geometry_of(literal)
    if shape is None or shape.is_empty:
        raise BadValue(dict(literal), "a geometry with positions")
    if crs.is_wgs84:
        _check(_column(shape), shape.wkt)
    placed: BaseGeometry = crs.to_wgs84(_column(shape))[0]
    return placed


def geometry_of(literal: Mapping[str, Any]) -> BaseGeometry | None:
    """Build a GeoJSON geometry without heights; None where it has no positions."""
    try:
        if literal["type"] == "GeometryCollection":
            members = [geometry_of(member) for member in literal["geometries"]]
            return shapely.GeometryCollection([member for member in members if member is not None])
        return shapely.force_2d(shapely.geometry.shape(literal))
    except (ValueError, TypeError, KeyError, IndexError, ShapelyError) as error:
        raise BadValue(dict(literal), f"a geometry: {error}") from None


def _check(shapes: Geometries, said: object) -> None:
    positions = shapely.get_coordinates(shapes)
    lon, lat = positions.T
    outside = ~((abs(lon) <= 180) & (abs(lat) <= 90))
    if outside.any():
        x, y = positions[np.argmax(outside)].tolist()
        hint = ": longitude and latitude look swapped" if looks_swapped(x, y) else ""
        raise BadValue(said, f"within ±180 and ±90 degrees at {x:g} {y:g}{hint}")


def _column(shape: BaseGeometry) -> Geometries:
    column = np.empty(1, dtype=object)
    column[0] = shape
    return column
