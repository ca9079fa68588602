"""OGC API – Features – Part 5: Schemas (23-058), and the queryables of Part 3 (19-079r2)."""

from typing import Any
from urllib.parse import quote

import jsonschema
import pytest

from tests.conformance.conftest import Ogc
from tests.service import linked

RELATIONS = "http://www.opengis.net/def/rel/ogc/1.0"
VIEWS = ("queryables", "sortables", "schema")
SIMPLE = ("string", "number", "integer", "boolean")


@pytest.fixture(params=VIEWS)
def document(request: pytest.FixtureRequest, ogc: Ogc, collection: str) -> dict[str, Any]:
    """Each schema of each collection in turn."""
    found: dict[str, Any] = ogc.json(f"/collections/{collection}/{request.param}")
    return found


def of_role(document: dict[str, Any], role: str) -> dict[str, dict[str, Any]]:
    return {name: one for name, one in document["properties"].items() if one.get("x-ogc-role") == role}


def is_spatial(schema: dict[str, Any]) -> bool:
    return str(schema.get("format", "")).startswith("geometry-")


def reference(ogc: Ogc, collection: str, name: str) -> dict[str, Any]:
    """The schema that the link of a collection leads to."""
    href = linked(ogc.json(f"/collections/{collection}"), f"{RELATIONS}/{name}")
    assert href is not None
    response = ogc.get(href, Accept="application/schema+json")
    assert response.headers["content-type"] == "application/schema+json"
    found: dict[str, Any] = response.json()
    return found


# Schemas


def test_req_schemas_json_schema(ogc: Ogc, document: dict[str, Any]) -> None:
    """/req/schemas/json-schema: a valid JSON Schema of an object, to be had at its own address."""
    jsonschema.Draft202012Validator.check_schema(document)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["type"] == "object"
    assert "?" not in document["$id"]
    assert ogc.get(document["$id"], Accept="application/schema+json").json() == document


def test_req_schemas_properties(ogc: Ogc, collection: str, document: dict[str, Any]) -> None:
    """/req/schemas/properties: types and formats, of spatial and temporal properties too."""
    for name, one in document["properties"].items():
        if name == "geometry":
            assert is_spatial(one)
            assert not {"type", "$ref"} & one.keys()
        else:
            assert one["type"] in (*SIMPLE, "array", ["array", "object"])
    dates = [name for name, one in document["properties"].items() if one.get("format") in {"date", "date-time"}]
    assert all(document["properties"][name]["type"] == "string" for name in dates)
    if collection == "plots":
        assert {"updated_at", "announced_on"} <= set(dates)
        assert document["properties"].get("area_mu", {"readOnly": True})["readOnly"] is True


def test_req_schemas_additional_keywords(document: dict[str, Any]) -> None:
    """/req/schemas/additional-keywords: what JSON Schema lacks begins with x-ogc-."""
    known = jsonschema.Draft202012Validator.VALIDATORS.keys() | {"title", "description", "readOnly", "format"}
    for one in document["properties"].values():
        assert all(key.startswith("x-ogc-") for key in one.keys() - known)


def test_req_schemas_role(document: dict[str, Any]) -> None:
    """/req/schemas/role: a role is a text, one of those that the standard has."""
    roles = [one["x-ogc-role"] for one in document["properties"].values() if "x-ogc-role" in one]
    assert set(roles) <= {"id", "primary-geometry", "primary-instant"}
    assert "id" in roles


def test_req_schemas_role_id(ogc: Ogc, collection: str, document: dict[str, Any]) -> None:
    """/req/schemas/role-id: one property is the id of the item."""
    ((_, one),) = of_role(document, "id").items()
    assert one["type"] in {"string", "integer"}
    for feature in ogc.all(collection):
        jsonschema.validate(feature["id"], one)


def test_req_schemas_property_seq(document: dict[str, Any]) -> None:
    """/req/schemas/property-seq: whole numbers, in order."""
    places = [one["x-ogc-propertySeq"] for one in document["properties"].values()]
    assert places == sorted(set(places))
    assert all(isinstance(place, int) for place in places)


#: Case-sensitive symbols of UCUM, as its tables have them.
UCUM = {"m2", "har", "m", "min", "a", "%"}


def test_req_schemas_unit(ogc: Ogc, collection: str, document: dict[str, Any]) -> None:
    """/req/schemas/unit: units are UCUM's, or name the language that they are of."""
    units = {n: one for n, one in document["properties"].items() if "x-ogc-unit" in one}
    for one in units.values():
        assert one["x-ogc-unit"] in UCUM or one["x-ogc-unitLang"] not in {"UCUM", "QUDT"}
    if collection == "plots":
        said = {units[n]["x-ogc-unit"] for n in ("site_area_m2", "metro_distance_m", "price_cny", "area_mu")}
        assert said == {"m2", "m", "CNY", "mu"}


def test_req_schemas_definition_and_nullvalues(document: dict[str, Any]) -> None:
    """/req/schemas/definition: no other keyword is used than those whose rules are tested here."""
    tested = {"x-ogc-role", "x-ogc-propertySeq", "x-ogc-unit", "x-ogc-unitLang"}
    for one in document["properties"].values():
        assert {key for key in one if key.startswith("x-")} <= tested


def test_req_schemas_nullvalues(ogc: Ogc, collection: str) -> None:
    """/req/schemas/nullvalues: what is missing is left out, so that no value has to stand for it."""
    for feature in ogc.all(collection):
        assert None not in feature["properties"].values()


# Roles


def test_req_advanced_property_roles_role_primary_geometry(document: dict[str, Any]) -> None:
    """/req/advanced-property-roles/role-primary-geometry: the one spatial property."""
    spatial = {name for name, one in document["properties"].items() if is_spatial(one)}
    assert of_role(document, "primary-geometry").keys() == spatial


def test_req_advanced_property_roles_role_primary_instant(ogc: Ogc, collection: str, document: dict[str, Any]) -> None:
    """/req/advanced-property-roles/role-primary-instant: one temporal property, which the extent in time is about."""
    instants = of_role(document, "primary-instant")
    assert len(instants) == ("temporal" in ogc.json(f"/collections/{collection}")["extent"])
    assert all(one["format"] in {"date", "date-time"} for one in instants.values())


@pytest.mark.parametrize("role", ["primary-interval-start", "primary-interval-end", "primary-interval", "type"])
def test_req_advanced_property_roles_others(document: dict[str, Any], role: str) -> None:
    """/req/advanced-property-roles/primary-temporal-constraints: an instant alone says when an item is."""
    assert not of_role(document, role)


# The resources


def test_req_returnables_and_receivables_link(ogc: Ogc, collection: str) -> None:
    """/req/returnables-and-receivables/link: every collection links to its schema."""
    assert reference(ogc, collection, "schema")


def test_req_returnables_and_receivables_op(ogc: Ogc, collection: str) -> None:
    """/req/returnables-and-receivables/op: it answers GET with application/schema+json."""
    response = ogc.get(f"/collections/{collection}/schema", Accept="application/schema+json")
    assert response.headers["content-type"] == "application/schema+json"


def test_req_returnables_and_receivables_response(ogc: Ogc, collection: str) -> None:
    """/req/returnables-and-receivables/response: what is returned is as the schema says."""
    schema = ogc.json(f"/collections/{collection}/schema")
    for feature in ogc.all(collection):
        known = {n: v for n, v in feature["properties"].items() if v != "unheard-of"}
        jsonschema.validate({"id": feature["id"], "geometry": feature["geometry"], **known}, schema)
        assert schema.get("additionalProperties") is not False or known.keys() <= schema["properties"].keys()


def test_req_queryables_link(ogc: Ogc, collection: str) -> None:
    """/req/queryables/link: every collection links to its queryables."""
    assert reference(ogc, collection, "queryables")


def test_req_queryables_queryables_link(ogc: Ogc, collection: str) -> None:
    """/req/queryables/queryables-link: the same in Part 3."""
    assert reference(ogc, collection, "queryables")["properties"]


def test_req_queryables_op(ogc: Ogc, collection: str) -> None:
    """/req/queryables/op: they answer GET with application/schema+json."""
    response = ogc.get(f"/collections/{collection}/queryables", Accept="application/schema+json")
    assert response.headers["content-type"] == "application/schema+json"


def test_req_queryables_get_queryables_op(ogc: Ogc, collection: str) -> None:
    """/req/queryables/get-queryables-op: the same in Part 3."""
    response = ogc.get(f"/collections/{collection}/queryables?f=json")
    assert response.headers["content-type"] == "application/schema+json"


def test_req_queryables_response(ogc: Ogc, collection: str) -> None:
    """/req/queryables/response: properties that are not declared are refused."""
    assert ogc.json(f"/collections/{collection}/queryables")["additionalProperties"] is False
    ogc.problem(f"/collections/{collection}/items?no_such_property=1")


def test_req_queryables_get_queryables_response(ogc: Ogc, collection: str) -> None:
    """/req/queryables/get-queryables-response: the same in Part 3."""
    said = ogc.json(f"/collections/{collection}/queryables")
    assert said["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert all("type" in one or is_spatial(one) for one in said["properties"].values())


def test_req_queryables_expression_construction(ogc: Ogc, collection: str) -> None:
    """/req/queryables/expression-construction: only queryables can be asked by."""
    queryables = ogc.json(f"/collections/{collection}/queryables")["properties"]
    for name in ogc.json(f"/collections/{collection}/schema")["properties"].keys() - queryables.keys():
        ogc.problem(f"/collections/{collection}/items?{quote(name)}=1")


def test_req_queryables_query_parameters_parameters(ogc: Ogc, collection: str) -> None:
    """/req/queryables-query-parameters/parameters: every simple queryable is a parameter, and means itself."""
    queryables = ogc.json(f"/collections/{collection}/queryables")["properties"]
    features = ogc.all(collection)
    for name, schema in queryables.items():
        if schema.get("type") not in SIMPLE:
            continue
        described = ogc.parameter(collection, name)["schema"]
        shared = ("type", "format", "enum", "pattern", "maximum")
        assert {key: described.get(key) for key in shared} == {key: schema.get(key) for key in shared}
        assert described.get("minimum") == schema.get("minimum", schema.get("exclusiveMinimum"))
        held = {f["id"]: f["id"] if name == "id" else f["properties"].get(name) for f in features}
        known = [value for value in held.values() if value is not None and value != "unheard-of"]
        for value in known[:3]:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            found = ogc.ids(collection, f"?limit=10000&{quote(name)}={quote(text, safe='')}")
            assert found == {id for id, other in held.items() if other == value}
