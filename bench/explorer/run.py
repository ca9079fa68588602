"""The run in a browser: the first view of the sample catalogue, and a journey across a layer of many plots."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from bench.explorer.browser import chromium, watched_page
from bench.explorer.first import First, first_views
from bench.explorer.journey import ZOOMS, Step, journey
from bench.plan import Plan
from bench.servers import Server, dikuai, running

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ExplorerResults:
    """What was found in the browser.

    Parameters
    ----------
    chromium
        Its version.
    plots
        How many the journey went across.
    firsts
        First views of the catalogue without a layer.
    steps
        The moves of the journey.
    """

    chromium: str
    plots: int
    firsts: tuple[First, ...]
    steps: tuple[Step, ...]

    @property
    def first_bytes(self) -> int:
        """The most that a first view weighed."""
        return max(first.bytes for first in self.firsts)

    @property
    def interactive_ms(self) -> float:
        """How long the first view took, in the middle of the rounds."""
        return median(first.interactive_ms for first in self.firsts)

    @property
    def heaviest(self) -> Step:
        """The view that asked for the most."""
        return max(self.steps, key=lambda step: step.view.bytes)

    @property
    def slowest(self) -> Step:
        """The view that was drawn the longest after its last answer."""
        return max(self.steps, key=lambda step: step.view.drawn_ms)


def run_explorer(plan: Plan, many: Server, zooms: Sequence[int] = ZOOMS) -> ExplorerResults:
    """Measure the explorer.

    Parameters
    ----------
    plan
        How often to open the first view; how many plots the layer has.
    many
        The service with the layer of many plots.
    zooms
        The first and the last zoom of the journey.

    Raises
    ------
    BenchError
        There is no browser, or a view is never at rest.
    """
    with chromium() as browser:
        with running(dikuai("serve", str(plan.catalogue))) as plain:
            firsts = tuple(first_views(browser, plain.url, plan.explorer_rounds))
        with watched_page(browser, many.url) as page:
            steps = tuple(journey(page, zooms))
        found = ExplorerResults(browser.version, plan.many, firsts, steps)
    said = found.first_bytes, found.interactive_ms, found.heaviest.view.bytes, found.slowest.view.drawn_ms
    log.info("explorer: first view %d bytes, %.0f ms; views of many plots to %d bytes, %.0f ms", *said)
    return found
