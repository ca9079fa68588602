"""Plots judged, compared, taken away and asked about in the explorer, wide and narrow, in Chinese and English."""

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from math import asinh, atan, degrees, pi, radians, sinh, tan
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit
from xml.etree import ElementTree

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from pyproj import Geod

from tests.server import DIKUAI, Served, environment, serving
from tests.service import DATA

WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
TRANSPARENT_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)
WAIGANG, LOT_1704, LIANDO = "waigang-29-08", "waigang-1704", "liando-u-valley-jiading"
PARK, ZHENXIN = "jiading-ecommerce-park", "zhenxin-general-aviation-park"
PER_HOUR = 6

ZH = {
    "ha": "公顷",
    "area_ha": "1.77 公顷",
    "on_foot": "步行约",
    "compare": "比较",
    "fold": "收起",
    "unfold": "展开比较",
    "full": "最多比较 4 个地块",
    "measure": "测量长度和面积",
    "share": "分享",
    "copy_text": "复制为文字",
    "offline_map": "离线地图（单个文件）",
    "page": "网页（可打印）",
    "star": "收藏",
    "remove": "移除",
    "ask": "咨询此地块",
    "report": "资料有误？",
    "send": "提交",
    "need": "需求",
    "contact": "联系人",
    "phone": "电话",
    "reach": "如何联系您",
    "wrong": "哪里不对",
    "please": "请填写此项",
    "consent": "需要同意才能提交",
    "offline": "连不上服务",
    "bad_phone": "不是有效的电话号码",
    "too_many": "提交过于频繁",
    "kept": "您填写的内容还在",
    "tools": "工具",
}
EN = {
    "ha": "ha",
    "area_ha": "1.77 ha",
    "on_foot": "min on foot",
    "compare": "Compare",
    "fold": "Fold away",
    "unfold": "Show side by side",
    "full": "Four plots at most",
    "measure": "Measure length and area",
    "share": "Share",
    "copy_text": "Copy as text",
    "offline_map": "Offline map (one file)",
    "page": "Page to print",
    "star": "Shortlist",
    "remove": "Remove",
    "ask": "Ask about this plot",
    "report": "Something wrong?",
    "send": "Send",
    "need": "What you need",
    "contact": "Contact",
    "phone": "Phone",
    "reach": "How to reach you",
    "wrong": "What is wrong",
    "please": "Please fill this in",
    "consent": "Without consent",
    "offline": "cannot be reached",
    "bad_phone": "no telephone number",
    "too_many": "Too much was sent",
    "kept": "What you wrote is still here",
    "tools": "Tools",
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of what was asked and reported."""
    return tmp_path_factory.mktemp("asked") / "inquiries.sqlite"


@pytest.fixture(scope="module")
def served(kept: Path) -> Iterator[Served]:
    """A server that takes a few inquiries an hour."""
    settings = {"DIKUAI_INQUIRIES__DATABASE": str(kept), "DIKUAI_INQUIRIES__PER_ADDRESS_HOUR": str(PER_HOUR)}
    with serving(kept.with_name("log.txt"), str(DATA), **settings) as served:
        yield served


@pytest.fixture(params=["wide-zh", "narrow-en"])
def reader(request: pytest.FixtureRequest) -> tuple[bool, str, dict[str, str]]:
    """Who looks: on a wide screen or a narrow one, in which language, and the words of it."""
    width, lang = request.param.split("-")
    return width == "narrow", lang, ZH if lang == "zh" else EN


@pytest.fixture
def context(browser: Browser, served: Served, reader: tuple[bool, str, dict[str, str]]) -> Iterator[BrowserContext]:
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
def opened(page: Page, reader: tuple[bool, str, dict[str, str]]) -> Callable[[str], Page]:
    """Open the explorer and wait until it has its first answer."""

    def go(query: str = "") -> Page:
        page.goto(f"/?lang={reader[1]}{query}")
        page.wait_for_selector(".results[aria-busy=false] li:not(.skeleton), .card h2, .empty")
        return page

    return go


def state(page: Page) -> dict[str, str]:
    query = parse_qs(urlsplit(page.url).query)
    return {name: value for name, (value,) in query.items()}


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def test_a_card_says_all_that_a_plot_is_judged_by(
    opened: Callable[[str], Page], served: Served, reader: tuple[bool, str, dict[str, str]]
) -> None:
    _, lang, words = reader
    page = opened(f"&plot={WAIGANG}")
    card = page.locator(".card")
    expect(card.locator(".headline")).to_contain_text("26.5")
    card.get_by_role("button", name=words["ha"], exact=True).click()
    expect(card.locator(".headline dd").first).to_contain_text(words["area_ha"])
    assert state(page)["unit"] == "ha"
    bar = card.locator(".floor-bar")
    widths = [float(bar.locator(f".{one}").get_attribute("width") or 0) for one in ("allowed", "proposed")]
    assert widths == pytest.approx([100, 28_000 / 35_333 * 100])
    for said in ("汇方路", "管路河", "163", "109"):
        expect(card.locator(".boundaries")).to_contain_text(said)
    assert (card.locator(".boundaries path").get_attribute("d") or "").endswith("Z")
    with served.client() as client:
        around = client.get(f"/plots/{WAIGANG}/surroundings").json()
        item = client.get(f"/collections/plots/items/{WAIGANG}?f=json").json()["properties"]
    name = "name" if lang == "zh" else "name_en"
    stations = [one["properties"] for one in around["stations"][:3]]
    shown = card.locator(".beside").first.locator("li")
    expect(shown).to_have_count(len(stations))
    for row, station in zip(shown.all(), stations, strict=True):
        assert station[name] in row.inner_text()
        assert words["on_foot"] in row.inner_text()
        assert "±" in row.inner_text()
        assert str(-int(-station["walk_min"] // 1)) in row.inner_text()
    assert card.locator(".doubts li").all_inner_texts() == [doubt[f"text_{lang}"] for doubt in item["doubts"]]
    source = card.locator(".sources a")
    assert source.get_attribute("href") == item["sources"][0]["url"]
    others = [one["properties"][name] for part in ("alike", "neighbours") for one in around[part]]
    assert card.locator(".beside .plain").all_inner_texts() == others != []
    card.locator(".beside .plain").first.click()
    expect(card.locator("h2")).to_have_text(others[0])


def test_four_plots_are_chosen_one_by_one_and_compared(
    opened: Callable[[str], Page], reader: tuple[bool, str, dict[str, str]]
) -> None:
    narrow, _, words = reader
    page = opened("")
    comparison = page.locator(".compare")
    for n, id in enumerate((WAIGANG, LOT_1704, LIANDO, PARK), start=1):
        page.evaluate("id => history.pushState(null, '', `${location.search}&plot=${id}`)", id)
        page.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
        page.locator(".card .actions.more").get_by_role("button", name=words["compare"], exact=True).click()
        expect(comparison.locator("h2")).to_contain_text(str(n))
        if n == 2:
            expect(comparison.locator("thead th")).to_have_count(3)
            comparison.get_by_role("button", name=words["fold"]).click()
        page.locator(".card .back").click()
    assert state(page)["compare"] == ",".join((WAIGANG, LOT_1704, LIANDO, PARK))
    comparison.get_by_role("button", name=words["unfold"]).click()
    expect(comparison.locator("thead th")).to_have_count(5)
    row = comparison.locator("tbody tr", has_text=re.compile("用地面积|Site area"))
    assert [re.match(r"[\d.,]+", text)[0] for text in row.locator("td").all_inner_texts()] == [  # type: ignore[index]
        "26.5",
        "23.6",
        "351",
        "24.1",
    ]
    box = comparison.bounding_box()
    assert box
    assert box["x"] + box["width"] <= (NARROW if narrow else WIDE)["width"]
    comparison.get_by_role("button", name=words["fold"]).click()
    page.goto(f"{page.url}&plot={ZHENXIN}")
    fifth = page.locator(".card .actions.more").get_by_role("button", name=words["compare"], exact=True)
    expect(fifth).to_be_disabled()
    assert fifth.get_attribute("title") == words["full"]


def test_the_page_of_a_plot_prints_on_two_sheets(page: Page, reader: tuple[bool, str, dict[str, str]]) -> None:
    page.goto(f"/plots/{WAIGANG}?lang={reader[1]}")
    printed = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    first, second = (sheet.extract_text() for sheet in printed.pages)
    assert printed.pages[0].mediabox.width == pytest.approx(595, abs=1)
    assert "26.5" in first
    assert "113" in first
    assert "汇方路" in second
    assert "https://www.shcfck.com/index.php/post/9475.html" in second


def test_what_is_measured_is_what_geodesics_say(
    opened: Callable[[str], Page], reader: tuple[bool, str, dict[str, str]]
) -> None:
    narrow, _, words = reader
    zoom, lat, lon = 13, 31.38, 121.25
    page = opened(f"&at={zoom}/{lat}/{lon}")
    if narrow:
        page.get_by_role("button", name=words["tools"]).click()
    page.get_by_role("button", name=words["measure"]).click()
    box = page.locator("#map").bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    pixels = [(-90, -290), (70, -290), (70, -180)]
    for x, y in pixels:
        page.mouse.click(middle[0] + x, middle[1] + y)
        page.wait_for_timeout(350)  # two clicks at once are a double click
    mercator = 40_075_016.686 / 256 / 2**zoom
    to_lonlat = Geod(ellps="WGS84")
    corners = [unprojected(lon, lat, x * mercator, -y * mercator) for x, y in pixels]
    lons, lats = zip(*corners, strict=True)
    length_m, (area_m2, _) = to_lonlat.line_length(lons, lats), to_lonlat.polygon_area_perimeter(lons, lats)
    told = page.locator(".toast dd")
    expect(told).to_have_count(2)
    assert number_in(told.first) * 1000 == pytest.approx(length_m, rel=0.01)
    assert number_in(told.last) == pytest.approx(abs(area_m2) * 3 / 2000, rel=0.01)
    page.keyboard.press("Escape")


def unprojected(lon: float, lat: float, east: float, north: float) -> tuple[float, float]:
    """The position so far from another on the plane of Web Mercator."""
    radius = 6_378_137.0
    y = radius * asinh(tan(radians(lat))) + north
    return lon + east / radius * 180 / pi, degrees(atan(sinh(y / radius)))


def number_in(told: Locator) -> float:
    found = re.match(r"[\d.,]+", told.inner_text())
    assert found
    return float(found[0].replace(",", ""))


WHOLE = {
    "near": "metro:11",
    "within": "15km",
    "certainty": "certain",
    "area_mu": "20..400",
    "status": "transferred,under_construction,leasing,completed",
    "q": "嘉定",
    "inside": "polygon:121.05,31.2,121.4,31.2,121.4,31.5,121.05,31.5",
    "sortby": "-area_mu",
    "at": "11.5/31.37/121.21",
    "plot": PARK,
    "compare": f"{PARK},{LIANDO}",
    "base": "gaode",
    "colour": "area_mu",
    "unit": "ha",
}


def give_tile(route: Route) -> None:
    route.fulfill(body=TRANSPARENT_PNG, content_type="image/png")


def test_the_address_holds_the_whole_state_and_opens_it_elsewhere(
    page: Page,
    opened: Callable[[str], Page],
    browser: Browser,
    served: Served,
    reader: tuple[bool, str, dict[str, str]],
) -> None:
    _, lang, _ = reader
    page.route("**/appmaptile*", give_tile)
    page = opened("".join(f"&{name}={quote(value, safe=',:/')}" for name, value in WHOLE.items()))
    page.wait_for_timeout(500)
    assert state(page) == {"lang": lang, **WHOLE}
    locale = "en-GB" if lang == "zh" else "zh-CN"
    foreign = browser.new_context(base_url=served.url, locale=locale, viewport=page.viewport_size)
    other = foreign.new_page()
    other.route("**/appmaptile*", give_tile)
    other.goto(page.url)
    expect(other.locator(".card h2")).to_have_text(page.locator(".card h2").inner_text())
    for shown in (".chip", ".compare thead th .plain:first-child", ".legend li", ".headline dd"):
        expect(other.locator(shown).first).to_be_attached()
        assert other.locator(shown).all_text_contents() == page.locator(shown).all_text_contents()
    assert other.locator("html").get_attribute("lang") == page.locator("html").get_attribute("lang")
    assert other.locator(".drawn").count() == 1
    assert state(other) == state(page)
    other.get_by_role("button", name=re.compile("^(底图|Base map)$")).click()
    expect(other.get_by_role("radio", checked=True)).to_have_count(1)
    assert other.locator(".flyout label:has(:checked)").inner_text() in ("高德地图", "Gaode (Amap)")
    foreign.close()


def test_the_qr_code_is_of_the_link_and_the_text_says_what_is_asked(
    opened: Callable[[str], Page], served: Served, reader: tuple[bool, str, dict[str, str]]
) -> None:
    words = reader[2]
    page = opened("&near=metro&within=3km&at=11/31.38/121.2")
    page.locator("[data-opens=share]").click()
    dialog = page.get_by_role("dialog")
    link = dialog.locator("input").input_value()
    assert link == page.url
    source = dialog.locator(".qr img").get_attribute("src") or ""
    with served.client() as client:
        title = ElementTree.fromstring(client.get(source).content).find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == link
    dialog.get_by_role("button", name=words["copy_text"]).click()
    expect(dialog.locator("[role=status]", has_text=re.compile("已复制|Copied"))).to_have_count(1)
    copied = lines_of(page.evaluate("navigator.clipboard.readText()"))
    assert (copied[0], copied[-1]) == (page.locator(".chip").inner_text(), link)


def test_a_plot_is_copied_as_text_where_there_is_no_clipboard(
    page: Page, opened: Callable[[str], Page], reader: tuple[bool, str, dict[str, str]]
) -> None:
    """On a network of one's own the page has no secure origin, and so no `navigator.clipboard`."""
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    opened(f"&plot={WAIGANG}")
    page.locator(".card").get_by_role("button", name=reader[2]["share"], exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name=reader[2]["copy_text"]).click()
    expect(dialog.locator("[role=status]", has_text=re.compile("已复制|Copied"))).to_have_count(1)
    other = page.context.new_page()
    other.goto("/healthz")
    other.bring_to_front()
    copied = lines_of(other.evaluate("navigator.clipboard.readText()"))
    assert copied == lines_of(dialog.locator(".chat").input_value())
    assert any("26.5" in line for line in copied)
    assert f"plot={WAIGANG}" in copied[-1]


def test_every_format_is_offered_with_just_the_filters_shown(
    opened: Callable[[str], Page], served: Served, reader: tuple[bool, str, dict[str, str]]
) -> None:
    words = reader[2]
    page = opened("&near=metro&within=8km&area_mu=20..&sortby=-area_mu")
    page.locator("[data-opens=share]").click()
    links = page.get_by_role("dialog").locator("section a")
    expect(links.first).to_have_text("GeoJSON")
    asked = [parse_qs(urlsplit(link.get_attribute("href") or "").query) for link in links.all()]
    with served.client() as client:
        offered = client.get("/collections/plots/items?limit=1&f=json").json()["links"]
    formats = [parse_qs(urlsplit(one["href"]).query)["f"][0] for one in offered if one["rel"] in {"self", "alternate"}]
    assert [one["f"][0] for one in asked if "f" in one] == formats
    for one in asked:
        assert (one["near"], one["within"], one["filter"]) == (["metro"], ["8km"], ["area_mu >= 20"])
    with page.expect_download() as download:
        links.first.click()
    assert download.value.suggested_filename == "plots.geojson"
    held = json.loads(Path(download.value.path()).read_text())["features"]
    names = [one["properties"]["name" if reader[1] == "zh" else "name_en"] for one in held]
    page.keyboard.press("Escape")
    assert names == page.locator(".results .row .name").all_inner_texts() != []
    page.locator("[data-opens=share]").click()
    with page.expect_popup() as popup:
        page.get_by_role("link", name=words["page"]).click()
    expect(popup.value.locator(".count strong")).to_contain_text(str(len(held)))


def test_the_map_is_taken_away_and_opens_with_the_network_cut(
    opened: Callable[[str], Page], browser: Browser, tmp_path: Path, reader: tuple[bool, str, dict[str, str]]
) -> None:
    page = opened("&near=metro&within=3km&status=transferred,leasing")
    shown = page.locator(".results .row .name").all_inner_texts()
    page.locator("[data-opens=share]").click()
    with page.expect_download() as download:
        page.get_by_role("link", name=reader[2]["offline_map"]).click()
    file = tmp_path / "map.html"
    download.value.save_as(file)
    alone = browser.new_context(viewport=page.viewport_size)
    alone.set_offline(True)
    kept = alone.new_page()
    troubles: list[str] = []
    kept.on("requestfailed", lambda request: troubles.append(request.url))
    kept.on("pageerror", lambda error: troubles.append(str(error)))
    kept.on("console", lambda said: troubles.append(said.text) if said.type in {"error", "warning"} else None)
    kept.goto(file.as_uri())
    kept.wait_for_selector("main[data-drawn]")
    expect(kept.locator(".dk-shape")).to_have_count(len(shown))
    kept.locator(".dk-shape").first.focus()
    kept.keyboard.press("Enter")
    assert kept.locator(".leaflet-popup h2").inner_text() in shown
    assert troubles == []
    alone.close()


def test_a_shortlist_stays_in_the_browser_and_can_be_taken_away(
    opened: Callable[[str], Page], reader: tuple[bool, str, dict[str, str]]
) -> None:
    words = reader[2]
    page = opened(f"&plot={WAIGANG}")
    page.locator(".card").get_by_role("button", name=words["star"], exact=True).click()
    opened(f"&plot={LIANDO}")
    page.locator(".card").get_by_role("button", name=words["star"], exact=True).click()
    opened("")
    page.locator("[data-opens=shortlist]").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".starred li")).to_have_count(2)
    with page.expect_download() as download:
        dialog.get_by_role("link", name="GeoJSON").click()
    held = json.loads(Path(download.value.path()).read_text())["features"]
    assert {one["id"] for one in held} == {WAIGANG, LIANDO}
    dialog.get_by_role("button", name=re.compile(f"^{words['remove']}")).first.click()
    expect(dialog.locator(".starred li")).to_have_count(1)
    opened("")
    assert page.evaluate("localStorage['dikuai.shortlist.plots']") == f'["{LIANDO}"]'


def listed(kept: Path, *options: str) -> list[dict[str, str]]:
    """What `dikuai inquiries` lists."""
    command = [str(DIKUAI), "inquiries", "--format", "json", *options]
    said = subprocess.run(
        command,
        env={**os.environ, **environment(DIKUAI_INQUIRIES__DATABASE=str(kept))},
        capture_output=True,
        check=True,
    )
    rows: list[dict[str, str]] = json.loads(said.stdout)
    return rows


def test_an_inquiry_that_is_wrong_or_fails_loses_nothing(
    context: BrowserContext, kept: Path, reader: tuple[bool, str, dict[str, str]]
) -> None:
    _, lang, words = reader
    page = context.new_page()  # it will complain about the connection that is cut
    page.goto(f"/?lang={lang}&plot={WAIGANG}")
    dialog, send = page.get_by_role("dialog"), page.get_by_role("dialog").get_by_role("button", name=words["send"])
    page.get_by_role("button", name=words["ask"]).click()
    expect(dialog.locator(".check span")).to_contain_text("365")
    send.click()
    expect(dialog.locator(".fault")).to_have_text([*[words["please"]] * 3, re.compile(words["consent"])])
    need, phone = dialog.get_by_label(words["need"]), dialog.get_by_label(words["phone"], exact=True)
    expect(need).to_be_focused()
    expect(need).to_have_accessible_description(re.compile(words["please"]))
    need.fill("20 亩 for 10 people")
    dialog.get_by_label(words["contact"], exact=True).fill("Example")
    page.keyboard.press("Escape")  # by mistake
    page.get_by_role("button", name=words["ask"]).click()
    expect(need).to_have_value("20 亩 for 10 people")
    expect(dialog.get_by_label(words["contact"], exact=True)).to_have_value("Example")
    phone.fill("000 000 000")  # looks like one: only the service knows that it is none
    dialog.get_by_role("checkbox").check()
    context.set_offline(True)
    send.click()
    expect(dialog.get_by_role("alert")).to_contain_text(words["offline"])
    expect(dialog.get_by_role("alert")).to_contain_text(words["kept"])
    context.set_offline(False)
    send.click()
    expect(dialog.locator(".fault")).to_contain_text(words["bad_phone"])
    expect(phone).to_be_focused()
    expect(need).to_have_value("20 亩 for 10 people")
    phone.fill("+44 20 7946 0123")
    send.click()
    reference = dialog.locator(".reference").inner_text()
    (row,) = [one for one in listed(kept) if one["reference"] == reference]
    assert (row["plot"], row["requirement"], row["contact"]) == (WAIGANG, "20 亩 for 10 people", "Example")
    page.keyboard.press("Escape")
    page.get_by_role("button", name=words["ask"]).click()
    expect(need).to_have_value("")  # what was sent is gone from here


def test_a_report_needs_consent_only_with_a_name(
    opened: Callable[[str], Page], kept: Path, reader: tuple[bool, str, dict[str, str]]
) -> None:
    words = reader[2]
    page = opened(f"&plot={LOT_1704}")
    page.get_by_role("button", name=words["report"]).click()
    dialog, send = page.get_by_role("dialog"), page.get_by_role("dialog").get_by_role("button", name=words["send"])
    expect(dialog.locator(".check span")).to_contain_text("365")
    dialog.get_by_role("combobox").select_option("area_mu")
    dialog.get_by_label(words["wrong"], exact=True).fill("The notice says 23.7")
    dialog.get_by_label(words["reach"]).fill("somebody@example.org")
    send.click()
    expect(dialog.locator(".fault")).to_have_text(re.compile(words["consent"]))
    dialog.get_by_label(words["reach"]).fill("")
    send.click()
    reference = dialog.locator(".reference").inner_text()
    (row,) = [one for one in listed(kept, "--reports") if one["reference"] == reference]
    assert (row["plot"], row["property"], row["contact"]) == (LOT_1704, "area_mu", "")


def test_who_sends_too_much_is_told_so_in_words(
    context: BrowserContext, served: Served, reader: tuple[bool, str, dict[str, str]]
) -> None:
    _, lang, words = reader
    page = context.new_page()  # it will complain about the answer 429
    with served.client() as client:
        for _ in range(PER_HOUR):
            client.post("/reports", json={"plot": PARK, "message": "again"})
    page.goto(f"/?lang={lang}&plot={PARK}")
    page.get_by_role("button", name=words["report"]).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(words["wrong"], exact=True).fill("Once more")
    dialog.get_by_role("button", name=words["send"]).click()
    expect(dialog.get_by_role("alert")).to_contain_text(words["too_many"])
    expect(dialog.get_by_label(words["wrong"], exact=True)).to_have_value("Once more")
