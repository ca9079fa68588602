"""The collections and what their items are made of."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import links
from api.answers import Asked, ask, document
from api.deps import READ
from api.links import link
from api.words import Words
from geo.properties import Lang, Schema
from geo.stores import Collection, Extent

router = APIRouter()

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


@router.api_route("/collections", methods=READ, name="collections")
async def collections(request: Request) -> Response:
    """List the collections."""
    asked = ask(request)
    held = asked.service.catalogue.collections
    content = {
        "links": asked.representations(),
        "collections": [described(collection, asked) for collection in held.values()],
    }
    return document(asked, content, "collections.html")


@router.api_route("/collections/{id}", methods=READ, name="collection")
async def collection(request: Request, id: str) -> Response:
    """Describe a collection."""
    asked = ask(request)
    found = asked.service.catalogue.collection(id)
    content = described(found, asked)
    content["links"] = [*asked.representations(), *content["links"][1:]]
    return document(asked, content, "collection.html", collection=found)


@router.api_route("/collections/{id}/queryables", methods=READ, name="queryables")
async def queryables(request: Request, id: str) -> Response:
    """List the properties that a query may filter by, as JSON Schema."""
    asked = ask(request)
    found = asked.service.catalogue.collection(id)
    content = schema_document(found.about.schema, asked.url, asked.lang)
    return document(asked, content, "queryables.html", links.SCHEMA, collection=found)


def described(collection: Collection, asked: Asked) -> dict[str, Any]:
    """Describe a collection, its links first to itself."""
    about, t = collection.about, Words(asked.lang)
    href = f"{asked.base}/collections/{about.id}"
    said: dict[str, Any] = {
        "id": about.id,
        "title": about.title[asked.lang],
        "description": about.description[asked.lang],
        "itemType": "feature",
        "crs": [CRS84],
        "storageCrs": CRS84,
        "extent": _extent(collection.extent),
        "itemCount": collection.count,
        "links": [
            link(href, "self", links.JSON, about.title[asked.lang]),
            link(f"{href}/items?f=json", "items", links.GEOJSON, t("items")),
            link(f"{href}/items?f=html", "items", links.HTML, t("items")),
            link(
                f"{href}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", links.SCHEMA, t("queryables")
            ),
        ],
    }
    if about.attribution:
        said["attribution"] = about.attribution
    return said


def schema_document(schema: Schema, href: str, lang: Lang) -> dict[str, Any]:
    """Return the JSON Schema of a collection's queryables."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": href,
        "type": "object",
        "title": schema.collection,
        "properties": {
            **{row.name: row.json_schema(lang) for row in schema.queryables.values()},
            "geometry": {"title": Words(lang)("geometry"), "format": "geometry-any"},  # OGC 19-079r2, 6.2
        },
        "additionalProperties": False,
    }


def _extent(extent: Extent) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if extent.bbox is not None:
        box = extent.bbox
        said["spatial"] = {"bbox": [[box.west, box.south, box.east, box.north]], "crs": CRS84}
    if extent.interval is not None:
        ends = (extent.interval.start, extent.interval.end)
        moments = [None if end is None else end.strftime("%Y-%m-%dT%H:%M:%SZ") for end in ends]
        said["temporal"] = {"interval": [moments], "trs": GREGORIAN}
    return said
