"""The description of the service."""

import json
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

from api.parameters import ITEMS
from tests.service import COUNTS, Client, client_of, write_layer


def described(client: Client, **params: str) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/api", **params).json()
    return document


def parameters(document: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    found: list[dict[str, Any]] = document["paths"][path]["get"]["parameters"]
    names = [one["name"] for one in found]
    assert len(names) == len(set(names))
    return {one["name"]: one for one in found}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_is_a_valid_document_whatever_is_served(client: Client, layered: Client, lang: str) -> None:
    for asked in (client, layered):
        validate(described(asked, lang=lang))


def test_every_collection_has_its_paths(layered: Client) -> None:
    paths = described(layered)["paths"]
    for id in [*COUNTS, "zoning"]:
        for rest in ("", "/queryables", "/items", "/items/{featureId}"):
            assert f"/collections/{id}{rest}" in paths


def test_every_operation_has_a_name_of_its_own(tmp_path: Path) -> None:
    layer = write_layer(tmp_path / "x.geojson")
    with client_of(layers=tuple(f"{name}={layer}" for name in ("x", "x-item", "x-items", "describe-x"))) as client:
        document = described(client)
        validate(document)
    names = [operation["operationId"] for item in document["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_items_take_the_table_of_parameters_and_the_queryables(client: Client) -> None:
    document = described(client)
    for path in ("/collections/plots/items", "/map"):
        found = parameters(document, path)
        assert {parameter.name for parameter in ITEMS} <= found.keys()
        assert {"status", "area_mu", "floor_area_ratio", "id", "doubts"} <= found.keys()
        assert "sources" not in found
        assert all(one["in"] == "query" and one["required"] is False for one in found.values())


def test_choices_stand_in_the_description(client: Client) -> None:
    found = parameters(described(client), "/collections/plots/items")
    assert found["location_method"]["schema"]["enum"] == ["surveyed", "digitised", "approximate"]
    assert found["certainty"]["schema"]["enum"] == ["possible", "certain"]
    assert found["f"]["schema"]["enum"] == ["json", "html"]


def test_the_bounds_of_a_page_are_those_of_the_settings() -> None:
    with client_of(paging={"limit_default": 3, "limit_max": 7}) as client:
        schema = parameters(described(client), "/collections/plots/items")["limit"]["schema"]
    assert (schema["minimum"], schema["default"], schema["maximum"]) == (1, 3, 7)


def test_one_description_does_not_change_another(client: Client) -> None:
    before = described(client)
    with client_of(paging={"limit_default": 3, "limit_max": 7}) as other:
        described(other)
    assert described(client) == before


def test_titles_are_in_the_language_asked(client: Client) -> None:
    zh, en = (
        parameters(described(client, lang=lang), "/collections/plots/items")["floor_area_ratio"]["description"]
        for lang in ("zh", "en")
    )
    assert (zh, en) == ("容积率", "Floor-area ratio")


def test_a_column_named_like_a_parameter_does_not_take_its_place(tmp_path: Path) -> None:
    properties = {"limit": 5, "near": "x", "f": "y", "bbox": 1.5, "name": "z"}
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [121.2, 31.3]}, "properties": properties}
    path = tmp_path / "odd.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    with client_of(layers=(f"odd={path}",)) as client:
        validate(described(client))
        assert parameters(described(client), "/collections/odd/items")["limit"]["schema"]["minimum"] == 1
        answer = client.items("odd", limit=1, near="metro", bbox="121,31,122,32", name="z", f="json")
        assert answer["features"][0]["properties"].items() >= properties.items()


def test_examples_are_right(client: Client) -> None:
    for name, one in parameters(described(client), "/collections/plots/items").items():
        if "example" in one:
            value = ",".join(map(str, one["example"])) if isinstance(one["example"], list) else one["example"]
            asked = {"near": "metro", name: value}
            assert client.items("plots", **asked)["type"] == "FeatureCollection"
