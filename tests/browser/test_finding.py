"""Finding plots in the explorer: what the search box suggests, filters, areas drawn by hand, and “near here”."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize, expect
from pyproj import Transformer

from geo.gcj02 import wgs84_from_bd09, wgs84_from_gcj02
from tests.server import Served
from tests.service import DATA

SIZES: dict[str, ViewportSize] = {"wide": {"width": 1440, "height": 900}, "narrow": {"width": 390, "height": 844}}
HERE = (121.19, 31.36)
ALL = 6


@pytest.fixture(params=["wide-zh", "narrow-en"])
def reader(request: pytest.FixtureRequest) -> tuple[str, str]:
    """On which screen is read, and in which language."""
    size, lang = request.param.split("-")
    return size, lang


@pytest.fixture
def context(browser: Browser, served: Served, reader: tuple[str, str]) -> Iterator[BrowserContext]:
    size, lang = reader
    context = browser.new_context(
        viewport=SIZES[size],
        has_touch=size == "narrow",
        base_url=served.url,
        locale="zh-CN" if lang == "zh" else "en-GB",
        geolocation={"longitude": HERE[0], "latitude": HERE[1]},
    )
    context.route(lambda url: not url.startswith(served.url), lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture
def opened(page: Page, reader: tuple[str, str]) -> Callable[..., Page]:
    """Open the explorer and wait until it has its first answer."""

    def go(query: str = "") -> Page:
        page.goto(f"/?lang={reader[1]}{query}")
        page.wait_for_selector(".results[aria-busy=false] li:not(.skeleton), .card h2, .empty")
        return page

    return go


def state(page: Page) -> dict[str, str]:
    return {name: value for name, (value,) in parse_qs(urlsplit(page.url).query).items()}


def asked(served: Served, query: str, of: str = "items") -> dict[str, Any]:
    with served.client() as client:
        found: dict[str, Any] = client.get(f"/collections/plots/{of}?{query}").json()
        return found


def names(served: Served, query: str, lang: str) -> list[str]:
    features = asked(served, query)["features"]
    return [one["properties"].get("name_en" if lang == "en" else "name") for one in features]


def field(page: Page) -> Locator:
    return page.locator("[role=search] input")


def write(page: Page, text: str) -> Locator:
    """Write into the search box and return what it suggests."""
    field(page).fill(text)
    page.wait_for_selector("[role=option]")
    return page.locator("[role=option]")


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("29-08", {"zh": "地块", "en": "Plot"}, {"plot": "waigang-29-08"}),
        ("嘉定北", {"zh": "车站", "en": "Station"}, {"near": "station:嘉定北", "within": "1km"}),
        ("north jiading", {"zh": "车站", "en": "Station"}, {"near": "station:嘉定北", "within": "1km"}),
        ("11号线", {"zh": "线路", "en": "Line"}, {"near": "metro:11", "within": "1km"}),
        ("anting", {"zh": "街镇", "en": "Town"}, {"town": "安亭镇"}),
        ("汇源路", {"zh": "地址", "en": "Address"}, {"near": "place:汇源路 208 号", "within": "1km"}),
    ],
)
def test_things_of_every_kind_are_suggested_and_taken(
    opened: Callable[..., Page], reader: tuple[str, str], text: str, kind: dict[str, str], found: dict[str, str]
) -> None:
    page = opened()
    options = write(page, text)
    options.filter(has=page.locator(".kind", has_text=kind[reader[1]])).first.click()
    expect(field(page)).to_have_value("")
    page.wait_for_url(re.compile("[?&](plot|near|town)="))
    assert found.items() <= state(page).items()


def test_suggestions_are_moved_through_by_the_keyboard(opened: Callable[..., Page]) -> None:
    page = opened()
    options = write(page, "anting")
    field(page).press("ArrowDown")
    field(page).press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field(page)).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    field(page).press("Escape")
    expect(options).to_have_count(0)
    expect(field(page)).to_be_focused()
    expect(field(page)).to_have_value("anting")
    write(page, "anting ")
    field(page).press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    field(page).press("Enter")
    expect(page.locator(".card h2")).to_be_visible()  # the last is the plot
    assert state(page)["plot"] == "liando-u-valley-jiading"


@pytest.mark.parametrize("reader", ["wide-zh"], indirect=True)
@pytest.mark.parametrize(("at", "shift"), list(enumerate([None, wgs84_from_gcj02, wgs84_from_bd09])))
def test_a_pasted_position_is_asked_its_datum(
    opened: Callable[..., Page], served: Served, reader: tuple[str, str], at: int, shift: Callable[..., Any]
) -> None:
    page = opened()
    options = write(page, "31.38, 121.25")
    expect(options).to_have_count(3)
    expect(page.locator(".suggestions .lead")).to_be_visible()
    field(page).press("Enter")  # chooses no datum by itself
    assert "near" not in state(page)
    expect(options.first).to_have_attribute("aria-selected", "true")
    for _ in range(at):
        field(page).press("ArrowDown")
    field(page).press("Enter")
    expect(page.locator(".chip")).to_have_count(1)
    expected = (121.25, 31.38) if shift is None else [float(x) for x in shift(np.float64(121.25), np.float64(31.38))]
    lon, lat = json.loads(f"[{state(page)['near']}]")
    assert (lon, lat) == pytest.approx(expected, abs=1e-6)
    expect(page.locator("path.target")).to_have_count(1)
    listed = names(served, f"near={lon},{lat}", reader[1])
    page.wait_for_function("n => document.querySelectorAll('.row .name').length > 0", arg=0)
    expect(page.locator(".row .name").first).to_have_text(listed[0])


def test_a_position_in_a_zone_of_cgcs2000_is_found(opened: Callable[..., Page]) -> None:
    easting, northing = Transformer.from_crs(4326, 4528, always_xy=True).transform(121.2, 31.36)
    page = opened()
    write(page, f"{easting:.1f}, {northing:.1f}").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    assert json.loads(f"[{state(page)['near']}]") == pytest.approx([121.2, 31.36], abs=1e-5)


def test_nothing_is_asked_while_an_input_method_composes(opened: Callable[..., Page], context: BrowserContext) -> None:
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggestions" in request.url else None)
    field(page).click()
    session = context.new_cdp_session(page)
    for typed in ("a", "an", "anting"):
        end = len(typed)
        session.send("Input.imeSetComposition", {"text": typed, "selectionStart": end, "selectionEnd": end})
    page.wait_for_timeout(400)
    assert not asked
    expect(field(page)).to_have_value("anting")
    session.send("Input.insertText", {"text": "安亭"})
    expect(page.locator("[role=option]").first).to_contain_text(re.compile("安亭镇|Anting"))
    expect(field(page)).to_have_value("安亭")
    assert len(asked) == 1


def test_examples_are_shown_before_anything_is_written_and_are_read_whole(
    opened: Callable[..., Page], served: Served
) -> None:
    page = opened()
    field(page).click()
    examples = page.locator("[role=option]").all_inner_texts()
    assert len(examples) == 3
    with served.client() as client:
        for example in examples:
            assert client.get("/phrases", params={"text": example}).json()["unread"] == []
    page.locator("[role=option]").first.click()
    expect(field(page)).to_have_value(examples[0])
    page.locator("[role=option] .read").wait_for()
    field(page).press("Enter")
    expect(page.locator(".chip")).to_have_count(3)


def test_words_that_nothing_is_called_by_are_looked_for(opened: Callable[..., Page]) -> None:
    page = opened()
    field(page).fill("qwertz")
    expect(page.locator(".suggestions [role=status]")).to_be_visible()
    field(page).press("Enter")
    expect(page.locator(".chip")).to_have_count(1)
    assert state(page)["q"] == "qwertz"


RANGES = [
    ("area_mu", 0, "2", "area_mu >= 30"),  # hectares
    ("floor_area_ratio", 0, "1.5", "floor_area_ratio >= 1.5"),
    ("gross_floor_area_m2", 1, "30000", "gross_floor_area_m2 <= 30000"),
    ("metro_distance_m", 1, "3000", "metro_distance_m <= 3000"),
    ("metro_walk_min", 1, "60", "metro_walk_min <= 60"),
    ("location_uncertainty_m", 1, "1500", "location_uncertainty_m <= 1500"),
]


@pytest.mark.parametrize("reader", ["narrow-en"], indirect=True)
@pytest.mark.parametrize("asked_for", RANGES, ids=[property for property, *_ in RANGES])
def test_a_range_leaves_what_lies_in_it(
    opened: Callable[..., Page], served: Served, reader: tuple[str, str], asked_for: tuple[str, int, str, str]
) -> None:
    property, end, typed, filter = asked_for
    page = opened("&unit=ha")
    page.locator("[data-opens=filters]").click()
    wanted = page.locator(f"fieldset[data-property={property}] input").nth(end)
    wanted.fill(typed)
    wanted.press("Enter")
    expected = names(served, f"filter={filter}", reader[1])
    expect(page.locator(".filters-foot .button")).to_contain_text(f"{len(expected)}")
    page.locator(".filters-foot .button").click()
    assert 0 < len(expected) < ALL
    expect(page.locator(".row .name")).to_have_count(len(expected))
    assert sorted(page.locator(".row .name").all_inner_texts()) == sorted(expected)


@pytest.mark.parametrize("reader", ["wide-zh"], indirect=True)
@pytest.mark.parametrize("property", ["metro_lines", "status", "town", "land_use_name", "location_method"])
def test_a_choice_tells_how_many_it_leaves_and_leaves_them(
    opened: Callable[..., Page], served: Served, property: str
) -> None:
    page = opened()
    page.locator("[data-opens=filters]").click()
    fieldset = page.locator(f"fieldset[data-property={property}]")
    counted = asked(served, f"of={property}", "statistics")["properties"][property]["values"]
    told = [int(text) for text in fieldset.locator("small").all_inner_texts()]
    assert told == [one["count"] for one in counted]
    fieldset.locator("input").first.check()
    expect(page.locator(".filters-foot .button")).to_contain_text(f"{told[0]}")
    page.locator(".filters-foot .button").click()
    expect(page.locator(".row")).to_have_count(told[0])
    assert state(page)[property] == counted[0]["value"]


def test_a_histogram_counts_what_the_other_conditions_leave_and_its_bars_can_be_pressed(
    opened: Callable[..., Page], served: Served
) -> None:
    page = opened("&town=外冈镇")
    page.locator("[data-opens=filters]").click()
    area = page.locator("fieldset[data-property=area_mu]")
    held = asked(served, "of=area_mu&filter=town = '外冈镇'", "statistics")["properties"]["area_mu"]
    bars = area.locator(".histogram i")
    expect(bars).to_have_count(len(held["counts"]))
    heights = bars.evaluate_all("bars => bars.map(bar => parseFloat(bar.style.height))")
    assert [height > 0 for height in heights] == [count > 0 for count in held["counts"]]
    tallest = int(np.argmax(held["counts"]))
    area.locator(".histogram span").nth(tallest).click()
    expect(page.locator(".filters-foot .button")).to_contain_text(f"{max(held['counts'])}")
    low, high = (float(end) for end in state(page)["area_mu"].split(".."))
    assert (low, high) == tuple(held["edges"][tallest : tallest + 2])


def test_a_filter_says_of_how_many_nothing_is_stated(opened: Callable[..., Page], served: Served) -> None:
    page = opened()
    page.locator("[data-opens=filters]").click()
    missing = asked(served, "of=floor_area_ratio", "statistics")["properties"]["floor_area_ratio"]["missing"]
    assert missing > 0
    expect(page.locator("fieldset[data-property=floor_area_ratio] .quiet")).to_contain_text(f"{missing}")


def tools(page: Page, reader: tuple[str, str]) -> None:
    if reader[0] == "narrow":
        page.locator(".narrow button").click()


def click_map(page: Page, *points: tuple[int, int]) -> None:
    box = page.locator("#map").bounding_box()
    assert box
    for x, y in points:
        page.mouse.click(box["x"] + x, box["y"] + y)


#: What is clicked about most of the plots, above the sheet of a narrow screen.
DRAWN = {
    ("polygon", "wide"): [(150, 100), (620, 90), (610, 480), (160, 470)],
    ("polygon", "narrow"): [(30, 90), (300, 80), (290, 380), (60, 370)],
    ("circle", "wide"): [(480, 400), (560, 400)],
    ("circle", "narrow"): [(180, 230), (300, 300)],
}


@pytest.mark.parametrize("figure", ["polygon", "circle"])
def test_an_area_is_drawn_asked_within_and_taken_away(
    opened: Callable[..., Page], served: Served, reader: tuple[str, str], figure: str
) -> None:
    page = opened("&at=10.5/31.32/121.2")
    tools(page, reader)
    page.locator(f"[data-tool={figure}]").click()
    click_map(page, *DRAWN[figure, reader[0]])
    if figure == "polygon":
        page.locator(".toast button").first.click()  # done, without a double click
    expect(page.locator(".chip")).to_have_count(1)
    kind, _, numbers = state(page)["inside"].partition(":")
    said = json.loads(f"[{numbers}]")
    assert kind == figure
    corners = [f"{said[at]} {said[at + 1]}" for at in range(0, len(said) - 1, 2)]
    shape = f"POLYGON(({','.join([*corners, corners[0]])}))" if kind == "polygon" else ""
    query = f"S_INTERSECTS(geometry,{shape})" if shape else f"S_DWITHIN(geometry,POINT({said[0]} {said[1]}),{said[2]})"
    expected = names(served, f"filter={query}", reader[1])
    assert 0 < len(expected) < ALL
    expect(page.locator(".row .name")).to_have_text(expected)
    expect(page.locator("path.drawn")).to_have_count(1)
    page.locator(".chip").click()
    expect(page.locator("path.drawn")).to_have_count(0)


def test_a_click_on_the_map_asks_near_it(opened: Callable[..., Page], served: Served, reader: tuple[str, str]) -> None:
    page = opened("&at=11/31.32/121.2")
    tools(page, reader)
    page.locator("[data-tool=point]").click()
    click_map(page, (200, 200))
    expect(page.locator(".chip")).to_have_count(1)
    listed = names(served, f"near={state(page)['near']}", reader[1])
    expect(page.locator(".row .name").first).to_have_text(listed[0])
    expect(page.locator("path.target")).to_have_count(1)
    expect(page.locator(".row .match")).to_have_count(0)  # however far: nothing is to match


def test_the_phones_position_is_asked_near(
    opened: Callable[..., Page], context: BrowserContext, served: Served, reader: tuple[str, str]
) -> None:
    context.grant_permissions(["geolocation"])
    page = opened()
    page.locator("[data-tool=here]").click()
    expect(page.locator(".chip")).to_have_count(1)
    assert json.loads(f"[{state(page)['near']}]") == list(HERE)
    expect(page.locator(".row .name").first).to_have_text(names(served, f"near={HERE[0]},{HERE[1]}", reader[1])[0])


def test_a_refused_position_is_said(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("[data-tool=here]").click()
    expect(page.locator("#told")).to_be_visible()
    expect(page.locator("#told")).to_have_text(re.compile("无法获得您的位置|Your position could not be had"))
    assert "near" not in state(page)


def test_the_fixture_data_is_what_these_tests_count_on() -> None:
    assert len(list(Path(DATA, "plots").glob("*.geojson"))) == ALL
