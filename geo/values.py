"""Values that have an order, a unit or a rule: frozen, and checked when they are made."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import BadValue

#: Where China's land lies, degrees: used only to notice a swapped pair of axes.
CHINA_LON = (73.0, 136.0)
CHINA_LAT = (3.0, 54.0)


def looks_swapped(lon: float, lat: float) -> bool:
    """Tell whether a position reads like a Chinese one with latitude written first.

    Parameters
    ----------
    lon, lat
        Degrees, in the order in which they were given.

    Examples
    --------
    >>> looks_swapped(31.38, 121.25), looks_swapped(121.25, 31.38)
    (True, False)
    """
    return CHINA_LAT[0] <= lon <= CHINA_LAT[1] and CHINA_LON[0] <= lat <= CHINA_LON[1]


@dataclass(frozen=True, slots=True)
class LonLat:
    """A WGS 84 position: longitude first, then latitude, in degrees.

    Raises
    ------
    BadValue
        Outside ±180 and ±90, not finite, or apparently written latitude first.

    Examples
    --------
    >>> LonLat.parse("121.25,31.38")
    LonLat(lon=121.25, lat=31.38)
    """

    lon: float
    lat: float

    def __post_init__(self) -> None:
        shown = f"{self.lon},{self.lat}"
        if looks_swapped(self.lon, self.lat):
            raise BadValue(shown, f"longitude,latitude: the axes look swapped, did you mean {self.lat},{self.lon}?")
        if not (-180 <= self.lon <= 180 and -90 <= self.lat <= 90):
            raise BadValue(shown, "longitude,latitude within ±180 and ±90 degrees")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``lon,lat``."""
        lon, lat = read_numbers(text, (2,), "longitude,latitude in degrees, as in 121.25,31.38")
        return cls(lon, lat)

    def __str__(self) -> str:
        return ",".join(f"{degrees:.9f}".rstrip("0").rstrip(".") for degrees in (self.lon, self.lat))


@dataclass(frozen=True, slots=True)
class Bbox:
    """A window in WGS 84 degrees. West of east unless it crosses the antimeridian (RFC 7946, 5.2).

    Raises
    ------
    BadValue
        South above north, or a bound outside ±180 and ±90.

    Examples
    --------
    >>> Bbox.parse("121.1,31.3,121.3,31.5").boxes
    ((121.1, 31.3, 121.3, 31.5),)
    >>> Bbox(170, -10, -170, 10).boxes
    ((170, -10, 180.0, 10), (-180.0, -10, -170, 10))
    """

    west: float
    south: float
    east: float
    north: float

    def __post_init__(self) -> None:
        west, south, east, north = self.west, self.south, self.east, self.north
        if south >= CHINA_LON[0] and looks_swapped(west, south) and looks_swapped(east, north):
            raise BadValue(str(self), "west,south,east,north: longitude and latitude look swapped")
        if not (-180 <= west <= 180 and -180 <= east <= 180):
            raise BadValue(str(self), "west,south,east,north with longitudes within ±180 degrees")
        if not -90 <= south <= north <= 90:
            raise BadValue(str(self), "west,south,east,north with south ≤ north, both within ±90 degrees")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read four numbers, or six of which the two heights are passed over (Part 1, /req/core/fc-bbox-definition)."""
        values = read_numbers(text, (4, 6), "four numbers west,south,east,north in degrees (or six with heights)")
        return cls(*values) if len(values) == 4 else cls(values[0], values[1], values[3], values[4])

    @property
    def boxes(self) -> tuple[tuple[float, float, float, float], ...]:
        """The window as one plain box, or as two where it crosses the antimeridian."""
        if self.west <= self.east:
            return ((self.west, self.south, self.east, self.north),)
        return ((self.west, self.south, 180.0, self.north), (-180.0, self.south, self.east, self.north))

    @property
    def geometry(self) -> BaseGeometry:
        """The window as a polygon, or as two; a window without width or height is the line or point it is."""
        parts = [box_geometry(*box) for box in self.boxes]
        return parts[0] if len(parts) == 1 else shapely.union_all(parts)

    def outward(self, decimals: int) -> Bbox:
        """Round the bounds to so many decimals of a degree, never inward.

        Examples
        --------
        >>> Bbox(121.20000001, 31.3, 121.25000001, 31.35).outward(7)
        Bbox(west=121.2, south=31.3, east=121.2500001, north=31.35)
        """
        least = (_floor(degrees, decimals) for degrees in (self.west, self.south))
        most = (-_floor(-degrees, decimals) for degrees in (self.east, self.north))
        return Bbox(*least, *most)

    def __str__(self) -> str:
        return ",".join(f"{degrees:g}" for degrees in (self.west, self.south, self.east, self.north))


def _floor(degrees: float, decimals: int) -> float:
    nearest = round(degrees, decimals)
    return nearest if nearest <= degrees else round(nearest - 10.0**-decimals, decimals)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time, both ends included; None leaves an end open.

    Raises
    ------
    BadValue
        The start lies after the end, or the text is not RFC 3339.

    Examples
    --------
    >>> Interval.parse("2024-09-21/..").start.isoformat()
    '2024-09-21T00:00:00+00:00'
    """

    start: datetime | None
    end: datetime | None

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.start > self.end:
            raise BadValue(f"{self.start.isoformat()}/{self.end.isoformat()}", "an interval that starts before it ends")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an RFC 3339 date or date-time, or two with a slash; ``..`` or nothing leaves an end open."""
        parts = text.split("/")
        form = "an RFC 3339 date or date-time, or an interval start/end with .. for an open end"
        if len(parts) > 2 or (len(parts) == 1 and parts[0] in {"", ".."}):
            raise BadValue(text, form)
        try:
            start = None if parts[0] in {"", ".."} else _moment(parts[0])[0]
            end = None if parts[-1] in {"", ".."} else _moment(parts[-1])[1]
        except ValueError:
            raise BadValue(text, form) from None
        if start is None and end is None:
            raise BadValue(text, form)
        return cls(start, end)


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance in metres along a straight line, with the walking time it came from, if any.

    Raises
    ------
    BadValue
        Negative, or longer than half the Earth's circumference.
    """

    metres: float
    minutes: float | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.metres <= 20_040_000:
            raise BadValue(f"{self.metres:g}", "a distance from 0 to 20 040 km")


def box_geometry(west: float, south: float, east: float, north: float) -> BaseGeometry:
    """Return a plain box as a polygon; one without width or height as the line or point it is."""
    if west == east and south == north:
        return shapely.Point(west, south)
    if west == east or south == north:
        return shapely.LineString([(west, south), (east, north)])
    return shapely.box(west, south, east, north)


def read_numbers(text: str, counts: tuple[int, ...], form: str) -> list[float]:
    """Read finite numbers with commas between them.

    Parameters
    ----------
    text
        As it was given.
    counts
        How many there may be.
    form
        What would be right, for the message.

    Raises
    ------
    BadValue
        Another number of them, or something that is no number.
    """
    try:
        values = list(map(float, text.split(",")))
    except ValueError:
        raise BadValue(text, form) from None
    if len(values) not in counts or not math.isfinite(sum(values)):
        raise BadValue(text, form)
    return values


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})")


def _moment(text: str) -> tuple[datetime, datetime]:
    """First and last instant of a date, or the same instant twice."""
    if _DATE.fullmatch(text):
        midnight = datetime.combine(date.fromisoformat(text), time(), UTC)
        return midnight, midnight + timedelta(days=1, microseconds=-1)
    if not _DATE_TIME.fullmatch(text):
        raise ValueError(text)
    instant = datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    return instant, instant
