"""A small piece of the Earth laid flat on a picture, north up."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely

from geo.measure import Floats, metres_per_degree
from geo.properties import Lang
from geo.units import format_length
from geo.values import Bbox

#: What a scale bar's length begins with.
_ROUND = (5.0, 2.0, 1.0)

#: No picture shows a piece smaller than this, metres.
_LEAST_M = 10.0

_LAT_MAX = 89.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A scale bar: its length on the ground in words, and on the picture in its units."""

    label: str
    length: float


@dataclass(frozen=True, slots=True)
class Plane:
    """Where positions lie on a picture.

    On the plane that touches the ellipsoid at the middle; for the some 100 km of a picture that is true to a few
    parts in a thousand.

    Parameters
    ----------
    lon, lat
        The position in the middle of the picture, degrees.
    width, height
        Of the picture, in its units.
    units_per_m
        Its scale.
    """

    lon: float
    lat: float
    width: float
    height: float
    units_per_m: float

    @classmethod
    def around(cls, bounds: Bbox, width: float, height: float, margin: float, least_m: float = _LEAST_M) -> Plane:
        """Lay a window on a picture so that it fits within a margin, and shows `least_m` metres at least."""
        lon, lat = _middle(bounds)
        across = _across(bounds)
        lon_m, lat_m = (float(metres[0]) for metres in metres_per_degree(np.array([lat])))
        wide = max(across * lon_m, least_m)
        high = max((bounds.north - bounds.south) * lat_m, least_m)
        scale = min((width - 2 * margin) / wide, (height - 2 * margin) / high)
        return cls(lon, lat, width, height, scale)

    @property
    def _scale(self) -> Floats:
        return np.ravel(metres_per_degree(np.array([self.lat]))) * self.units_per_m

    def place(self, positions: Floats) -> Floats:
        """Return where positions (n, 2), longitude and latitude, lie on the picture: x right, y down."""
        east = positions[:, 0] - self.lon
        east = np.where(abs(east) <= 180, east, (east + 180) % 360 - 180)
        x, y = self._scale
        return np.column_stack([self.width / 2 + east * x, self.height / 2 - (positions[:, 1] - self.lat) * y])

    def lay(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Return a geometry in the picture's units, cut off at its edges."""
        laid = shapely.transform(shapely.force_2d(geometry), self.place)
        frame = shapely.box(-self.width / 4, -self.height / 4, self.width * 1.25, self.height * 1.25)
        whole = shapely.make_valid(laid) if shapely.get_dimensions(laid) == 2 else laid
        return shapely.intersection(whole, frame)

    def shows(self, point: Floats) -> bool:
        """Tell whether a place (x, y) lies on the picture."""
        return bool(0 <= point[0] <= self.width and 0 <= point[1] <= self.height)

    @property
    def window(self) -> Bbox:
        """What the picture shows."""
        x, y = self._scale
        half_lon, half_lat = min(self.width / 2 / x, 179.99), self.height / 2 / y
        west, east = ((self.lon + side * half_lon + 180) % 360 - 180 for side in (-1, 1))
        return Bbox(west, max(self.lat - half_lat, -90.0), east, min(self.lat + half_lat, 90.0))

    def bar(self, most: float, lang: Lang) -> Bar:
        """Return the scale bar of a round length that is at most so long on the picture."""
        metres = most / self.units_per_m
        power = 10.0 ** math.floor(math.log10(metres))
        length = next(first * power for first in _ROUND if first * power <= metres * (1 + 1e-9))
        return Bar(format_length(length, lang), length * self.units_per_m)


def _across(bounds: Bbox) -> float:
    """Return how wide a window is, degrees of longitude."""
    return (bounds.east - bounds.west) % 360 or (360.0 if bounds.east > bounds.west else 0.0)


def _middle(bounds: Bbox) -> tuple[float, float]:
    lon = (bounds.west + _across(bounds) / 2 + 180) % 360 - 180
    return lon, min(max((bounds.south + bounds.north) / 2, -_LAT_MAX), _LAT_MAX)
