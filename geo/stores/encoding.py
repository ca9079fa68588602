"""Features encoded once: all of a collection's GeoJSON in one blob, a page of it a join of slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import shapely

from geo.properties import Kind, Schema
from geo.records import DECIMALS
from geo.stores.packed import Packed

#: Rows encoded at a time: bounds the memory of the intermediate texts.
_CHUNK = 20_000


def encode(frame: gpd.GeoDataFrame, schema: Schema) -> Packed:
    """Encode a frame's features; what is missing is left out, and positions have seven decimals.

    Parameters
    ----------
    frame
        Index of ids, geometry in EPSG:4326, a column a property; columns beyond the schema's are encoded as they are.
    schema
        The table that gives each column its JSON type.
    """
    return Packed([feature for chunk in _chunks(frame) for feature in _encode_chunk(chunk, schema)])


def _chunks(frame: gpd.GeoDataFrame) -> Iterator[gpd.GeoDataFrame]:
    for start in range(0, len(frame), _CHUNK):
        yield frame.iloc[start : start + _CHUNK]


def _encode_chunk(chunk: gpd.GeoDataFrame, schema: Schema) -> Iterator[bytes]:
    rounded = shapely.transform(chunk.geometry.array, lambda positions: np.round(positions, DECIMALS))
    geometries: list[str | None] = shapely.to_geojson(rounded).tolist()
    geometries = [None if empty else text for text, empty in zip(geometries, shapely.is_empty(rounded), strict=True)]
    names = [str(name) for name in chunk.columns if name != chunk.geometry.name]
    columns = [_json_values(chunk[name], schema[name].kind if name in schema else None) for name in names]
    rows = zip(*columns, strict=True) if columns else ((),) * len(chunk)
    for id, geometry, values in zip(chunk.index, geometries, rows, strict=True):
        properties = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        yield encode_feature(str(id), geometry, properties)


def encode_feature(id: str, geometry: str | None, properties: Mapping[str, Any]) -> bytes:
    """Encode one feature from its encoded geometry; properties come last, so that more can be added at the end."""
    return b'{"type":"Feature","id":%b,"geometry":%b,"properties":%b}' % (
        orjson.dumps(id),
        geometry.encode() if geometry else b"null",
        orjson.dumps(properties, option=orjson.OPT_SERIALIZE_NUMPY, default=str),
    )


def with_properties(feature: bytes, *more: bytes) -> bytes:
    """Add encoded members (``"name":value,…``) to the properties of an encoded feature."""
    start = feature[:-2] if feature.endswith(b"{}}") else feature[:-2] + b","
    return start + b",".join(more) + b"}}"


def _json_values(column: pd.Series[Any], kind: Kind | None) -> list[Any]:
    """Return a column's values as JSON has them; None where missing."""
    if pd.api.types.is_datetime64_any_dtype(column):
        column = pd.to_datetime(column, utc=True).map(
            lambda at: at.isoformat().replace("+00:00", "Z"), na_action="ignore"
        )
    values, missing = column.astype(object).tolist(), column.isna().tolist()
    convert = _CONVERTERS.get(kind)
    if convert is None:
        return [None if gone else value for value, gone in zip(values, missing, strict=True)]
    return [None if gone else convert(value) for value, gone in zip(values, missing, strict=True)]


#: A number keeps its point (28000.0), so that a client which infers types from what it sees does not take it for whole.
_CONVERTERS: Mapping[Kind | None, Callable[[Any], object]] = {
    Kind.INTEGER: int,
    Kind.BOOLEAN: bool,
    Kind.NUMBER: float,
}
