"""The journey."""

import pytest
from playwright.sync_api import Page

from bench.explorer.browser import chromium, watched_page
from bench.explorer.journey import ZOOMS, journey
from bench.plan import Plan
from bench.plots import EXTENT
from bench.run import data
from bench.servers import serving

pytestmark = pytest.mark.browser


def place(page: Page) -> tuple[float, float, float]:
    zoom, lat, lon = page.evaluate("new URLSearchParams(location.search).get('at')").split("/")
    return float(zoom), float(lat), float(lon)


def test_it_goes_about_a_place_zoom_by_zoom(tmp_path_factory: pytest.TempPathFactory) -> None:
    plan = Plan(many=500, cache=tmp_path_factory.mktemp("cache"))
    served = serving(plan.catalogue.resolve(), data(plan, plan.many))
    with served as server, chromium() as browser, watched_page(browser, server.url) as page:
        been = [(step, place(page)) for step in journey(page, (10, 12))]
    assert [step.move for step, _ in been[:6]] == ["opened", "dragged", "dragged", "dragged", "dragged", "zoomed in"]
    assert [step.zoom for step, _ in been] == [zoom for _, (zoom, _, _) in been]
    places = [(lat, lon) for _, (_, lat, lon) in been]
    west, south, east, north = EXTENT
    assert south < places[0][0] < north
    assert west < places[0][1] < east
    assert places[-1] == pytest.approx(places[0], abs=0.01)
    assert len(set(places)) > 6
    assert ZOOMS[0] < ZOOMS[1]
