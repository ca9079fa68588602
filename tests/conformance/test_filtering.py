"""OGC API – Features – Part 3: Filtering (OGC 19-079r2)."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pytest

from tests.conformance.conftest import Ogc

REL = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"

WINDOW = (121.2, 31.3, 121.25, 31.4)

FUNCTIONS = {
    "type": "object",
    "required": ["functions"],
    "properties": {
        "functions": {
            "type": "array",
            "minItems": 2,
            "items": {
                "type": "object",
                "required": ["name", "returns"],
                "properties": {
                    "name": {"type": "string"},
                    "description": {"type": "string"},
                    "args": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["type"],
                            "properties": {"type": {"type": "array", "items": {"$ref": "#/$defs/type"}}},
                        },
                    },
                    "returns": {"type": "array", "items": {"$ref": "#/$defs/type"}},
                },
            },
        }
    },
    "$defs": {"type": {"enum": ["string", "number", "integer", "datetime", "geometry", "boolean"]}},
}


def asked(**parameters: str) -> str:
    return "?" + urlencode({"limit": "10000", **{name.replace("_", "-"): text for name, text in parameters.items()}})


def check_parameter(ogc: Ogc, collection: str, name: str) -> dict[str, Any]:
    parameter = ogc.parameter(collection, name)
    schema: dict[str, Any] = parameter["schema"]
    assert schema["type"] == "string"
    assert (parameter["required"], parameter["style"], parameter["explode"]) == (False, "form", False)
    return schema


def check_queryables(ogc: Ogc, collection: str) -> dict[str, Any]:
    response = ogc.get(f"/collections/{collection}/queryables")
    assert response.headers["content-type"] == "application/schema+json"
    document: dict[str, Any] = response.json()
    jsonschema.Draft202012Validator.check_schema(document)
    return document


def links_to_queryables(ogc: Ogc, collection: str) -> list[str]:
    document = ogc.json(f"/collections/{collection}")
    return [link["href"] for link in document["links"] if link["rel"] == REL]


def test_req_queryables_get_queryables_op(ogc: Ogc, collection: str) -> None:
    """/req/queryables/get-queryables-op: the server supports GET at the address of the queryables."""
    check_queryables(ogc, collection)


def test_req_queryables_get_queryables_response(ogc: Ogc, collection: str) -> None:
    """/req/queryables/get-queryables-response: a JSON Schema; a geometry by its format, everything else by its type."""
    document = check_queryables(ogc, collection)
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["$id"].endswith(f"/collections/{collection}/queryables")
    assert (document["type"], document["additionalProperties"]) == ("object", False)
    spatial = document["properties"].pop("geometry")
    assert spatial["format"].startswith("geometry-")
    assert not {"type", "$ref"} & set(spatial)
    assert all(schema["type"] for schema in document["properties"].values())


def test_req_queryables_queryables_link(ogc: Ogc, collection: str) -> None:
    """/req/queryables/queryables-link: the collection links to its queryables."""
    (href,) = links_to_queryables(ogc, collection)
    assert ogc.json(href) == check_queryables(ogc, collection)


def test_req_queryables_expression_construction(ogc: Ogc, collection: str) -> None:
    """/req/queryables/expression-construction: a filter may name every queryable, and nothing else."""
    names = list(check_queryables(ogc, collection)["properties"])
    everything = " OR ".join(f'"{name}" IS NULL OR "{name}" IS NOT NULL' for name in names)
    for some in (everything, f'"{names[0]}" IS NOT NULL'):
        ogc.items(collection, asked(filter=some))
    said = ogc.problem(f"/collections/{collection}/items{asked(filter='no_such_property = 1')}")
    assert all(name in said["detail"] for name in names)


def test_req_queryables_query_parameters_parameters(ogc: Ogc, collection: str) -> None:
    """/req/queryables-query-parameters/parameters: every simple queryable is a parameter."""
    for name, schema in check_queryables(ogc, collection)["properties"].items():
        if schema.get("type") not in {"string", "number", "integer", "boolean"} or name == "id" or "format" in schema:
            continue
        assert ogc.parameter(collection, name)["schema"]["type"] == schema["type"]
        having = {one["id"]: one["properties"][name] for one in ogc.all(collection) if name in one["properties"]}
        for value in {str(one).lower() if isinstance(one, bool) else str(one) for one in list(having.values())[:3]}:
            found = ogc.ids(collection, f"?limit=10000&{quote(name)}={quote(value)}")
            assert found == {id for id, known in having.items() if str(known).lower() == value.lower()}


def test_req_filter_filter_param(ogc: Ogc, collection: str) -> None:
    """/req/filter/filter-param: the address of the items takes a filter."""
    check_parameter(ogc, collection, "filter")


def test_req_filter_filter_lang_param(ogc: Ogc, collection: str) -> None:
    """/req/filter/filter-lang-param: it takes the language of the filter, text unless said otherwise."""
    schema = check_parameter(ogc, collection, "filter-lang")
    assert {"cql2-text", "cql2-json"} <= set(schema["enum"])
    assert schema["default"] == "cql2-text"


def test_req_filter_filter_crs_param(ogc: Ogc, collection: str) -> None:
    """/req/filter/filter-crs-param: geometries are read in the system that is said; an unknown one is an error."""
    check_parameter(ogc, collection, "filter-crs")
    west, south, east, north = WINDOW
    plain = ogc.ids(collection, asked(filter=f"S_INTERSECTS(geometry,BBOX({west},{south},{east},{north}))"))
    turned = f"S_INTERSECTS(geometry,BBOX({south},{west},{north},{east}))"
    assert ogc.ids(collection, asked(filter=turned, filter_crs=EPSG_4326)) == plain
    ogc.get(f"/collections/{collection}/items{asked(filter='true', filter_crs='http://no.such/system')}", 400)


def test_req_filter_filter_crs_wgs84(ogc: Ogc, collection: str) -> None:
    """/req/filter/filter-crs-wgs84: without a system, geometries are in CRS84."""
    west, south, east, north = WINDOW
    filter = f"S_INTERSECTS(geometry,BBOX({west},{south},{east},{north}))"
    assert ogc.ids(collection, asked(filter=filter)) == ogc.ids(collection, asked(filter=filter, filter_crs=CRS84))


def test_req_filter_mixing_expressions(ogc: Ogc, collection: str) -> None:
    """/req/filter/mixing-expressions: the filter and every other condition are met together."""
    window = ",".join(map(str, WINDOW))
    filter = "id IS NOT NULL AND NOT id LIKE '%1%'"
    both = ogc.ids(collection, asked(filter=filter, bbox=window))
    assert both == ogc.ids(collection, asked(filter=filter)) & ogc.ids(collection, asked(bbox=window))


def test_req_filter_response(ogc: Ogc, collection: str) -> None:
    """/req/filter/response: the items of which the filter is true, and no others."""
    everything = {feature["id"] for feature in ogc.all(collection)}
    assert ogc.ids(collection, asked(filter="true")) == everything
    assert ogc.ids(collection, asked(filter="false")) == set()
    name = ogc.text(collection)
    assert ogc.ids(collection, asked(filter=f"\"{name}\" LIKE '%1%'")) == {
        one["id"] for one in ogc.all(collection) if "1" in one["properties"].get(name, "")
    }


def test_req_filter_get_functions_operation(ogc: Ogc) -> None:
    """/req/filter/get-functions-operation: the server supports GET at the address that the landing page links to."""
    rel = "http://www.opengis.net/def/rel/ogc/1.0/functions"
    (href,) = [link["href"] for link in ogc.json("/")["links"] if link["rel"] == rel]
    assert ogc.json(href)["functions"] == ogc.json("/functions")["functions"]


def test_req_filter_get_functions_response_json(ogc: Ogc) -> None:
    """/req/filter/get-functions-response-json: it lists the functions with their arguments."""
    jsonschema.validate(ogc.json("/functions"), FUNCTIONS)


def test_req_features_filter_filter_param(ogc: Ogc, collection: str) -> None:
    """/req/features-filter/filter-param: the items take a filter, and an empty one keeps all."""
    check_parameter(ogc, collection, "filter")
    assert ogc.ids(collection, asked(filter="")) == {feature["id"] for feature in ogc.all(collection)}


def test_req_features_filter_filter_lang_param(ogc: Ogc, collection: str) -> None:
    """/req/features-filter/filter-lang-param: the same filter in both languages keeps the same items."""
    name = ogc.text(collection)
    written = json.dumps({"op": "like", "args": [{"property": name}, "%<%"]})
    found = ogc.ids(collection, asked(filter=written, filter_lang="cql2-json"))
    assert found == ogc.ids(collection, asked(filter=f"\"{name}\" LIKE '%<%'", filter_lang="cql2-text"))
    assert found == {one["id"] for one in ogc.all(collection) if "<" in one["properties"].get(name, "")}


def test_req_features_filter_filter_crs_param(ogc: Ogc, collection: str) -> None:
    """/req/features-filter/filter-crs-param: the items take the system of the filter's geometries."""
    assert check_parameter(ogc, collection, "filter-crs")["format"] == "uri-reference"


def test_req_features_filter_get_queryables_op(ogc: Ogc, collection: str) -> None:
    """/req/features-filter/get-queryables-op: every collection has queryables."""
    assert check_queryables(ogc, collection)["properties"]


def test_req_features_filter_queryables_link(ogc: Ogc, collection: str) -> None:
    """/req/features-filter/queryables-link: every collection links to them."""
    assert links_to_queryables(ogc, collection)


@pytest.mark.parametrize("query", ["filter=a+b", "filter=true&filter-lang=cql", "filter=true&filter-crs=EPSG:1"])
def test_req_features_filter_response(ogc: Ogc, collection: str, query: str) -> None:
    """/req/features-filter/response: what meets the filter and all else; 400 for what is wrong."""
    some = ogc.all(collection)[0]["id"]
    condition = f"id = '{some.replace(chr(39), 2 * chr(39))}'"
    assert ogc.ids(collection, asked(filter=condition)) == {some}
    assert ogc.ids(collection, asked(filter=condition, bbox="0,0,1,1")) <= {some}
    said = ogc.problem(f"/collections/{collection}/items?{query}")
    assert said["parameter"] == query.rsplit("&", maxsplit=1)[-1].split("=", maxsplit=1)[0]
