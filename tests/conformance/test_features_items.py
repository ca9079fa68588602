"""OGC API – Features – Part 1, requirements class Core: features."""

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

import jsonschema
import pytest
import shapely

from tests.conformance.conftest import Ogc
from tests.conformance.requirements import FEATURE, FEATURE_COLLECTION

CHECKER = jsonschema.FormatChecker()


def links(document: dict[str, Any], rel: str) -> list[dict[str, str]]:
    return [link for link in document["links"] if link["rel"] == rel]


def test_req_core_fc_op(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-op: the server supports GET at /collections/{collectionId}/items."""
    ogc.get(f"/collections/{collection}/items")


def test_req_core_fc_limit_definition(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-limit-definition: an integer of at least 1, with a maximum and a default."""
    parameter = ogc.parameter(collection, "limit")
    assert parameter["schema"]["type"] == "integer"
    assert parameter["schema"]["minimum"] == 1
    assert 1 <= parameter["schema"]["default"] <= parameter["schema"]["maximum"]
    assert (parameter["required"], parameter["style"], parameter["explode"]) == (False, "form", False)


@pytest.mark.parametrize("limit", [1, 2, 7, 10_000, 10_001, 999_999_999])
def test_req_core_fc_limit_response_1(ogc: Ogc, collection: str, limit: int) -> None:
    """/req/core/fc-limit-response-1: no more features than asked, nor than the maximum."""
    schema = ogc.parameter(collection, "limit")["schema"]
    page = ogc.items(collection, f"?limit={limit}")
    assert len(page["features"]) == min(limit, schema["maximum"], len(ogc.all(collection)))
    assert len(ogc.items(collection)["features"]) == min(schema["default"], len(ogc.all(collection)))


def test_req_core_fc_bbox_definition(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-bbox-definition: four or six numbers, separated by commas."""
    parameter = ogc.parameter(collection, "bbox")
    schema = parameter["schema"]
    assert (schema["type"], schema["items"]) == ("array", {"type": "number"})
    assert schema["oneOf"] == [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]
    assert (parameter["required"], parameter["style"], parameter["explode"]) == (False, "form", False)


WINDOWS = [(121.2, 31.3, 121.3, 31.4), (121.4, 31.2, 121.5, 31.25), (121.15, 31.36, 121.152, 31.362), (0, 0, 1, 1)]


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_req_core_fc_bbox_response(ogc: Ogc, collection: str, window: tuple[float, float, float, float]) -> None:
    """/req/core/fc-bbox-response: the features that meet the window, and those without a geometry."""
    west, south, east, north = window
    found = ogc.ids(collection, f"?limit=10000&bbox={west},{south},{east},{north}")
    assert found == ogc.ids(collection, f"?limit=10000&bbox={west},{south},-99,{east},{north},99")
    least, most = (shapely.box(*window).buffer(by) for by in (-1e-7, 1e-7))  # positions are told to seven decimals
    for feature in ogc.all(collection):
        shape = None if feature["geometry"] is None else shapely.from_geojson(json.dumps(feature["geometry"]))
        if shape is None or shape.intersects(least):
            assert feature["id"] in found
        elif not shape.intersects(most):
            assert feature["id"] not in found


def test_req_core_fc_time_definition(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-time-definition: a text."""
    parameter = ogc.parameter(collection, "datetime")
    assert parameter["schema"]["type"] == "string"
    assert (parameter["required"], parameter["style"], parameter["explode"]) == (False, "form", False)


MOMENTS = [
    "2024-03-15",
    "2026-11-22T00:00:00Z",
    "2024-02-01/2024-04-15",
    "../2024-03-15",
    "2024-03-16/..",
    "/2024-01-01",
    "2026-01-31",
    "2026-02-01/2027-12-31",
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_req_core_fc_time_response(ogc: Ogc, collection: str, moment: str) -> None:
    """/req/core/fc-time-response: the features of that time, and those without a time."""
    start, _, end = moment.partition("/")
    end = start if "/" not in moment else end
    name = ogc.instant(collection)

    def within(feature: dict[str, Any]) -> bool:
        instant = feature["properties"].get(name)
        if instant is None:
            return True
        day = instant[:10]
        return (start in {"", ".."} or start[:10] <= day) and (end in {"", ".."} or day <= end[:10])

    wanted = {feature["id"] for feature in ogc.all(collection) if within(feature)}
    assert ogc.ids(collection, f"?limit=10000&datetime={moment}") == wanted


def test_req_core_fc_response(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-response: only features that are selected, each once over all pages."""
    page = ogc.items(collection, "?limit=5&bbox=121,31,122,31.4")
    seen = [feature["id"] for feature in page["features"]]
    while following := links(page, "next"):
        page = ogc.json(following[0]["href"])
        seen += [feature["id"] for feature in page["features"]]
    assert len(seen) == len(set(seen))
    assert set(seen) == ogc.ids(collection, "?limit=10000&bbox=121,31,122,31.4")


def test_req_core_fc_links(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-links: links to the answer itself and to its other representations."""
    page = ogc.items(collection, "?limit=1")
    assert [link["type"] for link in links(page, "self")] == ["application/geo+json"]
    assert [link["type"] for link in links(page, "alternate")] == ["text/html"]
    assert ogc.json(links(page, "self")[0]["href"])["features"] == page["features"]
    ogc.get(links(page, "alternate")[0]["href"], Accept="*/*")


def test_req_core_fc_rel_type(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-rel-type: every link has a relation and a type."""
    page = ogc.items(collection, "?limit=1")
    assert {"self", "alternate", "next"} <= {link["rel"] for link in page["links"]}
    assert all(link["rel"] and link["type"] for link in page["links"])


def test_req_core_fc_timestamp(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-timeStamp: when the answer was made."""
    response = ogc.get(f"/collections/{collection}/items?limit=1")
    made = datetime.fromisoformat(response.json()["timeStamp"])
    assert made.tzinfo == UTC
    assert abs(parsedate_to_datetime(response.headers["date"]) - made) < timedelta(seconds=5)


def test_req_core_fc_number_matched(ogc: Ogc, collection: str) -> None:
    """/req/core/fc-numberMatched: how many features are selected, on whichever page."""
    assert ogc.items(collection, "?limit=1")["numberMatched"] == len(ogc.all(collection))
    window = "bbox=121.2,31.3,121.3,31.4"
    page = ogc.items(collection, f"?limit=1&{window}")
    assert page["numberMatched"] == len(ogc.ids(collection, f"?limit=10000&{window}"))


@pytest.mark.parametrize("query", ["", "?limit=3", "?bbox=0,0,1,1", "?limit=10000"])
def test_req_core_fc_number_returned(ogc: Ogc, collection: str, query: str) -> None:
    """/req/core/fc-numberReturned: how many features are in the page."""
    page = ogc.items(collection, query)
    assert page["numberReturned"] == len(page["features"])
    jsonschema.validate(page, FEATURE_COLLECTION, format_checker=CHECKER)


def test_req_core_f_op(ogc: Ogc, collection: str) -> None:
    """/req/core/f-op: the server supports GET at /collections/{collectionId}/items/{featureId} for each feature."""
    for feature in ogc.all(collection)[:25]:
        assert ogc.json(f"/collections/{collection}/items/{quote(feature['id'], safe='')}")["id"] == feature["id"]
    ogc.get(f"/collections/{collection}/items/no-such-feature", 404)


def test_req_core_f_success(ogc: Ogc, collection: str) -> None:
    """/req/core/f-success: it is the feature that the collection holds."""
    for feature in ogc.all(collection)[:25]:
        alone = ogc.json(f"/collections/{collection}/items/{quote(feature['id'], safe='')}")
        jsonschema.validate(alone, FEATURE, format_checker=CHECKER)
        assert {name: alone[name] for name in feature} == feature


def test_req_core_f_links(ogc: Ogc, collection: str) -> None:
    """/req/core/f-links: links to itself, to its other representations and to its collection, with their types."""
    for feature in ogc.all(collection)[:10]:
        alone = ogc.json(f"/collections/{collection}/items/{quote(feature['id'], safe='')}")
        types = {link["rel"]: link["type"] for link in alone["links"]}
        assert types == {"self": "application/geo+json", "alternate": "text/html", "collection": "application/json"}
        assert ogc.json(links(alone, "self")[0]["href"]) == alone
        assert ogc.json(links(alone, "collection")[0]["href"])["id"] == collection
