"""axe-core finds nothing on any page: WCAG 2.2, levels A and AA, and what it calls best practice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.server import Served

AXE = (Path(__file__).parents[2] / "maps" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN = """axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}).then(({ violations }) => violations.map(({ id, nodes }) =>
    `${id}: ${nodes.map((one) => one.target).join(" | ")}`))"""

EXPLORER = {
    "list": "/?near=metro&within=3km",
    "card": "/?plot=waigang-29-08",
    "compare": "/?compare=waigang-29-08,zhenxin-general-aviation-park",
    "nothing": "/?area_mu=9000..&status=leasing",
    "chips": "/?near=metro&within=3km&area_mu=20..&q=waigang&inside=circle:121.2,31.3,5000",
    "gone": "/?plot=nothing-here",
    "layer": "/?collection=zoning&colour=floor_area_ratio",
}
PAGES = {
    "map": "/map?near=metro",
    "plot": "/plots/waigang-29-08",
    "received": "/plots/waigang-29-08/received?reference=ABCD-ABCD-ABCD-ABCD",
    "schema": "/collections/plots/schema?f=html",
    "sortables": "/collections/plots/sortables?f=html",
    "tilesets": "/collections/plots/tiles?f=html",
    "tile matrix sets": "/tileMatrixSets?f=html",
    "tile matrix set": "/tileMatrixSets/WebMercatorQuad?f=html",
    "inquiry": "/plots/waigang-29-08/inquiry",
    "report": "/plots/waigang-29-08/report",
    "landing": "/?f=html",
    "items": "/collections/plots/items?f=html",
    "conditions": "/collections/plots/items?near=metro&status=transferred&f=html",
    "refused": "/collections/plots/items?area_mu=many&f=html",
    "item": "/collections/metro-stations/items/anting?f=html",
    "collection": "/collections/plots?f=html",
    "collections": "/collections?f=html",
    "queryables": "/collections/plots/queryables?f=html",
    "tileset": "/collections/plots/tiles/WebMercatorQuad?f=html",
    "functions": "/functions?f=html",
    "conformance": "/conformance?f=html",
    "api": "/api?f=html",
    "error": "/collections/nothing?f=html",
}


@pytest.fixture(params=[("zh", "light", 1440), ("en", "dark", 390)], ids=["zh-light-wide", "en-dark-narrow"])
def context(request: pytest.FixtureRequest, browser: Browser, server: Served) -> Iterator[BrowserContext]:
    lang, scheme, width = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        base_url=server.url,
        color_scheme=scheme,
        locale={"zh": "zh-CN", "en": "en-GB"}[lang],
        reduced_motion="reduce",
    )
    context.route(lambda url: not url.startswith(server.url), lambda route: route.abort())
    yield context
    context.close()


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN)
    return found


@pytest.mark.parametrize("view", EXPLORER)
def test_axe_finds_nothing_in_the_explorer(context: BrowserContext, view: str) -> None:
    page = context.new_page()
    page.goto(EXPLORER[view])
    page.wait_for_selector(".results[aria-busy=false] li:not(.skeleton), .card h2, .empty, .problem")
    page.wait_for_timeout(600)
    assert violations(page) == []


@pytest.mark.parametrize("dialog", ["share", "inquire", "report", "shortlist", "filters"])
def test_axe_finds_nothing_in_what_opens_over_it(page: Page, dialog: str) -> None:
    page.goto("/?plot=waigang-29-08")
    page.wait_for_selector(".card h2")
    page.locator(f"[data-opens={dialog}]").first.click()
    page.wait_for_selector("dialog[open], .filters")
    page.wait_for_timeout(400)
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_on_a_page(context: BrowserContext, name: str) -> None:
    page = context.new_page()
    page.goto(PAGES[name])
    assert violations(page) == []


#: What is pressed in the explorer, and what then is there.
PRESSED = {
    "base maps": ("[aria-expanded][aria-label='底图'], [aria-expanded][aria-label='Base map']", "[role=radiogroup]"),
    "links": (".service summary", ".service[open]"),
    "measuring": (":is([aria-label='测量长度和面积'], [aria-label='Measure length and area'])", ".toast:not([hidden])"),
}


@pytest.mark.parametrize("what", PRESSED)
def test_axe_finds_nothing_in_what_is_unfolded(page: Page, what: str) -> None:
    press, appears = PRESSED[what]
    page.goto("/")
    page.wait_for_selector(".results[aria-busy=false] li:not(.skeleton)")
    if not page.locator(press).first.is_visible():
        page.locator(".narrow button").click()
    page.locator(press).first.click()
    page.wait_for_selector(appears)
    assert violations(page) == []


def test_axe_finds_nothing_in_suggestions(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector(".results[aria-busy=false] li:not(.skeleton)")
    page.locator("[role=combobox]").first.fill("外冈")
    page.wait_for_selector("[role=option]")
    page.keyboard.press("ArrowDown")
    assert violations(page) == []
