"""The queryables, sortables and schema of each collection, asked over HTTP."""

import jsonschema
import pytest

from tests.service import COUNTS, Client, linked

COLLECTIONS = [*COUNTS, "zoning"]
VIEWS = ("queryables", "sortables", "schema")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("id", COLLECTIONS)
def test_a_collection_links_to_its_schemas(layered: Client, id: str, view: str) -> None:
    href = linked(layered.get(f"/collections/{id}").json(), f"http://www.opengis.net/def/rel/ogc/1.0/{view}")
    assert href is not None
    response = layered.get(f"{href}?lang=zh")
    assert response.headers["content-type"] == "application/schema+json"
    assert response.json()["$id"] == href
    jsonschema.Draft202012Validator.check_schema(response.json())


@pytest.mark.parametrize("id", COLLECTIONS)
def test_the_items_are_as_the_schema_says(layered: Client, id: str) -> None:
    schema = layered.get(f"/collections/{id}/schema").json()
    for feature in layered.items(id, limit=1000)["features"]:
        held = {"id": feature["id"], "geometry": feature["geometry"], **feature["properties"]}
        jsonschema.validate({name: value for name, value in held.items() if value != "unheard-of"}, schema)
        assert held.keys() <= schema["properties"].keys()


@pytest.mark.parametrize("id", COLLECTIONS)
def test_items_can_be_sorted_by_the_sortables_and_by_nothing_else(layered: Client, id: str) -> None:
    sortables = layered.get(f"/collections/{id}/sortables").json()["properties"]
    for name in layered.get(f"/collections/{id}/schema").json()["properties"]:
        response = layered.get(f"/collections/{id}/items", sortby=name)
        assert response.status_code == (200 if name in sortables else 400)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_there_is_a_page_of_each_for_people(client: Client, view: str, lang: str) -> None:
    path = f"/collections/plots/{view}"
    page = client.page(path, f="html", lang=lang)
    assert ("地块" if lang == "zh" else "Land plots") in page
    for name in client.get(path).json()["properties"]:
        assert name == "geometry" or f"<code>{name}</code>" in page


def test_the_schemas_of_a_collection_that_is_not_there_are_not_found(client: Client) -> None:
    for view in VIEWS:
        assert "metro-stations" in client.problem(f"/collections/parks/{view}", 404)["detail"]


@pytest.mark.parametrize("id", COLLECTIONS)
def test_a_collection_links_to_the_schema_of_its_features(layered: Client, id: str) -> None:
    href = linked(layered.get(f"/collections/{id}").json(), "describedBy")
    assert href is not None
    response = layered.get(href, headers={"Accept": "application/schema+json"})
    assert response.headers["content-type"] == "application/schema+json"
    assert response.json()["$id"] == href
    jsonschema.Draft202012Validator.check_schema(response.json())
    for feature in layered.items(id, limit=1000)["features"]:
        held = {name: value for name, value in feature["properties"].items() if value != "unheard-of"}
        jsonschema.validate(feature | {"properties": held}, response.json())
        assert held.keys() <= response.json()["properties"]["properties"]["properties"].keys()
