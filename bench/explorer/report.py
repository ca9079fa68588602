"""The part of RESULTS.md about the explorer in a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from bench.explorer.browser import HEIGHT_PX, WIDTH_PX
from bench.explorer.run import ExplorerResults
from bench.tables import is_met, table

#: What the first view, and every view of a layer of a million plots, may weigh and take.
FIRST_BYTES_MAX = 300_000
INTERACTIVE_MS_MAX = 1_000
VIEW_BYTES_MAX = 500_000
DRAWN_MS_MAX = 500

_SKIPPED = "Not measured in this run (`--no-explorer`)."
_ZOOM_HEADINGS = ("zoom", "views", "most bytes", "tiles", "drawn after, median", "longest")


def explorer_report(results: ExplorerResults | None) -> str:
    """Write what was found, as Markdown below a heading of its own."""
    if results is None:
        return _SKIPPED
    headings = ("question", "found", "asked for", "met", "of all")
    return "\n\n".join(
        [_how(results), table(headings, _targets(results)), table(_ZOOM_HEADINGS, _zooms(results))],
    )


def _how(results: ExplorerResults) -> str:
    return f"""\
Headless Chromium {results.chromium}, {WIDTH_PX} × {HEIGHT_PX} pixels, on the same processor cores as the server.
A first view begins with nothing kept, and is interactive once the plots of the repository's catalogue are listed.
The journey goes across a layer of {results.plots:,} plots, by the mouse: at every zoom the map is dragged about the
town with the most plots, then the wheel is turned. Bytes are those on the wire, compressed, with headers; the first
view of the journey has the page's scripts and styles with it. A view is drawn with the frame that has the last change
of the page."""


def _targets(results: ExplorerResults) -> Iterator[Sequence[str]]:
    firsts, views = results.firsts, [step.view for step in results.steps]
    yield (
        "bytes of the first view",
        *_within(results.first_bytes, FIRST_BYTES_MAX),
        _span([first.bytes for first in firsts]),
    )
    yield (
        "first view interactive, ms",
        *_within(results.interactive_ms, INTERACTIVE_MS_MAX),
        _span([first.interactive_ms for first in firsts]),
    )
    name = f"of {results.plots:,} plots"
    yield (
        f"bytes that a view {name} asks for, most",
        *_within(results.heaviest.view.bytes, VIEW_BYTES_MAX),
        _span([view.bytes for view in views]),
    )
    yield (
        f"view {name} drawn after its last answer, longest, ms",
        *_within(results.slowest.view.drawn_ms, DRAWN_MS_MAX),
        _span([view.drawn_ms for view in views]),
    )


def _within(found: float, most: float) -> Sequence[str]:
    return f"**{found:,.0f}**", f"≤ {most:,}", is_met(found <= most)


def _span(values: Sequence[float]) -> str:
    return f"{min(values):,.0f} – {max(values):,.0f}"


def _zooms(results: ExplorerResults) -> Iterator[Sequence[str]]:
    for zoom in sorted({step.zoom for step in results.steps}):
        views = [step.view for step in results.steps if step.zoom == zoom]
        drawn = [view.drawn_ms for view in views]
        most, tiles = max(view.bytes for view in views), sum(view.tiles for view in views)
        yield f"{zoom}", f"{len(views)}", f"{most:,}", f"{tiles}", f"{median(drawn):.0f} ms", f"{max(drawn):.0f} ms"
