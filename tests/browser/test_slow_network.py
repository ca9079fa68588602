"""The explorer on a slow network and with a service that fails: nothing jumps, failures are said, with a way on."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.server import Served, serving
from tests.service import DATA

LISTED = ".results[aria-busy=false] .row:not(.skeleton)"
SIZES = {"wide": (1440, 900), "narrow": (390, 844)}

#: Slower than a phone at the edge of a 3G cell.
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}

SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) {
        const moved = one.sources.map(({ node }) => node?.nodeName + "." + node?.className);
        window.shifts.push([one.value, moved.join(" ")]);
    }
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.fixture(params=[("wide", "zh"), ("narrow", "en")], ids=["wide-zh", "narrow-en"])
def context(request: pytest.FixtureRequest, browser: Browser, server: Served) -> Iterator[BrowserContext]:
    size, lang = request.param
    width, height = SIZES[size]
    locale = {"zh": "zh-CN", "en": "en-GB"}[lang]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=server.url, locale=locale)
    yield context
    context.close()


@pytest.fixture
def failing(context: BrowserContext) -> Page:
    """A page in which requests may fail."""
    page = context.new_page()
    page.set_default_timeout(20_000)
    return page


def test_nothing_jumps_while_answers_come_slowly(context: BrowserContext, page: Page) -> None:
    page.add_init_script(SHIFTS)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.goto("/", wait_until="commit")
    page.wait_for_selector(".skeleton")
    assert not page.locator(LISTED).count()
    page.locator("[data-opens=filters]").click()
    expect(page.locator("[data-opens=filters]")).to_have_attribute("aria-expanded", "true", timeout=500)
    page.locator("[data-opens=filters]").click()
    page.wait_for_selector(LISTED, timeout=30_000)
    page.wait_for_timeout(1_500)
    shifts = page.evaluate("shifts")
    assert sum(value for value, _ in shifts) < 0.05, shifts


def test_an_older_answer_never_takes_the_place_of_a_newer_one(page: Page) -> None:
    def answer(route: Route) -> None:
        asked = parse_qs(urlsplit(route.request.url).query)
        if asked.get("filter") == ["status = 'transferred'"]:
            time.sleep(1.2)
        route.continue_()

    page.route("**/items?*bbox=*", answer)
    page.goto("/")
    page.wait_for_selector(LISTED)
    page.locator("[data-opens=filters]").click()
    boxes = page.locator(".values input[type=checkbox]")
    boxes.first.check()
    page.wait_for_timeout(250)
    boxes.first.uncheck()
    page.wait_for_timeout(2_500)
    page.locator("[data-opens=filters]").click()
    expect(page.locator(LISTED)).to_have_count(len(list((DATA / "plots").glob("*.geojson"))))


SAID = {
    500: ("服务暂时不可用", "not available just now"),
    503: ("服务暂时不可用", "not available just now"),
    429: ("请求过于频繁", "Too many requests"),
}


@pytest.mark.parametrize("context", [("wide", "zh")], indirect=True, ids=["wide-zh"])
@pytest.mark.parametrize("status", SAID)
@pytest.mark.parametrize("path", ["items?*bbox=*", "queryables?*", "statistics?*"])
def test_a_failure_is_said_in_words_and_can_be_tried_again(failing: Page, status: int, path: str) -> None:
    fails = True
    body = json.dumps({"title": "Internal error", "status": status, "detail": "the service failed; it is logged"})

    def answer(route: Route) -> None:
        if fails:
            route.fulfill(status=status, body=body, content_type="application/problem+json")
        else:
            route.continue_()

    failing.route(f"**/{path}", answer)
    failing.goto("/")
    lang = failing.locator("html").get_attribute("lang") or ""
    said = failing.get_by_role("alert")
    expect(said).to_contain_text(SAID[status][0 if lang.startswith("zh") else 1])
    assert "logged" not in said.inner_text()
    fails = False
    failing.get_by_role("button", name="重试" if lang.startswith("zh") else "Try again").click()
    failing.wait_for_selector(LISTED)
    expect(said).to_have_count(0)


def test_an_answer_that_never_comes_is_given_up(failing: Page) -> None:
    hanging: list[Route] = []

    def hang(route: Route) -> None:
        hanging.append(route)

    failing.clock.install()
    failing.route("**/items?*bbox=*", hang)
    failing.goto("/")
    failing.clock.run_for(3_000)
    failing.wait_for_timeout(500)
    failing.clock.run_for(31_000)
    expect(failing.get_by_role("alert")).to_contain_text(["迟迟", "too long"][not is_chinese(failing)])
    failing.unroute("**/items?*bbox=*")
    failing.locator(".problem button").click()
    failing.clock.run_for(2_000)
    failing.wait_for_selector(LISTED)
    assert hanging


def is_chinese(page: Page) -> bool:
    return (page.locator("html").get_attribute("lang") or "").startswith("zh")


def test_back_on_the_network_nobody_has_to_ask(context: BrowserContext, failing: Page) -> None:
    failing.goto("/")
    failing.wait_for_selector(LISTED)
    context.set_offline(True)
    failing.locator(".sort select").select_option("-area_mu")
    expect(failing.get_by_role("alert")).to_be_visible()
    context.set_offline(False)
    expect(failing.get_by_role("alert")).to_have_count(0)


def test_a_service_that_stops_is_missed_and_found_again(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(locale="en-GB")
    with serving(tmp_path / "first.txt", str(DATA)) as first:
        page.goto(f"{first.url}/")
        page.wait_for_selector(LISTED)
        first.stop()
        page.locator(".row button").first.click()
        expect(page.get_by_role("alert")).to_contain_text("The service cannot be reached")
    with serving(tmp_path / "second.txt", str(DATA), port=first.port):
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".card h2")).to_be_visible()
        expect(page.get_by_role("alert")).to_have_count(0)
    page.close()


def test_a_plot_that_is_gone_is_said_and_the_list_is_a_step_away(failing: Page) -> None:
    failing.goto("/?plot=nothing-here")
    expect(failing.get_by_role("alert")).to_contain_text(["没有找到这个地块", "no such plot"][not is_chinese(failing)])
    failing.locator(".back").click()
    failing.wait_for_selector(LISTED)
    expect(failing.get_by_role("alert")).to_have_count(0)


def test_what_an_empty_list_suggests_works(page: Page) -> None:
    page.goto("/?area_mu=9000..&status=transferred")
    button = page.locator(".empty .suggest button").first
    left = int("".join(filter(str.isdigit, button.inner_text().split("：")[-1].split(":")[-1])))
    button.click()
    expect(page.locator(LISTED)).to_have_count(left)
    assert left > 0
