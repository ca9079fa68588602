"""The overview map as its readers meet it: opened from disk with the network cut, unless a test says otherwise."""

import base64
import math
import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

import geopandas as gpd
import numpy as np
import pytest
import shapely
from playwright.sync_api import BrowserContext, Page, Route

from geo.gcj02 import gcj02_from_wgs84
from maps import assets
from maps.basemaps import GAODE, NONE, offered
from maps.overview import Overview, draw

Show = Callable[[str], Page]

PLOT = "waigang-29-08"
TILES = re.compile(r"^https://.*(openstreetmap|autonavi)")
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    '"><img src=x onerror=alert(3)>',
    "{{ 7*7 }}{% for x in y %}",
    "\u2028<b>bold</b>&amp;",
)
PIXEL = base64.b64decode(
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)
NO_OVERLAP = """
selector => {
  const boxes = [...document.querySelectorAll(selector)].map(node => node.getBoundingClientRect()).filter(b => b.width);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.length > 1 && boxes.every((a, i) => boxes.every((b, j) => i === j || !meet(a, b)));
}
"""


def shape_of(page: Page, name: str):
    return page.locator(f'.plot[aria-label*="{name}"]')


def squares(count: int, **columns: object) -> gpd.GeoDataFrame:
    side = math.ceil(math.sqrt(count))
    x, y = 121.2 + np.arange(count) % side * 0.004, 31.3 + np.arange(count) // side * 0.004
    boxes = shapely.box(x, y, x + 0.002, y + 0.002)
    return gpd.GeoDataFrame(columns, geometry=boxes, index=[f"plot-{i}" for i in range(count)], crs="EPSG:4326")


@pytest.fixture(scope="session")
def inline_zh(jiading: Overview) -> str:
    return draw(jiading, lang="zh", basemaps=offered(), assets="inline")


def test_a_map_from_disk_asks_the_network_for_nothing(show: Show, page: Page, inline_zh: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    show(inline_zh)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_every_plot_is_drawn_in_the_colour_of_its_status(show: Show, inline_zh: str, jiading: Overview) -> None:
    page = show(inline_zh)
    assert page.locator(".plot").count() == len(jiading.plots)
    assert page.locator(".ring").count() == len(jiading.plots)
    fills = page.eval_on_selector_all(".plot", "nodes => nodes.map(node => node.getAttribute('fill'))")
    assert "#2558cf" in fills


def test_the_names_on_the_map_do_not_overlap(show: Show, inline_zh: str) -> None:
    page = show(inline_zh)
    assert page.evaluate(NO_OVERLAP, ".label")
    assert page.locator(".label-town").count() > 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_click_opens_the_figures(show: Show, jiading: Overview, lang: str) -> None:
    page = show(draw(jiading, lang=lang, assets="inline"))
    shape_of(page, "29-08").click(force=True)
    text = page.locator(".leaflet-popup").inner_text()
    for figure in ("26.5", "17,666.67", "2.0", "1.585", "35,333", "28,000", "汇方路", "管路河", "兆丰路", "128"):
        assert figure in text
    for words in {"zh": ("已出让", "可能", "四至"), "en": ("Transferred", "possible", "Boundaries")}[lang]:
        assert words in text
    link = page.locator(".sources a").first
    assert link.get_attribute("href") == "https://www.shcfck.com/index.php/post/9475.html"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert page.locator(".details").count() == 0


def test_the_keyboard_opens_a_plot_and_escape_closes_it(show: Show, inline_zh: str) -> None:
    page = show(inline_zh)
    shape_of(page, "联东U谷").focus()
    page.keyboard.press("Enter")
    assert "351" in page.locator(".leaflet-popup").inner_text()
    page.keyboard.press("Escape")
    page.locator(".leaflet-popup").wait_for(state="detached")
    assert "联东U谷" in page.evaluate("document.activeElement.getAttribute('aria-label')")


def test_text_of_records_stays_text(show: Show) -> None:
    words = list(HOSTILE)
    plots = squares(len(words), name=words, grantee=words, status=["listed"] * len(words))
    plots["sources"] = [[{"title": word, "url": "javascript:alert(4)"}] for word in words]
    plots["doubts"] = [[{"code": "x", "text_zh": word, "text_en": word}] for word in words]
    centres = shapely.centroid(plots.geometry.to_numpy())
    points = gpd.GeoDataFrame({"name": words, "kind": "town"}, geometry=centres, crs="EPSG:4326")
    stations = points.assign(lines=[[word] for word in words])
    lines = gpd.GeoDataFrame(
        {"name": words, "line": words, "colour": '"><script>alert(5)</script>'},
        geometry=[shapely.LineString([(121.2, 31.3), (121.21, 31.31)])] * len(words),
        crs="EPSG:4326",
    )
    overview = Overview(plots, stations=stations, lines=lines, places=points, question=HOSTILE[1])
    page = show(draw(overview, lang="zh", basemaps=[NONE], assets="inline"))
    for word in words:
        page.locator(".search input").fill(word)
        assert word.strip() in page.locator("#found").inner_text()
        page.keyboard.press("Enter")
        assert page.locator(".record h2").last.text_content() == word
        page.keyboard.press("Escape")
        page.locator(".leaflet-popup").wait_for(state="detached")
        page.locator(".plot").nth(words.index(word)).hover(force=True)
        assert page.locator(".tip b").last.text_content() in words
    assert page.locator("h1").text_content() == HOSTILE[1]
    assert HOSTILE[1] in page.title()
    assert page.locator("img, script:not([id]) + b, a[href^=javascript]").count() == 0


def test_a_station_and_a_plot_are_found_by_name(show: Show, inline_zh: str) -> None:
    page = show(inline_zh)
    box = page.get_by_role("combobox")
    box.fill("jiading ecom")
    assert page.locator("#found").inner_text() == "没有找到"
    box.fill("North Jiading")
    assert page.get_by_role("option").count() == 1
    page.keyboard.press("Enter")
    centre = page.evaluate("(({lng, lat}) => [lng, lat])(Dikuai.view.map.getCenter())")
    assert centre == pytest.approx([121.2374, 31.3919], abs=0.01)
    box.fill("电子商务")
    page.keyboard.press("Enter")
    assert "嘉定电子商务产业园" in page.locator(".leaflet-popup h2").inner_text()


def test_a_phone_shows_everything_within_its_width(context: BrowserContext, show: Show, inline_zh: str) -> None:
    page = context.pages[0]
    page.set_viewport_size({"width": 390, "height": 844})
    show(inline_zh)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate(NO_OVERLAP, ".leaflet-control")
    assert page.locator(".legend[open]").count() == 0
    page.locator(".legend summary").click()
    assert page.evaluate(NO_OVERLAP, ".leaflet-control")
    page.locator(".legend summary").click()
    shape_of(page, "29-08").focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    popup, map_box = page.locator(".leaflet-popup").bounding_box(), page.locator("main").bounding_box()
    assert popup
    assert map_box
    assert popup["x"] >= 0
    assert popup["x"] + popup["width"] <= map_box["width"]


def test_tiles_are_asked_for_once_their_base_map_is_chosen(context: BrowserContext, show: Show, inline_zh: str) -> None:
    hosts: set[str] = set()

    def answer(route: Route) -> None:
        hosts.add(urlsplit(route.request.url).hostname or "")
        route.fulfill(body=PIXEL, content_type="image/png")

    context.route(TILES, answer)
    page = show(inline_zh)
    assert hosts == set()
    choose(page, "OpenStreetMap")
    assert hosts == {"tile.openstreetmap.org"}


def choose(page: Page, title: str) -> None:
    page.locator(".leaflet-control-layers").hover()
    page.locator(".leaflet-control-layers label", has_text=title).locator("input").check()
    page.mouse.move(400, 400)
    page.wait_for_timeout(600)


def place_on_tiles(page: Page) -> tuple[float, float]:
    """Where the tiles under the known plot's centre say that it lies: longitude and latitude in their own datum."""
    x, y, size = page.evaluate(
        """name => {
          const box = document.querySelector(`.plot[aria-label*="${name}"]`).getBoundingClientRect();
          const tile = document.querySelector(".leaflet-tile").getBoundingClientRect();
          const address = document.querySelector(".leaflet-tile").src;
          const [zoom, column, row] = address.includes("openstreetmap")
            ? address.match(/(\\d+)\\/(\\d+)\\/(\\d+)\\.png/).slice(1).map(Number)
            : ["z", "x", "y"].map(key => Number(new URL(address).searchParams.get(key)));
          const from = (a, b) => (a - b) / tile.width;
          const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
          return [column + from(x, tile.left), row + from(y, tile.top), 2 ** zoom];
        }""",
        "29-08",
    )
    return x / size * 360 - 180, math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / size))))


def test_on_gaode_everything_moves_by_the_shift_of_gcj02_and_back(
    context: BrowserContext, show: Show, inline_zh: str, jiading: Overview
) -> None:
    context.route(TILES, lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    page = show(inline_zh)
    page.evaluate("Dikuai.view.map.setView([31.3619, 121.1526], 17, {animate: false})")
    centre = shapely.box(*jiading.plots.geometry[PLOT].bounds).centroid
    shifted = [float(value) for value in gcj02_from_wgs84(centre.x, centre.y)]
    for title, expected in (
        ("OpenStreetMap", [centre.x, centre.y]),
        (GAODE.title.zh, shifted),
        ("OpenStreetMap", [centre.x, centre.y]),
    ):
        choose(page, title)
        assert place_on_tiles(page) == pytest.approx(expected, abs=2e-5)  # a pixel at this zoom


def test_a_measurement_is_made_by_clicks_and_ended_by_escape(show: Show, inline_zh: str) -> None:
    page = show(inline_zh)
    page.locator("button[aria-pressed]").click()
    for x, y in ((700, 200), (900, 200), (900, 400)):
        page.mouse.click(x, y)
        page.wait_for_timeout(350)
    panel = page.locator(".measured")
    assert "亩" in panel.inner_text()
    assert page.locator(".corner").count() == 3
    page.locator("button[aria-pressed]").focus()
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert page.locator(".corner").count() == 0


def test_the_keyboard_measures_too_and_takes_a_point_back(show: Show, inline_zh: str) -> None:
    page = show(inline_zh)
    page.locator("button[aria-pressed]").focus()
    for key in ("Enter", "Enter", "ArrowRight"):
        page.keyboard.press(key)
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    panel = page.locator(".measured")
    assert "公里" in panel.inner_text()
    assert page.locator(".corner").count() == 2
    page.keyboard.press("Backspace")
    assert "公里" not in panel.inner_text()
    assert page.locator(".corner").count() == 1
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_a_double_click_ends_a_figure_and_the_next_click_begins_another(show: Show, inline_zh: str) -> None:
    page = show(inline_zh)
    page.locator("button[aria-pressed]").click()
    page.mouse.click(700, 250)
    page.wait_for_timeout(350)
    page.mouse.click(900, 250)
    page.wait_for_timeout(350)
    page.mouse.dblclick(900, 450)
    panel = page.locator(".measured")
    measured = panel.inner_text()
    assert "面积" in measured
    page.mouse.move(600, 600)
    assert page.locator(".corner").count() == 3
    assert panel.inner_text() == measured
    page.wait_for_timeout(350)
    page.mouse.click(750, 350)
    assert page.locator(".corner").count() == 1


def test_thousands_of_plots_are_drawn_on_one_canvas(show: Show) -> None:
    plots = squares(5_000, name=[f"地块 {i} 号" for i in range(5_000)], status="listed")
    page = show(draw(Overview(plots, matched=7_321), lang="zh", assets="inline"))
    assert page.locator(".plot").count() == 0
    assert "7,321" in page.locator(".caption").inner_text()
    spot = page.evaluate(
        """() => {
          const {map, plots} = Dikuai.view;
          map.setView(plots.plots[2500].at, 16, {animate: false});
          const {x, y} = map.latLngToContainerPoint(plots.plots[2500].at);
          const canvas = document.querySelector(".leaflet-plots-pane canvas");
          const box = canvas.getBoundingClientRect();
          const pixel = canvas.getContext("2d").getImageData((x - box.left) * canvas.width / box.width,
            (y - box.top) * canvas.height / box.height, 1, 1).data;
          return {x, y, red: pixel[0], green: pixel[1]};
        }"""
    )
    assert spot["red"] > 200 > spot["green"]
    page.mouse.click(spot["x"], spot["y"])
    assert page.locator(".record h2").inner_text() == "地块 2500 号"


def test_a_layer_can_be_put_away(show: Show, inline_zh: str) -> None:
    page = show(inline_zh)
    choose_layers = page.locator(".leaflet-control-layers")
    choose_layers.hover()
    for title in ("位置误差", "地名", "地铁车站", "地铁线路", "到最近目标的连线"):
        choose_layers.locator("label", has_text=title).locator("input").uncheck()
    page.wait_for_timeout(200)
    assert page.locator(".ring, .station, .interchange, .casing, .link").count() == 0
    assert page.locator(".label").count() == page.locator(".label-plot").count() > 0


def test_a_served_page_takes_its_files_from_the_service(context: BrowserContext, page: Page, jiading: Overview) -> None:
    html = draw(replace(jiading, matched=None), lang="en", basemaps=[NONE], assets="served")

    hashed: list[bool] = []

    def serve(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.path == "/map":
            route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            hashed.append(address.query.startswith("v=") == address.path.endswith((".js", ".css")))
            route.fulfill(path=assets.STATIC / address.path.removeprefix(assets.STATIC_URL + "/"))

    context.route("http://dikuai.test/**", serve)
    page.goto("http://dikuai.test/map")
    page.wait_for_selector("main[data-drawn='6']")
    shape_of(page, "29-08").focus()
    page.keyboard.press("Enter")
    assert all(hashed)
    assert page.locator(".details").get_attribute("href") == f"/plots/{PLOT}"


def test_nothing_found_is_said_and_the_places_are_shown(show: Show, jiading: Overview) -> None:
    page = show(draw(replace(jiading, plots=jiading.plots[:0], matched=0), lang="en", assets="inline"))
    assert "No plot matches" in page.locator(".caption").inner_text()
    assert page.locator(".label-town").count() > 3


def test_a_map_that_asked_for_no_target_tells_the_records_own_station(show: Show) -> None:
    plots = squares(1, name=["甲"], metro_station=["嘉定西"], metro_distance_m=[640.0])
    plots["metro_lines"] = [["11"]]
    page = show(draw(Overview(plots), lang="en", assets="inline"))
    shape_of(page, "甲").focus()
    page.keyboard.press("Enter")
    text = page.locator(".leaflet-popup").inner_text()
    assert "Nearest metro station" in text
    assert "640" in text
    assert page.locator(".leaflet-popup .badge").inner_text() == "11"


def test_who_wants_no_motion_gets_none(page: Page, show: Show, inline_zh: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    show(inline_zh)
    assert page.evaluate("Dikuai.view.map.options.zoomAnimation || Dikuai.view.map.options.fadeAnimation") is False
