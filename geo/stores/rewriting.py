"""Encoded features in another form: some of their properties, without their geometry, in another coordinate system.

A feature is cut where its members begin and put together again; only what changes is read. The cuts are certain: what
stands within a JSON text has its quotation marks escaped, so that a member's name, quoted, stands nowhere else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray

from geo.crs import Crs
from geo.errors import BadValue
from geo.measure import Geometries
from geo.proximity import NEAR_COLUMNS
from geo.stores.query import Form

_GEOMETRY, _PROPERTIES = b',"geometry":', b',"properties":'
_NOWHERE = b"null"


def rewritten(features: Sequence[bytes], geometries: Geometries, form: Form) -> list[bytes]:
    """Write features in another form.

    Parameters
    ----------
    features
        n encoded features (see `geo.stores.encoding.encode_feature`).
    geometries
        Shape (n,); theirs, WGS 84 longitude and latitude.
    form
        What is shown of them.

    Raises
    ------
    BadValue
        A feature lies out of the reach of the form's coordinate system.
    """
    shapes = _shapes(geometries, form.crs) if form.geometry and form.crs is not None else None
    kept = None if form.properties is None else {*form.properties, *NEAR_COLUMNS}
    written = []
    for place, feature in enumerate(features):
        head, _, rest = feature.partition(_GEOMETRY)
        shape, _, properties = rest.partition(_PROPERTIES)
        if not form.geometry:
            shape = _NOWHERE
        elif shapes is not None:
            shape = shapes[place]
        if kept is not None:
            properties = _chosen(properties[:-1], kept) + b"}"
        written.append(b"".join((head, _GEOMETRY, shape, _PROPERTIES, properties)))
    return written


def _shapes(geometries: Geometries, crs: Crs) -> list[bytes]:
    """Encode geometries in a coordinate system, all of them transformed in one call."""
    try:
        placed = crs.from_wgs84(geometries)
    except BadValue as error:
        raise error.at("crs") from None
    rounded = shapely.transform(placed, lambda positions: positions.round(crs.decimals))
    texts: NDArray[Any] = np.asarray(shapely.to_geojson(rounded), dtype=object)
    nowhere = shapely.is_missing(rounded) | shapely.is_empty(rounded)
    return [_NOWHERE if gone else text.encode() for text, gone in zip(texts, nowhere, strict=True)]


def _chosen(properties: bytes, kept: set[str]) -> bytes:
    return orjson.dumps({name: value for name, value in orjson.loads(properties).items() if name in kept})
