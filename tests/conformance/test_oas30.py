"""OGC API – Features – Part 1, requirements class OpenAPI 3.0."""

from typing import Any
from urllib.parse import quote

import pytest
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from tests.conformance.conftest import COLLECTIONS, Ogc

JSON_TYPES = {"application/json", "application/geo+json", "application/schema+json"}


VARIABLES = {
    "{id}": "waigang-29-08",
    "{tileMatrixSetId}": "WebMercatorQuad",
    "{tileMatrix}/{tileRow}/{tileCol}": "0/0/0",
}


def operations(ogc: Ogc) -> dict[str, dict[str, Any]]:
    """The operations that read, by the address at which each is asked, path parameters filled in."""
    found = {}
    for path, item in ogc.api()["paths"].items():
        address = path
        if path.endswith("{featureId}"):
            collection = path.split("/")[2]
            address = path.replace("{featureId}", quote(ogc.all(collection)[0]["id"], safe=""))
        for variable, value in VARIABLES.items():
            address = address.replace(variable, value)
        if "get" in item:
            found[address + required(item["get"])] = item["get"]
    return found


def required(operation: dict[str, Any]) -> str:
    """The query without which an operation cannot be asked."""
    wanted = (one for one in operation["parameters"] if one["in"] == "query" and one["required"])
    query = "&".join(f"{one['name']}={quote(value_of(one, {}))}" for one in wanted)
    return f"?{query}" if query else ""


def valid(document: Any, schema: dict[str, Any], api: dict[str, Any]) -> None:
    """Assert that an answer has a schema of the description."""
    OAS30Validator({**schema, "components": api["components"]}).validate(document)


def test_req_oas30_oas_definition_1(ogc: Ogc) -> None:
    """/req/oas30/oas-definition-1: the description comes as OpenAPI 3.0 in JSON, and as HTML."""
    (href,) = [link["href"] for link in ogc.json("/")["links"] if link["rel"] == "service-desc"]
    found = ogc.get(href, Accept="application/vnd.oai.openapi+json;version=3.0")
    assert found.headers["content-type"].replace(" ", "") == "application/vnd.oai.openapi+json;version=3.0"
    assert ogc.html(href).headers["content-type"].startswith("text/html")


def test_req_oas30_oas_definition_2(ogc: Ogc) -> None:
    """/req/oas30/oas-definition-2: it is a valid OpenAPI 3.0 document."""
    assert ogc.api()["openapi"].startswith("3.0.")
    validate(ogc.api())


def test_req_oas30_oas_impl(ogc: Ogc) -> None:
    """/req/oas30/oas-impl: the server does everything that the description has."""
    asked = operations(ogc)
    assert {"/", "/api", "/conformance", "/collections", "/map", "/plots/waigang-29-08"} <= asked.keys()
    for collection in COLLECTIONS:
        assert {f"/collections/{collection}", f"/collections/{collection}/items"} <= asked.keys()
    for address in asked:
        ogc.get(address)


def test_req_oas30_oas_impl_parameters(ogc: Ogc) -> None:
    """/req/oas30/oas-impl: every parameter of every operation is taken, with its example or a value of its schema."""
    values = {"cursor": "", "certainty": "", "sortby": "id", "datetime": "2026-01-01/.."}
    for address, operation in operations(ogc).items():
        for parameter in operation["parameters"]:
            if parameter["in"] == "query" and not parameter["required"] and values.get(parameter["name"], "x"):
                query = f"{parameter['name']}={quote(value_of(parameter, values))}"
                extra = "&near=metro" if parameter["name"] == "within" else ""
                url = f"{address}{'&' if '?' in address else '?'}{query}{extra}"
                found = ogc.request("GET", url)
                assert found.status_code in {200, 204}, f"{url}: {found.text[:300]}"


def value_of(parameter: dict[str, Any], values: dict[str, str]) -> str:
    if parameter["name"] in values:
        return values[parameter["name"]]
    example, schema = parameter.get("example"), parameter["schema"]
    if isinstance(example, list):
        return ",".join(map(str, example))
    if example is not None or "default" in schema:
        value = schema["default"] if example is None else example
        return str(value).lower() if isinstance(value, bool) else str(value)
    if "enum" in schema:
        return str(schema["enum"][-1])
    dated = schema.get("format") in {"date", "date-time"}
    least = str(max(schema.get("minimum", 1), 1))
    return {"integer": least, "number": "1.5", "boolean": "true"}.get(schema["type"], "2024-01-01" if dated else "x")


def test_req_oas30_completeness(ogc: Ogc) -> None:
    """/req/oas30/completeness: each operation has the statuses and answers that the server uses."""
    for address, operation in operations(ogc).items():
        content = operation["responses"]["200"]["content"]
        for accept in ("application/json", "text/html"):
            found = ogc.get(address, Accept=accept)
            type = found.headers["content-type"].partition("; charset")[0]
            assert type in content, f"{address} answers {type}"
            if type in JSON_TYPES:
                valid(found.json(), content[type]["schema"], ogc.api())


@pytest.mark.parametrize("query", ["", "?near=metro&within=5km", "?limit=1", "?bbox=0,0,1,1", "?sortby=-id"])
def test_req_oas30_completeness_of_items(ogc: Ogc, collection: str, query: str) -> None:
    """/req/oas30/completeness: every answer of items is as the description has it."""
    described = ogc.api()["paths"][f"/collections/{collection}/items"]["get"]["responses"]["200"]
    valid(ogc.items(collection, query), described["content"]["application/geo+json"]["schema"], ogc.api())


def test_req_oas30_completeness_of_queryables(ogc: Ogc, collection: str) -> None:
    """/req/oas30/completeness: what a collection can be asked by is described."""
    parameters = ogc.api()["paths"][f"/collections/{collection}/items"]["get"]["parameters"]
    names = [parameter["name"] for parameter in parameters]
    assert len(names) == len(set(names))
    assert set(ogc.json(f"/collections/{collection}/queryables")["properties"]) - {"geometry"} <= set(names)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?x=1", 400),
        ("/map?x=1", 400),
        ("/readyz?x=1", 400),
        ("/collections/plots/items?limit=0", 400),
        ("/collections/plots/items?near=Anting", 400),
        ("/collections/parks", 404),
        ("/collections/plots/items/atlantis", 404),
        ("/plots/atlantis", 404),
    ],
)
def test_req_oas30_exceptions_codes(ogc: Ogc, path: str, status: int) -> None:
    """/req/oas30/exceptions-codes: the errors that occur are described."""
    api = ogc.api()
    found = ogc.get(path, status)
    assert found.headers["content-type"] == "application/problem+json"
    problem = api["components"]["responses"]["Problem"]["content"]["application/problem+json"]
    valid(found.json(), problem["schema"], api)
    for item in api["paths"].values():
        for method in item.keys() & {"get", "post"}:
            assert {"4XX", "5XX"} <= item[method]["responses"].keys()


def test_req_oas30_security(ogc: Ogc) -> None:
    """/req/oas30/security: nothing is access-controlled, and nothing says that it is."""
    assert "security" not in ogc.api()
    assert "securitySchemes" not in ogc.api()["components"]
    assert all("security" not in operation for operation in operations(ogc).values())
