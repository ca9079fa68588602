"""A headless Chromium, and pages in it that must not complain."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from shapely.geometry import shape

from geo.measure import implied
from geo.plots import Plot
from maps.overview import Overview
from tests.server import Served, serving

DATA = Path(__file__).parents[2] / "data"
CHROMIUM = "/usr/bin/chromium"
SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server with inquiries of its own, for journeys."""
    folder = tmp_path_factory.mktemp("served")
    with serving(folder / "log.txt", str(DATA), DIKUAI_INQUIRIES__DATABASE=str(folder / "inquiries.sqlite")) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for a module's tests; as long as it runs, an event loop does, which tests elsewhere make themselves."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of its own for each test, with the network cut."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light", locale="en-GB")
    context.set_offline(True)
    yield context
    context.close()


def _is_lost(request: Request) -> bool:
    """Whether a request failed, and was not given up by the page itself for a later one."""
    return request.failure != "net::ERR_ABORTED"


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test if it complains, opens a dialog, or asks for something that it does not get."""
    page = context.new_page()
    page.set_default_timeout(10_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "requestfailed", lambda request: complaints.append(f"not loaded: {request.url}") if _is_lost(request) else None
    )
    page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    yield page
    assert not complaints


@pytest.fixture
def show(page: Page, tmp_path: Path) -> Callable[[str], Page]:
    """Write a page to disk, open it from there, and wait until it is drawn."""

    def open_from_disk(html: str) -> Page:
        file = tmp_path / "map.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        page.wait_for_selector("main[data-drawn]")
        page.wait_for_function("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(100)
        return page

    return open_from_disk


@pytest.fixture(scope="session")
def jiading() -> Overview:
    """The plots of the repository with the metro around them, each with a station that it is near to."""
    records = [json.loads(file.read_text()) for file in sorted((DATA / "plots").glob("*.geojson"))]
    plots = gpd.GeoDataFrame([_row(record) for record in records], index=[r["id"] for r in records], crs="EPSG:4326")
    station = {"distance_m": 7900.0, "distance_min_m": 3900.0, "distance_max_m": 11900.0, "walk_min": 128.4}
    target = {"match": "possible", "target_name": "兆丰路", "target_lines": ["11"]}
    ends = {"edge_lon": 121.1534, "edge_lat": 31.3614, "target_lon": 121.1521, "target_lat": 31.2893}
    nearest = pd.DataFrame([{**station, **target, **ends}], index=["waigang-29-08"])
    stations, lines, places = (_reference(name) for name in ("metro-stations", "metro-lines", "places"))
    return Overview(plots, nearest, stations, lines, places, len(plots), "近地铁")


def _row(record: dict[str, Any]) -> dict[str, Any]:
    geometry = shape(record["geometry"])
    derived = implied(Plot(record["id"], geometry, record["properties"]))
    return {**record["properties"], **derived, "geometry": geometry}


def _reference(name: str) -> gpd.GeoDataFrame:
    collection = json.loads((DATA / "reference" / f"{name}.geojson").read_text())
    return gpd.GeoDataFrame.from_features(collection["features"], crs="EPSG:4326")
