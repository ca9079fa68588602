"""OGC API – Features – Part 8: Sorting (24-030), and the sortables of Part 5 (23-058)."""

import re
from itertools import pairwise
from typing import Any
from urllib.parse import quote

import jsonschema

from tests.conformance.conftest import Ogc
from tests.service import linked

RELATION = "http://www.opengis.net/def/rel/ogc/1.0/sortables"


def sortables(ogc: Ogc, collection: str) -> dict[str, Any]:
    response = ogc.get(f"/collections/{collection}/sortables", Accept="application/schema+json")
    assert response.headers["content-type"] == "application/schema+json"
    found: dict[str, Any] = response.json()
    return found


def linked_sortables(ogc: Ogc, collection: str) -> dict[str, Any]:
    href = linked(ogc.json(f"/collections/{collection}"), RELATION)
    assert href is not None
    found: dict[str, Any] = ogc.json(href)
    return found


def values(features: list[dict[str, Any]], name: str) -> list[Any]:
    """The values of the features that have one, which all stand before those that have none."""
    found = [one["id"] if name == "id" else one["properties"].get(name) for one in features]
    known = [value for value in found if value is not None]
    assert found[: len(known)] == known
    return known


def natural(id: str) -> tuple[int, int, str]:
    return (0, int(id), id) if id.isascii() and id.isdigit() else (1, 0, id)


def test_req_sortables_link(ogc: Ogc, collection: str) -> None:
    """/req/sortables/link: every collection links to its sortables."""
    assert linked_sortables(ogc, collection)["properties"]


def test_req_sortables_sortables_link(ogc: Ogc, collection: str) -> None:
    """/req/sortables/sortables-link: the same in Part 8."""
    assert linked_sortables(ogc, collection) == sortables(ogc, collection)


def test_req_sortables_op(ogc: Ogc, collection: str) -> None:
    """/req/sortables/op: they answer GET with application/schema+json."""
    assert sortables(ogc, collection)


def test_req_sortables_response(ogc: Ogc, collection: str) -> None:
    """/req/sortables/response: no lists, no objects, no geometries, and nothing else can be sorted by."""
    said = sortables(ogc, collection)
    assert {one["type"] for one in said["properties"].values()} <= {"string", "number", "integer", "boolean"}
    assert said["additionalProperties"] is False
    others = ogc.json(f"/collections/{collection}/schema")["properties"].keys() - said["properties"].keys()
    assert "geometry" in others
    for name in (*others, "no_such_property"):
        ogc.problem(f"/collections/{collection}/items?sortby={quote(name)}")


def test_req_sorting_get_sortables_op(ogc: Ogc, collection: str) -> None:
    """/req/sorting/get-sortables-op: the sortables stand at their path, and the collection links to them."""
    assert linked_sortables(ogc, collection)["$id"].endswith(f"/collections/{collection}/sortables")


def test_req_sorting_get_sortables_success(ogc: Ogc, collection: str) -> None:
    """/req/sorting/get-sortables-success: a JSON Schema, each property of which is a sortable."""
    said = sortables(ogc, collection)
    jsonschema.Draft202012Validator.check_schema(said)
    assert said["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert said["type"] == "object"
    for name in said["properties"]:
        assert ogc.items(collection, f"?sortby={quote(name)}&limit=1")["numberReturned"] == 1


def test_req_sorting_default_sort_order_definition(ogc: Ogc, collection: str) -> None:
    """/req/sorting/defaultSortOrder-definition: the order without sortby is the one that the collection names."""
    (name,) = ogc.json(f"/collections/{collection}")["defaultSortOrder"]
    assert name in sortables(ogc, collection)["properties"]
    found = values(ogc.all(collection), name)
    assert found == sorted(found, key=natural)


def test_req_sorting_sortby_definition(ogc: Ogc, collection: str) -> None:
    """/req/sorting/sortby-definition: names with + or - in front, separated by commas; ascending by default."""
    described = ogc.parameter(collection, "sortby")
    assert (described["required"], described["style"], described["explode"]) == (False, "form", False)
    schema = described["schema"]
    assert (schema["type"], schema["minItems"], schema["items"]["type"]) == ("array", 1, "string")
    name = "name" if "name" in sortables(ogc, collection)["properties"] else "id"
    assert all(re.match(schema["items"]["pattern"], form) for form in (name, f"+{name}", f"-{name}"))
    plain, plus = (ogc.items(collection, f"?limit=100&sortby={form}")["features"] for form in (name, f"%2B{name}"))
    assert plain == plus


def test_req_sorting_sortby_response(ogc: Ogc, collection: str) -> None:
    """/req/sorting/sortby-response: in the order of each sortable, up and down."""
    for name, schema in sortables(ogc, collection)["properties"].items():
        if name == "id":
            continue
        up, down = (
            values(ogc.items(collection, f"?limit=10000&sortby={sign}{quote(name)}")["features"], name)
            for sign in ("", "-")
        )
        assert len(up) == len(down), schema
        assert up == sorted(up)
        assert down == sorted(down, reverse=True)


def test_req_features_sorting_get_sortables_op(ogc: Ogc, collection: str) -> None:
    """/req/features-sorting/get-sortables-op: every feature collection has its sortables."""
    assert sortables(ogc, collection)["$id"]


def test_req_features_sorting_sortable_link(ogc: Ogc, collection: str) -> None:
    """/req/features-sorting/sortable-link: every collection links to them."""
    assert linked(ogc.json(f"/collections/{collection}"), RELATION, "schema+json")


def test_req_features_sorting_sortby_param(ogc: Ogc, collection: str) -> None:
    """/req/features-sorting/sortby-param: items take sortby."""
    assert ogc.parameter(collection, "sortby")


def test_req_features_sorting_response(ogc: Ogc, collection: str) -> None:
    """/req/features-sorting/response: by the first key, and by the next where it ties, on all pages."""
    names = [name for name in sortables(ogc, collection)["properties"] if name != "id"][:2]
    keys = ",".join(f"-{quote(name)}" for name in names)
    whole = ogc.items(collection, f"?limit=10000&sortby={keys}")["features"]
    assert {one["id"] for one in whole} == {one["id"] for one in ogc.all(collection)}
    paged: list[dict[str, Any]] = []
    href: str | None = f"/collections/{collection}/items?limit=50&sortby={keys}"
    while href is not None:
        page = ogc.json(href)
        paged += page["features"]
        href = linked(page, "next")
    assert paged == whole
    first, second = names
    held = [one["properties"] for one in whole if first in one["properties"]]
    for one, other in pairwise(held):
        assert one[first] >= other[first]
        if one[first] == other[first] and second in other:
            assert one[second] >= other[second]
