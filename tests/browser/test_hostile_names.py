"""Text from records stays text, wherever it is shown."""

import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from geo.plots import PLOT
from geo.properties import Kind
from tests.server import Served, serving
from tests.service import DATA

WAIGANG, OTHER = "waigang-29-08", "waigang-1704"
MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script></script>\"'`{{7*7}}${alert(3)}\u2028&amp;"
#: What turns the direction of writing, and what never ends.
AWKWARD = "javascript:alert(5) \u202egnp.exe\u202c \u2067right\u2069 " + "很长的名称" * 40 + "w" * 300

#: Every property that is free text.
TEXTS = [
    row.name
    for row in PLOT.values()
    if row.kind is Kind.TEXT and not (row.derived or row.choices or row.pattern or row.name == "id")
]
LAYER = "odd-things"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A catalogue in which a plot says markup wherever it can."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(DATA, folder / "data")
    file = folder / "data" / "plots" / f"{WAIGANG}.geojson"
    record = json.loads(file.read_text(encoding="utf-8"))
    record["properties"] |= dict.fromkeys(TEXTS, MARKUP) | {"tags": [MARKUP]}
    record["properties"]["sources"] = [
        {"title": MARKUP, "url": 'https://example.org/?a="><script>alert(4)</script>'},
        {"title": AWKWARD},  # a record whose source has an address that runs is set aside
    ]
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    other = folder / "data" / "plots" / f"{OTHER}.geojson"
    held = json.loads(other.read_text(encoding="utf-8"))
    held["properties"] |= dict.fromkeys(TEXTS, AWKWARD)
    other.write_text(json.dumps(held, ensure_ascii=False), encoding="utf-8")
    layer = write_things(folder / "things.geojson", record["geometry"])
    with serving(folder / "log.txt", str(folder / "data"), "--layer", f"{LAYER}={layer}") as served:
        yield served


def write_things(path: Path, geometry: dict[str, object]) -> Path:
    """Write a file layer in which ids, the names of properties and all values are markup."""
    told = {"name": MARKUP, MARKUP: MARKUP, "status": MARKUP, "town": AWKWARD, "url": "javascript:alert(7)"}
    features = [
        {"type": "Feature", "id": id, "geometry": geometry, "properties": told}
        for id in (MARKUP, "javascript:alert(8)")
    ]
    content = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def context(browser: Browser, hostile: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=hostile.url, locale="zh-CN")
    context.route(lambda url: not url.startswith(hostile.url), lambda route: route.abort())
    yield context
    context.close()


def is_untouched(page: Page) -> bool:
    """Whether nothing of the text became an element, a program or a link to one, or made the page wider."""
    page.wait_for_timeout(300)
    made = page.locator("img[src=x], [onerror], a[href^='javascript:' i], script:text('alert(2)')").count()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return not made and wide <= 0


def test_in_the_list_and_on_the_map(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".row .name", has_text="<img src=x")).to_have_count(1)
    expect(page.locator(".label-plot", has_text="<img src=x")).to_have_count(1)
    assert is_untouched(page)


def test_in_the_card_and_in_comparison(page: Page) -> None:
    page.goto(f"/?plot={WAIGANG}&compare={WAIGANG},waigang-1704")
    expect(page.locator(".card h2")).to_contain_text("<script>alert(2)</script>")
    expect(page.locator(".compare thead")).to_contain_text("<img src=x")
    assert is_untouched(page)


def test_in_chips_and_filters(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector(".row:not(.skeleton)")
    page.locator("[data-opens=filters]").click()
    page.locator(".values label", has_text="<img src=x").first.click()
    expect(page.locator(".chip")).to_contain_text("<img src=x")
    assert is_untouched(page)


def test_in_suggestions(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector(".row:not(.skeleton)")
    page.locator("[role=combobox]").first.fill("<img src=x")
    page.wait_for_selector("[role=listbox]")
    assert is_untouched(page)


def test_in_what_is_shared(page: Page) -> None:
    page.goto(f"/?plot={WAIGANG}")
    page.wait_for_selector(".card h2")
    page.locator("[data-opens=share]").first.click()
    page.wait_for_selector("dialog[open]")
    assert is_untouched(page)


@pytest.mark.parametrize(
    "path",
    [
        f"/plots/{WAIGANG}",
        f"/plots/{WAIGANG}/inquiry",
        f"/plots/{WAIGANG}/report",
        "/collections/plots/items?f=html",
        f"/collections/plots/items/{WAIGANG}?f=html",
        "/?f=html",
    ],
)
def test_on_pages(page: Page, path: str) -> None:
    page.goto(path)
    assert is_untouched(page)


def test_on_the_map_of_all_plots(page: Page) -> None:
    page.goto("/map")
    page.wait_for_selector("main[data-drawn]")
    assert is_untouched(page)


def test_in_a_map_kept_as_a_file(browser: Browser, hostile: Served, tmp_path: Path) -> None:
    with hostile.client() as client:
        (tmp_path / "map.html").write_bytes(client.get(f"/plots/{WAIGANG}/map").content)
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto((tmp_path / "map.html").as_uri())
    page.wait_for_selector("main[data-drawn]")
    assert is_untouched(page)
    assert dialogs == []
    page.close()


@pytest.mark.parametrize("asked", ["", "&plot=javascript%3Aalert(8)", "&compare=javascript%3Aalert(8)"])
def test_in_a_file_layer(page: Page, asked: str) -> None:
    page.goto(f"/?collection={LAYER}{asked}")
    page.wait_for_selector(".results[aria-busy=false] .row:not(.skeleton), .card h2")
    expect(page.locator("#panel")).to_contain_text("<img src=x")
    assert is_untouched(page)


def test_on_the_pages_of_a_file_layer(page: Page) -> None:
    for path in ("items", "items/javascript%3Aalert(8)", "queryables", "schema", "tiles/WebMercatorQuad"):
        page.goto(f"/collections/{LAYER}/{path}?f=html")
        assert is_untouched(page), path


def test_a_name_that_never_ends_breaks_no_view(page: Page) -> None:
    for address in (f"/?plot={OTHER}", f"/?compare={OTHER},{WAIGANG}", f"/plots/{OTHER}", f"/plots/{OTHER}/inquiry"):
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            assert is_untouched(page), (address, width)


def test_as_text_for_a_chat_and_on_the_sheet(hostile: Served) -> None:
    with hostile.client() as client:
        for id in (WAIGANG, OTHER):
            chat = client.get(f"/plots/{id}?f=txt")
            assert chat.headers["content-type"].startswith("text/plain")
            sheet = pypdf.PdfReader(BytesIO(client.get(f"/plots/{id}/sheet").content))
            links = [
                str(note.get_object().get("/A", {}).get("/URI", ""))
                for page in sheet.pages
                for note in page.get("/Annots", [])
            ]
            assert not [link for link in links if not link.startswith(("http://", "https://"))]
            assert "/JavaScript" not in sheet.trailer["/Root"]
        drawn = client.get("/qr", params={"to": f'/plots/{WAIGANG}?"><script>alert(9)</script>'})
        assert "<script" not in drawn.text
