"""A position as the systems that people copy it into write it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import shapely

from geo.crs import CRS84, OFFERED, Crs, Geometries
from geo.values import LonLat

#: The 3-degree zones of CGCS2000 whose eastings begin with the zone's number: EPSG:4513 is zone 25, around 75°E.
_FIRST_ZONE, _LAST_ZONE, _FIRST_CODE = 25, 45, 4513

#: Decimals of a position for people, in degrees and in metres: a decimetre.
_DEGREES, _METRES = 6, 1


class Reading(NamedTuple):
    """A position in one coordinate system.

    Parameters
    ----------
    system
        The coordinate system.
    text
        Two numbers with a comma, in the system's own order of axes.
    """

    system: Crs
    text: str


def zone_of(lon: float) -> Crs | None:
    """Return the 3-degree Gauss–Krüger zone of CGCS2000 that a longitude (degrees) lies in; None outside China's.

    Examples
    --------
    >>> zone = zone_of(121.25)
    >>> zone.name, zone.title
    ('EPSG:4528', 'CGCS2000 / 3-degree Gauss-Kruger zone 40')
    """
    zone = int(np.floor((lon + 1.5) / 3))
    if not _FIRST_ZONE <= zone <= _LAST_ZONE:
        return None
    return Crs.named(f"EPSG:{_FIRST_CODE + zone - _FIRST_ZONE}")


def readings(position: LonLat) -> tuple[Reading, ...]:
    """Write a position in WGS 84, in GCJ-02, and in the zone of CGCS2000 that it lies in, if any.

    Parameters
    ----------
    position
        WGS 84, degrees.

    Examples
    --------
    >>> [reading.text for reading in readings(LonLat(121.25, 31.38))]
    ['121.25,31.38', '121.254438,31.378035', '3473781.4,40618908.7']
    """
    zone = zone_of(position.lon)
    systems = (OFFERED[CRS84], Crs.named("GCJ-02"), *([zone] if zone else []))
    point = np.array([shapely.Point(position.lon, position.lat)], dtype=object)
    return tuple(Reading(system, _written(system, system.from_wgs84(point))) for system in systems)


def _written(system: Crs, points: Geometries) -> str:
    decimals = _METRES if "metres" in system.axes else _DEGREES
    return ",".join(str(round(float(value), decimals)) for value in shapely.get_coordinates(points)[0])
