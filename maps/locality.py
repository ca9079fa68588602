"""Where a plot lies, as a picture: towns, metro lines, stations, the plot and how unsure its place is.

Drawn from the catalogue's own data, so that it needs no tiles and no script; its classes let a page recolour it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from geo.measure import Floats, metres_per_degree
from geo.properties import Lang
from geo.values import Bbox
from maps import features, svg
from maps.lettering import Box, Lettering, width_of
from maps.plane import Plane
from maps.sketch import north_arrow, scale_bar
from maps.style import PALE_GROUND, RING_SHARE_MIN, status_colour
from maps.svg import Svg

_MARGIN = 26.0
_LEAST_M = 1_500.0

#: Of the stations beside a plot, so many are on its picture.
_STATIONS_SHOWN = 2

_CASING, _INK, _QUIET, _DOT = "#ffffff", "#1d2329", "#5a636c", 4.0
_BADGE_AT = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8)  # where a line's number may stand, as a part of what is seen of it
_SAMPLED = 6.0  # along a line, names are kept off in steps so long
_MARK_BELOW = 10.0  # a plot smaller than this on the picture is marked by a dot


@dataclass(frozen=True, slots=True)
class Locality:
    """What the picture shows.

    Parameters
    ----------
    geometry
        The plot, WGS 84 longitude and latitude.
    uncertainty_m
        How far the plot may lie from it.
    status
        Of the plot, for its colour; empty for none.
    near
        The stations beside it, nearest first, WGS 84 longitude and latitude.
    """

    geometry: shapely.Geometry
    uncertainty_m: float = 0.0
    status: str = ""
    near: Sequence[shapely.Geometry] = ()

    def plane(self, width: float, height: float) -> Plane:
        """Lay it on a picture: with its ring, and the nearest stations."""
        shown = shapely.GeometryCollection([self.geometry, *self.near[:_STATIONS_SHOWN]])
        west, south, east, north = self._ring_bounds()
        bounds = shapely.union(shapely.envelope(shown), shapely.box(west, south, east, north)).bounds
        west, south, east, north = np.clip(bounds, [-180, -90, -180, -90], [180, 90, 180, 90])
        return Plane.around(Bbox(west, south, east, north), width, height, _MARGIN, _LEAST_M)

    @property
    def centre(self) -> Floats:
        """Longitude and latitude of the middle of the plot, (1, 2)."""
        spots = features.spots(np.array([self.geometry], dtype=object))
        return np.column_stack([spots.lon, spots.lat])

    @property
    def ring_m(self) -> float:
        """Radius of the circle that the plot surely lies in; 0 where its outline says as much."""
        radius = float(features.spots(np.array([self.geometry], dtype=object)).radius_m[0])
        return radius + self.uncertainty_m if self.uncertainty_m >= radius * RING_SHARE_MIN else 0.0

    def _ring_bounds(self) -> tuple[float, float, float, float]:
        lon, lat = self.centre[0]
        lon_m, lat_m = (float(metres[0]) for metres in metres_per_degree(np.clip([lat], -85.0, 85.0)))
        x, y = self.ring_m / lon_m, self.ring_m / lat_m
        return lon - x, lat - y, lon + x, lat + y


@dataclass(frozen=True, slots=True)
class Surface:
    """The reference data that a picture is drawn on: frames in EPSG:4326, which may be empty."""

    lines: gpd.GeoDataFrame
    stations: gpd.GeoDataFrame
    places: gpd.GeoDataFrame


def draw(locality: Locality, surface: Surface, plane: Plane, label: str, lang: Lang) -> Svg:
    """Draw the picture; `label` says what it shows to those who do not see it."""
    middle = plane.place(locality.centre)[0]
    stations = _on(plane, features.stations(surface.stations, lang))
    corner = plane.width - 30
    taken = [Box(corner, 0, plane.width, 48), Box(0, plane.height - 30, 110, plane.height)]
    laid = plane.lay(locality.geometry)
    lettering = Lettering(plane.width, plane.height, taken if laid.is_empty else [*taken, Box(*laid.bounds)])
    for x, y in [middle, *(at for _, at in stations)]:
        lettering.keep_free(x, y, _DOT + 2)
    return svg.picture(
        plane.width,
        plane.height,
        svg.element("rect", width=plane.width, height=plane.height, class_="ground", fill=PALE_GROUND),
        *_lines(features.lines(surface.lines, lang), plane, lettering),
        *_ring(locality, plane, middle),
        *_stations(stations, lettering),
        *_plot(locality, laid, middle),
        *_towns(_on(plane, features.places(surface.places, lang)), lettering),
        north_arrow(plane.width - 16, 10),
        scale_bar(plane, lang),
        label=label,
        class_="locality",
    )


def _lines(lines: Sequence[Mapping[str, Any]], plane: Plane, lettering: Lettering) -> list[Svg]:
    drawn, badges = [], []
    for line in lines:
        laid = plane.lay(shapely.MultiLineString(line["paths"]))
        if laid.is_empty:
            continue
        d = svg.path(laid)
        shared = {"d": d, "fill": "none", "stroke_linejoin": "round", "stroke_linecap": "round"}
        drawn.append(svg.element("path", stroke=_CASING, stroke_width=5, class_="casing", **shared))
        drawn.append(svg.element("path", stroke=line["colour"], stroke_width=3, **shared))
        for x, y in shapely.get_coordinates(shapely.segmentize(laid, _SAMPLED)):
            lettering.avoid(x, y, _SAMPLED / 2)
        badges += _badge(line, laid, plane, lettering)
    return drawn + badges


def _badge(line: Mapping[str, Any], laid: shapely.Geometry, plane: Plane, lettering: Lettering) -> list[Svg]:
    """Write a line's number on it, in the middle of what is seen of it."""
    seen = shapely.get_parts(shapely.intersection(laid, shapely.box(0, 0, plane.width, plane.height)))
    seen = seen[shapely.length(seen) > 0]
    if not len(seen) or not line["line"]:
        return []
    longest = seen[np.argmax(shapely.length(seen))]
    half = max(width_of(line["line"], 10) / 2 + 4, 8)
    for part in _BADGE_AT:
        x, y = shapely.get_coordinates(shapely.line_interpolate_point(longest, part, normalized=True))[0]
        if lettering.is_free(Box(x - half, y - 8, x + half, y + 8)):
            lettering.keep_free(x, y, half)
            return _number(line, x, y, half)
    return []


def _number(line: Mapping[str, Any], x: float, y: float, half: float) -> list[Svg]:
    ground = svg.element("rect", x=x - half, y=y - 7.5, width=2 * half, height=15.0, rx=4, fill=line["colour"])
    number = svg.element(
        "text",
        line["line"],
        x=x,
        y=y + 3.6,
        font_size=10,
        font_weight="bold",
        text_anchor="middle",
        fill=ink_on(line["colour"]),
    )
    return [ground, number]


def ink_on(colour: str) -> str:
    """Return black or white, whichever reads better on a colour #rrggbb (WCAG 2.2, relative luminance)."""
    channels = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ [0.2126, 0.7152, 0.0722])
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"


def _on(plane: Plane, points: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Floats]]:
    """Return those points that the picture shows, with their places on it, nearest to its middle first."""
    if not points:
        return []
    places = plane.place(np.array([point["at"] for point in points]))
    away = np.hypot(places[:, 0] - plane.width / 2, places[:, 1] - plane.height / 2)
    return [(points[at], places[at]) for at in np.argsort(away, kind="stable") if plane.shows(places[at])]


def _stations(stations: Sequence[tuple[Mapping[str, Any], Floats]], lettering: Lettering) -> list[Svg]:
    drawn = []
    for station, (x, y) in stations:
        dot = {"cx": x, "cy": y, "r": _DOT + (len(station["lines"]) > 1), "class_": "station"}
        drawn.append(svg.element("circle", fill=_CASING, stroke=_INK, stroke_width=1.4, **dot))
        drawn += _name(station["name"], np.array([x, y]), _STATION_NAME, lettering)
    return drawn


class _Type(NamedTuple):
    """How a kind of names is written, and how far from its place."""

    size: float
    kind: str
    colour: str
    away: float


_STATION_NAME = _Type(10.5, "ink", _INK, _DOT + 3)
_TOWN_NAME = _Type(11.5, "faint", _QUIET, _DOT + 6)


def _name(name: str, at: Floats, type: _Type, lettering: Lettering) -> list[Svg]:
    place = lettering.place(name, float(at[0]), float(at[1]), type.size, type.away)
    if place is None:
        return []
    where = {"x": place.x, "y": place.y, "text_anchor": place.anchor, "font_size": type.size}
    halo = {"stroke": PALE_GROUND, "stroke_width": 2.5, "stroke_linejoin": "round", "class_": "halo"}
    return [
        svg.element("text", name, aria_hidden="true", fill=PALE_GROUND, **halo, **where),
        svg.element("text", name, class_=type.kind, fill=type.colour, **where),
    ]


def _ring(locality: Locality, plane: Plane, middle: Floats) -> list[Svg]:
    if not locality.ring_m:
        return []
    colour, radius = status_colour(locality.status), locality.ring_m * plane.units_per_m
    look = {"fill": colour, "fill_opacity": 0.07, "stroke": colour, "stroke_width": 1.3, "stroke_dasharray": "5 4"}
    return [svg.element("circle", cx=middle[0], cy=middle[1], r=radius, class_="ring", **look)]


def _plot(locality: Locality, laid: shapely.Geometry, middle: Floats) -> list[Svg]:
    colour = status_colour(locality.status)
    outline = svg.element(
        "path", d=svg.path(laid), fill=colour, fill_opacity=0.5, fill_rule="evenodd", stroke=colour, stroke_width=1.5
    )
    left, top, right, bottom = laid.bounds if not laid.is_empty else (0.0, 0.0, 0.0, 0.0)
    if max(right - left, bottom - top) >= _MARK_BELOW:
        return [outline]
    mark = {"cx": middle[0], "cy": middle[1], "r": 5.5, "stroke": _CASING, "stroke_width": 1.5}
    return [outline, svg.element("circle", fill=colour, class_="mark", **mark)]


def _towns(places: Sequence[tuple[Mapping[str, Any], Floats]], lettering: Lettering) -> list[Svg]:
    drawn = []
    for place, at in places:
        if place["kind"] == "town":
            drawn += _name(place["name"], at, _TOWN_NAME, lettering)
    return drawn
