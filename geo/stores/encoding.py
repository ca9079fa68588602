"""Features encoded once: all of a collection's GeoJSON in one blob, a page of it a join of slices."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.properties import Kind, Schema
from geo.records import DECIMALS
from geo.stores.packed import Bytes, Packed, Rows, copy

#: Rows encoded at a time: bounds the memory of the intermediate texts.
_CHUNK = 20_000


#: How a feature ends whose nearness is said; with a comma before and one after it, it takes no more room.
_CERTAIN, _POSSIBLE = (np.frombuffer(b',"match":"%b"}}' % word, np.uint8) for word in (b"certain", b"possible"))
_COMMA, _OPEN = ord(","), ord("{")


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


@compiled
def join_with(
    blob: Bytes, offsets: Rows, rows: Rows, more_blob: Bytes, more_offsets: Rows, more: Rows, certain: NDArray[np.bool_]
) -> tuple[Bytes, Rows]:
    """Join features with commas, and add to the properties of each what is said of its nearness; compiled.

    Parameters
    ----------
    blob, offsets, rows
        The encoded features, and which of them.
    more_blob, more_offsets, more
        Encoded members (``"name":value,…``), and which of them belong to the features.
    certain
        The ``match`` of each.

    Returns
    -------
    text, ends
        The whole, and where each feature ends in it.
    """
    size = 0
    for place in range(len(rows)):
        size += (
            offsets[rows[place] + 1] - offsets[rows[place]] + more_offsets[more[place] + 1] - more_offsets[more[place]]
        )
    text, ends = np.empty(size + len(rows) * len(_POSSIBLE), np.uint8), np.empty(len(rows), np.int64)
    end = 0
    for place in range(len(rows)):
        if place:
            text[end] = _COMMA
            end += 1
        end = copy(text, end, blob, offsets[rows[place]], offsets[rows[place] + 1] - len("}}"))
        if text[end - 1] != _OPEN:
            text[end] = _COMMA
            end += 1
        end = copy(text, end, more_blob, more_offsets[more[place]], more_offsets[more[place] + 1])
        match = _CERTAIN if certain[place] else _POSSIBLE
        ends[place] = end = copy(text, end, match, 0, len(match))
    return text[:end], ends


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
