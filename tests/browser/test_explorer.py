"""Journeys through the explorer, wide and narrow, in Chinese and English, with only the service to be reached."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from geo.gcj02 import gcj02_from_wgs84
from tests.server import Served
from tests.service import DATA

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TRANSPARENT_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
Words = dict[str, str]

ZH: Words = {
    "filters": "筛选",
    "near": "靠近",
    "within": "距离",
    "show": "查看",
    "search": "搜索地块、车站、地名，或写出条件",
    "phrase": "近地铁3公里以内 已出让",
    "rectangle": "画矩形，查其中地块",
    "compare": "比较",
    "share": "分享",
    "ask": "咨询此地块",
    "contact": "联系人",
    "phone": "电话",
    "need": "需求",
    "send": "提交",
    "basemap": "底图",
    "gaode": "高德地图",
    "inside": "在所画矩形内",
    "back": "返回列表",
    "download": "GeoJSON",
    "name": "嘉定区外冈镇 JDS3-0101 单元 29-08 地块",
}
EN: Words = {
    "filters": "Filters",
    "near": "Near",
    "within": "Distance",
    "show": "Show",
    "search": "Search plots, stations, places, or say what you need",
    "phrase": "within 3 km of the metro, transferred",
    "rectangle": "Draw a rectangle and ask within it",
    "compare": "Compare",
    "share": "Share",
    "ask": "Ask about this plot",
    "contact": "Contact",
    "phone": "Phone",
    "need": "What you need",
    "send": "Send",
    "basemap": "Base map",
    "gaode": "Gaode (Amap)",
    "inside": "In the rectangle drawn",
    "back": "Back to the list",
    "download": "GeoJSON",
    "name": "Plot 29-08, unit JDS3-0101, Waigang, Jiading",
}
WAIGANG = "waigang-29-08"


@pytest.fixture(params=["wide-zh", "narrow-zh", "wide-en", "narrow-en"])
def reader(request: pytest.FixtureRequest) -> tuple[bool, str, Words]:
    """Who looks: on a wide screen or a narrow one, in which language, and the words of it."""
    width, lang = request.param.split("-")
    return width == "narrow", lang, ZH if lang == "zh" else EN


@pytest.fixture
def context(browser: Browser, served: Served, reader: tuple[bool, str, Words]) -> Iterator[BrowserContext]:
    narrow, lang, _ = reader
    context = browser.new_context(
        viewport=NARROW if narrow else WIDE,
        has_touch=narrow,
        base_url=served.url,
        locale="zh-CN" if lang == "zh" else "en-GB",
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.route(lambda url: not url.startswith(served.url), lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture
def opened(page: Page, reader: tuple[bool, str, Words]) -> Callable[[str], Page]:
    """Open the explorer and wait until it has its first answer."""

    def go(query: str = "") -> Page:
        page.goto(f"/?lang={reader[1]}{query}")
        page.wait_for_selector(".results[aria-busy=false] li:not(.skeleton), .card h2, .empty")
        page.wait_for_selector(".results header span, .card h2")  # how many there are in all
        return page

    return go


def answer(served: Served, query: str) -> list[dict[str, Any]]:
    with served.client() as client:
        found: list[dict[str, Any]] = client.get(f"/collections/plots/items?limit=100&{query}").json()["features"]
        return found


def listed(page: Page) -> list[str]:
    return page.locator(".results .row .name").all_inner_texts()


def names(features: list[dict[str, Any]], lang: str) -> list[str]:
    said = [feature["properties"] for feature in features]
    return [one["name"] if lang == "zh" else one.get("name_en", one["name"]) for one in said]


def state(page: Page) -> dict[str, str]:
    query = parse_qs(urlsplit(page.url).query)
    return {name: value for name, (value,) in query.items()}


def expect_list(page: Page, expected: list[str]) -> None:
    expect(page.locator(".results .row .name")).to_have_text(expected)


def test_plots_near_the_metro_are_found_and_one_is_opened(
    opened: Callable[[str], Page], served: Served, reader: tuple[bool, str, Words]
) -> None:
    _, lang, words = reader
    page = opened("")
    page.get_by_role("button", name=words["filters"]).click()
    page.get_by_role("combobox", name=words["near"], exact=True).select_option("metro")
    page.get_by_role("combobox", name=words["within"], exact=True).select_option("3km")
    page.get_by_role("button", name=re.compile(f"^{words['show']} \\d")).click()
    expected = names(answer(served, "near=metro&within=3km"), lang)
    expect_list(page, expected)
    page.locator(".results .row button").first.click()
    expect(page.locator(".card h2")).to_have_text(expected[0])
    assert {"near": "metro", "within": "3km"}.items() <= state(page).items()
    page.get_by_role("button", name=words["back"]).click()
    expect_list(page, expected)


def test_a_phrase_becomes_conditions_that_can_be_taken_away(
    opened: Callable[[str], Page], served: Served, reader: tuple[bool, str, Words]
) -> None:
    _, lang, words = reader
    page = opened("")
    page.get_by_role("combobox", name=words["search"]).fill(words["phrase"])
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(2)
    expect_list(page, names(answer(served, "near=metro&within=3km&status=transferred"), lang))
    page.locator(".chip").nth(1).click()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator(".results header")).to_contain_text(f"{len(answer(served, 'near=metro&within=3km'))}")


def test_an_area_is_drawn_and_asked_within(
    opened: Callable[[str], Page], served: Served, reader: tuple[bool, str, Words]
) -> None:
    narrow, lang, words = reader
    page = opened(f"&at=11/{31.3 if narrow else 31.38}/121.19")  # above the sheet of a narrow screen
    if narrow:
        page.locator(".narrow button").click()
    page.get_by_role("button", name=words["rectangle"]).click()
    box = page.locator("#map").bounding_box()
    assert box
    left, top = (20, 60) if narrow else (200, 120)
    right, bottom = (320, 330) if narrow else (700, 760)
    page.mouse.click(box["x"] + left, box["y"] + top)
    page.mouse.click(box["x"] + right, box["y"] + bottom)
    expect(page.locator(".chip")).to_have_text([words["inside"]])
    west, south, east, north = json.loads(f"[{state(page)['inside'].removeprefix('rectangle:')}]")
    within = names(answer(served, f"filter=S_INTERSECTS(geometry,BBOX({west},{south},{east},{north}))"), lang)
    assert 0 < len(within) < 6
    expect_list(page, within)


def test_two_plots_are_held_side_by_side(opened: Callable[[str], Page], reader: tuple[bool, str, Words]) -> None:
    _, _, words = reader
    page = opened(f"&plot={WAIGANG}")
    page.locator(".card").get_by_role("button", name=words["compare"]).click()
    page.get_by_role("button", name=words["back"]).last.click(force=True)
    page.goto(page.url.replace(f"compare={WAIGANG}", f"compare={WAIGANG},zhenxin-general-aviation-park"))
    expect(page.locator(".compare thead th")).to_have_count(3)
    expect(page.locator(".compare tbody")).to_contain_text("26.5")


def test_a_shared_link_opens_what_its_sender_saw(
    opened: Callable[[str], Page], browser: Browser, served: Served, reader: tuple[bool, str, Words]
) -> None:
    narrow, _, words = reader
    page = opened("&near=metro&within=3km&area_mu=20..&unit=ha&colour=area_mu&at=12/31.39/121.2")
    expected = listed(page)
    page.get_by_role("button", name=words["share"]).click()
    link = page.locator("dialog input").input_value()
    page.wait_for_function("() => document.querySelector('dialog .qr img').naturalWidth > 0")
    other = browser.new_page(viewport=NARROW if narrow else WIDE)
    other.goto(link)
    other.wait_for_selector(".results[aria-busy=false] li:not(.skeleton)")
    assert listed(other) == expected
    assert other.url == page.url
    other.close()


def test_a_base_map_in_gcj02_shows_a_plot_where_gcj02_has_it(
    opened: Callable[[str], Page], reader: tuple[bool, str, Words]
) -> None:
    _, _, words = reader
    page = opened("&at=15/31.365/121.152")
    page.route("**/appmaptile*", lambda route: route.fulfill(body=TRANSPARENT_PNG, content_type="image/png"))
    page.get_by_role("button", name=words["basemap"]).click()
    page.get_by_role("radio", name=words["gaode"]).check()
    page.wait_for_selector(".leaflet-tile-loaded")
    plot = centre_of(page, f"[data-plot={WAIGANG}]")
    tile = page.locator(".leaflet-tile-loaded").first
    x, y, z = (int(found) for found in re.findall(r"[xyz]=(\d+)", tile.get_attribute("src") or ""))
    box = tile.bounding_box()
    assert box
    # where the tiles, which are of GCJ-02, have what is drawn
    column, row = x + (plot[0] - box["x"]) / 256, y + (plot[1] - box["y"]) / 256
    lon = column / 2**z * 360 - 180
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * row / 2**z))))
    lon_m, lat_m = 111_320 * np.cos(np.radians(31.4)), 111_320
    bounds = np.array(ring_of(WAIGANG))
    middle = (bounds.min(axis=0) + bounds.max(axis=0)) / 2
    gcj_lon, gcj_lat = gcj02_from_wgs84(middle[:1], middle[1:])
    pixel_m = 156_543 * np.cos(np.radians(31.4)) / 2**z
    off_m = np.hypot((lon - gcj_lon[0]) * lon_m, (lat - gcj_lat[0]) * lat_m)
    assert off_m < 2 * pixel_m
    shift_m = np.hypot((lon - middle[0]) * lon_m, (lat - middle[1]) * lat_m)
    assert 300 < shift_m < 700


def ring_of(id: str) -> list[list[float]]:
    record = json.loads((DATA / "plots" / f"{id}.geojson").read_text())
    ring: list[list[float]] = record["geometry"]["coordinates"][0]
    return ring


def centre_of(page: Page, selector: str) -> tuple[float, float]:
    box = None
    for _ in range(50):  # what is drawn anew, or moves still, has no place yet
        before, box = box, page.locator(selector).bounding_box() if page.locator(selector).count() else None
        if box and box == before:
            break
        page.wait_for_timeout(100)
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_an_inquiry_is_checked_and_sent(opened: Callable[[str], Page], reader: tuple[bool, str, Words]) -> None:
    _, _, words = reader
    page = opened(f"&plot={WAIGANG}")
    page.get_by_role("button", name=words["ask"]).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=words["send"]).click()
    expect(dialog.locator(".fault")).to_have_count(4)
    dialog.get_by_label(words["need"]).fill("20 mu")
    dialog.get_by_label(words["contact"], exact=True).fill("Example")
    dialog.get_by_label(words["phone"], exact=True).fill("12345")
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name=words["send"]).click()
    expect(dialog.locator(".fault")).to_have_count(1)
    dialog.get_by_label(words["phone"], exact=True).fill("+44 20 7946 0123")
    dialog.get_by_role("button", name=words["send"]).click()
    expect(dialog.locator(".reference")).to_have_text(re.compile(r"^[A-Z0-9-]{12,}$"))


def test_the_result_is_downloaded_as_asked(
    opened: Callable[[str], Page], served: Served, reader: tuple[bool, str, Words]
) -> None:
    _, _, words = reader
    page = opened("&near=metro&within=3km&status=transferred")
    page.get_by_role("button", name=words["share"]).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=words["download"], exact=True).click()
    held = json.loads(Path(download.value.path()).read_text())
    expected = answer(served, "near=metro&within=3km&status=transferred")
    assert [one["id"] for one in held["features"]] == [one["id"] for one in expected] != []


def test_a_failing_service_is_said_with_a_way_on(context: BrowserContext, reader: tuple[bool, str, Words]) -> None:
    page, failing = context.new_page(), True

    def fail(route: Route) -> None:
        if failing:
            route.fulfill(status=503, body="down")
        else:
            route.continue_()

    page.route("**/items?*bbox=*", fail)
    page.goto(f"/?lang={reader[1]}")
    page.wait_for_selector(".problem")
    page.wait_for_load_state("networkidle")  # no question is under way that would be answered by itself
    failing = False
    page.locator(".problem button").click()
    page.wait_for_selector(".results .row:not(.skeleton)")
    expect(page.locator(".problem")).to_have_count(0)
