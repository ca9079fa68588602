"""Vector tiles of the collections (OGC API – Tiles), their descriptions, and a style to draw them with."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.routing import Route

from api import links
from api.answers import Asked, ask, bytes_answer, document, json_answer, unchanged
from api.deps import READ, service_of
from api.links import Link, link, query_without, with_query
from api.negotiation import header
from api.packing import chosen_coding
from api.parameters import read_query, tile_parameters
from api.words import Words
from geo.properties import Kind, Schema
from geo.stores import Collection
from geo.stores.tiling import conditions, question_of
from geo.tiles.cache import TileKey
from geo.tiles.grid import MATRIX_SETS, WEB_MERCATOR_QUAD, TileMatrixSet, matrix_set
from maps.vector_style import vector_style

router = APIRouter()


_OGC = "http://www.opengis.net/def/rel/ogc/1.0"
TILING_SCHEME, TILING_SCHEMES = f"{_OGC}/tiling-scheme", f"{_OGC}/tiling-schemes"
TILESETS = f"{_OGC}/tilesets-vector"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

#: What TileJSON promises: closer views are drawn from the tiles of this zoom.
_ZOOM_MAX = 18

_FIELD_TYPES = {Kind.NUMBER: "Number", Kind.INTEGER: "Number", Kind.BOOLEAN: "Boolean"}


async def tile(request: Request) -> Response:
    """Answer with a tile of the items that a query finds; without a content where there are none."""
    path = request.path_params
    catalogue = service_of(request).catalogue
    collection = catalogue.collection(path["id"])
    asked = ask(request, tile_parameters(collection.about.schema), ("mvt",))
    found = matrix_set(path["matrix_set"]).tile(path["z"], path["row"], path["col"])
    query = read_query(asked.params, collection.about.schema, asked.service)
    tag = asked.tag(catalogue.version(collection))
    if asked.is_known(tag):
        return unchanged(tag)
    accepted = header(request.scope, b"accept-encoding")
    if accepted and (coding := chosen_coding(accepted)):
        key = TileKey(path["id"], tag, (question_of(conditions(query)), found))
        content, coding = await asked.service.packer.packed(key, coding, lambda: collection.tile(query, found))
        return bytes_answer(content, links.MVT, tag, coding)
    return bytes_answer(await collection.tile(query, found), links.MVT, tag)


ROUTES = (Route("/collections/{id}/tiles/{matrix_set}/{z}/{row}/{col}", tile, name="tile"),)


@router.api_route("/tileMatrixSets", methods=READ, name="tile_matrix_sets")
async def tile_matrix_sets(request: Request) -> Response:
    """List the ways in which the world is cut into tiles."""
    asked = ask(request)
    listed = [
        {
            **_named(one, asked),
            "links": [link(f"{asked.url}/{one.id}", "self", links.JSON, one.title[asked.lang])],
        }
        for one in MATRIX_SETS.values()
    ]
    return document(asked, {"tileMatrixSets": listed, "links": asked.representations()}, "tile_matrix_sets.html")


@router.api_route("/tileMatrixSets/{id}", methods=READ, name="tile_matrix_set")
async def tile_matrix_set(request: Request, id: str) -> Response:
    """Define a tile matrix set."""
    asked = ask(request)
    found = matrix_set(id)
    content = {
        **_named(found, asked),
        "orderedAxes": list(found.axes),
        "wellKnownScaleSet": found.scale_set,
        "tileMatrices": [found.matrix(z) for z in range(found.zooms)],
        "links": asked.representations(),
    }
    return document(asked, content, "tile_matrix_set.html")


@router.api_route("/collections/{id}/tiles", methods=READ, name="tilesets")
async def tilesets(request: Request, id: str) -> Response:
    """List the tilesets of a collection."""
    asked, collection, query = _asked(request, id, ("json", "html"))
    listed = [
        {key: value for key, value in _tileset(asked, collection, one, query).items() if key != "layers"}
        for one in MATRIX_SETS.values()
    ]
    content = {"tilesets": listed, "links": asked.representations()}
    return document(asked, content, "tilesets.html", collection=collection, sets=list(MATRIX_SETS), query=query)


@router.api_route("/collections/{id}/tiles/{matrix_set_id}", methods=READ, name="tileset")
async def tileset(request: Request, id: str, matrix_set_id: str) -> Response:
    """Describe a tileset, by OGC's metadata or as TileJSON, which knows the web's Mercator only."""
    found = matrix_set(matrix_set_id)
    formats = ("json", "html", "tilejson") if found is WEB_MERCATOR_QUAD else ("json", "html")
    asked, collection, query = _asked(request, id, formats)
    if asked.format == "tilejson":
        return json_answer(_tilejson(asked, collection, query), links.TILEJSON)
    content = _tileset(asked, collection, found, query)
    return document(asked, content, "tileset.html", collection=collection, matrix_set=found, query=query)


@router.api_route("/collections/{id}/style", methods=READ, name="style")
async def style(request: Request, id: str) -> Response:
    """Style the tiles of the items that a query finds, for MapLibre."""
    asked, collection, query = _asked(request, id, ("json",))
    about = collection.about
    source = with_query(f"{_tiles(asked, collection)}/{WEB_MERCATOR_QUAD.id}", query, "f=tilejson")
    return json_answer(vector_style(about.schema, about.title[asked.lang], source), links.STYLE)


def _asked(request: Request, id: str, formats: tuple[str, ...]) -> tuple[Asked, Collection, str]:
    """Read a request about the tiles of a collection: also return the query, as it came, to be handed on."""
    collection = service_of(request).catalogue.collection(id)
    asked = ask(request, tile_parameters(collection.about.schema), formats)
    read_query(asked.params, collection.about.schema, asked.service)
    return asked, collection, query_without(request.scope["query_string"], "f", "lang")


def _tiles(asked: Asked, collection: Collection) -> str:
    return f"{asked.base}/collections/{collection.about.id}/tiles"


def _named(matrix_set: TileMatrixSet, asked: Asked) -> dict[str, Any]:
    title = matrix_set.title[asked.lang]
    return {"id": matrix_set.id, "title": title, "uri": matrix_set.uri, "crs": matrix_set.crs}


def _tileset(asked: Asked, collection: Collection, matrix_set: TileMatrixSet, query: str) -> dict[str, Any]:
    """Describe a tileset (OGC 17-083r4, 7)."""
    about = collection.about
    said: dict[str, Any] = {
        "title": f"{about.title[asked.lang]} ({matrix_set.id})",
        "description": about.description[asked.lang],
        "dataType": "vector",
        "crs": matrix_set.crs,
        "tileMatrixSetURI": matrix_set.uri,
        "mediaTypes": [links.MVT],
        "links": _tileset_links(asked, collection, matrix_set, query),
        "layers": [
            {
                "id": about.id,
                "title": about.title[asked.lang],
                "dataType": "vector",
                "propertiesSchema": _properties(about.schema, asked),
                "links": [
                    link(f"{asked.base}/collections/{about.id}", f"{_OGC}/geodata", links.JSON, about.title[asked.lang])
                ],
            }
        ],
    }
    if about.attribution:
        said["attribution"] = about.attribution
    if (box := collection.extent.bbox) is not None:
        corners = {"lowerLeft": [box.west, box.south], "upperRight": [box.east, box.north]}
        said["boundingBox"] = {**corners, "crs": CRS84, "orderedAxes": ["Lon", "Lat"]}
    return said


def _tileset_links(asked: Asked, collection: Collection, matrix_set: TileMatrixSet, query: str) -> list[dict[str, Any]]:
    t, href = Words(asked.lang), f"{_tiles(asked, collection)}/{matrix_set.id}"
    made: list[Link] = [
        link(with_query(href, query, "f=json"), "self", links.JSON, matrix_set.title[asked.lang]),
        link(with_query(href, query, "f=html"), "alternate", links.HTML, "HTML"),
        link(f"{asked.base}/tileMatrixSets/{matrix_set.id}", TILING_SCHEME, links.JSON, matrix_set.title[asked.lang]),
    ]
    if matrix_set is WEB_MERCATOR_QUAD:
        made.append(link(with_query(href, query, "f=tilejson"), "alternate", links.TILEJSON, "TileJSON"))
    template = with_query(f"{href}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}", query)
    return [*map(dict, made), {**link(template, "item", links.MVT, t("tiles")), "templated": True}]


def _properties(schema: Schema, asked: Asked) -> dict[str, Any]:
    described = {row.name: row.json_schema(asked.lang) for row in schema.queryables.values()}
    return {"type": "object", "properties": described}


def _tilejson(asked: Asked, collection: Collection, query: str) -> dict[str, Any]:
    """Describe the tileset in the web's Mercator by TileJSON 3.0."""
    about, box = collection.about, collection.extent.bbox
    fields = {row.name: _FIELD_TYPES.get(row.kind, "String") for row in about.schema.queryables.values()}
    said: dict[str, Any] = {
        "tilejson": "3.0.0",
        "name": about.title[asked.lang],
        "description": about.description[asked.lang],
        "scheme": "xyz",
        "tiles": [with_query(f"{_tiles(asked, collection)}/{WEB_MERCATOR_QUAD.id}/{{z}}/{{y}}/{{x}}", query)],
        "minzoom": 0,
        "maxzoom": _ZOOM_MAX,
        "vector_layers": [
            {"id": about.id, "description": about.description[asked.lang], "fields": {"id": "String", **fields}}
        ],
    }
    if about.attribution:
        said["attribution"] = about.attribution
    if box is not None:
        said["bounds"] = [box.west, box.south, box.east, box.north]
        said["center"] = [(box.west + box.east) / 2, (box.south + box.north) / 2, 10]
    return said
