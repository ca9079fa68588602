"""Addresses and links."""

from typing import Any

import pytest
from starlette.requests import Request

from api.links import base_url, link, representations, with_query
from tests.service import Client, client_of, path_of


def test_a_link_leaves_out_what_it_is_not_given() -> None:
    assert link("/x", "self") == {"href": "/x", "rel": "self"}
    whole = {"href": "/x", "rel": "next", "type": "text/html", "title": "Next"}
    assert link("/x", "next", "text/html", "Next") == whole


@pytest.mark.parametrize(
    ("query", "href"),
    [
        ({}, "/items"),
        ({"bbox": "1,2,3,4"}, "/items?bbox=1,2,3,4"),
        ({"near": "metro:11", "within": "1km"}, "/items?near=metro:11&within=1km"),
        ({"near": "嘉定 北&x=1"}, "/items?near=%E5%98%89%E5%AE%9A%20%E5%8C%97%26x%3D1"),
    ],
)
def test_a_query_is_escaped_where_it_must_be(query: dict[str, Any], href: str) -> None:
    assert with_query("/items", query) == href


def test_a_resource_is_linked_to_itself_and_to_its_other_forms() -> None:
    media = {"json": ("application/json", "JSON"), "html": ("text/html", "HTML")}
    ours, other = representations("/x", {"lang": "zh"}, "text/html", media)[::-1]
    assert (ours["rel"], ours["href"], ours["type"]) == ("self", "/x?lang=zh&f=html", "text/html")
    assert (other["rel"], other["href"], other["type"]) == ("alternate", "/x?lang=zh&f=json", "application/json")


def test_the_address_is_that_by_which_the_service_was_asked(client: Client) -> None:
    for host in ("localhost:8000", "example.org", "[::1]:9000"):
        for one in client.get("/", headers={"Host": host}).json()["links"]:
            assert one["href"].startswith(f"http://{host}/")


def test_without_a_host_the_address_is_that_of_the_server(client: Client) -> None:
    scope = {"type": "http", "app": client.app, "headers": [], "scheme": "http", "server": ("127.0.0.1", 8000)}
    assert base_url(Request(scope)) == "http://127.0.0.1:8000"


@pytest.mark.parametrize("base", ["https://plots.example.org", "https://example.org/dikuai/"])
def test_the_public_address_stands_in_every_link(base: str) -> None:
    with client_of(http={"base_url": base}) as client:
        for path in ("/", "/collections", "/collections/plots", "/collections/plots/items?limit=1"):
            for one in client.get(path).json()["links"]:
                assert one["href"].startswith(base.rstrip("/") + "/")
        assert client.get("/api").json()["servers"] == [{"url": base.rstrip("/")}]
        following = client.items("plots", limit=1)["links"][-1]
        assert following["rel"] == "next"
        inside = path_of(following["href"]).removeprefix("/dikuai")
        assert client.get(inside).json()["numberReturned"] == 1
