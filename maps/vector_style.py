"""A style for the vector tiles of a collection, as MapLibre reads it: the colours of the other maps."""

from __future__ import annotations

from typing import Any

from geo.properties import Schema
from maps.style import PALE_GROUND, STATUS_COLOURS, UNSTATED_COLOUR

#: Width of outlines and lines, opacity of areas, and radius of a point and of one that stands for n, all in pixels.
_OUTLINE, _LINE, _OPACITY, _DOT = 1.5, 2.5, 0.45, 4.5
_MERGED_RADII = ((2, 6), (100, 11), (10_000, 20), (1_000_000, 32))


def vector_style(schema: Schema, title: str, tilejson: str) -> dict[str, Any]:
    """Return a MapLibre style document.

    Parameters
    ----------
    schema
        Of the collection: one with a ``status`` is coloured by it.
    title
        Name of the style.
    tilejson
        Address of the tiles' TileJSON.
    """
    id = schema.collection
    colour = _colour(schema)
    kinds = {
        "area": ("fill", "Polygon", {"fill-color": colour, "fill-opacity": _OPACITY}),
        "outline": ("line", "Polygon", {"line-color": colour, "line-width": _OUTLINE}),
        "line": ("line", "LineString", {"line-color": colour, "line-width": _LINE}),
        "point": ("circle", "Point", {"circle-color": colour, "circle-radius": _radius(), **_RIM}),
    }
    layers = [
        {
            "id": f"{id}-{name}",
            "type": type,
            "source": id,
            "source-layer": id,
            "filter": ["==", ["geometry-type"], geometry],
            "paint": paint,
        }
        for name, (type, geometry, paint) in kinds.items()
    ]
    ground = {"id": "ground", "type": "background", "paint": {"background-color": PALE_GROUND}}
    return {
        "version": 8,
        "name": title,
        "sources": {id: {"type": "vector", "url": tilejson, "promoteId": "id"}},
        "layers": [ground, *layers],
    }


_RIM = {"circle-stroke-color": "#ffffff", "circle-stroke-width": 1}


def _colour(schema: Schema) -> str | list[Any]:
    if "status" not in schema or not schema["status"].choices:
        return UNSTATED_COLOUR
    known = [part for status, colour in STATUS_COLOURS.items() for part in (status, colour)]
    return ["match", ["get", "status"], *known, UNSTATED_COLOUR]


def _radius() -> list[Any]:
    """Size a point by how many it stands for; only one that is an item of its own has an id."""
    steps = [part for count, radius in _MERGED_RADII for part in (count, radius)]
    return ["case", ["has", "id"], _DOT, ["interpolate", ["linear"], ["get", "count"], *steps]]
