"""The description of the service by OpenAPI 3.0, made from the tables that the service itself works by."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from api import links
from api.conformance import CLASSES
from api.deps import Service
from api.inquiries.description import SCHEMAS, submission_path
from api.inquiries.submissions import Inquiry, Report
from api.parameters import (
    ABOUT,
    ITEM,
    ITEMS,
    JSON_F,
    LANG,
    LIMIT,
    MAX_BYTES,
    OF,
    OFFLINE,
    PAGE,
    PHRASE,
    PLOT_F,
    REFERENCE,
    SUGGESTED,
    TEXT,
    TILE_PROPERTIES,
    TILESET_F,
    TO,
    UNIT,
    F,
    Parameter,
    statistics_parameters,
    tile_parameters,
)
from api.schemas import FEATURE
from api.search import SEARCH_SCHEMAS
from geo.properties import Kind, Lang, Property
from geo.stores import Collection
from geo.tiles.grid import MATRIX_SETS

_PROBLEM = {"$ref": "#/components/responses/Problem"}
_HTML = {links.HTML: {"schema": {"type": "string"}}}
_TEXT = {links.TEXT: {"schema": {"type": "string"}}}


def openapi_document(service: Service, base: str, lang: Lang) -> dict[str, Any]:
    """Describe every path, parameter and answer of a service.

    Parameters
    ----------
    service
        Its collections give the paths of items, their properties the parameters.
    base
        Address of the service.
    lang
        Language of titles.
    """
    paths: dict[str, Any] = {
        "/": _path("landing", "The landing page", PAGE, _either(links.JSON)),
        "/api": _path("api", "This description", PAGE, _either(links.OPENAPI)),
        "/conformance": _path("conformance", "The conformance classes", PAGE, _either(links.JSON)),
        "/functions": _path("functions", "The functions that a filter may use", PAGE, _either(links.JSON)),
        "/collections": _path("collections", "The collections", PAGE, _either(links.JSON)),
        "/tileMatrixSets": _path("getTileMatrixSetsList", "The tile matrix sets", PAGE, _either(links.JSON)),
        "/tileMatrixSets/{tileMatrixSetId}": _within(
            _path("getTileMatrixSet", "A tile matrix set", PAGE, _either(links.JSON)),
            ("tileMatrixSetId", _MATRIX_SETS),
        ),
        "/healthz": _path("healthz", "Whether the process answers", (), _json(links.JSON)),
        "/readyz": _path("readyz", "What is served and what is set aside", (), _json(links.JSON)),
    }
    for collection in service.catalogue.collections.values():
        paths |= _collection_paths(collection, service, lang)
    plots = service.catalogue.collections["plots"]
    paths["/map"] = _path("map", "A map of plots", [*_query(plots, service, lang), _parameter(OFFLINE)], _HTML)
    paths |= _search_paths(service)
    paths |= _inquiry_paths()
    paths |= _plot_paths()
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Dikuai",
            "version": version("dikuai"),
            "description": "A catalogue of industrial land plots: OGC API – Features, and what is near what.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": base}],
        "tags": [{"name": collection.about.id} for collection in service.catalogue.collections.values()],
        "paths": paths,
        "components": _COMPONENTS,
        "x-conformsTo": list(CLASSES),
    }


def _plot_paths() -> dict[str, Any]:
    """Describe the page of a plot, its sheet, its map in one file, what lies about it, and QR codes."""
    page = _HTML | _json(links.GEOJSON, "feature") | _TEXT
    described = {
        "": _path("plot", "The page of a plot", (PLOT_F, LANG, UNIT), page),
        "/sheet": _path("plotSheet", "The sheet of a plot, A4", (LANG, UNIT), {links.PDF: {"schema": _BYTES}}),
        "/map": _path("plotMap", "The map of a plot, one file", (LANG,), _HTML),
        "/surroundings": _path("surroundings", "What lies about a plot", (LANG, JSON_F), _json(links.JSON)),
    }
    qr = _path("qr", "The QR code of an address of this service", (TO,), {links.SVG: {"schema": {"type": "string"}}})
    return {f"/plots/{{id}}{rest}": _with_id(path, "id") for rest, path in described.items()} | {"/qr": qr}


def _collection_paths(collection: Collection, service: Service, lang: Lang) -> dict[str, Any]:
    about = collection.about
    href, name, tag = f"/collections/{about.id}", about.id.replace("-", "_"), about.id
    parameters = _query(collection, service, lang)
    paths = {
        href: _path(f"describe_{name}", f"The collection {tag}", PAGE, _either(links.JSON)),
        f"{href}/queryables": _path(f"queryables_{name}", f"What {tag} can be asked by", PAGE, _either(links.SCHEMA)),
        f"{href}/sortables": _path(f"sortables_{name}", f"What {tag} can be sorted by", PAGE, _either(links.SCHEMA)),
        f"{href}/schema": _path(f"schema_{name}", f"What an item of {tag} consists of", PAGE, _either(links.SCHEMA)),
        f"{href}/{FEATURE}": _path(f"feature_schema_{name}", f"A feature of {tag}", (LANG,), _json(links.SCHEMA)),
        f"{href}/items": _path(
            f"list_{name}", f"Items of {tag}", parameters, _either(links.GEOJSON, "featureCollection")
        ),
        f"{href}/items/{{featureId}}": _with_id(
            _path(f"get_{name}", f"An item of {tag}", ITEM, _either(links.GEOJSON, "feature")), "featureId"
        ),
    }
    taken = statistics_parameters(about.schema)
    conditions = [one for one in parameters if one["name"] in taken and one["name"] not in {"f", OF.name}]
    counted = [_parameter(OF), *conditions, _parameter(JSON_F)]
    paths[f"{href}/statistics"] = _path(f"count_{name}", f"Counts of {tag}", counted, _json(links.JSON, "statistics"))
    paths |= _tile_paths(collection, parameters, name)
    for address, path in paths.items():
        path["get"]["tags"] = [tag]
        if "/items" in address:
            path["get"]["responses"]["200"]["headers"] = {"Content-Crs": _CONTENT_CRS}
    return paths


def _search_paths(service: Service) -> dict[str, Any]:
    """Describe what a search box asks."""
    phrase, suggestions = (_json(links.JSON, name) for name in ("phrase", "suggestions"))
    return {
        "/phrases": _path("phrases", "A phrase, as conditions", _typed(PHRASE, service), phrase),
        "/suggestions": _path("suggestions", "What a text may mean", _typed(SUGGESTED, service), suggestions),
    }


def _inquiry_paths() -> dict[str, Any]:
    language, reference = [_parameter(one) for one in PAGE], _parameter(REFERENCE) | {"required": True}
    consent = _path("consent", "What people agree to before they are contacted", (LANG,), _json(links.JSON))
    return {
        "/inquiries": submission_path("inquire", "Ask about a plot", Inquiry, language, _PROBLEM),
        "/reports": submission_path("report", "Report what is wrong with a record", Report, language, _PROBLEM),
        "/inquiries/consent": consent,
        "/plots/{id}/inquiry": _with_id(_path("inquiryForm", "The form of an inquiry", (LANG,), _HTML), "id"),
        "/plots/{id}/report": _with_id(_path("reportForm", "The form of a report", (LANG,), _HTML), "id"),
        "/plots/{id}/received": _with_id(_path("received", "Thanks for either", (reference, LANG), _HTML), "id"),
    }


def _tile_paths(collection: Collection, parameters: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """Describe the tiles of a collection, the operations named as OGC 20-057 has them (table 8)."""
    id, taken = collection.about.id, tile_parameters(collection.about.schema)
    forms = {one.name: _parameter(one) for one in (TILE_PROPERTIES, MAX_BYTES)}
    query = [one for one in parameters if one["name"] in taken and one["name"] not in {"f", *forms}]
    query += forms.values()
    href, operation = f"/collections/{id}/tiles", f"{name}.collection.vector"
    tile = _path(f"{operation}.getTile", f"A tile of {id}", query, {links.MVT: {"schema": _BYTES}})
    tile["get"]["responses"]["204"] = {"description": "Nothing lies in the tile."}
    described = _either(links.JSON) | _json(links.TILEJSON)
    within = (("tileMatrix", _WHOLE), ("tileRow", _WHOLE), ("tileCol", _WHOLE))
    set = ("tileMatrixSetId", _MATRIX_SETS)
    return {
        href: _path(
            f"{operation}.getTileSetsList", f"The tilesets of {id}", [*query, _parameter(F)], _either(links.JSON)
        ),
        f"{href}/{{tileMatrixSetId}}": _within(
            _path(f"{operation}.getTileSet", f"A tileset of {id}", [*query, _parameter(TILESET_F)], described), set
        ),
        f"{href}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": _within(tile, set, *within),
        f"/collections/{id}/style": _path(f"style_{name}", f"How to draw the tiles of {id}", query, _json(links.STYLE)),
    }


def _query(collection: Collection, service: Service, lang: Lang) -> list[dict[str, Any]]:
    """Describe what a query on a collection may ask: the table of parameters, and its queryables."""
    paging = service.settings.paging
    written = [_parameter(parameter) for parameter in ITEMS]
    known = {parameter.name for parameter in ITEMS}
    for one in written:
        if one["name"] == LIMIT.name:
            one["schema"] |= {"maximum": paging.limit_max, "default": paging.limit_default}
    properties = (row for row in collection.about.schema.queryables.values() if row.name not in known)
    return [*written, *(_property_parameter(row, lang) for row in properties)]


def _typed(parameters: Iterable[Parameter], service: Service) -> list[dict[str, Any]]:
    """Describe what is asked about a text: the text is required, and the collection is one that is served."""
    made = [_parameter(parameter) for parameter in parameters]
    for one in made:
        one["required"] = one["name"] == TEXT.name
        if one["name"] == ABOUT.name:
            one["schema"] |= {"enum": list(service.catalogue.collections)}
    return made


def _parameter(parameter: Parameter) -> dict[str, Any]:
    said: dict[str, Any] = {
        "name": parameter.name,
        "in": "query",
        "description": parameter.description,
        "required": False,
        "style": "form",
        "explode": False,
        "schema": dict(parameter.schema),
    }
    if parameter.example is not None:
        said["example"] = parameter.example
    return said


#: What OpenAPI 3.0 shares with JSON Schema, of what the schema of a property says.
_KEPT = ("type", "format", "enum", "pattern", "minimum", "exclusiveMinimum", "maximum")


def _property_parameter(row: Property, lang: Lang) -> dict[str, Any]:
    schema = row.json_schema(lang)
    if row.kind in {Kind.TEXTS, Kind.OBJECTS}:
        schema = {"type": "string"}
    if "exclusiveMinimum" in schema:  # a flag beside the minimum in OpenAPI 3.0, a number in JSON Schema 2020-12
        schema |= {"minimum": schema["exclusiveMinimum"], "exclusiveMinimum": True}
    kept = {key: value for key, value in schema.items() if key in _KEPT}
    return {
        "name": row.name,
        "in": "query",
        "description": row.title[lang],
        "required": False,
        "style": "form",
        "explode": False,
        "schema": kept,
    }


def _path(
    operation: str, summary: str, parameters: Iterable[Parameter | dict[str, Any]], content: dict[str, Any]
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": operation,
            "summary": summary,
            "parameters": [one if isinstance(one, dict) else _parameter(one) for one in parameters],
            "responses": {"200": {"description": summary, "content": content}, "4XX": _PROBLEM, "5XX": _PROBLEM},
        }
    }


def _json(type: str, schema: str = "") -> dict[str, Any]:
    return {type: {"schema": {"$ref": f"#/components/schemas/{schema}"} if schema else {"type": "object"}}}


def _either(type: str, schema: str = "") -> dict[str, Any]:
    return _json(type, schema) | _HTML


def _with_id(path: dict[str, Any], name: str) -> dict[str, Any]:
    return _within(path, (name, {"type": "string"}))


def _within(path: dict[str, Any], *variables: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """Add the variables of a path."""
    described = [{"name": name, "in": "path", "required": True, "schema": schema} for name, schema in variables]
    return {"get": {**path["get"], "parameters": [*described, *path["get"]["parameters"]]}}


_WHOLE = {"type": "integer", "minimum": 0}
_BYTES = {"type": "string", "format": "binary"}
_MATRIX_SETS = {"type": "string", "enum": list(MATRIX_SETS)}


_CONTENT_CRS = {
    "description": "The coordinate system of the geometries: its URI, between < and >.",
    "schema": {"type": "string"},
}


def _distribution(kind: str, members: dict[str, Any]) -> dict[str, Any]:
    """Describe how a property's values are distributed."""
    said = {"kind": {"type": "string", "enum": [kind]}, **members, "missing": _WHOLE}
    return {"type": "object", "required": list(said), "properties": said}


#: An end of a bin: a number, a date or a date-time.
_END = {"oneOf": [{"type": "number"}, {"type": "string"}]}

_LINKS = {"type": "array", "items": {"$ref": "#/components/schemas/link"}}

_COMPONENTS: dict[str, Any] = {
    "responses": {
        "Problem": {
            "description": "What was wrong (RFC 9457): the parameter, its value, and what would be right.",
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}}, **_HTML},
        }
    },
    "schemas": {
        **SCHEMAS,
        "link": {
            "type": "object",
            "required": ["href", "rel"],
            "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title", "hreflang")},
        },
        "problem": {
            "type": "object",
            "required": ["title", "status", "detail"],
            "properties": {
                "type": {"type": "string"},
                "title": {"type": "string"},
                "status": {"type": "integer"},
                "detail": {"type": "string"},
                "parameter": {"type": "string"},
                "candidates": {"type": "array", "items": {"type": "string"}},
                "errors": {"$ref": "#/components/schemas/faults"},
            },
        },
        **SEARCH_SCHEMAS,
        "geometry": {
            "type": "object",
            "nullable": True,
            "required": ["type"],
            "properties": {"type": {"type": "string"}, "coordinates": {"type": "array", "items": {}}},
        },
        "feature": {
            "type": "object",
            "required": ["type", "id", "geometry", "properties"],
            "properties": {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": {"type": "string"},
                "geometry": {"$ref": "#/components/schemas/geometry"},
                "properties": {"type": "object", "nullable": True},
                "links": _LINKS,
            },
        },
        "statistics": {
            "type": "object",
            "required": ["numberMatched", "bbox", "properties"],
            "properties": {
                "numberMatched": {"type": "integer", "minimum": 0},
                "bbox": {"type": "array", "nullable": True, "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
                "properties": {
                    "type": "object",
                    "additionalProperties": {
                        "oneOf": [{"$ref": f"#/components/schemas/{kind}"} for kind in ("histogram", "values")],
                        "discriminator": {"propertyName": "kind"},
                    },
                },
                "links": _LINKS,
            },
        },
        "histogram": _distribution(
            "histogram",
            {
                "edges": {"type": "array", "items": _END},
                "counts": {"type": "array", "items": _WHOLE},
                **{name: {**_END, "nullable": True} for name in ("min", "max")},
            },
        ),
        "values": _distribution(
            "values",
            {
                "values": {
                    "type": "array",
                    "items": {
                        "type": "object",
                        "required": ["value", "count"],
                        "properties": {
                            "value": {"oneOf": [{"type": "string"}, {"type": "boolean"}]},
                            "title": {"type": "string"},
                            "count": _WHOLE,
                        },
                    },
                },
                "others": _WHOLE,
            },
        ),
        "featureCollection": {
            "type": "object",
            "required": ["type", "features"],
            "properties": {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "features": {"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
                "links": _LINKS,
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
                "timeStamp": {"type": "string", "format": "date-time"},
                "near": {"type": "object", "description": "How nearness was worked out."},
            },
        },
    },
}
