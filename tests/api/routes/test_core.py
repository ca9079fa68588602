"""The landing page, the conformance classes and the description."""

import pytest

from api.conformance import CLASSES
from tests.service import COUNTS, Client, linked


def test_the_landing_page_links_to_everything(client: Client) -> None:
    landing = client.get("/").json()
    assert {"title", "description", "links"} <= landing.keys()
    for rel in ("self", "alternate", "service-desc", "service-doc", "conformance", "data", "preview"):
        assert linked(landing, rel), f"no link to {rel}"


@pytest.mark.parametrize("path", ["/", "/conformance", "/collections"])
def test_every_link_resolves_to_the_type_that_it_names(client: Client, path: str) -> None:
    for link in client.get(path).json()["links"]:
        response = client.get(link["href"])
        assert response.status_code == 200, link
        assert response.headers["content-type"].partition(";")[0] == link["type"].partition(";")[0], link


def test_the_landing_page_for_people_asks_what_is_near(client: Client) -> None:
    page = client.page("/?f=html")
    assert 'name="near"' in page
    for id in COUNTS:
        assert f'href="/collections/{id}/items?f=html' in page


def test_the_conformance_classes_are_those_that_are_claimed(client: Client) -> None:
    assert client.get("/conformance").json()["conformsTo"] == list(CLASSES)
    page = client.page("/conformance?f=html")
    assert all(uri in page for uri in CLASSES)


def test_the_description_is_openapi_for_programs_and_a_page_for_people(client: Client) -> None:
    response = client.get("/api")
    assert response.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    page = client.page("/api?f=html")
    for path in response.json()["paths"]:
        assert path in page


@pytest.mark.parametrize("path", ["/", "/conformance", "/api", "/collections", "/collections/plots"])
def test_a_resource_refuses_what_it_does_not_know(client: Client, path: str) -> None:
    assert client.problem(path, near="metro")["parameter"] == "near"
