"""SVG written as text: elements, attributes and texts, all of them escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import numpy as np
import shapely

from geo.measure import Floats

#: What XML 1.0 cannot hold (2.2, Char), not even escaped.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_DECIMALS = 2


class Svg(str):
    """A piece of SVG: what is one already is not escaped again."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return it as it may stand in a page."""
        return str(self)


def text(content: str) -> Svg:
    """Return a text as it may stand in an element; characters that XML does not know are left out."""
    return Svg(escape(_NOT_XML.sub("", content)))


def element(name: str, *content: str, **attributes: object) -> Svg:
    """Write an element.

    Parameters
    ----------
    name
        Its name.
    content
        What stands in it; a plain text is escaped.
    attributes
        ``stroke_width`` is written ``stroke-width``, ``class_`` as ``class``; those that are None are left out.

    Examples
    --------
    >>> element("text", "a < b", x=1.5, text_anchor="end")
    '<text x="1.5" text-anchor="end">a &lt; b</text>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{text(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inside = "".join(piece if isinstance(piece, Svg) else text(piece) for piece in content)
    return Svg(f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>")


def picture(width: float, height: float, *content: str, label: str, **attributes: object) -> Svg:
    """Write a whole picture with a text for those who do not see it."""
    size = {"viewBox": f"0 0 {_value(width)} {_value(height)}", "width": width, "height": height}
    root = {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img", "aria_label": label}
    return element("svg", *content, **root, **attributes)


def path(geometry: shapely.Geometry) -> str:
    """Write the outline of lines and polygons, already in the picture's units, as the data of a path."""
    parts = shapely.get_parts([geometry])
    areas = shapely.get_dimensions(parts) == 2
    rings = shapely.get_rings(parts[areas])
    return " ".join([*(_run(line, "") for line in parts[~areas]), *(_run(ring, "Z") for ring in rings)])


def _run(line: shapely.Geometry, end: str) -> str:
    points: Floats = shapely.get_coordinates(line)
    return "M" + "L".join(_pair(point) for point in (points[:-1] if end else points)) + end


def _pair(numbers: Iterable[float]) -> str:
    return " ".join(_value(float(number)) for number in numbers)


def _value(value: object) -> str:
    if isinstance(value, float | np.floating):
        return f"{round(float(value), _DECIMALS) + 0.0:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    return str(value)
