"""Every kind of page as its readers meet it on a phone: in both languages, with words that never end."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.server import Served, serving
from tests.service import COUNTS, DATA

ID = "JDS3-0101/29-08 50%?#&+" + "一" * 40
PAGES = [
    "/",
    "/api",
    "/conformance",
    "/functions",
    "/collections",
    "/collections/plots",
    "/collections/plots/queryables",
    "/collections/odd/schema",
    "/collections/plots/sortables",
    "/collections/plots/items?filter=area_mu >= 1 AND (tenure_years > 1 OR site_area_m2 > 1)&datetime=2024-01-01/..",
    "/collections/plots/items?near=metro&within=20km&certainty=certain&q=" + "嘉" * 60,
    "/collections/metro-stations/items?limit=10",
    "/collections/odd/items?filter=floors >= 0&sortby=-floors",
    f"/collections/odd/items/{quote(ID, safe='')}",
    "/collections/metro-lines/items/line-11",
    "/plots/waigang-1704",
    "/plots/zhenxin-general-aviation-park",
    "/collections/odd/tiles",
    "/collections/odd/tiles/WorldCRS84Quad",
    "/tileMatrixSets",
    "/tileMatrixSets/WebMercatorQuad",
]
ERRORS = [
    ("/collections/plots/items?near=" + "x" * 200, 400),
    ("/collections/plots/items?filter=" + "a" * 200 + " LIKE", 400),
    ("/collections/plots/items?nera=metro", 400),
    ("/collections/" + "n" * 200, 404),
    ("/collections/plots/items/nothing", 404),
    ("/nothing", 404),
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with a file layer, `odd`, whose names and texts never end."""
    folder = tmp_path_factory.mktemp("odd")
    layer = {"type": "FeatureCollection", "features": [feature(number) for number in range(3)]}
    (folder / "odd.geojson").write_text(json.dumps(layer, ensure_ascii=False), encoding="utf-8")
    with serving(folder / "log.txt", str(DATA), "--layer", f"odd={folder / 'odd.geojson'}") as served:
        yield served


def feature(number: int) -> dict[str, object]:
    west = 121.2 + number / 100
    ring = [[west, 31.3], [west + 0.004, 31.3], [west + 0.004, 31.304], [west, 31.3]]
    texts = {"名称 " + "很长的字段名" * 12: "上海市嘉定区外冈镇" * 30, "x" * 90: "https://example.org/" + "a" * 300}
    return {
        "type": "Feature",
        "id": f"{ID}{number or ''}",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {**texts, "it's (x) 50%": number * 1e15, "floors": number, "day": "2024-01-31"},
    }


@pytest.fixture
def context(browser: Browser, odd: Served) -> Iterator[BrowserContext]:
    """A browser as narrow as a phone, which reaches the server and nothing else."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=odd.url)
    context.route(lambda url: not url.startswith(odd.url), lambda route: route.abort())
    yield context
    context.close()


def asked(path: str, lang: str) -> str:
    """The address of a page in a language; a plot's own page is nothing but a page."""
    format = "" if path.startswith("/plots/") else "&f=html"
    return f"{path}{'&' if '?' in path else '?'}lang={lang}{format}"


def overflow(page: Page) -> int:
    """By how many pixels a page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(page: Page, path: str, lang: str) -> None:
    response = page.goto(asked(path, lang))
    assert response
    assert response.status == 200
    assert overflow(page) == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("path", "status"), ERRORS)
def test_no_page_about_an_error_scrolls_sideways(context: BrowserContext, path: str, status: int, lang: str) -> None:
    page = context.new_page()
    response = page.goto(asked(path, lang))
    assert response
    assert response.status == status
    assert page.locator("h1").inner_text()
    assert overflow(page) == 0


@pytest.mark.parametrize("set", ["WebMercatorQuad", "WorldCRS84Quad"])
@pytest.mark.parametrize(
    ("collection", "least"), [("plots", COUNTS["plots"]), ("odd", 3), ("metro-lines", COUNTS["metro-lines"])]
)
def test_a_tileset_is_drawn_from_its_tiles(page: Page, collection: str, least: int, set: str) -> None:
    with page.expect_response(lambda response: f"/tiles/{set}/" in response.url) as first:
        page.goto(f"/collections/{collection}/tiles/{set}?f=html&lang=en")
    assert first.value.status in {200, 204}
    page.wait_for_selector("#map[data-drawn]")
    assert int(page.locator("#map").get_attribute("data-drawn") or 0) >= least
    painted = page.evaluate(
        """[...document.querySelectorAll("#map canvas")].reduce((sum, canvas) => {
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            return sum + data.filter((value, at) => at % 4 === 3 && value > 0).length;
        }, 0)"""
    )
    assert painted > least * 20


def test_a_tileset_draws_what_its_address_asks(page: Page) -> None:
    page.goto("/collections/metro-lines/tiles/WebMercatorQuad?q=11号线&f=html&lang=en")
    page.wait_for_selector("#map[data-drawn]")
    some = int(page.locator("#map").get_attribute("data-drawn") or 0)
    page.goto("/collections/metro-lines/tiles/WebMercatorQuad?f=html&lang=en")
    page.wait_for_selector("#map[data-drawn]")
    assert 0 < some < int(page.locator("#map").get_attribute("data-drawn") or 0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_ranges_become_a_filter_fill_the_form_again_and_are_taken_away(
    browser: Browser, odd: Served, script: bool
) -> None:
    context = browser.new_context(base_url=odd.url, java_script_enabled=script)
    page = context.new_page()
    page.goto("/collections/plots/items?f=html&lang=en")
    page.click("summary")
    group = page.get_by_role("group", name="Site area (mu)")
    group.get_by_label("from").fill("20")
    group.get_by_label("to", exact=True).fill("30")
    page.get_by_role("group", name="Updated").get_by_label("from").fill("2020-01-31")
    page.press("input[name='area_mu.to']", "Enter")
    page.wait_for_url("**filter=**")
    query = parse_qs(urlsplit(page.url).query, strict_parsing=True)
    assert query["filter"] == ["area_mu >= 20 AND area_mu <= 30"]
    assert query["datetime"] == ["2020-01-31/.."]
    assert not [name for name in query if name.endswith((".from", ".to"))]
    areas = [json.loads(file.read_text())["properties"].get("site_area_m2") for file in records()]
    found = sum(area is not None and 20 <= area * 3 / 2000 <= 30 for area in areas)
    assert page.locator(".count strong").inner_text() == f"{found} found"
    assert group.get_by_label("from").input_value() == "20"
    page.get_by_role("link", name="Remove the condition Site area (mu)").click()
    page.wait_for_url(lambda url: "filter" not in url)
    assert page.locator(".count strong").inner_text() == f"{COUNTS['plots']} found"
    assert page.locator("input[name='updated_at.from']").input_value() == "2020-01-31"
    context.close()


def records() -> list[Path]:
    return sorted((DATA / "plots").glob("*.geojson"))
