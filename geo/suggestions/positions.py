"""Positions as people paste them: degrees, degrees with minutes and seconds, and metres of CGCS2000's zones.

What datum they are in, no number tells: each that is plausible is a reading of its own, so that the reader is asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import normalize

import numpy as np
import shapely

from geo.crs import OFFERED
from geo.errors import BadValue
from geo.gcj02 import wgs84_from_bd09, wgs84_from_gcj02
from geo.properties import Title
from geo.values import CHINA_LAT, CHINA_LON, Bbox, LonLat


class Pasted(NamedTuple):
    """One reading of a pasted position.

    Parameters
    ----------
    position
        In WGS 84.
    datum
        The one in which it was taken: ``wgs84``, ``gcj02``, ``bd09``, or a zone such as ``EPSG:4528``.
    title
        The datum in words.
    shown
        The numbers, in the order in which they were understood.
    """

    position: LonLat
    datum: str
    title: Title
    shown: str


_SIGNS = str.maketrans(
    {"′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "度": "°", "º": "°", "分": "'", "秒": '"'}
)
_NUMBER = r"\d+(?:\.\d+)?"
_ITEM = rf"""(?P<label{{0}}>东经|西经|北纬|南纬|经度|纬度|LONGITUDE|LATITUDE|LON|LNG|LAT|[NSEWXY])?\s*[:=]?\s*
    (?P<degrees{{0}}>[+-]?{_NUMBER})\s*
    (?:°\s*(?:(?P<minutes{{0}}>{_NUMBER})\s*'\s*(?:(?P<seconds{{0}}>{_NUMBER})\s*(?:"|'')\s*)?)?|(?:M|米)(?![A-Z]))?
    (?(label{{0}})|(?P<side{{0}}>[NSEW])?)"""
_GAP = r"""(?:\s*[,;、/]\s*|\s+|(?<=[°'"NSEW])|(?=[东西北南经纬NSEWXYL]))"""
_PAIR = re.compile(rf"\s*[(\[]?\s*{_ITEM.format(1)}{_GAP}{_ITEM.format(2)}\s*[)\]]?\s*", re.VERBOSE)
_LONGEST = 100  # characters; no position is longer

#: What a label says: the axis, and the sign.
_LABELS: Mapping[str, tuple[str, int]] = {
    **dict.fromkeys(("东经", "经度", "LONGITUDE", "LON", "LNG", "E"), ("lon", 1)),
    **dict.fromkeys(("北纬", "纬度", "LATITUDE", "LAT", "N"), ("lat", 1)),
    **dict.fromkeys(("西经", "W"), ("lon", -1)),
    **dict.fromkeys(("南纬", "S"), ("lat", -1)),
}

_WGS84 = Title("WGS 84、CGCS2000（GPS、天地图）", "WGS 84, CGCS2000 (GPS, Tianditu)")
_SHIFTED: Sequence[tuple[str, Title, Callable[..., tuple[np.ndarray, np.ndarray]]]] = (
    ("gcj02", Title("GCJ-02（高德、腾讯地图）", "GCJ-02 (Gaode, Tencent)"), wgs84_from_gcj02),
    ("bd09", Title("BD-09（百度地图）", "BD-09 (Baidu)"), wgs84_from_bd09),
)

#: The families of CGCS2000 zones: first code, zones, width in degrees, whether the zone stands before the easting.
_FAMILIES = (
    (4513, range(25, 46), 3, True),
    (4491, range(13, 24), 6, True),
    (4534, range(25, 46), 3, False),
    (4502, range(13, 24), 6, False),
)
_EASTINGS_M = (100_000, 900_000)
_PREFIX_M = 1_000_000
_NORTHINGS_M = (300_000, 6_000_000)  # of China
_NEARBY_DEG = 0.5


def read_positions(text: str, extent: Bbox | None = None) -> list[Pasted]:
    """Read a pasted position in every way that is plausible.

    Parameters
    ----------
    text
        ``121.2, 31.3``, ``31.3 121.2``, ``121°12'30"E 31°18'N``, ``东经121.2 北纬31.3``, ``40512345.6, 3462345.1``.
    extent
        Where positions are expected: it decides between orders of axes and between zones.

    Returns
    -------
    list of Pasted
        The most plausible first; empty where the text is no position.

    Examples
    --------
    >>> [one.datum for one in read_positions("31.38, 121.25")]
    ['wgs84', 'gcj02', 'bd09']
    """
    found = _PAIR.fullmatch(normalize("NFKC", text.translate(_SIGNS)).upper()) if len(text) <= _LONGEST else None
    if found is None:
        return []
    items = [_item(found, at) for at in "12"]
    if None in items:
        return []
    (first, first_axis), (second, second_axis) = [item for item in items if item]
    axes = {first_axis, second_axis} - {""}
    if first_axis == second_axis != "":
        return []
    straight, turned = (first, second), (second, first)
    orders = [straight, turned]
    if axes:
        orders = [straight if first_axis == "lon" or second_axis == "lat" else turned]
    if max(abs(first), abs(second)) > 180:
        return sorted(_projected(orders, extent), key=lambda one: _distance(one.position, extent))
    return list(_geographic(orders, extent))


def _item(found: re.Match[str], at: str) -> tuple[float, str] | None:
    """Return a number and its axis; None where minutes, seconds or labels are wrong."""
    minutes, seconds = (float(found[part + at] or 0) for part in ("minutes", "seconds"))
    axis, sign = _LABELS.get(found["label" + at] or found["side" + at] or "", ("", 1))
    if minutes >= 60 or seconds >= 60:
        return None
    degrees = float(found["degrees" + at])
    return sign * np.copysign(abs(degrees) + minutes / 60 + seconds / 3600, degrees).item(), axis


def _geographic(orders: Sequence[tuple[float, float]], extent: Bbox | None) -> Iterator[Pasted]:
    positions = [position for order in orders if (position := _position(*order))]
    least = min((_oddity(one, extent) for one in positions), default=0)
    for position in dict.fromkeys(one for one in positions if _oddity(one, extent) == least):
        shown = f"{position.lon:.9g}, {position.lat:.9g}"
        yield Pasted(position, "wgs84", _WGS84, shown)
        for datum, title, back in _SHIFTED if _in_china(position) else ():
            lon, lat = back(position.lon, position.lat)
            yield Pasted(LonLat(round(float(lon), 7), round(float(lat), 7)), datum, title, shown)


def _projected(orders: Sequence[tuple[float, float]], extent: Bbox | None) -> Iterator[Pasted]:
    for easting, northing in orders:
        if not _NORTHINGS_M[0] <= northing <= _NORTHINGS_M[1]:
            continue
        for code in _zones(easting, extent):
            system = OFFERED[f"http://www.opengis.net/def/crs/EPSG/0/{code}"]
            point = np.array([shapely.Point(easting, northing)], dtype=object)
            try:
                where = system.east_first().to_wgs84(point)[0]
                position = LonLat(round(where.x, 7), round(where.y, 7))
            except BadValue:
                continue
            if _in_china(position):
                yield Pasted(
                    position, system.name, Title(system.title, system.title), f"{easting:.12g}, {northing:.12g}"
                )


def _zones(easting: float, extent: Bbox | None) -> Iterator[int]:
    """Yield the codes of the zones that an easting can be of; without a zone in front, of those about the extent."""
    zone, within = divmod(easting, _PREFIX_M)
    if not _EASTINGS_M[0] <= within <= _EASTINGS_M[1]:
        return
    for code, zones, width, is_prefixed in _FAMILIES:
        if is_prefixed and zone in zones:
            yield code + int(zone) - zones.start
        if not is_prefixed and zone == 0 and extent is not None:
            for one in zones:
                meridian = one * width - (3 if width == 6 else 0)
                if extent.west <= meridian + width / 2 and meridian - width / 2 <= extent.east:
                    yield code + one - zones.start


def _position(lon: float, lat: float) -> LonLat | None:
    try:
        return LonLat(round(lon, 7), round(lat, 7))
    except BadValue:
        return None


def _in_china(position: LonLat) -> bool:
    return CHINA_LON[0] <= position.lon <= CHINA_LON[1] and CHINA_LAT[0] <= position.lat <= CHINA_LAT[1]


def _distance(position: LonLat, extent: Bbox | None) -> float:
    """Return how far a position lies from the extent, degrees."""
    if extent is None:
        return 0.0
    return float(shapely.distance(shapely.Point(position.lon, position.lat), extent.geometry))


def _oddity(position: LonLat, extent: Bbox | None) -> int:
    """Rank how unexpected a position is: near the extent, in China, elsewhere."""
    if extent is not None and _distance(position, extent) <= _NEARBY_DEG:
        return 0
    return 1 if _in_china(position) else 2
