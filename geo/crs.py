"""Coordinate systems: those that answers, windows and files may use, under the URIs that name them.

Storage is WGS 84 longitude and latitude (CRS84). CGCS2000 is taken as coincident with it: so do EPSG and PROJ, the two
frames agreed to centimetres at the epoch 2000.0, and no notice says of which epoch its positions are. The Gauss-Krüger
zones are projected by PROJ; GCJ-02 and BD-09, which no register has, are those of `geo.gcj02` under URIs of our own.

The order of the axes is what the authority says: latitude first in EPSG:4326 and EPSG:4490, northing first in the
Gauss-Krüger zones, easting first in EPSG:3857, longitude first in CRS84, GCJ-02 and BD-09. `Crs.east_first` gives the
order of files, where GDAL expects easting first whatever the authority says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import CRS, Transformer
from pyproj.enums import TransformDirection
from shapely.geometry.base import BaseGeometry

from geo import gcj02
from geo.errors import BadValue
from geo.values import Bbox, box_geometry, read_numbers

Floats = npt.NDArray[np.float64]
Geometries = npt.NDArray[np.object_]
_Step = Callable[[Floats, Floats], tuple[Floats, Floats]]

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
_OURS = "urn:dikuai:crs:"

#: A system of longitude and latitude on a datum of its own: a reader that does not know it will not take it for WGS 84.
_WKT = (
    'GEOGCRS["{0}",DATUM["{0}",ELLIPSOID["WGS 84",6378137,298.257223563]],CS[ellipsoidal,2],AXIS["longitude",east],'
    'AXIS["latitude",north],ANGLEUNIT["degree",0.0174532925199433],ID["DIKUAI","{0}"]]'
)

#: Decimals of a position in degrees and in metres: about a centimetre, and a tenth of a millimetre.
_DEGREES_DECIMALS, _METRES_DECIMALS = 7, 4

#: The families of CGCS2000 zones in EPSG's register: first code, first and last zone, width, zone before the easting.
_FAMILIES = ((4491, 13, 23, 6, True), (4502, 13, 23, 6, False), (4513, 25, 45, 3, True), (4534, 25, 45, 3, False))
_FALSE_EASTING_M = 500_000.0
_PREFIX_M = 1_000_000.0  # what a zone's number counts for in front of an easting

#: So far to either side of its central meridian a zone is used: all of China lies within, and PROJ's projection there
#: is undone by its inverse to some micrometres (farther off, to metres).
_ZONE_REACH_DEG = 62.0
_MERCATOR_LAT = 85.06  # degrees, the area of use that EPSG gives
_MERCATOR_M = (20_037_508.342789244, 20_048_966.104014594)  # its easting at 180°, its northing at that latitude
_LOST_M = 1e-3  # a position that comes back farther from itself lies where the projection has no inverse

#: Stretches into which each edge of a window is divided: for 100 km, a bend is followed to 2 mm.
_STRETCHES = 256


class Reach(NamedTuple):
    """Where a coordinate system can be used.

    Parameters
    ----------
    centre
        The longitude in its middle, degrees.
    half_width
        How far it goes to either side, degrees.
    latitude
        How far it goes north and south of the equator, degrees.
    """

    centre: float = 0.0
    half_width: float = 180.0
    latitude: float = 90.0

    def holds(self, lon: Floats, lat: Floats) -> npt.NDArray[np.bool_]:
        """Tell which positions (degrees, WGS 84) lie within; NaN and the infinities lie nowhere."""
        with np.errstate(invalid="ignore"):
            away = abs((lon - self.centre + 180) % 360 - 180)
            return np.asarray((away <= self.half_width) & (abs(lon) <= 180) & (abs(lat) <= self.latitude))

    def __str__(self) -> str:
        if self.half_width < 180:
            return f"{self.half_width:g}° to either side of {self.centre:g}°E"
        return f"to {self.latitude:g}° north and south"


@dataclass(frozen=True, slots=True)
class Crs:
    """A coordinate system.

    Parameters
    ----------
    uri
        What names it: a URI of OGC's register, or one of ours.
    name
        Its short name, as on the command line.
    title
        Its name in words.
    axes
        What its positions are, in order, for messages.
    north_first
        Whether latitude or northing comes first.
    decimals
        How many a position is written with.
    reach
        Where it can be used.
    is_upright
        Whether its axes run along meridians and parallels, so that a box in it is one in WGS 84.
    there, back
        From WGS 84 longitude and latitude in degrees to its easting and northing (or longitude and latitude), and back.
    edge
        How far its map of the world goes from the middle, along either axis; what a window has beyond is cut off.

    Examples
    --------
    >>> zone = Crs.named("EPSG:4528")
    >>> shapely.get_coordinates(zone.from_wgs84(np.array([shapely.Point(121.25, 31.38)]))).round(3).tolist()
    [[3473781.441, 40618908.662]]
    >>> Crs.parse("urn:dikuai:crs:GCJ-02").title
    'GCJ-02'
    """

    uri: str
    name: str
    title: str
    axes: str
    north_first: bool
    decimals: int
    reach: Reach
    is_upright: bool
    there: _Step
    back: _Step
    edge: tuple[float, float] = (np.inf, np.inf)

    @classmethod
    def parse(cls, text: str) -> Crs:
        """Return the coordinate system that a URI names.

        Raises
        ------
        BadValue
            None that is known; says which is meant, where that can be told.
        """
        found = OFFERED.get(text)
        if found is None:
            raise BadValue(text, f"the URI of a coordinate system that is offered, as in {_EPSG}4490{_meant(text)}")
        return found

    @classmethod
    def named(cls, text: str) -> Crs:
        """Return the coordinate system of a short name (``EPSG:4528``, ``GCJ-02``) or of a URI.

        Raises
        ------
        BadValue
            None that is known.
        """
        found = _NAMED.get(text.strip().upper()) or OFFERED.get(text)
        if found is None:
            names = "CRS84, EPSG:4326, EPSG:4490, EPSG:3857, GCJ-02, BD-09 or a CGCS2000 zone, EPSG:4491 to EPSG:4554"
            raise BadValue(text, f"a coordinate system that is known: {names}")
        return found

    @property
    def label(self) -> str:
        """What names it within a file: OGC's URN, or a definition as WKT (ISO 19162) where no register has it."""
        if self.uri.startswith(_OURS):
            return _WKT.format(self.name)
        authority, _, code = self.name.rpartition(":")
        return f"urn:ogc:def:crs:{authority}::{code}" if authority else f"urn:ogc:def:crs:OGC:1.3:{code}"

    @property
    def is_wgs84(self) -> bool:
        """Whether its positions are those that are stored."""
        return self.there is _same and not self.north_first

    def east_first(self) -> Crs:
        """Return it with longitude or easting first, the order of files."""
        return replace(self, north_first=False)

    def from_wgs84(self, geometries: Geometries) -> Geometries:
        """Bring geometries into this system, all of them in one call.

        Parameters
        ----------
        geometries
            WGS 84 longitude and latitude, degrees; missing and empty ones stay so, heights are left out.

        Returns
        -------
        ndarray
            The same geometries in this system's order of axes, degrees or metres, not rounded.

        Raises
        ------
        BadValue
            A position lies out of its reach.
        """
        if self.is_wgs84:
            return geometries
        return np.asarray(shapely.transform(geometries, self._from_degrees), dtype=object)

    def to_wgs84(self, geometries: Geometries) -> Geometries:
        """Bring geometries of this system back to WGS 84 longitude and latitude; see `from_wgs84`.

        Raises
        ------
        BadValue
            A position is none of this system's.
        """
        return np.asarray(shapely.transform(geometries, self._to_degrees), dtype=object)

    def window(self, text: str) -> Bbox | BaseGeometry:
        """Read a box in this system: four numbers in its order of axes, or six of which the heights are passed over.

        Returns
        -------
        Bbox or Polygon
            WGS 84; the outline itself, its edges followed closely, where it is no box there.

        Raises
        ------
        BadValue
            No such numbers, a lower corner beyond the upper one, or a corner out of reach.
        """
        form = f"four numbers, the lower and the upper corner, each {self.axes} (or six with heights)"
        numbers = read_numbers(text, (4, 6), form)
        low, high = numbers[:2], numbers[len(numbers) // 2 :][:2]
        if self.is_upright:
            corners = np.clip([low, high], np.negative(self.edge), self.edge)
            (west, south), (east, north) = self._to_degrees(corners).tolist()
            return Bbox(west, south, east, north)
        if low[0] > high[0] or low[1] > high[1]:
            raise BadValue(text, form)
        self._to_degrees(np.array([low, high, [low[0], high[1]], [high[0], low[1]]]))
        outline: BaseGeometry = self.to_wgs84(np.array([_divided(box_geometry(*low, *high))], dtype=object))[0]
        return outline

    def _from_degrees(self, positions: Floats) -> Floats:
        lon, lat = positions[:, 0], positions[:, 1]
        outside = np.flatnonzero(~self.reach.holds(lon, lat))
        if len(outside):
            where = f"{lon[outside[0]]:g},{lat[outside[0]]:g}"
            raise BadValue(self.uri, f"usable at longitude,latitude {where}: {self.title} reaches {self.reach}")
        x, y = self.there(lon, lat)
        return np.column_stack((y, x) if self.north_first else (x, y))

    def _to_degrees(self, positions: Floats) -> Floats:
        first, second = positions[:, 0], positions[:, 1]
        lon, lat = self.back(second, first) if self.north_first else self.back(first, second)
        outside = np.flatnonzero(~self.reach.holds(lon, lat))
        if len(outside):
            shown = ",".join(f"{number:.12g}" for number in positions[outside[0]])
            raise BadValue(shown, f"a position of {self.title}: {self.axes}")
        return np.column_stack((lon, lat))


def _divided(box: BaseGeometry) -> BaseGeometry:
    """Divide the edges of a box, or a line, into short stretches; a point stays as it is."""
    if box.geom_type == "Point":
        return box
    corners = shapely.get_coordinates(box)
    parts = np.linspace(0, 1, _STRETCHES, endpoint=False)[:, None]
    between = corners[:-1, None] + np.diff(corners, axis=0)[:, None] * parts
    return type(box)(np.vstack([between.reshape(-1, 2), corners[-1:]]))


def _same(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return x, y


def _shifted(shift: _Step, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Shift the positions that lie in the box in which GCJ-02 differs."""
    (west, east), (south, north) = gcj02.BOX_LON, gcj02.BOX_LAT
    inside = (west <= x) & (x <= east) & (south <= y) & (y <= north)
    x, y = x.copy(), y.copy()
    x[inside], y[inside] = shift(x[inside], y[inside])
    return x, y


@cache
def _transformer(code: int) -> Transformer:
    """Make PROJ's projection from degrees of the system's own datum, longitude first; may be shared by threads."""
    system = CRS.from_epsg(code)
    assert system.geodetic_crs is not None
    return Transformer.from_crs(system.geodetic_crs, system, always_xy=True)


def _projected(code: int, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    x, y = _transformer(code).transform(lon, lat)
    return x, y


def _unprojected(code: int, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Undo a projection; infinite where it has no inverse."""
    lon, lat = _transformer(code).transform(x, y, direction=TransformDirection.INVERSE)
    again_x, again_y = _projected(code, lon, lat)
    with np.errstate(invalid="ignore"):
        held = np.hypot(again_x - x, again_y - y) <= _LOST_M
    return np.where(held, lon, np.inf), np.where(held, lat, np.inf)


def _degrees(uri: str, name: str, title: str, north_first: bool = True) -> Crs:
    axes = "latitude,longitude in degrees" if north_first else "longitude,latitude in degrees"
    return Crs(uri, name, title, axes, north_first, _DEGREES_DECIMALS, Reach(), True, _same, _same)


def _moved(name: str, there: _Step, back: _Step) -> Crs:
    axes, steps = "longitude,latitude in degrees", (partial(_shifted, there), partial(_shifted, back))
    return Crs(_OURS + name, name, name, axes, False, _DEGREES_DECIMALS, Reach(), False, *steps)


def _mercator() -> Crs:
    steps, reach = (partial(_projected, 3857), partial(_unprojected, 3857)), Reach(latitude=_MERCATOR_LAT)
    uri, name, title = f"{_EPSG}3857", "EPSG:3857", "WGS 84 / Pseudo-Mercator"
    return Crs(
        uri, name, title, "easting,northing in metres", False, _METRES_DECIMALS, reach, True, *steps, edge=_MERCATOR_M
    )


def _zone(code: int, title: str, meridian: float, middle_m: float) -> Crs:
    steps, reach = (partial(_projected, code), partial(_unprojected, code)), Reach(meridian, _ZONE_REACH_DEG)
    axes = f"northing,easting in metres, with eastings around {middle_m:.0f}"
    return Crs(f"{_EPSG}{code}", f"EPSG:{code}", title, axes, True, _METRES_DECIMALS, reach, False, *steps)


def _zones() -> Iterator[Crs]:
    for code, first, last, width, is_prefixed in _FAMILIES:
        for zone in range(first, last + 1):
            meridian = zone * width - (3 if width == 6 else 0)
            kind = "3-degree Gauss-Kruger" if width == 3 else "Gauss-Kruger"
            title = f"CGCS2000 / {kind} " + (f"zone {zone}" if is_prefixed else f"CM {meridian}E")
            middle = _FALSE_EASTING_M + is_prefixed * zone * _PREFIX_M
            yield _zone(code + zone - first, title, meridian, middle)


def _meant(text: str) -> str:
    """Say which URI was meant by another way to name a system."""
    code = text.rpartition(":")[2].rpartition("/")[2]
    named = _NAMED.get(text.strip().upper()) or _NAMED.get(f"EPSG:{code}")
    return f" (did you mean {named.uri}?)" if named else ""


_SYSTEMS = (
    _degrees(CRS84, "CRS84", "WGS 84 longitude and latitude", north_first=False),
    _degrees(f"{_EPSG}4326", "EPSG:4326", "WGS 84"),
    _degrees(f"{_EPSG}4490", "EPSG:4490", "China Geodetic Coordinate System 2000"),
    _mercator(),
    *_zones(),
    _moved("GCJ-02", gcj02.gcj02_from_wgs84, gcj02.wgs84_from_gcj02),
    _moved("BD-09", gcj02.bd09_from_wgs84, gcj02.wgs84_from_bd09),
)

#: Every coordinate system, by URI; that of storage comes first.
OFFERED: Mapping[str, Crs] = {system.uri: system for system in _SYSTEMS}
_NAMED: Mapping[str, Crs] = {system.name: system for system in _SYSTEMS}
