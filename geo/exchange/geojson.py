"""GeoJSON files: a FeatureCollection (RFC 7946), or a sequence of features (RFC 8142 or a line each).

RFC 7946 knows WGS 84 alone. A file in another coordinate system bears the member ``crs`` of GeoJSON 2008, which GDAL,
QGIS and GeoPandas read, and its positions have easting or longitude first, as they take for granted.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import orjson

from geo.crs import Crs
from geo.errors import BadValue
from geo.exchange.files import replacing

_CRS = b"@crs"

#: What stands before the first feature, before each, after each but the last, after each, and at the end.
_FRAMES: dict[str, tuple[bytes, bytes, bytes, bytes, bytes]] = {
    ".geojson": (b'{"type":"FeatureCollection",%s"features":[\n' % _CRS, b"", b",\n", b"", b"\n]}\n"),
    ".geojsons": (b"", b"\x1e", b"", b"\n", b""),
    ".geojsonl": (b"", b"", b"", b"\n", b""),
}
_FRAMES |= {".json": _FRAMES[".geojson"], ".ndjson": _FRAMES[".geojsonl"]}

SUFFIXES = tuple(_FRAMES)

#: What needs no saying: longitude and latitude of WGS 84, under either name.
_UNSAID = {"urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326"}


def write_features(features: Iterable[bytes], out: BinaryIO, suffix: str = ".geojson", crs: Crs | None = None) -> int:
    """Write encoded features to a stream, one at a time.

    Parameters
    ----------
    features
        GeoJSON Features.
    out
        Where to.
    suffix
        ``.geojson`` or ``.json`` for a FeatureCollection, ``.geojsons`` for a text sequence (RFC 8142), ``.geojsonl``
        or ``.ndjson`` for a feature a line.
    crs
        The coordinate system that the features are in, easting or longitude first; None for WGS 84.

    Returns
    -------
    int
        How many were written.

    Raises
    ------
    BadValue
        No such suffix, or one of a sequence, which cannot say in which coordinate system it is.
    """
    if suffix.lower() not in _FRAMES:
        raise BadValue(suffix, "one of the endings " + ", ".join(SUFFIXES))
    start, before, between, behind, end = _FRAMES[suffix.lower()]
    member = b"" if crs is None else _crs_member(crs)
    if member and _CRS not in start:
        raise BadValue(suffix, "an ending of a file that can name a coordinate system: .geojson or .json")
    out.write(start.replace(_CRS, member))
    count = 0
    for feature in features:
        out.write((between if count else b"") + before + feature + behind)
        count += 1
    out.write(end)
    return count


def save_features(features: Iterable[bytes], path: Path, crs: Crs | None = None) -> int:
    """Write encoded features to a file of the format that its ending names; an older file is replaced only at the end.

    Raises
    ------
    BadValue
        The ending names no format.
    OSError
        The file cannot be written.
    """
    if path.suffix.lower() not in _FRAMES:
        raise BadValue(path.name, "a file that ends in one of " + ", ".join(SUFFIXES))
    with replacing(path) as out:
        return write_features(features, out, path.suffix, crs)


def _crs_member(crs: Crs) -> bytes:
    """Encode the member that names a coordinate system (GeoJSON 2008, 3.1); nothing for WGS 84, as RFC 7946 asks."""
    if crs.label in _UNSAID:
        return b""
    return b'"crs":%b,' % orjson.dumps({"type": "name", "properties": {"name": crs.label}})
