"""A zoo of awkward geometries, shared by all tests: WGS 84 longitude and latitude.

`SHAPES` are geometries that a file or a program may bring; `SOUND` those of them that are valid and hold positions.
`WRITTEN` are GeoJSON geometries that no plot may have, each with what the message must say.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

X, Y = 121.25, 31.38  # Jiading


def square(x: float = X, y: float = Y, side: float = 0.01) -> BaseGeometry:
    return shapely.box(x, y, x + side, y + side)


def ring(x: float = X, y: float = Y, side: float = 0.01) -> list[list[float]]:
    """A closed counter-clockwise square, as GeoJSON has it."""
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


YARD = shapely.difference(square(), square(X + 0.003, Y + 0.003, 0.004))
U_SHAPE = shapely.Polygon([(X, Y), (X + 3, Y), (X + 3, Y + 3), (X + 2, Y + 3), (X + 2, Y + 1), (X + 1, Y + 1),
                           (X + 1, Y + 3), (X, Y + 3)])  # fmt: skip
DATELINE = shapely.MultiPolygon([shapely.box(179.9, -17, 180, -16.9), shapely.box(-180, -17, -179.9, -16.9)])

SHAPES: Mapping[str, BaseGeometry | None] = {
    "square": square(),
    "clockwise": shapely.reverse(square()),
    "hole": YARD,
    "multipart": shapely.union(square(), square(X + 0.05, Y + 0.02)),
    "multipart with holes": shapely.union(YARD, shapely.transform(YARD, lambda xy: xy + 0.1)),
    "part in a hole": shapely.union(YARD, square(X + 0.004, Y + 0.004, 0.002)),
    "u-shape": U_SHAPE,
    "sliver": shapely.Polygon([(X, Y), (X + 1, Y + 1), (X + 1, Y + 1.000001)]),
    "tiny": square(side=1e-7),
    "huge": shapely.box(73, 18, 135, 54),
    "world": shapely.box(-180, -90, 180, 90),
    "arctic": square(25, 70, 0.3),
    "antimeridian": DATELINE,
    "east edge": shapely.box(179.99, 10, 180, 10.01),
    "point": shapely.Point(X, Y),
    "points": shapely.MultiPoint([(X, Y), (X + 1, Y), (X, Y - 1)]),
    "line": shapely.LineString([(X, Y), (X + 0.1, Y), (X + 0.1, Y + 0.1)]),
    "lines": shapely.MultiLineString([[(X, Y), (X + 1, Y)], [(X, Y + 1), (X + 1, Y + 1)]]),
    "collection": shapely.GeometryCollection([shapely.Point(X - 1, Y), square()]),
    "nested collection": shapely.GeometryCollection([shapely.MultiPoint([(X - 1, Y - 1), (X + 1, Y + 1)])]),
    "z": shapely.force_3d(square(), 4.5),
    "bow-tie": shapely.Polygon([(X, Y), (X + 0.01, Y + 0.01), (X + 0.01, Y), (X, Y + 0.01)]),
    "degenerate": shapely.Polygon([(X, Y), (X + 0.01, Y), (X + 0.02, Y), (X, Y)]),
    "spike": shapely.Polygon([(X, Y), (X + 0.01, Y), (X + 0.01, Y + 0.01), (X + 0.01, Y + 1), (X + 0.01, Y + 0.01)]),
    "empty polygon": shapely.Polygon(),
    "empty point": shapely.Point(),
    "empty collection": shapely.GeometryCollection(),
    "missing": None,
}

SOUND: Mapping[str, BaseGeometry] = {
    name: shape for name, shape in SHAPES.items() if shape is not None and shape.is_valid and not shape.is_empty
}


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings)}


WRITTEN: Mapping[str, tuple[object, str]] = {
    "nothing": (None, "None is not a GeoJSON geometry of type Polygon or MultiPolygon"),
    "a text": ("POLYGON", "“POLYGON” is not a GeoJSON geometry"),
    "a list": ([], r"\[\] is not a GeoJSON geometry"),
    "no type": ({"coordinates": [ring()]}, "is not a GeoJSON geometry"),
    "a type that is no text": ({"type": ["Polygon"]}, "is not a GeoJSON geometry"),
    "a point": ({"type": "Point", "coordinates": [X, Y]}, "“Point” is not a GeoJSON geometry of type Polygon"),
    "a collection": ({"type": "GeometryCollection", "geometries": []}, "“GeometryCollection” is not"),
    "no coordinates": ({"type": "Polygon"}, "coordinates: None is not a non-empty array"),
    "empty": (polygon(), r"coordinates: \[\] is not a non-empty array"),
    "empty ring": (polygon([]), r"coordinates\[0\]: \[\] is not a non-empty array"),
    "too deep": (polygon([ring()]), r"coordinates\[0\]\[0\]: .* is not a position"),
    "too flat": (polygon(*ring()), r"coordinates\[0\]\[0\]: 121.25 is not a position"),
    "two positions": (polygon(ring()[:2]), r"coordinates\[0\]: “2 positions” is not at least 4 positions"),
    "three positions": (polygon(ring()[:3]), r"coordinates\[0\]: “3 positions” is not at least 4 positions"),
    "one place": (polygon([[X, Y]] * 4), r"coordinates\[0\]: .* ring of at least three different positions"),
    "two places": (polygon([[X, Y], [X + 1, Y], [X, Y], [X, Y]]), "at least three different positions"),
    "open": (polygon(ring()[:-1]), r"coordinates\[0\]: \[121.25, 31.39\d*\] is not a closed ring.* \[121.25, 31.38\]"),
    "open hole": (polygon(ring(), ring(X + 0.003, Y + 0.003, 0.004)[:-1]), r"coordinates\[1\]: .* a closed ring"),
    "swapped": (polygon([[y, x] for x, y in ring()]), r"\[0\]\[0\]: .* look swapped, did you mean \[121.25, 31.38\]"),
    "too far east": (polygon(ring(180.5, 10)), r"coordinates\[0\]\[0\]: .* within ±180 and ±90"),
    "too far south": (polygon(ring(20, -90.5)), "within ±180 and ±90"),
    "metres": (polygon(ring(3_522_000.0, 3_472_000.0)), "within ±180 and ±90"),
    "NaN": (polygon([[X, float("nan")], *ring()[1:]]), r"coordinates\[0\]\[0\]: .* a position"),
    "infinity": (polygon([[float("inf"), Y], *ring()[1:]]), r"coordinates\[0\]\[0\]: .* a position"),
    "a huge number": (polygon([[10**400, Y], *ring()[1:]]), r"coordinates\[0\]\[0\]: .* a position"),
    "truths": (polygon([[True, False], *ring()[1:]]), r"coordinates\[0\]\[0\]: \[True, False\] is not a position"),
    "texts": (polygon([["121.25", "31.38"], *ring()[1:]]), "is not a position"),
    "one number": (polygon([[X], *ring()[1:]]), "is not a position"),
    "four numbers": (polygon([[X, Y, 0, 0], *ring()[1:]]), "is not a position"),
    "an object": (polygon([{"lon": X, "lat": Y}, *ring()[1:]]), "is not a position"),
    "bow-tie": (
        polygon([[X, Y], [X + 0.01, Y + 0.01], [X + 0.01, Y], [X, Y + 0.01], [X, Y]]),
        r"it crosses itself at \[121\.255, 31\.385\]",
    ),
    "touching itself": (
        polygon([[0, 0], [4, 0], [4, 4], [2, 0], [0, 4], [0, 0]]),
        r"it (touches|crosses) itself at \[2, 0\]",
    ),
    "flat": (polygon([[X, Y], [X + 1, Y], [X + 2, Y], [X, Y]]), "is not a simple shape"),
    "hole outside": (polygon(ring(), ring(X + 1, Y + 1)), "a simple shape: hole lies outside shell at"),
    "hole in a hole": (polygon(ring(0, 0, 9), ring(1, 1, 6), ring(2, 2, 2)), "a simple shape: holes are nested at"),
    "parts overlap": (
        {"type": "MultiPolygon", "coordinates": [[ring()], [ring(X + 0.005)]]},
        "it crosses itself at",
    ),
}


def column(shapes: Mapping[str, BaseGeometry | None]) -> np.ndarray[Any, np.dtype[np.object_]]:
    """Geometries as an array of objects, which numpy must not look into."""
    array = np.empty(len(shapes), dtype=object)
    array[:] = list(shapes.values())
    return array
