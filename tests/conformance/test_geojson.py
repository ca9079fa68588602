"""OGC API – Features – Part 1, requirements class GeoJSON."""

import json
from typing import Any

import jsonschema
import pyogrio
import pytest
import shapely

from tests.conformance.conftest import Ogc
from tests.conformance.requirements import (
    COLLECTION,
    COLLECTIONS,
    CONFORMANCE,
    FEATURE,
    FEATURE_COLLECTION,
    LANDING_PAGE,
)

CHECKER = jsonschema.FormatChecker()


def test_req_geojson_definition(ogc: Ogc, collection: str) -> None:
    """/req/geojson/definition: features come as application/geo+json, other documents as application/json."""
    for query in ("", "?f=json"):
        for accept in ("application/geo+json", "application/json", "*/*"):
            found = ogc.get(f"/collections/{collection}/items{query}", Accept=accept)
            assert found.headers["content-type"] == "application/geo+json"
    for path in ("/", "/conformance", "/collections", f"/collections/{collection}"):
        assert ogc.get(path).headers["content-type"] == "application/json"


def test_req_geojson_content(ogc: Ogc, collection: str) -> None:
    """/req/geojson/content: features as RFC 7946 has them, links in the member links."""
    page = ogc.items(collection, "?limit=10000")
    jsonschema.validate(page, FEATURE_COLLECTION, format_checker=CHECKER)
    assert page["type"] == "FeatureCollection"
    assert isinstance(page["links"], list)
    for feature in page["features"]:
        assert feature["type"] == "Feature"
        assert "crs" not in feature
        assert_sound(feature["geometry"])


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("/", LANDING_PAGE),
        ("/conformance", CONFORMANCE),
        ("/collections", COLLECTIONS),
        ("/collections/zoning", COLLECTION),
        ("/collections/plots/items?near=metro", FEATURE_COLLECTION),
        ("/collections/plots/items/waigang-29-08", FEATURE),
    ],
)
def test_req_geojson_content_of_documents(ogc: Ogc, path: str, schema: dict[str, Any]) -> None:
    """/req/geojson/content: every answer in JSON has the schema of its resource."""
    jsonschema.validate(ogc.json(path), schema, format_checker=CHECKER)


def test_req_geojson_content_is_read_by_another_program(ogc: Ogc, collection: str) -> None:
    """/req/geojson/content: GDAL reads as many features as the answer says."""
    text = ogc.get(f"/collections/{collection}/items?limit=10000").content
    assert pyogrio.read_info(text)["features"] == len(ogc.all(collection))


def assert_sound(geometry: dict[str, Any] | None) -> None:
    """Assert what RFC 7946 asks: closed rings, outer ones counter-clockwise, positions within the globe."""
    if geometry is None:
        return
    shape = shapely.from_geojson(json.dumps(geometry))
    assert shape.is_valid
    assert not shape.is_empty
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            assert part.exterior.is_ccw
            assert not any(ring.is_ccw for ring in part.interiors)
