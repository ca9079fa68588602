"""Addresses and links."""

import pytest

from api.links import base_url, link, path, query_without, representations, root, with_query
from tests.service import Client, client_of, path_of


def test_a_link_leaves_out_what_it_is_not_given() -> None:
    assert link("/x", "self") == {"href": "/x", "rel": "self"}
    whole = {"href": "/x", "rel": "next", "type": "text/html", "title": "Next"}
    assert link("/x", "next", "text/html", "Next") == whole


@pytest.mark.parametrize(
    ("query", "names", "kept"),
    [
        (b"", ["f"], ""),
        (b"f=json", ["f"], ""),
        (b"bbox=1,2,3,4&f=json&limit=5", ["f"], "bbox=1,2,3,4&limit=5"),
        (b"near=metro:11&filter=f", ["f"], "near=metro:11&filter=f"),
        (b"near=%E5%98%89+x&cursor=abc", ["cursor"], "near=%E5%98%89+x"),
        ("near=嘉定 北".encode(), ["f"], "near=%E5%98%89%E5%AE%9A%20%E5%8C%97"),
        (b'near="<x>"', ["f"], "near=%22%3Cx%3E%22"),
    ],
)
def test_a_query_is_kept_as_it_came_and_escaped_where_it_must_be(query: bytes, names: list[str], kept: str) -> None:
    assert query_without(query, *names) == kept


@pytest.mark.parametrize(
    ("query", "more", "href"),
    [("", [], "/x"), ("a=1", [], "/x?a=1"), ("", ["f=json"], "/x?f=json"), ("a=1", ["b=2", "c=3"], "/x?a=1&b=2&c=3")],
)
def test_a_query_is_added_to_an_address(query: str, more: list[str], href: str) -> None:
    assert with_query("/x", query, *more) == href


def test_a_resource_is_linked_to_itself_and_to_its_other_forms() -> None:
    media = {"json": ("application/json", "JSON"), "html": ("text/html", "HTML")}
    ours, other = representations("/x", "lang=zh", "text/html", media)[::-1]
    assert (ours["rel"], ours["href"], ours["type"]) == ("self", "/x?lang=zh&f=html", "text/html")
    assert (other["rel"], other["href"], other["type"]) == ("alternate", "/x?lang=zh&f=json", "application/json")


def test_the_address_is_that_by_which_the_service_was_asked(client: Client) -> None:
    for host in ("localhost:8000", "example.org", "[::1]:9000"):
        for one in client.get("/", headers={"Host": host}).json()["links"]:
            assert one["href"].startswith(f"http://{host}/")


def test_without_a_host_the_address_is_that_of_the_server(client: Client) -> None:
    scope = {"type": "http", "app": client.app, "headers": [], "scheme": "http", "server": ("127.0.0.1", 8000)}
    assert base_url(scope) == "http://127.0.0.1:8000"


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


@pytest.mark.parametrize(
    ("scope", "public", "prefix", "below"),
    [
        ({"path": "/collections", "root_path": ""}, None, "", "/collections"),
        ({"path": "/collections", "root_path": "/land"}, None, "/land", "/collections"),
        ({"path": "/land/collections", "root_path": "/land"}, None, "/land", "/collections"),
        ({"path": "/landing", "root_path": "/land"}, None, "/land", "/landing"),
        ({"path": "/collections", "root_path": ""}, "https://example.org/land/", "/land", "/collections"),
    ],
)
def test_a_prefix_is_told_from_the_path_below_it(
    scope: dict[str, str], public: str | None, prefix: str, below: str
) -> None:
    whole = {"scheme": "http", "headers": [(b"host", b"example.org")], **scope}
    assert (root(whole, public), path(whole)) == (prefix, below)
