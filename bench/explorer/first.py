"""The first view of the catalogue in the repository: what it weighs, and how soon its reader can begin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser

from bench.explorer.browser import at_rest, watched_page


@dataclass(frozen=True, slots=True)
class First:
    """A first view.

    Parameters
    ----------
    bytes
        Of the page and all that it asked for, as they were sent.
    interactive_ms
        From the start of the navigation until the plots are listed and the search box takes letters.
    """

    bytes: int
    interactive_ms: float


_LOADED = "performance.getEntriesByType('navigation')[0].transferSize"


def first_views(browser: Browser, url: str, rounds: int) -> Iterator[First]:
    """Open the explorer again and again, each time with nothing kept; the first time, which warms, does not count."""
    for number in range(rounds + 1):
        with watched_page(browser, url) as page:
            page.goto("/?lang=zh")
            view = at_rest(page, 0)
            interactive_ms, own = page.evaluate(f"[watched.seen.interactive, {_LOADED}]")
        if number:
            yield First(view.bytes + own, interactive_ms)
