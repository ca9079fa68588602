"""Pages for people: what they say, and that what a record says stays text."""

import re
from html.parser import HTMLParser

import pytest

from api.pages import Figures
from geo.plots import PLOT
from geo.properties import Kind, Property, Title
from tests.service import HOSTILE, Client, client_of

PAGES = [
    "/",
    "/api",
    "/conformance",
    "/collections",
    "/collections/plots",
    "/collections/plots/queryables",
    "/collections/plots/sortables",
    "/collections/plots/schema",
    "/collections/plots/items",
    "/collections/plots/items?near=metro&within=10km",
    "/collections/plots/items?near=metro&certainty=certain&within=20km&limit=1",
    "/collections/plots/items?status=withdrawn",
    "/collections/plots/items?q=waigang&sortby=-area_mu,id&limit=1&bbox=121,31,122,32",
    "/collections/places/items?near=metro&within=5km",
    "/collections/metro-stations/items?limit=3",
    "/collections/metro-lines/items/line-11",
    "/collections/plots/items/waigang-29-08",
    "/functions",
    "/tileMatrixSets",
    "/tileMatrixSets/WebMercatorQuad",
    "/collections/plots/tiles?status=listed",
    "/collections/plots/tiles/WebMercatorQuad?near=metro&within=10km",
    "/collections/metro-lines/tiles/WorldCRS84Quad",
    "/plots/zhenxin-general-aviation-park",
    "/plots/waigang-1704",
    "/nothing",
]
VOID = {"meta", "link", "img", "br", "input", "rect", "hr", "path", "circle", "line", "use"}


class Tree(HTMLParser):
    """Checks that elements close in order and that ids are unique."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def asked(path: str, lang: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}lang={lang}" + ("" if path.startswith("/plots/") else "&f=html")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_html_in_its_language(client: Client, path: str, lang: str) -> None:
    page = client.get(asked(path, lang)).text
    tree = Tree()
    tree.feed(page)
    assert tree.open == []
    assert len(tree.ids) == len(set(tree.ids))
    assert page.startswith("<!doctype html>")
    assert f'lang="{"zh-CN" if lang == "zh" else "en"}"' in page
    assert re.search(r"<title>[^<]{3,}</title>", page)
    assert len(re.findall("<h1", page)) == 1
    assert "Undefined" not in page
    assert "None" not in page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_to_itself_in_the_other_language(client: Client, path: str) -> None:
    page = client.get(asked(path, "zh")).text
    (href,) = re.findall(r'<a class="language" href="([^"]+)"', page)
    other = client.get(href.replace("&amp;", "&"))
    assert other.headers["content-language"] == "en"


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["地块", "26.5 亩", "真新通航产业园", "已出让", "容积率"]),
        (
            "en",
            ["Land plots", "26.5 mu", "Zhenxin General Aviation Industrial Park", "Transferred", "Floor-area ratio"],
        ),
    ],
)
def test_the_list_of_plots_has_the_figures(client: Client, lang: str, said: list[str]) -> None:
    page = client.page(f"/collections/plots/items?f=html&lang={lang}")
    for words in said:
        assert words in page


@pytest.mark.parametrize(("lang", "said"), [("zh", ["可能", "80", "1.3"]), ("en", ["possible", "80", "1.3"])])
def test_the_list_says_how_far_and_how_certain(client: Client, lang: str, said: list[str]) -> None:
    page = client.page(f"/collections/plots/items?near=metro&within=1km&f=html&lang={lang}")
    assert "zhenxin-general-aviation-park" in page
    for words in [*said, "±"]:
        assert words in page


def test_the_question_stays_in_the_form(client: Client) -> None:
    page = client.page("/collections/plots/items?near=metro:13&within=2km&f=html")
    assert 'name="near" value="metro:13"' in page
    assert 'name="within" value="2km"' in page


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/collections/plots/items",
        "/plots/hostile",
        "/collections/plots/items/hostile",
        "/collections/plots/items?near=metro",
    ],
)
def test_what_a_record_says_stays_text(hostile: Client, path: str, lang: str) -> None:
    page = hostile.page(asked(path, lang))
    assert "hostile" in page
    assert "<script>" not in page
    assert "alert(1)</" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("path", ["/collections/zoning/items", "/collections/zoning/items/plain"])
def test_what_a_file_layer_says_stays_text(layered: Client, path: str) -> None:
    page = layered.page(f"{path}?f=html")
    assert HOSTILE not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize("name", ["near", "within"])
def test_what_is_asked_stays_text(client: Client, name: str) -> None:
    page = client.get("/collections/plots/items", **{"near": "metro", "f": "html", name: f'">{HOSTILE}'}).text
    assert "<script" not in page


def test_an_address_that_runs_is_refused_with_the_record(hostile: Client) -> None:
    assert hostile.items("plots")["numberMatched"] == 1
    (aside,) = hostile.get("/readyz").json()["set_aside"]
    assert aside["faults"][0]["field"] == "sources[0].url"
    for path in ("/collections/plots/items?f=html", "/plots/hostile", "/map"):
        assert "javascript:alert" not in hostile.page(path)


def row(kind: Kind) -> Property:
    return Property("x", kind, Title("某", "X"))


@pytest.mark.parametrize(
    ("property", "value", "zh", "en"),
    [
        (PLOT["status"], "planned", "规划", "Planned"),
        (PLOT["status"], "unheard-of", "unheard-of", "unheard-of"),
        (row(Kind.BOOLEAN), True, "是", "yes"),
        (row(Kind.BOOLEAN), False, "否", "no"),
        (row(Kind.TEXTS), ["11", "14"], "11、14", "11, 14"),
        (row(Kind.NUMBER), 35333.0, "35,333", "35,333"),
        (row(Kind.NUMBER), 1.585, "1.58", "1.58"),
        (row(Kind.NUMBER), 0.5, "0.5", "0.5"),
        (row(Kind.INTEGER), 2024, "2024", "2024"),
        (row(Kind.DATE), "2024-09-21", "2024-09-21", "2024-09-21"),
        (row(Kind.DATETIME), "2026-11-22T00:00:00Z", "2026-11-22 00:00 UTC", "2026-11-22 00:00 UTC"),
    ],
)
def test_a_value_is_written_for_people(property: Property, value: object, zh: str, en: str) -> None:
    assert (Figures("zh").value(property, value), Figures("en").value(property, value)) == (zh, en)


def test_a_walk_is_rounded_up_to_a_minute() -> None:
    figures = Figures("en")
    assert [figures.minutes(value) for value in (0, 0.1, 1.0, 9.8)] == ["0 min", "1 min", "1 min", "10 min"]


def test_quantities_are_written_with_their_unit() -> None:
    zh, en = Figures("zh"), Figures("en")
    assert (zh.mu(17666.67), en.mu(17666.67)) == ("26.5 亩", "26.5 mu")
    assert "35,333" in zh.floor_area(35333)
    assert "km" in en.length(4231)


@pytest.mark.parametrize("path", [path for path in PAGES if path != "/nothing"])
def test_pages_link_to_each_other_behind_a_prefix(path: str) -> None:
    with client_of(http={"base_url": "https://example.org/land"}) as client:
        page = client.get(asked(path, "zh")).text
    hrefs = re.findall(r'(?:href|src|action|data-items|data-item|data-root)="([^"]*)"', page)
    assert len(hrefs) > 10
    for href in hrefs:
        assert href.startswith(("/land", "https://", "#"))
        assert not href.startswith("/land/land")
