"""What can be asked of a collection, as JSON Schema: the queryables, the sortables, and the schema of its items."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.words import Words
from geo.plots import PLOT, REQUIRED
from geo.properties import Kind, Lang, Property, Schema
from geo.stores import About

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_RELATIONS = "http://www.opengis.net/def/rel/ogc/1.0"

#: Where the schema of a feature is found, under its collection.
FEATURE = "schemas/feature"

#: What a whole number is said to be, by what it must stay below: programs take an ``integer`` for one of 32 bits, and
#: a ``number`` for one of 53; of longer ones nothing is said, and they are kept as texts.
_WHOLE = ((2**31, {"type": "integer"}), (2**53, {"type": "number"}))


@dataclass(frozen=True, slots=True)
class View:
    """One of the schemas of a collection.

    Parameters
    ----------
    name
        Of the resource, and of its title among the words.
    rows
        The properties that it has.
    has_geometry
        Whether the geometry is one of them.
    is_closed
        Whether a property that it does not have is an error.
    """

    name: str
    rows: Callable[[Schema], Mapping[str, Property]]
    has_geometry: bool = True
    is_closed: bool = True

    @property
    def relation(self) -> str:
        """The link relation of the resource (OGC 23-058, clauses 10 to 12)."""
        return f"{_RELATIONS}/{self.name}"


VIEWS = {
    view.name: view
    for view in (
        View("queryables", lambda schema: schema.queryables),
        View("sortables", lambda schema: schema.sortables, has_geometry=False),
        View("schema", lambda schema: schema, is_closed=False),
    )
}


def schema_document(view: View, about: About, href: str, lang: Lang) -> dict[str, Any]:
    """Return one of the JSON Schemas of a collection.

    Parameters
    ----------
    view
        Which.
    about
        The collection.
    href
        Address of the resource, without a query.
    lang
        Language of the titles.
    """
    properties = {row.name: _described(row, about.schema, lang) for row in view.rows(about.schema).values()}
    if view.has_geometry:
        title = Words(lang)("geometry")
        properties["geometry"] = {"title": title, "format": about.shape, "x-ogc-role": "primary-geometry"}
    for place, said in enumerate(properties.values(), start=1):
        said["x-ogc-propertySeq"] = place
    document: dict[str, Any] = {
        "$schema": DIALECT,
        "$id": href,
        "type": "object",
        "title": about.title[lang],
        "description": about.description[lang],
        "properties": properties,
    }
    if view.is_closed:
        document["additionalProperties"] = False
    elif about.schema is PLOT:
        document["required"] = ["id", *REQUIRED, "geometry"]
    return document


def _described(row: Property, schema: Schema, lang: Lang) -> dict[str, Any]:
    """Describe a property, with the part it plays in the collection (OGC 23-058, clauses 7 and 8)."""
    roles = {"id": "id", schema.instant: "primary-instant"}
    role = {"x-ogc-role": roles[row.name]} if row.name in roles else {}
    return {**row.json_schema(lang), **role}


def feature_schema(about: About, href: str, lang: Lang) -> dict[str, Any]:
    """Return the JSON Schema of a feature as GeoJSON has it, from which GDAL takes the fields of a collection.

    Parameters
    ----------
    about
        The collection.
    href
        Address of the resource, without a query.
    lang
        Language of the titles.
    """
    fields = {row.name: _field(row, lang) for row in about.schema.values() if row.name != "id"}
    return {
        "$schema": DIALECT,
        "$id": href,
        "type": "object",
        "title": about.title[lang],
        "description": about.description[lang],
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"type": "string", "const": "Feature"},
            "id": {"type": "string"},
            "geometry": {"type": ["object", "null"]},
            "properties": {"type": "object", "properties": fields},
        },
    }


def _field(row: Property, lang: Lang) -> dict[str, Any]:
    described = row.json_schema(lang)
    if row.kind is Kind.INTEGER:
        del described["type"]
        described |= next((said for end, said in _WHOLE if row.largest < end), {})
    return described
