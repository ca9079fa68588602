"""The conformance classes that are claimed, each proved by tests in ``tests/conformance/``."""

from __future__ import annotations

_FEATURES_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"

_TILES_1 = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf"

CLASSES = (
    f"{_FEATURES_1}/core",
    f"{_FEATURES_1}/geojson",
    f"{_FEATURES_1}/html",
    f"{_FEATURES_1}/oas30",
    f"{_TILES_1}/core",
    f"{_TILES_1}/tileset",
    f"{_TILES_1}/tilesets-list",
    f"{_TILES_1}/geodata-tilesets",
    f"{_TILES_1}/mvt",
    f"{_TILES_1}/oas30",
)
