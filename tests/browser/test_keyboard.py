"""The explorer without a mouse: everything is reached and done, the focus is seen and never lost, changes are said."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.server import Served

LISTED = ".results[aria-busy=false] .row:not(.skeleton)"
FOCUSED = """() => {
    const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
    const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.filter !== "none";
    const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return { name: one.tagName + "." + (one.getAttribute("class") ?? "") + " " + (one.getAttribute("aria-label")
        ?? one.textContent).trim().slice(0, 40), marked, seen, lost: one === document.body };
}"""


@pytest.fixture(params=[(1440, 900), (390, 844)], ids=["wide", "narrow"])
def context(request: pytest.FixtureRequest, browser: Browser, server: Served) -> Iterator[BrowserContext]:
    width, height = request.param
    context = browser.new_context(
        viewport={"width": width, "height": height}, base_url=server.url, locale="en-GB", reduced_motion="reduce"
    )
    yield context
    context.close()


@pytest.fixture
def opened(page: Page) -> Page:
    page.goto("/")
    page.wait_for_selector(LISTED)
    page.wait_for_timeout(300)
    return page


def in_panel(page: Page) -> bool:
    found: bool = page.evaluate("document.getElementById('panel').contains(document.activeElement)")
    return found


def is_lost(page: Page) -> bool:
    found: bool = page.evaluate("document.activeElement === document.body")
    return found


def test_the_first_stop_leads_past_the_map(opened: Page) -> None:
    opened.keyboard.press("Tab")
    skip = opened.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    opened.keyboard.press("Enter")
    opened.keyboard.press("Tab")
    assert in_panel(opened)


def test_every_stop_is_seen_and_marked(opened: Page) -> None:
    stops = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        stops.append(opened.evaluate(FOCUSED))
        if stops[-1]["lost"]:
            break
    named = [stop["name"] for stop in stops]
    assert len(set(named)) > 20, named
    for one in ("Base map", "Filters", "Share", "Legend", "29-08"):
        assert any(one in name for name in named), (one, named)
    assert [stop["name"] for stop in stops if not stop["lost"] and not (stop["marked"] and stop["seen"])] == []


def test_a_plot_is_found_opened_and_left(opened: Page) -> None:
    opened.get_by_role("combobox", name="Search plots").focus()
    opened.keyboard.type("within 3 km of the metro")
    opened.wait_for_selector("[role=option]")
    opened.keyboard.press("ArrowDown")
    expect(opened.locator("[role=option][aria-selected=true]")).to_have_count(1)
    opened.keyboard.press("Enter")
    expect(opened.locator(".chip")).to_have_count(1)
    assert not is_lost(opened)
    opened.wait_for_selector(LISTED)
    row = opened.locator(".row button").nth(1)
    name = row.locator(".name").inner_text()
    row.focus()
    opened.keyboard.press("Enter")
    expect(opened.locator(".card h2")).to_be_focused()
    expect(opened.locator(".card h2")).to_have_text(name)
    opened.keyboard.press("Escape")
    expect(opened.locator(".row button", has_text=name)).to_be_focused()


def test_taking_away_the_last_condition_keeps_the_focus(page: Page) -> None:
    page.goto("/?near=metro&within=3km")
    page.wait_for_selector(LISTED)
    page.locator(".chip").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_count(0)
    assert in_panel(page)


@pytest.mark.parametrize("dialog", ["share", "inquire", "report", "shortlist"])
def test_a_dialog_takes_the_focus_and_gives_it_back(page: Page, dialog: str) -> None:
    page.goto("/?plot=waigang-29-08")
    expect(page.locator(".card h2")).to_be_focused()
    button = page.locator(f"[data-opens={dialog}]").first
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_filters_are_opened_used_and_left(opened: Page) -> None:
    button = opened.locator("[data-opens=filters]")
    button.focus()
    opened.keyboard.press("Enter")
    opened.get_by_role("combobox", name="Near", exact=True).focus()
    opened.keyboard.press("ArrowDown")
    expect(opened.locator(".chip")).to_have_count(1)
    opened.keyboard.press("Escape")
    expect(opened.locator(".filters")).to_have_count(0)
    expect(button).to_be_focused()


def test_an_area_is_drawn_with_the_arrows_and_enter(opened: Page) -> None:
    if opened.locator(".narrow button").is_visible():
        opened.locator(".narrow button").focus()
        opened.keyboard.press("Enter")
    opened.get_by_role("button", name="Draw a rectangle").focus()
    opened.keyboard.press("Enter")
    expect(opened.locator("#map")).to_be_focused()
    expect(opened.locator(".toast[role=status]", has_text="corners")).to_be_visible()
    opened.keyboard.press("Enter")
    for key in ("ArrowRight", "ArrowDown"):
        opened.keyboard.press(key)
        opened.wait_for_timeout(150)
    opened.keyboard.press("Enter")
    expect(opened.locator(".chip")).to_have_text("In the rectangle drawn")


def test_how_many_there_are_is_said_when_it_changes(opened: Page) -> None:
    said = opened.locator(".results [role=status]")
    before = said.inner_text()
    opened.locator("[data-opens=filters]").focus()
    opened.keyboard.press("Enter")
    opened.locator(".values input").first.focus()
    opened.keyboard.press("Space")
    opened.locator("[data-opens=filters]").focus()
    opened.keyboard.press("Enter")
    expect(said).not_to_have_text(before)


def test_a_plot_on_the_map_is_opened_with_enter(opened: Page) -> None:
    opened.locator("[data-plot=waigang-29-08]").focus()
    opened.keyboard.press("Enter")
    expect(opened.locator(".card h2")).to_contain_text("29-08")
