"""The collections and what their items are made of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import links
from api.answers import Asked, ask, document
from api.deps import READ
from api.links import link
from api.routes.tiles import TILESETS
from api.schemas import FEATURE, VIEWS
from api.words import Words
from geo.crs import CRS84, OFFERED
from geo.records import DECIMALS
from geo.stores import Collection, Extent

router = APIRouter()

#: The relation of RFC 8288, which knows no case; GDAL up to 3.6 at least finds it in this one only.
DESCRIBED_BY = "describedBy"

GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


@router.api_route("/collections", methods=READ, name="collections")
async def collections(request: Request) -> Response:
    """List the collections."""
    asked = ask(request)
    held = asked.service.catalogue.collections
    content = {
        "links": asked.representations(),
        "crs": list(OFFERED),
        "collections": [described(collection, asked) | {"crs": ["#/crs"]} for collection in held.values()],
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


def described(collection: Collection, asked: Asked) -> dict[str, Any]:
    """Describe a collection, its links first to itself."""
    about, t = collection.about, Words(asked.lang)
    href = f"{asked.base}/collections/{about.id}"
    said: dict[str, Any] = {
        "id": about.id,
        "title": about.title[asked.lang],
        "description": about.description[asked.lang],
        "itemType": "feature",
        "crs": list(OFFERED),
        "storageCrs": CRS84,
        "extent": _extent(collection.extent),
        "itemCount": collection.count,
        "defaultSortOrder": ["id"],
        "links": [
            link(href, "self", links.JSON, about.title[asked.lang]),
            link(f"{href}/items", "items", links.GEOJSON, t("items")),
            link(f"{href}/items?f=html", "items", links.HTML, t("items")),
            link(f"{href}/tiles", TILESETS, links.JSON, t("tiles")),
            link(f"{href}/statistics", links.STATISTICS, links.JSON, t("statistics")),
            link(f"{href}/style", "stylesheet", links.STYLE, t("style")),
            *(link(f"{href}/{view.name}", view.relation, links.SCHEMA, t(view.name)) for view in VIEWS.values()),
            link(f"{href}/{FEATURE}", DESCRIBED_BY, links.SCHEMA, t("feature_schema")),
        ],
    }
    if about.attribution:
        said["attribution"] = about.attribution
    return said


#: From here on there is no second after it.
_LAST_SECOND = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def _extent(extent: Extent) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if extent.bbox is not None:
        box = extent.bbox.outward(DECIMALS)
        said["spatial"] = {"bbox": [[box.west, box.south, box.east, box.north]], "crs": CRS84}
    if extent.interval is not None:
        end = extent.interval.end
        if end is not None and end.microsecond and end < _LAST_SECOND:
            end += timedelta(seconds=1)  # the extent holds every instant, and is told in whole seconds
        ends = (extent.interval.start, end)
        moments = [None if end is None else end.isoformat(timespec="seconds").replace("+00:00", "Z") for end in ends]
        said["temporal"] = {"interval": [moments], "trs": GREGORIAN}
    return said
