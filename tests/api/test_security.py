"""What pages may load."""

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest

from api.routes import collections, core, health, inquiries, items, maps, plots, qr, schemas, search, statistics, tiles
from api.security import HEADER, content_security_policy
from tests.service import Client


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in (one.split() for one in policy.split("; "))}


def test_nothing_inline_and_nothing_foreign_runs() -> None:
    said = directives(content_security_policy())
    assert said["default-src"] == ["'none'"]
    assert said["script-src"] == said["style-src"] == said["connect-src"] == ["'self'"]
    assert not any("unsafe" in source for sources in said.values() for source in sources)


def test_a_page_may_frame_the_services_own_map() -> None:
    assert directives(content_security_policy())["frame-src"] == ["'self'"]


def test_images_come_from_where_base_maps_are() -> None:
    said = directives(content_security_policy({"https://b.example", "https://a.example"}))
    assert said["img-src"][-2:] == ["https://a.example", "https://b.example"]


HTML = {"Accept": "text/html"}

#: A path of every route that answers with pages, by the name of the route.
PAGES = {
    "landing": "/",
    "conformance": "/conformance",
    "functions": "/functions",
    "api": "/api",
    "map": "/map?near=metro",
    "collections": "/collections",
    "collection": "/collections/plots",
    "queryables": "/collections/plots/queryables",
    "sortables": "/collections/plots/sortables",
    "schema": "/collections/plots/schema",
    "items": "/collections/plots/items",
    "item": "/collections/plots/items/waigang-29-08",
    "tile_matrix_sets": "/tileMatrixSets",
    "tile_matrix_set": "/tileMatrixSets/WebMercatorQuad",
    "tilesets": "/collections/plots/tiles",
    "tileset": "/collections/plots/tiles/WebMercatorQuad",
    "plot": "/plots/waigang-29-08",
    "plot_map": "/plots/waigang-29-08/map",
    "inquiry_form": "/plots/waigang-29-08/inquiry",
    "report_form": "/plots/waigang-29-08/report",
    "received": "/plots/waigang-29-08/received?reference=ABCD-ABCD-ABCD-ABCD",
}

#: Routes that never answer with a page of their own, whatever is asked for.
NO_PAGES = {
    "plot_surroundings",
    "feature_schema",
    "healthz",
    "readyz",
    "qr",
    "plot_sheet",
    "style",
    "tile",
    "phrases",
    "suggestions",
    "statistics",
    "consent",
}
SENT = {"inquire", "report"}


def test_every_route_is_known_to_answer_with_pages_or_not() -> None:
    modules = (core, collections, schemas, statistics, tiles, plots, qr, inquiries, search, maps, health)
    routes = [*items.ROUTES, *tiles.ROUTES, *(route for module in modules for route in module.router.routes)]
    assert {route.name for route in routes} == {*PAGES, *NO_PAGES, *SENT}


def is_strict(policy: str) -> bool:
    said = directives(policy)
    foreign = {"script-src": set(said["script-src"]), "style-src": set(said["style-src"])}
    loose = [one for found in foreign.values() for one in found if one != "'self'" and not one.startswith("'sha256-")]
    return said["default-src"] == ["'none'"] and not loose


@pytest.mark.parametrize("path", [*PAGES.values(), "/?f=html"])
def test_every_page_says_what_it_may_load(client: Client, path: str) -> None:
    page = client.get(path, headers=HTML)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert is_strict(page.headers[HEADER])


@pytest.mark.parametrize("path", ["/nothing", "/collections/nothing", "/map?near=nowhere", "/plots/nothing"])
def test_pages_of_errors_say_it_too(client: Client, path: str) -> None:
    page = client.get(path, headers=HTML)
    assert page.status_code >= 400
    assert is_strict(page.headers[HEADER])


@pytest.mark.parametrize("path", [*(path for name, path in PAGES.items() if name != "plot_map"), "/?f=html"])
def test_a_page_has_nothing_inline_but_what_its_policy_names(client: Client, path: str) -> None:
    page = client.get(path, headers=HTML)
    assert "<style" not in page.text
    assert 'style="' not in page.text
    assert not re.search(r"<[^>]+\son\w+=", page.text)
    for script in re.findall(r"<script>(.*?)</script>", page.text, re.DOTALL):
        assert _hashed(script) in directives(page.headers[HEADER])["script-src"]


def test_a_map_in_one_file_says_itself_what_it_may_load(client: Client) -> None:
    page = client.get(PAGES["plot_map"]).text
    (written,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', page)
    said = directives(unescape(written))
    assert said["default-src"] == ["'none'"]
    assert "https://tile.openstreetmap.org" in said["img-src"]
    for name in ("script", "style"):
        inside = [_hashed(text) for text in re.findall(rf"<{name}>(.*?)</{name}>", page, re.DOTALL)]
        assert inside == said[f"{name}-src"]


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
