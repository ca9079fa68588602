"""The conformance classes that are claimed, each proved by tests in ``tests/conformance/``."""

from __future__ import annotations

_FEATURES_1 = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
_FEATURES_3 = "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf"
_FEATURES_5 = "http://www.opengis.net/spec/ogcapi-features-5/1.0/conf"
_FEATURES_8 = "http://www.opengis.net/spec/ogcapi-features-8/1.0/conf"

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
)
