"""GCJ-02 and BD-09, the shifted datums of Chinese map tiles, on numpy arrays.

GCJ-02 moves a WGS 84 position by a few hundred metres, by a smooth function of the position; BD-09 moves it once
more. Neither is published by its owner: the formulas here are the ones that every public implementation shares
(Wikipedia, "Restrictions on geographic data in China"). They serve the display on a provider's tiles, nothing else.

Outside `BOX_LON` and `BOX_LAT` nothing is shifted. Within a kilometre of that box's border, which lies abroad or at
sea, a shifted position can fall on the other side, and there and back need not agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

from geo.errors import BadValue
from geo.values import CHINA_LAT, CHINA_LON

FloatArray = npt.NDArray[np.float64]
_Offset = Callable[[FloatArray, FloatArray], tuple[FloatArray, FloatArray]]

BOX_LON = (72.004, 137.8347)  # degrees, as in every public implementation
BOX_LAT = (0.8293, 55.8271)  # degrees

_AXIS_M = 6_378_245.0  # semi-major axis of the Krasovsky 1940 ellipsoid, metres
_ECCENTRICITY_2 = 0.00669342162296594323  # its first eccentricity squared
_ORIGIN_LON, _ORIGIN_LAT = 105.0, 35.0  # degrees: the distortion is written about this point

# Waves of the distortion: (amplitude in metres × 3/2, half waves a degree).
_WAVES_BOTH = ((20.0, 6.0), (20.0, 2.0))  # of the longitude, in both directions
_WAVES_EAST = ((20.0, 1.0), (40.0, 1 / 3), (150.0, 1 / 12), (300.0, 1 / 30))  # of the longitude
_WAVES_NORTH = ((20.0, 1.0), (40.0, 1 / 3), (160.0, 1 / 12), (320.0, 1 / 30))  # of the latitude

_BAIDU_LON, _BAIDU_LAT = 0.0065, 0.006  # degrees, the constant part of BD-09
_BAIDU_WAVES = np.pi * 3000 / 180  # radians a degree
_BAIDU_RADIUS, _BAIDU_ANGLE = 2e-5, 3e-6  # amplitudes: degrees, radians

_CONVERGED_DEG = 1e-11  # a micrometre on the ground
_MOST_STEPS = 30  # GCJ-02 takes about 6, BD-09 about 8


def gcj02_from_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Shift WGS 84 positions to GCJ-02 (Gaode, Tencent and Google tiles of China).

    Parameters
    ----------
    lon, lat
        WGS 84 degrees; arrays of one shape, or two numbers.

    Returns
    -------
    lon, lat : tuple of ndarray
        GCJ-02 degrees, new arrays of the same shape. NaN stays NaN; empty gives empty.

    Raises
    ------
    BadValue
        If the shapes differ, or a position reads like a Chinese one with latitude first.

    Examples
    --------
    >>> lon, lat = gcj02_from_wgs84([121.25, 2.35], [31.38, 48.86])
    >>> [float(x) for x in lon.round(6)], [float(y) for y in lat.round(6)]
    ([121.254438, 2.35], [31.378035, 48.86])
    """
    return _there(lon, lat, _gcj02_offset)


def wgs84_from_gcj02(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Undo `gcj02_from_wgs84`, by iteration, to 1e-9° or better.

    Parameters
    ----------
    lon, lat
        GCJ-02 degrees; arrays of one shape, or two numbers.

    Returns
    -------
    lon, lat : tuple of ndarray
        WGS 84 degrees, new arrays of the same shape. NaN stays NaN; empty gives empty.

    Raises
    ------
    BadValue
        If the shapes differ, or a position reads like a Chinese one with latitude first.

    Examples
    --------
    >>> lon, lat = wgs84_from_gcj02(*gcj02_from_wgs84(121.25, 31.38))
    >>> round(float(lon), 9), round(float(lat), 9)
    (121.25, 31.38)
    """
    return _back(lon, lat, _gcj02_offset)


def bd09_from_gcj02(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Shift GCJ-02 positions to BD-09 (Baidu's longitude and latitude, not its metres).

    Parameters
    ----------
    lon, lat
        GCJ-02 degrees; arrays of one shape, or two numbers.

    Returns
    -------
    lon, lat : tuple of ndarray
        BD-09 degrees, new arrays of the same shape. NaN stays NaN; empty gives empty.

    Raises
    ------
    BadValue
        If the shapes differ, or a position reads like a Chinese one with latitude first.

    Examples
    --------
    >>> lon, lat = bd09_from_gcj02(121.254438, 31.378035)
    >>> round(float(lon), 5), round(float(lat), 5)
    (121.26103, 31.38369)
    """
    return _there(lon, lat, _bd09_offset)


def gcj02_from_bd09(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Undo `bd09_from_gcj02`, by iteration, to 1e-9° or better.

    Parameters
    ----------
    lon, lat
        BD-09 degrees; arrays of one shape, or two numbers.

    Returns
    -------
    lon, lat : tuple of ndarray
        GCJ-02 degrees, new arrays of the same shape. NaN stays NaN; empty gives empty.

    Raises
    ------
    BadValue
        If the shapes differ, or a position reads like a Chinese one with latitude first.

    Examples
    --------
    >>> lon, lat = gcj02_from_bd09(*bd09_from_gcj02(121.25, 31.38))
    >>> round(float(lon), 9), round(float(lat), 9)
    (121.25, 31.38)
    """
    return _back(lon, lat, _bd09_offset)


def bd09_from_wgs84(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Shift WGS 84 positions to BD-09, by way of GCJ-02; see `gcj02_from_wgs84` and `bd09_from_gcj02`.

    Examples
    --------
    >>> lon, lat = bd09_from_wgs84(121.25, 31.38)
    >>> round(float(lon), 5), round(float(lat), 5)
    (121.26103, 31.38369)
    """
    return bd09_from_gcj02(*gcj02_from_wgs84(lon, lat))


def wgs84_from_bd09(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Undo `bd09_from_wgs84`, to 1e-9° or better; see `gcj02_from_bd09` and `wgs84_from_gcj02`.

    Examples
    --------
    >>> lon, lat = wgs84_from_bd09(*bd09_from_wgs84(121.25, 31.38))
    >>> round(float(lon), 9), round(float(lat), 9)
    (121.25, 31.38)
    """
    return wgs84_from_gcj02(*gcj02_from_bd09(lon, lat))


def _there(lon: npt.ArrayLike, lat: npt.ArrayLike, offset: _Offset) -> tuple[FloatArray, FloatArray]:
    """Add the offset where the box holds the position."""
    x, y, inside = _positions(lon, lat)
    dx, dy = offset(x[inside], y[inside])
    x[inside] += dx
    y[inside] += dy
    return x, y


def _back(lon: npt.ArrayLike, lat: npt.ArrayLike, offset: _Offset) -> tuple[FloatArray, FloatArray]:
    """Find what the offset was added to: a fixed point, since offsets change 50 times slower than positions."""
    x, y, inside = _positions(lon, lat)
    goal_x, goal_y = x[inside], y[inside]
    from_x, from_y = goal_x, goal_y
    for _ in range(_MOST_STEPS):
        dx, dy = offset(from_x, from_y)
        step = np.maximum(abs(goal_x - dx - from_x), abs(goal_y - dy - from_y))
        from_x, from_y = goal_x - dx, goal_y - dy
        if not (step > _CONVERGED_DEG).any():
            break
    x[inside], y[inside] = from_x, from_y
    return x, y


def _positions(lon: npt.ArrayLike, lat: npt.ArrayLike) -> tuple[FloatArray, FloatArray, npt.NDArray[np.bool_]]:
    """Return copies of longitudes and latitudes, and which of them the box holds."""
    x, y = np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)
    if x.shape != y.shape:
        raise BadValue((x.shape, y.shape), "a longitude and a latitude of the same shape")
    swapped = _within(x, CHINA_LAT) & _within(y, CHINA_LON)
    if swapped.any():
        first = f"{x[swapped][0]},{y[swapped][0]}"
        raise BadValue(first, "longitude,latitude: the axes look swapped, latitude first")
    return x, y, _within(x, BOX_LON) & _within(y, BOX_LAT)


def _within(values: FloatArray, bounds: tuple[float, float]) -> npt.NDArray[np.bool_]:
    return np.asarray((bounds[0] <= values) & (values <= bounds[1]))


def _gcj02_offset(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what GCJ-02 adds to a WGS 84 position, degrees."""
    x, y = lon - _ORIGIN_LON, lat - _ORIGIN_LAT
    root, both = np.sqrt(abs(x)), _waves(x, _WAVES_BOTH)
    east_m = 300 + x + 2 * y + 0.1 * x * (x + y) + 0.1 * root + both + _waves(x, _WAVES_EAST)
    north_m = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + both + _waves(y, _WAVES_NORTH)
    # Metres to degrees by the ellipsoid's radii of curvature: prime vertical (east) and meridian (north).
    latitude = np.radians(lat)
    flat = 1 - _ECCENTRICITY_2 * np.sin(latitude) ** 2
    prime_vertical_m = _AXIS_M / np.sqrt(flat)
    meridian_m = prime_vertical_m * (1 - _ECCENTRICITY_2) / flat
    return np.degrees(east_m / (prime_vertical_m * np.cos(latitude))), np.degrees(north_m / meridian_m)


def _waves(degrees: FloatArray, waves: Iterable[tuple[float, float]]) -> FloatArray:
    """Sum waves of an angle, metres."""
    total = np.zeros_like(degrees)
    for amplitude, frequency in waves:
        total += amplitude * 2 / 3 * np.sin(np.pi * frequency * degrees)
    return total


def _bd09_offset(lon: FloatArray, lat: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return what BD-09 adds to a GCJ-02 position, degrees: a wave of the radius and one of the polar angle."""
    radius = np.hypot(lon, lat) + _BAIDU_RADIUS * np.sin(lat * _BAIDU_WAVES)
    angle = np.arctan2(lat, lon) + _BAIDU_ANGLE * np.cos(lon * _BAIDU_WAVES)
    return radius * np.cos(angle) + _BAIDU_LON - lon, radius * np.sin(angle) + _BAIDU_LAT - lat
