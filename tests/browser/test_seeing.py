"""Seeing plots in the explorer: list and map in step, colours, names that cover nothing, rings, crowds, base maps."""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from bench.plots import make_plots
from tests.server import Served, serving
from tests.service import DATA

SIZES: dict[str, ViewportSize] = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
CROWD = 3_000
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of the repository's plots, and of more than can be drawn one by one."""
    folder = tmp_path_factory.mktemp("seeing")
    make_plots(CROWD).to_parquet(folder / "many.parquet")
    layer = ("--layer", f"many={folder / 'many.parquet'}")
    database = str(folder / "inquiries.sqlite")
    with serving(folder / "log.txt", str(DATA), *layer, DIKUAI_INQUIRIES__DATABASE=database) as served:
        yield served


@pytest.fixture(params=["wide-zh", "narrow-en"])
def reader(request: pytest.FixtureRequest) -> tuple[str, str]:
    """On which screen is read, and in which language."""
    size, lang = request.param.split("-")
    return size, lang


@pytest.fixture
def context(browser: Browser, served: Served, reader: tuple[str, str]) -> Iterator[BrowserContext]:
    size, lang = reader
    locale = "zh-CN" if lang == "zh" else "en-GB"
    context = browser.new_context(viewport=SIZES[size], base_url=served.url, locale=locale, reduced_motion="reduce")
    context.route(lambda url: not url.startswith(served.url), lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture
def opened(page: Page, reader: tuple[str, str]) -> Callable[..., Page]:
    """Open the explorer and wait until it has its first answer and its names."""

    def go(query: str = "") -> Page:
        page.goto(f"/?lang={reader[1]}{query}")
        page.wait_for_selector(".results[aria-busy=false] li:not(.skeleton), .card h2, .empty")
        page.wait_for_selector(".leaflet-metro-pane path", state="attached")
        return page

    return go


def asked(served: Served, query: str) -> list[dict[str, Any]]:
    with served.client() as client:
        found: list[dict[str, Any]] = client.get(f"/collections/plots/items?{query}").json()["features"]
        return found


def test_the_first_view_is_of_all_plots_and_asks_for_nothing_twice(
    context: BrowserContext, page: Page, opened: Callable[..., Page]
) -> None:
    urls: list[str] = []
    page.on("request", lambda request: urls.append(request.url))
    opened()
    page.wait_for_timeout(600)
    assert sum("/plots/items?" in url for url in urls) == sum("/statistics?" in url for url in urls) == 1
    expect(page.locator("[data-plot]")).to_have_count(6)


def test_what_is_pointed_at_in_the_list_stands_out_on_the_map_and_the_other_way(opened: Callable[..., Page]) -> None:
    page = opened("&sortby=metro_distance_m")
    row = page.locator(".row").nth(1)
    row.hover()
    strong = page.locator("[data-plot][stroke-width='4']")
    expect(strong).to_have_count(1)
    name = row.locator(".name").inner_text()
    expect(strong).to_have_attribute("aria-label", name)
    expect(page.locator(".leaflet-tooltip b")).to_have_text(name)
    page.locator("[data-plot=liando-u-valley-jiading]").hover()
    current = page.locator(".row.current")
    expect(current).to_have_count(1)
    expect(current.locator(".name")).to_have_text(re.compile("联东|Liando"))
    expect(current).to_be_in_viewport()
    expect(page.locator(".leaflet-tooltip")).to_contain_text("±")


def test_the_arrows_go_from_row_to_row_and_enter_opens(opened: Callable[..., Page]) -> None:
    page = opened()
    rows = page.locator(".row > button")
    rows.first.focus()
    rows.first.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    name = rows.nth(1).locator(".name").inner_text()
    expect(page.locator("[data-plot][stroke-width='4']")).to_have_attribute("aria-label", name)
    rows.nth(1).press("ArrowUp")
    expect(rows.first).to_be_focused()
    rows.first.press("ArrowDown")
    rows.nth(1).press("Enter")
    expect(page.locator(".card h2")).to_have_text(name)


@pytest.mark.parametrize("sortby", ["-area_mu", "metro_distance_m"])
def test_the_list_is_sorted_as_asked(
    opened: Callable[..., Page], served: Served, reader: tuple[str, str], sortby: str
) -> None:
    page = opened()
    page.locator(".sort select").select_option(sortby)
    expected = [
        one["properties"]["name" if reader[1] == "zh" else "name_en"] for one in asked(served, f"sortby={sortby}")
    ]
    expect(page.locator(".row .name")).to_have_text(expected)


def test_plots_are_coloured_by_what_the_legend_says(
    opened: Callable[..., Page], served: Served, reader: tuple[str, str]
) -> None:
    page = opened()
    if reader[0] == "narrow":
        page.locator(".legend summary").click()
    page.locator(".legend select").select_option("metro_distance_m")
    ends = [500, 1000, 2000, 4000]
    expect(page.locator(".legend li")).to_have_count(
        len(ends) + 2
    )  # what lies between the ends, and what is not stated
    swatches = page.locator(".legend .swatch").evaluate_all("all => all.map(one => one.style.backgroundColor)")
    colours = [tuple(map(int, re.findall(r"\d+", said))) for said in swatches]
    for item in asked(served, ""):
        step = sum(item["properties"]["metro_distance_m"] >= end for end in ends)
        fill = page.locator(f"[data-plot={item['id']}]").get_attribute("fill") or ""
        assert tuple(bytes.fromhex(fill.removeprefix("#"))) == colours[step], item["id"]


@pytest.mark.parametrize("at", ["", "&at=11/31.34/121.24", "&at=12.5/31.25/121.45", "&at=14/31.42/121.2"])
def test_names_on_the_map_cover_neither_each_other_nor_what_stands_over_it(
    opened: Callable[..., Page], at: str
) -> None:
    page = opened(at)
    page.wait_for_timeout(500)
    covers = "#map .leaflet-control-scale, #controls .bar, #controls .legend"
    boxes = page.evaluate(
        """selectors => selectors.map(selector => [...document.querySelectorAll(selector)]
            .map(node => [node.textContent.trim(), node.getBoundingClientRect()])
            .filter(([, box]) => box.width > 0)
            .map(([text, { left, top, right, bottom }]) => [text, left, top, right, bottom]))""",
        [".labels .label", covers],
    )
    labels, over = ([(text, *map(float, box)) for text, *box in group] for group in boxes)
    assert len(labels) > 1
    for one, other in [*itertools.combinations(labels, 2), *itertools.product(labels, over)]:
        apart = one[3] <= other[1] + 1 or other[3] <= one[1] + 1 or one[4] <= other[2] + 1 or other[4] <= one[2] + 1
        assert apart, f"{one} and {other}"


def test_a_ring_holds_wherever_a_plot_may_lie_and_is_explained(
    opened: Callable[..., Page], served: Served, reader: tuple[str, str]
) -> None:
    page = opened("&at=11/31.37/121.2")
    ring = page.evaluate(
        "() => Math.max(...[...document.querySelectorAll('path.ring')].map(path => path.getBBox().width / 2))"
    )
    widest = max(asked(served, ""), key=lambda one: one["properties"]["location_uncertainty_m"])["properties"]
    metres_per_pixel = 40075016.686 / 256 / 2**11 * 0.8539  # by the cosine of 31.36°
    assert ring * metres_per_pixel > widest["location_uncertainty_m"]
    assert ring * metres_per_pixel < widest["location_uncertainty_m"] * 1.3  # and the plot's own size
    if reader[0] == "narrow":
        page.locator(".legend summary").click()
    expect(page.locator(".legend .note").first).to_be_visible()
    expect(page.locator(".row .spread").first).to_contain_text("±")


def test_an_english_page_says_every_name_in_english(opened: Callable[..., Page], reader: tuple[str, str]) -> None:
    page = opened("&near=metro:11&within=10km&town=安亭镇,外冈镇")
    page.wait_for_selector(".label-plot")
    told = {"list": page.locator(".results").inner_text(), "chips": page.locator(".chips").inner_text()}
    page.locator("[data-opens=filters]").click()
    page.wait_for_selector("fieldset[data-property=town] label")
    told |= {"filters": page.locator("#filters").inner_text(), "labels": page.locator(".labels").inner_text()}
    for place, text in told.items():
        assert bool(HAN.search(text)) is (reader[1] == "zh"), f"{place}: {text}"


def test_metro_lines_have_their_official_colours_and_names(opened: Callable[..., Page]) -> None:
    page = opened("&at=11/31.23/121.47")
    features = json.loads((DATA / "reference/metro-lines.geojson").read_text())["features"]
    official = {one["properties"]["colour"].lower() for one in features}
    strokes = page.locator(".leaflet-metro-pane path:not(.casing)").evaluate_all(
        "all => all.map(one => one.getAttribute('stroke'))"
    )
    assert {stroke.lower() for stroke in strokes} == official
    page.wait_for_selector(".label-line")
    badges = set(page.locator(".label-line").all_text_contents())
    assert len(badges) > 3
    assert badges <= {one["properties"][said] for one in features for said in ("line", "name", "name_en")}


def test_a_base_map_is_remembered_and_without_one_there_is_a_ground(opened: Callable[..., Page]) -> None:
    page = opened()
    expect(page.locator("path.grid")).to_have_count(1)
    assert page.locator("#map").get_attribute("data-basemap") == "none"
    page.route("**/appmaptile*", lambda route: route.fulfill(status=200, content_type="image/svg+xml", body="<svg/>"))
    page.locator("[data-tool=layers]").click()
    page.locator(".flyout input").nth(2).check()
    expect(page.locator("#map")).to_have_attribute("data-basemap", "gaode")
    page.goto("about:blank")
    again = opened()
    expect(again.locator("#map")).to_have_attribute("data-basemap", "gaode")


def test_plots_too_many_to_be_told_apart_are_counted_and_a_count_comes_closer(opened: Callable[..., Page]) -> None:
    page = opened("&collection=many&at=9/31.2/121.4")
    page.wait_for_function("document.querySelectorAll('canvas.leaflet-tile-loaded').length > 0")
    heap = page.wait_for_function(
        """() => {
            for (const canvas of document.querySelectorAll("canvas.leaflet-tile-loaded")) {
                const { left, top, width, height } = canvas.getBoundingClientRect();
                const copy = document.createElement("canvas"); // one that is read often makes a browser warn
                [copy.width, copy.height] = [canvas.width, canvas.height];
                const read = copy.getContext("2d", { willReadFrequently: true });
                read.drawImage(canvas, 0, 0);
                const pixels = read.getImageData(0, 0, canvas.width, canvas.height).data;
                for (let y = 8; y < canvas.height; y += 4) for (let x = 8; x < canvas.width; x += 4) {
                    const at = 4 * (y * canvas.width + x);
                    const isLike = (part, wanted) => Math.abs(pixels[at + part] - wanted) < 9;
                    const isHeap = isLike(0, 15) && isLike(1, 92) && isLike(2, 92) && isLike(3, 219);
                    const [px, py] = [left + x * width / canvas.width, top + y * height / canvas.height];
                    if (isHeap && document.elementFromPoint(px, py)?.closest("#map")) return [px, py];
                }
            }
            return null;
        }"""
    ).json_value()
    page.mouse.click(*heap)
    page.wait_for_function("() => Number(new URLSearchParams(location.search).get('at').split('/')[0]) === 11")
    expect(page.locator(".results header b")).not_to_contain_text("3,000")
