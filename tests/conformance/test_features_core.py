"""OGC API – Features – Part 1, requirements class Core: landing page, description, collections, and HTTP."""

import json
import re
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import shapely

from tests.conformance.conftest import COLLECTIONS, Ogc
from tests.conformance.requirements import COLLECTION, CONFORMANCE, FEATURES_1, LANDING_PAGE
from tests.conformance.requirements import COLLECTIONS as COLLECTIONS_SCHEMA

CHECKER = jsonschema.FormatChecker()


def validate(document: object, schema: dict[str, Any]) -> None:
    jsonschema.validate(document, schema, format_checker=CHECKER)


def links(document: dict[str, Any], rel: str) -> list[dict[str, str]]:
    return [link for link in document["links"] if link["rel"] == rel]


def test_req_core_root_op(ogc: Ogc) -> None:
    """/req/core/root-op: the server supports GET at /."""
    assert ogc.get("/").status_code == 200


def test_req_core_root_success(ogc: Ogc) -> None:
    """/req/core/root-success: links to the description, the conformance classes and the collections."""
    landing = ogc.json("/")
    validate(landing, LANDING_PAGE)
    assert links(landing, "service-desc")
    assert links(landing, "service-doc")
    assert [urlsplit(link["href"]).path for link in links(landing, "conformance")] == ["/conformance"]
    assert [urlsplit(link["href"]).path for link in links(landing, "data")] == ["/collections"]


def test_req_core_api_definition_op(ogc: Ogc) -> None:
    """/req/core/api-definition-op: what the landing page links to as description can be got."""
    landing = ogc.json("/")
    for link in links(landing, "service-desc") + links(landing, "service-doc"):
        ogc.get(link["href"])


def test_req_core_api_definition_success(ogc: Ogc) -> None:
    """/req/core/api-definition-success: it is a description, in the type that the link names."""
    landing = ogc.json("/")
    for link in links(landing, "service-desc") + links(landing, "service-doc"):
        found = ogc.get(link["href"], Accept=link["type"])
        assert found.headers["content-type"].replace(" ", "").partition(";charset")[0] == link["type"]
        assert "/collections/plots/items" in found.text


def test_req_core_conformance_op(ogc: Ogc) -> None:
    """/req/core/conformance-op: the server supports GET at /conformance."""
    ogc.get("/conformance")


def test_req_core_conformance_success(ogc: Ogc) -> None:
    """/req/core/conformance-success: it lists the classes to which the server conforms."""
    said = ogc.json("/conformance")
    validate(said, CONFORMANCE)
    assert {f"{FEATURES_1}/{name}" for name in ("core", "geojson", "html", "oas30")} <= set(said["conformsTo"])


def test_req_core_http(ogc: Ogc) -> None:
    """/req/core/http: HTTP 1.1; GET and HEAD for all that is there, and the statuses of RFC 9110."""
    assert ogc.get("/").http_version == "HTTP/1.1"
    for path in ("/", "/api", "/conformance", "/collections", "/collections/plots", "/collections/plots/items"):
        head = ogc.request("HEAD", path)
        assert (head.status_code, head.content) == (200, b"")
    ogc.get("/nothing", 404)
    refused = ogc.request("DELETE", "/collections/plots/items")
    assert refused.status_code == 405
    assert "GET" in refused.headers["allow"]


@pytest.mark.parametrize("resource", ["/", "/api", "/conformance", "/collections", "", "/items", "/items/{id}"])
def test_req_core_query_param_unknown(ogc: Ogc, collection: str, resource: str) -> None:
    """/req/core/query-param-unknown: 400 for a parameter that the description does not have."""
    if resource in {"", "/items", "/items/{id}"}:
        resource = f"/collections/{collection}{resource}".replace("{id}", ogc.all(collection)[0]["id"])
    assert "unknownParameter" in ogc.problem(f"{resource}?unknownParameter=1")["detail"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=abc", "bbox=1,2,3", "bbox=a,b,c,d", "datetime=today", "f=xml", "cursor=x", "sortby=-"]
)
def test_req_core_query_param_invalid(ogc: Ogc, collection: str, query: str) -> None:
    """/req/core/query-param-invalid: 400 for a value that is not allowed."""
    said = ogc.problem(f"/collections/{collection}/items?{query}")
    assert query.partition("=")[0] in said["detail"]


def test_req_core_crs84(ogc: Ogc, collection: str) -> None:
    """/req/core/crs84: positions are longitude and latitude of WGS 84."""
    for feature in ogc.all(collection):
        if feature["geometry"] is not None:
            west, south, east, north = shapely.from_geojson(json.dumps(feature["geometry"])).bounds
            assert 120 < west <= east < 122.5, "Shanghai's longitude"
            assert 30 < south <= north < 32, "Shanghai's latitude"


def test_req_core_fc_md_op(ogc: Ogc) -> None:
    """/req/core/fc-md-op: the server supports GET at /collections."""
    ogc.get("/collections")


def test_req_core_fc_md_success(ogc: Ogc) -> None:
    """/req/core/fc-md-success: it is a document of all collections."""
    said = ogc.json("/collections")
    validate(said, COLLECTIONS_SCHEMA)
    assert [one["id"] for one in said["collections"]] == COLLECTIONS


def test_req_core_fc_md_links(ogc: Ogc) -> None:
    """/req/core/fc-md-links: it links to itself and to its other representations, with rel and type."""
    said = ogc.json("/collections")
    assert [link["type"] for link in links(said, "self")] == ["application/json"]
    assert [link["type"] for link in links(said, "alternate")] == ["text/html"]
    for link in said["links"]:
        assert ogc.get(link["href"], Accept="*/*").headers["content-type"].startswith(link["type"])


def test_req_core_fc_md_items(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-md-items: each collection of the dataset is described."""
    assert collection in [one["id"] for one in ogc.json("/collections")["collections"]]


def test_req_core_fc_md_items_links(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-md-items-links: the items are linked in each representation, with rel and type."""
    (said,) = [one for one in ogc.json("/collections")["collections"] if one["id"] == collection]
    items = links(said, "items")
    assert {link["type"] for link in items} == {"application/geo+json", "text/html"}
    for link in items:
        assert ogc.get(link["href"], Accept="*/*").headers["content-type"].startswith(link["type"])
    assert all(link["rel"] and link["type"] for link in said["links"])


def bounds_of_all(ogc: Ogc, collection: str) -> list[tuple[float, ...]]:
    """West, south, east and north of each feature that has a geometry."""
    shapes = [one["geometry"] for one in ogc.all(collection) if one["geometry"] is not None]
    return [shapely.from_geojson(json.dumps(shape)).bounds for shape in shapes]


def holds(box: list[float], bounds: tuple[float, ...]) -> bool:
    west, south, east, north = bounds
    return box[0] <= west <= east <= box[2] and box[1] <= south <= north <= box[3]


def moments_of_all(ogc: Ogc, collection: str) -> list[str]:
    """When each feature is, written as the ends of an extent are; a day as its first moment."""
    said = (one["properties"].get(ogc.instant(collection)) for one in ogc.all(collection))
    return [moment if "T" in moment else f"{moment}T00:00:00Z" for moment in said if moment]


def test_req_core_fc_md_extent(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-md-extent: the extent holds all geometries and all instants."""
    extent = ogc.json(f"/collections/{collection}")["extent"]
    for bounds in bounds_of_all(ogc, collection):
        assert any(holds(box, bounds) for box in extent["spatial"]["bbox"])
    moments = moments_of_all(ogc, collection)
    assert bool(moments) == ("temporal" in extent)
    for moment in moments:
        assert any(start <= moment <= end for start, end in extent["temporal"]["interval"])


def test_req_core_fc_md_extent_multi(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-md-extent-multi: all is in the first box and interval, and in one of the others where there are."""
    extent = ogc.json(f"/collections/{collection}")["extent"]
    first, *others = extent["spatial"]["bbox"]
    for bounds in bounds_of_all(ogc, collection):
        assert holds(first, bounds)
        assert not others or any(holds(box, bounds) for box in others)
    for moment in moments_of_all(ogc, collection):
        (start, end), *intervals = extent["temporal"]["interval"]
        assert start <= moment <= end
        assert not intervals or any(start <= moment <= end for start, end in intervals)


def test_req_core_sfc_md_op(ogc: Ogc, collection: str) -> None:
    """/req/core/sfc-md-op: the server supports GET at /collections/{collectionId}."""
    ogc.get(f"/collections/{collection}")
    ogc.get(f"/collections/not-{collection}", 404)


def test_req_core_sfc_md_success(ogc: Ogc, collection: str) -> None:
    """/req/core/sfc-md-success: it says the same as the list of collections."""
    said = ogc.json(f"/collections/{collection}")
    validate(said, COLLECTION)
    (listed,) = [one for one in ogc.json("/collections")["collections"] if one["id"] == collection]
    for name in ("id", "title", "description", "extent", "itemType"):
        assert said[name] == listed[name]
    assert said["crs"] == (ogc.json("/collections")["crs"] if listed["crs"] == ["#/crs"] else listed["crs"])
    assert re.fullmatch(r"[a-z0-9-]+", said["id"])
