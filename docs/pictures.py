"""Take the pictures in the docs anew, from the real service in Debian's Chromium: ``make pictures``."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

from bench.servers import dikuai, running

FOLDER = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
WIDE, NARROW = (1440, 900), (390, 844)

#: The plots that are held against each other.
COMPARED = ("waigang-29-08", "waigang-1704", "liando-u-valley-jiading")


class Picture(NamedTuple):
    """One picture.

    Parameters
    ----------
    name
        Of its file.
    query
        What stands in the address of the explorer.
    size
        Width and height of the window in pixels.
    steps
        What is then clicked, in order; ``text=>field`` is typed.
    is_dark
        Whether the reader likes it dark.
    """

    name: str
    query: str
    size: tuple[int, int] = WIDE
    steps: tuple[str, ...] = ()
    is_dark: bool = False


PICTURES = (
    Picture("explorer", "lang=en&near=metro&within=9km"),
    Picture("explorer-phrase", "lang=zh", steps=("近地铁5公里以内 20亩以上=>input[role=combobox]",)),
    Picture("explorer-filters", "lang=en&near=metro", steps=("button:has-text('Filters')",)),
    Picture("explorer-plot", "lang=zh&plot=waigang-29-08"),
    Picture("explorer-compare", f"lang=en&compare={','.join(COMPARED)}"),
    Picture("explorer-phone", "lang=zh&plot=waigang-29-08", NARROW),
    Picture("explorer-dark", "lang=en&near=metro:11", is_dark=True),
)


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Take one picture."""
    width, height = picture.size
    page = browser.new_page(
        viewport={"width": width, "height": height}, color_scheme="dark" if picture.is_dark else "light"
    )
    page.goto(f"{address}/?{picture.query}")
    _settle(page)
    for step in picture.steps:
        text, _, field = step.rpartition("=>")
        if text:
            page.fill(field, text)
        else:
            page.click(field)
        _settle(page)
    page.screenshot(path=FOLDER / "images" / f"{picture.name}.png")
    page.close()


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(1_000)  # until what moves has come to rest


def main() -> None:
    """Take all pictures."""
    with running(dikuai("serve", "data")) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, server.url, picture)
        browser.close()


if __name__ == "__main__":
    main()
