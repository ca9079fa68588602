"""OGC API – Features – Part 1, requirements class HTML."""

from html.parser import HTMLParser
from urllib.parse import quote, urldefrag, urljoin, urlsplit

import pytest

from tests.conformance.conftest import Ogc

DOCUMENTS = ["/", "/api", "/conformance", "/collections"]


class Page(HTMLParser):
    """The text of a page's body, and what its `a` elements lead to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.text = ""
        self._body = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._body = self._body or tag == "body"
        if tag == "a" and self._body:
            self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data if self._body else ""


def paths(collection: str, ogc: Ogc) -> list[str]:
    here = f"/collections/{collection}"
    return [here, f"{here}/items", f"{here}/items/{quote(ogc.all(collection)[0]['id'], safe='')}"]


def test_req_html_definition(ogc: Ogc, collection: str) -> None:
    """/req/html/definition: every resource comes as text/html to who asks for it."""
    for path in [*DOCUMENTS, *paths(collection, ogc)]:
        for page in (ogc.html(path), ogc.get(f"{path}?f=html")):
            assert page.headers["content-type"].startswith("text/html")
            assert page.text.startswith("<!doctype html>")


def leads_to(page: Page, base: str, href: str) -> bool:
    """Say whether a page has a link to a resource, in whatever representation and language."""
    wanted = urlsplit(href)
    found = (urlsplit(urldefrag(urljoin(base, link)).url) for link in page.links)
    return any((one.netloc, one.path) == (wanted.netloc, wanted.path) for one in found)


@pytest.mark.parametrize("part", ["/", "/conformance", "/collections", "", "/items", "/items/{id}"])
def test_req_html_content_links(ogc: Ogc, collection: str, part: str) -> None:
    """/req/html/content: all links of the answer stand in `a` elements of the body."""
    path = part
    if part not in DOCUMENTS:
        path = f"/collections/{collection}{part}".replace("{id}", quote(ogc.all(collection)[0]["id"], safe=""))
    document, response = ogc.json(path), ogc.html(path)
    page, base = Page(response.text), str(response.url)
    for link in document["links"]:
        assert leads_to(page, base, link["href"]), f"{path} has no link to {link['rel']} {link['href']}"


def test_req_html_content_collections(ogc: Ogc, collection: str) -> None:
    """/req/html/content: title and description of each collection, and where it lies."""
    said = ogc.json(f"/collections/{collection}")
    listed, alone = (Page(ogc.html(path).text) for path in ("/collections", f"/collections/{collection}"))
    for page in (listed, alone):
        assert said["title"] in page.text
        assert said["description"] in page.text
    for bound in said["extent"]["spatial"]["bbox"][0]:
        assert str(round(bound, 4)) in alone.text


def test_req_html_content_conformance(ogc: Ogc) -> None:
    """/req/html/content: each conformance class."""
    page = Page(ogc.html("/conformance").text)
    assert all(uri in page.text for uri in ogc.json("/conformance")["conformsTo"])


def test_req_html_content_items(ogc: Ogc, collection: str) -> None:
    """/req/html/content: each feature is in the page, with a link to its own."""
    response = ogc.html(f"/collections/{collection}/items?limit=5")
    page = Page(response.text)
    for feature in ogc.items(collection, "?limit=5")["features"]:
        own = [f"/collections/{collection}/items/{quote(feature['id'])}", f"/plots/{feature['id']}"]
        assert any(leads_to(page, str(response.url), urljoin(str(response.url), href)) for href in own)


def forms(value: str) -> list[str]:
    """A text as it may stand in a page: as it is, a word of an enumeration, a date-time to the minute."""
    return [value, value.replace("_", " ").capitalize(), f"{value[:16].replace('T', ' ')} UTC"]


def test_req_html_content_item(ogc: Ogc, collection: str) -> None:
    """/req/html/content: id and every property of a feature, under its title."""
    for feature in ogc.all(collection)[:8]:
        path = f"/collections/{collection}/items/{quote(feature['id'], safe='')}"
        text = Page(ogc.html(f"{path}?lang=en").text).text
        assert feature["id"] in text
        for value in feature["properties"].values():
            if isinstance(value, str) and "T00:00" not in value and value not in {"approximate"}:
                assert any(form in text for form in forms(value))
            if isinstance(value, list):
                texts = [one for one in value if isinstance(one, str)] + [
                    one.get("text_en", one.get("title")) for one in value if isinstance(one, dict)
                ]
                assert all(one in text for one in texts)
            if isinstance(value, int) and not isinstance(value, bool):
                assert f"{value:,}" in text or str(value) in text
