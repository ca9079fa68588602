"""A plot's outline as a small drawing, with the arrow to the north and a scale bar."""

from __future__ import annotations

import shapely

from geo.properties import Lang
from geo.values import Bbox
from maps import svg
from maps.plane import Plane
from maps.svg import Svg

WIDTH, HEIGHT, _MARGIN = 170.0, 130.0, 26.0

#: A fraction of the picture, or the plot is hidden behind the bar.
_BAR_MOST, _OUTLINE_BAR_MOST = 90.0, 60.0

_LINE, _GROUND = "#0f5c5c", "#dce9e7"
_INK = "#1d2329"
_QUIET = "#5a636c"


def outline(geometry: shapely.Geometry, label: str, lang: Lang) -> Svg:
    """Draw a plot's outline.

    Parameters
    ----------
    geometry
        Polygon or MultiPolygon, WGS 84 longitude and latitude.
    label
        What the drawing shows, for those who do not see it.
    lang
        Language of the scale bar.
    """
    plane = Plane.around(Bbox(*map(float, geometry.bounds)), WIDTH, HEIGHT, _MARGIN)
    drawn = svg.element(
        "path",
        d=svg.path(plane.lay(geometry)),
        class_="plot",
        fill=_GROUND,
        fill_rule="evenodd",
        stroke=_LINE,
        stroke_width=2,
        stroke_linejoin="round",
    )
    return svg.picture(
        WIDTH, HEIGHT, drawn, north_arrow(WIDTH - 14, 8), scale_bar(plane, lang, _OUTLINE_BAR_MOST), label=label
    )


def north_arrow(x: float, y: float) -> Svg:
    """Draw the arrow to the north; `x` is its middle, `y` its upper end."""
    head = svg.element("path", d=f"M{x} {y + 10}l5 14l-5 -4l-5 4Z", class_="ink", fill=_INK)
    letter = svg.element(
        "text", "N", x=x, y=y + 7, text_anchor="middle", font_size=10, font_weight="bold", class_="ink", fill=_INK
    )
    return svg.element("g", letter, head, class_="north-arrow")


def scale_bar(plane: Plane, lang: Lang, most: float = _BAR_MOST) -> Svg:
    """Draw a picture's scale bar at its lower left."""
    bar, y = plane.bar(most, lang), plane.height - 10
    line = svg.element(
        "path",
        d=f"M10 {y - 4:g}V{y:g}H{10 + bar.length:.2f}V{y - 4:g}",
        class_="length",
        fill="none",
        stroke=_QUIET,
        stroke_width=1.2,
    )
    words = svg.element("text", bar.label, x=14, y=y - 5, font_size=10, class_="faint", fill=_QUIET)
    return svg.element("g", line, words, class_="scale")
