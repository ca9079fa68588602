"""The conformance classes that are claimed, each proved by tests in ``tests/conformance/``."""

from __future__ import annotations

_FEATURES_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
_FEATURES_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
_CQL2 = "http://www.opengis.net/spec/cql2/1.0/conf"

_TILES_1 = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"
_FEATURES_5 = "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf"
_FEATURES_8 = "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf"
_FEATURES_2 = "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf"

CLASSES = (
    f"{_FEATURES_1}/core",
    f"{_FEATURES_1}/geojson",
    f"{_FEATURES_1}/html",
    f"{_FEATURES_1}/oas30",
    f"{_FEATURES_3}/queryables",
    f"{_FEATURES_3}/queryables-query-parameters",
    f"{_FEATURES_5}/schemas",
    f"{_FEATURES_5}/advanced-property-roles",
    f"{_FEATURES_5}/returnables-and-receivables",
    f"{_FEATURES_5}/queryables",
    f"{_FEATURES_5}/sortables",
    f"{_FEATURES_8}/sortables",
    f"{_FEATURES_8}/sorting",
    f"{_FEATURES_8}/features-sorting",
    f"{_FEATURES_3}/filter",
    f"{_FEATURES_3}/features-filter",
    f"{_CQL2}/cql2-text",
    f"{_CQL2}/cql2-json",
    f"{_CQL2}/basic-cql2",
    f"{_CQL2}/advanced-comparison-operators",
    f"{_CQL2}/case-insensitive-comparison",
    f"{_CQL2}/accent-insensitive-comparison",
    f"{_CQL2}/basic-spatial-functions",
    f"{_CQL2}/basic-spatial-functions-plus",
    f"{_CQL2}/spatial-functions",
    f"{_CQL2}/temporal-functions",
    f"{_CQL2}/array-functions",
    f"{_CQL2}/property-property",
    f"{_CQL2}/functions",
    f"{_CQL2}/arithmetic",
    f"{_TILES_1}/core",
    f"{_TILES_1}/tileset",
    f"{_TILES_1}/tilesets-list",
    f"{_TILES_1}/geodata-tilesets",
    f"{_TILES_1}/mvt",
    f"{_TILES_1}/oas30",
    f"{_FEATURES_2}/crs",
)
