"""A journey across Shanghai as its reader makes it: the map is dragged, and the wheel turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Page

from bench.explorer.browser import HEIGHT_PX, WIDTH_PX, View, at_rest, now
from bench.plots import SEED, town_middles
from bench.servers import LAYER

#: From all of Shanghai, which the first view is opened at, to a street.
ZOOMS = (9, 17)

#: Where the map is dragged at each zoom, pixels: about as far as a hand does, and back to where it began.
_DRAGS = ((-420, 0), (0, -260), (420, 0), (0, 260))

#: A turn of the wheel that makes Leaflet zoom by one.
_WHEEL_PX = 85

#: A hand that rests so long before it lets go gives the map no swing.
_REST_MS = 200

#: By then a move has been heard of, and what it asks for has been asked.
_STARTED_MS = 400


@dataclass(frozen=True, slots=True)
class Step:
    """A move of the journey, at the zoom at which it ends, and the view that it came to."""

    zoom: float
    move: str
    view: View


def journey(page: Page, zooms: Sequence[int] = ZOOMS, seed: int = SEED) -> Iterator[Step]:
    """Go from zoom to zoom, over the town with the most plots, and look around at each."""
    lon, lat = town_middles(seed)[0].tolist()
    first, last = zooms
    page.goto(f"/?collection={LAYER}&at={first}/{lat:.5f}/{lon:.5f}&lang=zh")
    yield Step(first, "opened", at_rest(page, 0))
    for zoom in range(first, last + 1):
        if zoom > first:
            yield _moved(page, zoom, "zoomed in", partial(_zoom, page))
        for across, down in _DRAGS:
            yield _moved(page, zoom, "dragged", partial(_drag, page, across, down))


def _moved(page: Page, zoom: float, name: str, move: Callable[[], None]) -> Step:
    started = now(page)
    move()
    return Step(zoom, name, at_rest(page, started))


def _middle(page: Page) -> tuple[float, float]:
    box = page.locator("#map").bounding_box() or {"x": 0, "y": 0, "width": WIDTH_PX, "height": HEIGHT_PX}
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def _zoom(page: Page) -> None:
    page.mouse.move(*_middle(page))
    page.mouse.wheel(0, -_WHEEL_PX)
    page.wait_for_timeout(_STARTED_MS)


def _drag(page: Page, across: float, down: float) -> None:
    x, y = _middle(page)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across, y + down, steps=12)
    page.wait_for_timeout(_REST_MS)
    page.mouse.up()
    page.wait_for_timeout(_STARTED_MS)
