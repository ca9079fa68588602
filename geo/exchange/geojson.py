"""GeoJSON files: a FeatureCollection (RFC 7946), or a sequence of features (RFC 8142 or a line each)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from geo.errors import BadValue
from geo.exchange.files import replacing

#: What stands before the first feature, before each, after each but the last, after each, and at the end.
_FRAMES: dict[str, tuple[bytes, bytes, bytes, bytes, bytes]] = {
    ".geojson": (b'{"type":"FeatureCollection","features":[\n', b"", b",\n", b"", b"\n]}\n"),
    ".geojsons": (b"", b"\x1e", b"", b"\n", b""),
    ".geojsonl": (b"", b"", b"", b"\n", b""),
}
_FRAMES |= {".json": _FRAMES[".geojson"], ".ndjson": _FRAMES[".geojsonl"]}

SUFFIXES = tuple(_FRAMES)


def write_features(features: Iterable[bytes], out: BinaryIO, suffix: str = ".geojson") -> int:
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

    Returns
    -------
    int
        How many were written.

    Raises
    ------
    BadValue
        No such suffix.
    """
    if suffix.lower() not in _FRAMES:
        raise BadValue(suffix, "one of the endings " + ", ".join(SUFFIXES))
    start, before, between, behind, end = _FRAMES[suffix.lower()]
    out.write(start)
    count = 0
    for feature in features:
        out.write((between if count else b"") + before + feature + behind)
        count += 1
    out.write(end)
    return count


def save_features(features: Iterable[bytes], path: Path) -> int:
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
        return write_features(features, out, path.suffix)
