"""The lists of items as their readers meet them: a form that writes the address, a map of the page, downloads."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.server import Served
from tests.service import COUNTS, DATA

PLOTS = "/collections/plots/items?f=html&lang=en"
Open = Callable[[str], Page]


@pytest.fixture
def context(browser: Browser, server: Served) -> Iterator[BrowserContext]:
    """A browser of its own, which reaches the server and nothing else."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=server.url, locale="en-GB")
    context.route(lambda url: not url.startswith(server.url), lambda route: route.abort())
    yield context
    context.close()


@pytest.fixture
def drawn(page: Page) -> Open:
    """Open a page and wait for its map."""

    def opened(path: str) -> Page:
        page.goto(path)
        page.wait_for_selector("#map[data-drawn]")
        return page

    return opened


def asked(page: Page) -> dict[str, str]:
    """What the address of a page asks."""
    query = parse_qs(urlsplit(page.url).query, keep_blank_values=True, strict_parsing=True)
    return {name: value for name, (value,) in query.items() if name not in {"f", "lang"}}


def count(page: Page) -> str:
    return page.locator(".count strong").inner_text()


def test_without_a_script_the_form_writes_an_address_without_empty_fields(browser: Browser, server: Served) -> None:
    context = browser.new_context(base_url=server.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(PLOTS)
    page.fill("input[name=q]", "waigang")
    page.click("button[type=submit]")
    assert asked(page) == {"q": "waigang"}
    assert count(page) == "2 found"
    assert page.locator("#map").is_hidden()
    context.close()


def test_conditions_and_order_are_chosen_from_lists_and_taken_away_one_by_one(drawn: Open) -> None:
    page = drawn(PLOTS)
    page.click("summary")
    page.select_option("select[name=status]", label="Transferred")
    page.select_option("select[name=sortby]", label="Site area (mu) ↓")
    page.select_option("select[name=limit]", "25")
    page.press("input[name=q]", "Enter")
    page.wait_for_url("**status=transferred**")
    assert asked(page) == {"status": "transferred", "sortby": "-area_mu", "limit": "25"}
    plots = [json.loads(file.read_text())["properties"] for file in (DATA / "plots").glob("*.geojson")]
    assert count(page).split()[0] == str(sum(plot.get("status") == "transferred" for plot in plots))
    assert page.locator("select[name=status]").input_value() == "transferred"
    page.get_by_role("link", name="Remove the condition Status").click()
    page.wait_for_selector(f"text={COUNTS['plots']} found")
    assert asked(page) == {"sortby": "-area_mu", "limit": "25"}


@pytest.mark.parametrize(
    ("path", "shapes"),
    [
        (PLOTS, COUNTS["plots"]),
        ("/collections/metro-stations/items?f=html&lang=zh&limit=25", 25),
        ("/collections/metro-lines/items?f=html&lang=zh&q=11号线", 1),
        ("/collections/zoning/items?f=html&lang=en", 5),
        ("/collections/metro-lines/items/line-11?f=html", 1),
    ],
)
def test_the_map_asks_for_the_items_of_the_page_by_their_address(drawn: Open, path: str, shapes: int) -> None:
    page = drawn(path)
    assert page.locator("#map").get_attribute("data-drawn") == str(shapes)
    assert page.locator("#map path.leaflet-interactive").count() >= shapes
    assert "coordinates" not in page.content()


def test_a_shape_is_reached_by_the_keyboard_and_opens_the_page_of_its_item(drawn: Open) -> None:
    page = drawn(f"{PLOTS}&q=waigang-1704,外冈&limit=2")
    shape = page.locator("#map path[role=link]").first
    name = shape.get_attribute("aria-label")
    assert name
    shape.focus()
    expect(page.locator(".plots li.lit h2")).to_have_text(name)
    page.keyboard.press("Enter")
    page.wait_for_url("**/plots/*")
    assert page.locator("h1").inner_text() == name


def test_the_window_of_the_map_becomes_a_condition(drawn: Open) -> None:
    page = drawn("/collections/metro-stations/items?f=html&lang=en&q=jiading&limit=5")
    page.get_by_role("button", name="Search this area").click()
    page.wait_for_url("**bbox=**")
    page.wait_for_selector("#map[data-drawn]")
    west, south, east, north = map(float, asked(page)["bbox"].split(","))
    assert 120 < west < east < 122
    assert 30 < south < north < 32
    assert asked(page).keys() == {"q", "limit", "bbox"}


def test_the_page_and_the_whole_answer_can_be_taken_away(drawn: Open) -> None:
    page = drawn("/collections/metro-stations/items?f=html&lang=en&near=metro:11&limit=5")
    sizes = []
    for link in page.locator(".downloads a").all():
        with page.expect_download() as taken:
            link.click()
        content = json.loads(taken.value.path().read_text(encoding="utf-8"))
        assert taken.value.suggested_filename.endswith(".geojson")
        sizes.append(len(content["features"]))
    assert sizes == [5, COUNTS["metro-stations"]]


def test_names_of_towns_do_not_lie_over_each_other(drawn: Open) -> None:
    page = drawn(PLOTS)
    boxes = [name.bounding_box() for name in page.locator(".map-town span:visible").all()]
    seen = [box for box in boxes if box]
    assert len(seen) > 3
    for at, a in enumerate(seen):
        for b in seen[at + 1 :]:
            apart_x = a["x"] + a["width"] <= b["x"] or b["x"] + b["width"] <= a["x"]
            assert apart_x or a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"]
