"""The requirements of each conformance class, and the schemas that the standard gives for answers in JSON.

OGC 17-069r4 (OGC API – Features – Part 1: Core, corrigendum), clauses 7, 8.2, 8.3 and 9; OGC 18-058r1 (Part 2:
Coordinate Reference Systems by Reference, corrigendum), clause 6; OGC 19-079r2 (Part 3: Filtering), clauses 6 to 8;
OGC 20-002 (Part 4: Create, Replace, Update and Delete), clauses 6, 8 and 9;
OGC 21-065r2 (CQL2), clauses 6 to 8; OGC 20-057 (OGC API – Tiles – Part 1: Core);
OGC 17-083r4 (Two Dimensional Tile Matrix Set and Tile Set Metadata).
"""

from collections.abc import Mapping, Sequence
from typing import Any

FEATURES_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
FEATURES_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
FEATURES_4 = "http://www.opengis.net/spec/ogcapi-features-4/1.0/conf"
FEATURES_5 = "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf"
FEATURES_8 = "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf"
FEATURES_2 = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf"
TILES_1 = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"

CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"

#: What an encoding of CQL2 must be able to say.
_LANGUAGE = (
    *("basic-cql2", "advanced-comparison-operators", "case-insensitive-comparison", "accent-insensitive-comparison"),
    *("basic-spatial-functions", "basic-spatial-functions-plus", "spatial-functions", "temporal-functions", "arrays"),
    *("property-property", "functions", "arithmetic"),
)

REQUIREMENTS: Mapping[str, Sequence[str]] = {
    f"{FEATURES_1}/core": (
        *("root-op", "root-success", "api-definition-op", "api-definition-success", "conformance-op"),
        *("conformance-success", "http", "query-param-unknown", "query-param-invalid", "crs84"),
        *("fc-md-op", "fc-md-success", "fc-md-links", "fc-md-items", "fc-md-items-links", "fc-md-extent"),
        "fc-md-extent-multi",  # of the edition that follows the corrigendum
        *("sfc-md-op", "sfc-md-success", "fc-op", "fc-limit-definition", "fc-limit-response-1"),
        *("fc-bbox-definition", "fc-bbox-response", "fc-time-definition", "fc-time-response", "fc-response"),
        *("fc-links", "fc-rel-type", "fc-timeStamp", "fc-numberMatched", "fc-numberReturned"),
        *("f-op", "f-success", "f-links"),
    ),
    f"{FEATURES_1}/geojson": ("definition", "content"),
    f"{FEATURES_1}/html": ("definition", "content"),
    f"{FEATURES_1}/oas30": (
        *("oas-definition-1", "oas-definition-2", "oas-impl", "completeness", "exceptions-codes", "security"),
    ),
    f"{FEATURES_3}/queryables": (
        *("queryables-link", "get-queryables-op", "get-queryables-response", "expression-construction"),
    ),
    f"{FEATURES_3}/queryables-query-parameters": ("parameters",),
    f"{FEATURES_5}/schemas": (
        *("json-schema", "properties", "additional-keywords", "role", "role-id", "property-seq", "unit"),
        *("definition", "nullvalues"),
    ),
    f"{FEATURES_5}/advanced-property-roles": (
        *("role-primary-geometry", "role-primary-instant", "primary-temporal-constraints"),
    ),
    f"{FEATURES_5}/returnables-and-receivables": ("link", "op", "response"),
    f"{FEATURES_5}/queryables": ("link", "op", "response"),
    f"{FEATURES_5}/sortables": ("link", "op", "response"),
    f"{FEATURES_8}/sortables": ("sortables-link",),
    f"{FEATURES_8}/sorting": (
        *("get-sortables-op", "get-sortables-success", "defaultSortOrder-definition"),
        *("sortby-definition", "sortby-response"),
    ),
    f"{FEATURES_8}/features-sorting": ("get-sortables-op", "sortable-link", "sortby-param", "response"),
    f"{FEATURES_2}/crs": (
        *("crs-uri", "fc-md-crs-list", "fc-md-crs-list-global", "fc-md-storageCrs", "fc-md-storageCrs-valid-value"),
        *("fc-bbox-crs-definition", "fc-bbox-crs-valid-value", "fc-bbox-crs-default-value", "fc-bbox-crs-action"),
        *("bbox-crs-exception", "fc-crs-definition", "fc-crs-valid-value", "fc-crs-default-value", "fc-crs-action"),
        *("crs-exception", "ogc-crs-header", "ogc-crs-header-value", "geojson"),
    ),
    f"{TILES_1}/core": ("conformance-success", "tc-op", "tc-success", "tc-error"),
    f"{TILES_1}/tileset": ("description",),
    f"{TILES_1}/tilesets-list": ("tileset-path", "tileset-links"),
    f"{TILES_1}/geodata-tilesets": ("operation", "desc-links"),
    f"{TILES_1}/mvt": ("content",),
    f"{TILES_1}/oas30": ("completeness", "operation-id"),
    f"{FEATURES_3}/filter": (
        *("filter-param", "filter-lang-param", "filter-crs-param", "filter-crs-wgs84", "mixing-expressions"),
        *("response", "get-functions-operation", "get-functions-response-json"),
    ),
    f"{FEATURES_3}/features-filter": (
        *("filter-param", "filter-lang-param", "filter-crs-param", "get-queryables-op", "queryables-link", "response"),
    ),
    f"{CQL2}/cql2-text": (*_LANGUAGE, "escaping"),
    f"{CQL2}/cql2-json": _LANGUAGE,
    f"{CQL2}/basic-cql2": ("cql2-filter", "property", "binary-comparison-predicate", "null-predicate"),
    f"{CQL2}/advanced-comparison-operators": ("like-predicate", "between-predicate", "in-predicate"),
    f"{CQL2}/case-insensitive-comparison": ("casei-function",),
    f"{CQL2}/accent-insensitive-comparison": ("accenti-function",),
    f"{CQL2}/basic-spatial-functions": ("spatial-predicate", "spatial-functions"),
    f"{CQL2}/basic-spatial-functions-plus": ("spatial-data-types",),
    f"{CQL2}/spatial-functions": ("spatial-functions",),
    f"{CQL2}/temporal-functions": ("temporal-functions", "temporal-predicates"),
    f"{CQL2}/array-functions": ("array-predicates",),
    f"{CQL2}/property-property": ("withdraw-permissions",),
    f"{CQL2}/functions": ("functions", "get-functions-operation", "get-functions-response-json"),
    f"{CQL2}/arithmetic": ("arithmetic",),
}

#: Requirements of Part 4, of which no class is claimed, that hold of a server which reads only.
READY: Mapping[str, Sequence[str]] = {
    f"{FEATURES_4}/create-replace-delete": ("options-op", "options-response"),
    f"{FEATURES_4}/features": ("collection-endpoint", "resources-endpoint", "resource-endpoint", "schema"),
    f"{FEATURES_4}/optimistic-locking-etags": ("get-etag-response",),
}

_LINK = {
    "type": "object",
    "required": ["href"],
    "properties": {
        **{name: {"type": "string"} for name in ("href", "rel", "type", "hreflang", "title")},
        "length": {"type": "integer"},
    },
}
_LINKS = {"type": "array", "items": _LINK}
_MOMENT = {"type": ["string", "null"], "format": "date-time"}

LANDING_PAGE: dict[str, Any] = {
    "type": "object",
    "required": ["links"],
    "properties": {"title": {"type": "string"}, "description": {"type": "string"}, "links": _LINKS},
}

CONFORMANCE: dict[str, Any] = {
    "type": "object",
    "required": ["conformsTo"],
    "properties": {"conformsTo": {"type": "array", "items": {"type": "string"}}},
}

EXTENT: dict[str, Any] = {
    "type": "object",
    "properties": {
        "spatial": {
            "type": "object",
            "properties": {
                "bbox": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "array",
                        "items": {"type": "number"},
                        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
                    },
                },
                "crs": {"enum": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]},
            },
        },
        "temporal": {
            "type": "object",
            "properties": {
                "interval": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": _MOMENT},
                },
                "trs": {"enum": ["http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"]},
            },
        },
    },
}

COLLECTION: dict[str, Any] = {
    "type": "object",
    "required": ["id", "links"],
    "properties": {
        **{name: {"type": "string"} for name in ("id", "title", "description")},
        "links": _LINKS,
        "extent": EXTENT,
        "itemType": {"type": "string", "default": "feature"},
        "crs": {"type": "array", "items": {"type": "string"}},
    },
}

COLLECTIONS: dict[str, Any] = {
    "type": "object",
    "required": ["links", "collections"],
    "properties": {"links": _LINKS, "collections": {"type": "array", "items": COLLECTION}},
}

FEATURE: dict[str, Any] = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"enum": ["Feature"]},
        "geometry": {"type": ["object", "null"]},
        "properties": {"type": ["object", "null"]},
        "id": {"type": ["string", "integer"]},
        "links": _LINKS,
    },
}

FEATURE_COLLECTION: dict[str, Any] = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": FEATURE},
        "links": _LINKS,
        "timeStamp": {"type": "string", "format": "date-time"},
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
    },
}

_CORNER = {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "number"}}
_TEMPLATED = {**_LINK, "properties": {**_LINK["properties"], "templated": {"type": "boolean"}}}

TILESET: dict[str, Any] = {
    "type": "object",
    "required": ["dataType", "crs", "links", "tileMatrixSetURI"],
    "properties": {
        **{name: {"type": "string"} for name in ("title", "description", "attribution", "crs", "tileMatrixSetURI")},
        "dataType": {"enum": ["map", "vector", "coverage"]},
        "mediaTypes": {"type": "array", "items": {"type": "string"}},
        "links": {"type": "array", "items": _TEMPLATED},
        "boundingBox": {
            "type": "object",
            "required": ["lowerLeft", "upperRight"],
            "properties": {"lowerLeft": _CORNER, "upperRight": _CORNER, "crs": {"type": "string"}},
        },
        "layers": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "dataType"],
                "properties": {"id": {"type": "string"}, "propertiesSchema": {"type": "object"}, "links": _LINKS},
            },
        },
    },
}

TILESETS: dict[str, Any] = {
    "type": "object",
    "required": ["tilesets"],
    "properties": {"links": _LINKS, "tilesets": {"type": "array", "minItems": 1, "items": TILESET}},
}
