"""How things look on every map: colours, widths, and the zooms at which they appear.

The status colours stay apart (CIELAB distance of 20 or more) for normal sight and for protan, deutan and tritan
sight, and stand out from the pale and from the dark background.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from geo.plots import STATUSES

#: Colour of a plot by its status.
STATUS_COLOURS: Mapping[str, str] = {
    "planned": "#963980",
    "announced": "#ef9a15",
    "listed": "#e8305f",
    "transferred": "#2558cf",
    "under_construction": "#51a3ee",
    "completed": "#0b6638",
    "leasing": "#857012",
    "withdrawn": "#a8a8a8",
}

#: Colour of a plot whose status is not stated.
UNSTATED_COLOUR = "#5c6670"

#: The ground where no tiles lie.
PALE_GROUND = "#f4f2ed"
DARK_GROUND = "#15191e"

#: Colour of a metro line that states none.
METRO_FALLBACK_COLOUR = "#7a8088"

#: An uncertainty below this share of a plot's own radius is thinner than the outline: no ring is drawn for it.
RING_SHARE_MIN = 0.1

_PLOT = {"weight": 2, "fillOpacity": 0.45, "selectedWeight": 4, "dotRadius": 7, "crowdDotRadius": 4.5, "dotBelowPx": 16}
_RING = {"weight": 1.5, "dash": "5 5", "opacity": 0.75, "fillOpacity": 0.05, "shareMin": RING_SHARE_MIN}
_LINK = {"weight": 1.5, "possibleDash": "2 5", "opacity": 0.85}
_METRO = {"fallback": METRO_FALLBACK_COLOUR, "casing": 2.5}

#: Line width and radii in pixels from a zoom on.
_METRO_STEPS = (
    {"zoom": 0, "line": 1.5, "station": 0, "interchange": 1.6},
    {"zoom": 11, "line": 2.5, "station": 2.2, "interchange": 3},
    {"zoom": 13, "line": 4, "station": 3.6, "interchange": 5},
    {"zoom": 15, "line": 5, "station": 5, "interchange": 6.5},
)

#: The zoom from which a kind of label may be shown; labels that would overlap give way in this order.
_LABEL_ZOOMS = {"plot": 10, "town": 9.5, "line": 10, "link": 11, "interchange": 11.5, "station": 12.5, "place": 14}

#: More plots than this get smaller dots, and only the open one its line to what is nearest.
CROWD_ABOVE = 300

#: More plots than this are drawn on one canvas instead of as one element each.
CANVAS_ABOVE = 800


def status_colour(status: str | None) -> str:
    """Return the colour of a status, or the one of plots that state none."""
    return STATUS_COLOURS.get(status or "", UNSTATED_COLOUR)


def as_json() -> dict[str, Any]:
    """Return the style as the page's script reads it."""
    return {
        "status": {status: STATUS_COLOURS[status] for status in STATUSES},
        "unstated": UNSTATED_COLOUR,
        "plot": _PLOT,
        "ring": _RING,
        "link": _LINK,
        "metro": {**_METRO, "steps": list(_METRO_STEPS)},
        "labelZooms": _LABEL_ZOOMS,
        "crowdAbove": CROWD_ABOVE,
        "canvasAbove": CANVAS_ABOVE,
    }
