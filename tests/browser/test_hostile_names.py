"""Text from records stays text, wherever it is shown."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.server import Served, serving
from tests.service import DATA

PLOT = "waigang-29-08"
MARKUP = "<img src=x onerror=alert(1)><script>alert(2)</script></script>\"'`{{7*7}}${alert(3)}\u2028&amp;"
TEXTS = ("name", "name_en", "address", "town", "planned_use", "grantee", "land_use_name", "boundary_east")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A catalogue in which a plot says markup wherever it can."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(DATA, folder / "data")
    file = folder / "data" / "plots" / f"{PLOT}.geojson"
    record = json.loads(file.read_text(encoding="utf-8"))
    record["properties"] |= dict.fromkeys(TEXTS, MARKUP) | {"tags": [MARKUP]}
    record["properties"]["sources"] = [{"title": MARKUP, "url": 'https://example.org/?a="><script>alert(4)</script>'}]
    file.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    with serving(folder / "log.txt", str(folder / "data")) as served:
        yield served


@pytest.fixture
def context(browser: Browser, hostile: Served) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=hostile.url, locale="zh-CN")
    context.route(lambda url: not url.startswith(hostile.url), lambda route: route.abort())
    yield context
    context.close()


def is_untouched(page: Page) -> bool:
    """Whether nothing of the text became an element."""
    page.wait_for_timeout(300)
    return not page.locator("img[src=x], img[onerror]").count()


def test_in_the_list_and_on_the_map(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".row .name", has_text="<img src=x")).to_have_count(1)
    expect(page.locator(".label-plot", has_text="<img src=x")).to_have_count(1)
    assert is_untouched(page)


def test_in_the_card_and_in_comparison(page: Page) -> None:
    page.goto(f"/?plot={PLOT}&compare={PLOT},waigang-1704")
    expect(page.locator(".card h2")).to_contain_text("<script>alert(2)</script>")
    expect(page.locator(".compare thead")).to_contain_text("<img src=x")
    assert is_untouched(page)


def test_in_chips_and_filters(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector(".row:not(.skeleton)")
    page.locator("[data-opens=filters]").click()
    page.locator(".values label", has_text="<img src=x").first.click()
    expect(page.locator(".chip")).to_contain_text("<img src=x")
    assert is_untouched(page)


def test_in_suggestions(page: Page) -> None:
    page.goto("/")
    page.wait_for_selector(".row:not(.skeleton)")
    page.locator("[role=combobox]").first.fill("<img src=x")
    page.wait_for_selector("[role=listbox]")
    assert is_untouched(page)


def test_in_what_is_shared(page: Page) -> None:
    page.goto(f"/?plot={PLOT}")
    page.wait_for_selector(".card h2")
    page.locator("[data-opens=share]").first.click()
    page.wait_for_selector("dialog[open]")
    assert is_untouched(page)


@pytest.mark.parametrize(
    "path",
    [
        f"/plots/{PLOT}",
        f"/plots/{PLOT}/inquiry",
        f"/plots/{PLOT}/report",
        "/collections/plots/items?f=html",
        f"/collections/plots/items/{PLOT}?f=html",
        "/?f=html",
    ],
)
def test_on_pages(page: Page, path: str) -> None:
    page.goto(path)
    assert is_untouched(page)


def test_on_the_map_of_all_plots(page: Page) -> None:
    page.goto("/map")
    page.wait_for_selector("main[data-drawn]")
    assert is_untouched(page)


def test_in_a_map_kept_as_a_file(browser: Browser, hostile: Served, tmp_path: Path) -> None:
    with hostile.client() as client:
        (tmp_path / "map.html").write_bytes(client.get(f"/plots/{PLOT}/map").content)
    page = browser.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.goto((tmp_path / "map.html").as_uri())
    page.wait_for_selector("main[data-drawn]")
    assert is_untouched(page)
    assert dialogs == []
    page.close()
