"""The tiles drawn by MapLibre GL JS in a browser, with the style that the service offers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from maps.assets import PACKAGES
from maps.style import STATUS_COLOURS
from tests.browser.conftest import CHROMIUM, SWITCHES
from tests.server import Served
from tests.service import COUNTS

pytestmark = pytest.mark.browser

LIBRARY = PACKAGES / "maplibre-gl" / "dist"

#: MapLibre draws with WebGL, here without a graphics card.
GRAPHICS = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Tiles</title>
<link rel="stylesheet" href="/maplibre/maplibre-gl.css">
<div id="map" style="width: 512px; height: 512px"></div>
<script type="module">
import * as maplibregl from "/maplibre/maplibre-gl.mjs";
const asked = new URLSearchParams(location.search);
maplibregl.setWorkerUrl?.("/maplibre/maplibre-gl-worker.mjs");
window.complaints = [];
window.map = new maplibregl.Map({
  container: "map", style: asked.get("style"), zoom: Number(asked.get("zoom")), fadeDuration: 0,
  center: asked.get("centre").split(",").map(Number), canvasContextAttributes: { preserveDrawingBuffer: true },
});
map.on("error", (event) => window.complaints.push(String(event.error?.message ?? event)));
map.once("idle", () => { window.drawn = true; });
</script></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        switches = [one for one in SWITCHES if one != "--disable-gpu"]
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*switches, *GRAPHICS])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    """A page at the address of the service, with the library beside it."""
    page = browser.new_page(viewport={"width": 600, "height": 600})
    page.route(f"{server.url}/tiles.html**", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.route(f"{server.url}/maplibre/*", library)
    yield page
    page.close()


def library(route: Route) -> None:
    file = LIBRARY / Path(route.request.url).name
    kind = "text/css" if file.suffix == ".css" else "text/javascript"
    route.fulfill(body=file.read_bytes(), content_type=kind)


def show(page: Page, server: Served, collection: str, centre: str, zoom: float) -> None:
    """Open a map with the service's own style and wait until it is drawn."""
    style = f"{server.url}/collections/{collection}/style"
    page.goto(f"{server.url}/tiles.html?style={style}&centre={centre}&zoom={zoom}")
    page.wait_for_function("window.drawn", timeout=60_000)
    assert page.evaluate("window.complaints") == []


def features(page: Page, collection: str) -> list[dict[str, Any]]:
    """What MapLibre has read from the tiles in view."""
    ask = (
        "(id) => map.querySourceFeatures(id, {sourceLayer: id}).map((f) => ({...f.properties, type: f.geometry.type}))"
    )
    found: list[dict[str, Any]] = page.evaluate(ask, collection)
    return found


def test_a_plot_is_drawn_in_the_colour_of_its_status(page: Page, server: Served) -> None:
    with server.client() as client:
        item = client.get("/collections/plots/items/waigang-29-08", headers={"Accept": "application/json"}).json()
    ring = item["geometry"]["coordinates"][0]
    centre = ",".join(str(sum(axis) / len(ring)) for axis in zip(*ring, strict=True))
    show(page, server, "plots", centre, 16)
    (plot,) = {one["id"]: one for one in features(page, "plots") if one["id"] == item["id"]}.values()
    assert (plot["type"], plot["name"]) == ("Polygon", item["properties"]["name"])
    drawn = page.evaluate("() => map.queryRenderedFeatures([256, 256]).map((f) => f.layer.paint['fill-color'])")
    red, green, blue = (int(STATUS_COLOURS[item["properties"]["status"]][at : at + 2], 16) / 255 for at in (1, 3, 5))
    colour = next(one for one in drawn if one)
    assert (colour["r"], colour["g"], colour["b"]) == pytest.approx((red, green, blue), abs=0.01)


def test_seen_from_afar_the_points_stand_for_all_stations(page: Page, server: Served) -> None:
    show(page, server, "metro-stations", "121.4,31.2", 2)
    found = features(page, "metro-stations")
    assert {one["type"] for one in found} == {"Point"}
    assert sum(one.get("count", 1) for one in found) == COUNTS["metro-stations"]
