"""Answering: what every answer has alike."""

import re

import pytest

from tests.service import Client

DOCUMENTS = ["/", "/api", "/conformance", "/collections", "/collections/plots", "/collections/plots/queryables"]


@pytest.mark.parametrize("path", [*DOCUMENTS, "/collections/plots/items", "/plots/waigang-29-08", "/map"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_answer_may_be_kept_but_must_be_asked_after(client: Client, path: str, accept: str) -> None:
    headers = client.get(path, headers={"Accept": accept}).headers
    assert headers["cache-control"] == "no-cache"
    assert {"Accept", "Accept-Language"} <= set(re.split(r",\s*", headers["vary"]))


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_page_links_to_the_same_as_json(client: Client, path: str) -> None:
    page = client.page(f"{path}?f=html&lang=zh")
    (href,) = re.findall(r'<link rel="alternate" type="application/json" href="([^"]+)"', page)
    response = client.get(href.replace("&amp;", "&"))
    assert response.json() == client.get(f"{path}?lang=zh").json() | _links_of(response.json())


def _links_of(document: dict[str, object]) -> dict[str, object]:
    return {name: document[name] for name in ("links",) if name in document}


@pytest.mark.parametrize("path", DOCUMENTS[:-1])
def test_a_document_links_to_itself_and_to_its_other_form(client: Client, path: str) -> None:
    for format, other in (("json", "html"), ("html", "json")):
        response = client.get(path, f=format)
        if "json" not in response.headers["content-type"] or "links" not in response.json():
            continue
        rels = {link["rel"]: link for link in response.json()["links"]}
        assert f"f={format}" in rels["self"]["href"]
        assert f"f={other}" in rels["alternate"]["href"]


@pytest.mark.parametrize("said", ['W/"x"', "", '"', "W/", ","])
def test_a_tag_of_something_else_is_no_tag_of_the_answer(client: Client, said: str) -> None:
    response = client.get("/collections/plots/items", headers={"If-None-Match": said})
    assert response.status_code == 200
