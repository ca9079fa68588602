"""A headless Chromium, and pages in it that are watched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from bench.errors import BenchError

CHROMIUM = "/usr/bin/chromium"
_SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
_WATCH = Path(__file__).with_name("watch.js")

WIDTH_PX, HEIGHT_PX = 1440, 900

#: Nothing is asked and nothing changes for so long when a view is at rest.
_QUIET_MS = 900
_VIEW_MAX_S = 120

_IS_QUIET = """([moment, quiet]) => {
    const waiting = document.querySelector("[aria-busy=true]");
    const last = Math.max(moment, watched.seen.changed, watched.since(moment).answered);
    return !waiting && performance.now() - last > quiet;
}"""


@dataclass(frozen=True, slots=True)
class View:
    """What it took to show a view.

    Parameters
    ----------
    requests, tiles
        How many there were, and how many of them asked for tiles.
    bytes
        Of the answers as they were sent, with their headers.
    drawn_ms
        From the end of the last answer to the frame with the last change.
    """

    requests: int
    tiles: int
    bytes: int
    drawn_ms: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a browser as long as the context lasts.

    Raises
    ------
    BenchError
        There is none.
    """
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*_SWITCHES, _ALONE])
        except Error as error:
            raise BenchError(f"{CHROMIUM} does not start: {error.message.splitlines()[0]}") from None
        yield browser
        browser.close()


@contextmanager
def watched_page(browser: Browser, url: str) -> Iterator[Page]:
    """Open a page that has nothing from before and reaches nothing but the service."""
    context = browser.new_context(viewport={"width": WIDTH_PX, "height": HEIGHT_PX}, locale="zh-CN", base_url=url)
    context.add_init_script(path=_WATCH)
    yield context.new_page()
    context.close()


def now(page: Page) -> float:
    """Return the time in a page, milliseconds."""
    return float(page.evaluate("performance.now()"))


def at_rest(page: Page, since_ms: float) -> View:
    """Wait until a view is at rest, and tell what it took since a moment of the page's time.

    Raises
    ------
    BenchError
        It never is.
    """
    try:
        page.wait_for_function(_IS_QUIET, arg=[since_ms, _QUIET_MS], timeout=_VIEW_MAX_S * 1000)
    except Error:
        raise BenchError(f"{page.url}: the view is not at rest after {_VIEW_MAX_S} s") from None
    asked: dict[str, Any] = page.evaluate("moment => ({...watched.since(moment), ...watched.seen})", since_ms)
    drawn_ms = max(0.0, asked["changed"] - asked["answered"])
    return View(asked["requests"], asked["tiles"], asked["bytes"], drawn_ms)
