"""Reading what an answer shows of its items, and windows in other coordinate systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.crs import CRS84, Crs
from geo.errors import BadValue, UnknownProperty
from geo.properties import Schema
from geo.proximity import NEAR_COLUMNS
from geo.stores import Form
from geo.tiles.layer import LIMIT_BYTES
from geo.values import Bbox

#: The parameters read here; few requests have any of them.
FORMS = frozenset({"bbox-crs", "crs", "properties", "skipGeometry"})

#: What a tile says of itself; the parameters that are read by `read_tile_form`.
TILE_FORMS = frozenset({"properties", "max-bytes"})

#: The least and the most that a tile can be asked to have.
TILE_BYTES = (1_000, LIMIT_BYTES)

_WHOLE = Form()
_TRUTHS = {"true": True, "false": False}


def read_form(params: Mapping[str, str], schema: Schema) -> Form | None:
    """Read what is shown of each item; None for everything, as it is stored.

    Raises
    ------
    BadValue
        A coordinate system that is not offered, or ``skipGeometry`` is neither true nor false.
    UnknownProperty
        ``properties`` names one that the collection does not have.
    """
    form = Form(
        None if "properties" not in params else _names(params["properties"], schema),
        not _truth(params.get("skipGeometry", "false"), "skipGeometry"),
        _system(params.get("crs", CRS84), "crs"),
    )
    return None if form == _WHOLE else form


def read_tile_form(params: Mapping[str, str], schema: Schema) -> Form | None:
    """Read what a tile tells of each item, and how large it may be; None for all that is known, as large as any tile.

    Raises
    ------
    BadValue
        ``max-bytes`` is no size that a tile can be held to.
    UnknownProperty
        ``properties`` names one that items cannot be asked by.
    """
    names = params.get("properties")
    told = None if names is None else tuple(schema.queryable(name).name for name in names.split(",") if names)
    size = _size(params["max-bytes"]) if "max-bytes" in params else None
    return None if told is None and size is None else Form(told, most_bytes=size)


def read_window(params: Mapping[str, str]) -> dict[str, Any]:
    """Read ``bbox`` in the system of ``bbox-crs``: a box of a `Query`, or an outline where it is no box in WGS 84.

    Raises
    ------
    BadValue
        A coordinate system that is not offered, or no box in it.
    """
    crs, text = _system(params["bbox-crs"], "bbox-crs"), params.get("bbox")
    if text is None:
        return {}
    try:
        window = Bbox.parse(text) if crs is None else crs.window(text)
    except BadValue as error:
        raise error.at("bbox") from None
    return {"bbox" if isinstance(window, Bbox) else "outline": window}


def content_crs(form: Form | None) -> str:
    """Return the URI of the system of an answer's geometries."""
    return CRS84 if form is None or form.crs is None else form.crs.uri


def _system(uri: str, name: str) -> Crs | None:
    try:
        crs = Crs.parse(uri)
    except BadValue as error:
        raise error.at(name) from None
    return None if crs.is_wgs84 else crs


def _names(text: str, schema: Schema) -> tuple[str, ...]:
    names = tuple(text.split(","))
    for name in names:
        if name not in schema and name not in NEAR_COLUMNS:
            raise UnknownProperty(name, schema.collection, schema)
    return names


def _size(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or not TILE_BYTES[0] <= int(text[:12]) <= TILE_BYTES[1]:
        raise BadValue(text, f"a whole number from {TILE_BYTES[0]} to {TILE_BYTES[1]}", "max-bytes")
    return int(text[:12])


def _truth(text: str, name: str) -> bool:
    if text.lower() not in _TRUTHS:
        raise BadValue(text, "true or false", name)
    return _TRUTHS[text.lower()]
