"""Values of properties as MVT writes them (2.1, 4.1, 4.4): encoded once for each different value of a column.

A value stands in the table as it stands in a layer: field 4 with its length, and in it the field of its type.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.measure import Floats
from geo.properties import Kind, Schema

Bytes = NDArray[np.uint8]
Rows = NDArray[np.int64]

#: Field 4 of a layer, and the fields of a value: text, double, uint, sint, bool (with their wire types).
_VALUE = 0x22
_TEXT, _DOUBLE, _UINT, _SINT, _BOOL = 0x0A, 0x19, 0x28, 0x30, 0x38

_LEAST, _MOST = -(2**63), 2**63

#: A column of at most so many different values says what kind a thing is, rather than which one.
_FEW_VALUES = 255

#: The details of a tile, from all that is known down to what a map needs most.
DETAILS = 3


class Encoded(NamedTuple):
    """Values, encoded, one after the other.

    Parameters
    ----------
    blob
        All of them.
    offsets
        Shape (n + 1,); where each begins.
    """

    blob: Bytes
    offsets: Rows


class Table(NamedTuple):
    """The values of n rows.

    Parameters
    ----------
    keys
        Names of the columns; the first is ``id``.
    codes
        Shape (n, columns); which value each row has in each, -1 for none.
    blob, offsets
        See `Encoded`.
    hashes
        Shape (values,); equal values, in whichever columns, have equal hashes.
    columns
        For each detail, which columns it has.
    size
        For each detail, the bytes that a row takes, about.
    """

    keys: tuple[str, ...]
    codes: NDArray[np.int32]
    blob: Bytes
    offsets: Rows
    hashes: NDArray[np.uint64]
    columns: tuple[Rows, ...]
    size: tuple[float, ...]


def table(ids: Sequence[str], properties: pd.DataFrame, schema: Schema) -> Table:
    """Encode the values of a collection: its ids and all that can be asked by.

    Lists and objects, which MVT does not have, become JSON texts; of an object with a ``code``, that is taken.

    Parameters
    ----------
    ids
        Of the n rows.
    properties
        The n rows, a column a property.
    schema
        What they are.
    """
    names = [name for name in schema.queryables if name != "id" and name in properties]
    codes, encoded = [np.arange(len(ids), dtype=np.int32)], [_texts(pa.array(ids, pa.large_string()))]
    for name in names:
        code, values = _factorized(properties[name], schema[name].kind)
        codes.append(code)
        encoded.append(values)
    counts = [len(one.offsets) - 1 for one in encoded]
    firsts = np.cumsum([0, *counts])
    numbers = [np.where(code < 0, -1, code + first) for code, first in zip(codes, firsts, strict=False)]
    ends = np.cumsum([0, *(one.offsets[-1] for one in encoded)])
    offsets = np.concatenate([[0], *(one.offsets[1:] + end for one, end in zip(encoded, ends, strict=False))])
    blob = np.concatenate([one.blob for one in encoded])
    few = [place for place, count in enumerate(counts) if place and count <= _FEW_VALUES]
    named = [place for place in few if schema[names[place - 1]].choices]
    columns = tuple(np.array(some, dtype=np.int64) for some in (range(len(counts)), [0, *few], [0, *named]))
    size = tuple(float(sum(_size(encoded[place], codes[place]) for place in some)) for some in columns)
    matrix = np.column_stack(numbers).astype(np.int32) if ids else np.empty((0, len(counts)), np.int32)
    return Table(("id", *names), matrix, blob, offsets, hashes(blob, offsets), columns, size)


def telling(table: Table, names: Sequence[str]) -> Table:
    """Return a table that tells no more than its ids and some columns, in its only detail.

    Parameters
    ----------
    table
        The whole table.
    names
        Of the columns; those that it does not have are passed over.
    """
    places = np.array([0, *(place for place, key in enumerate(table.keys) if place and key in names)], dtype=np.int64)
    return table._replace(columns=(places,), size=(sum(_size_in(table, table.codes[:, place]) for place in places),))


def _size_in(table: Table, codes: NDArray[np.int32]) -> float:
    """Return the same as `_size` of a column, whose values lie side by side in the table."""
    held = codes[codes >= 0]
    values = int(table.offsets[held.max() + 1] - table.offsets[held.min()]) if len(held) else 0
    return (3.0 * len(held) + values) / max(len(codes), 1)


def integers(values: NDArray[np.int64]) -> Encoded:
    """Encode whole numbers: as uint, or as sint where they are below 0."""
    return Encoded(*_integers(np.ascontiguousarray(values)))


def _size(values: Encoded, codes: NDArray[np.int32]) -> float:
    """Return about how many bytes a row takes for its value of a column, and for its tag."""
    return (3.0 * np.count_nonzero(codes >= 0) + len(values.blob)) / max(len(codes), 1)


def _factorized(column: pd.Series[Any], kind: Kind) -> tuple[NDArray[np.int32], Encoded]:
    """Return which value each row has, and the different values, encoded as their type is."""
    if kind in {Kind.TEXTS, Kind.OBJECTS}:
        column = column.map(_listed, na_action=None)
    if kind is Kind.INTEGER and column.dtype == object:
        column = column.map(lambda value: value if pd.isna(value) or _LEAST <= value < _MOST else float(value))
    codes, uniques = pd.factorize(column)
    return codes.astype(np.int32), _ENCODERS.get(kind, _encode_texts)(pd.Index(uniques))


def _listed(value: object) -> str | None:
    """Write a list as JSON."""
    if not isinstance(value, list | tuple | np.ndarray):
        return None
    members = [one.get("code", one) if isinstance(one, dict) else one for one in value]
    return orjson.dumps(members, option=orjson.OPT_SERIALIZE_NUMPY, default=str).decode()


def _encode_texts(values: pd.Index[Any]) -> Encoded:
    if isinstance(values, pd.DatetimeIndex):
        moments = values.tz_localize("UTC") if values.tz is None else values.tz_convert("UTC")
        texts = [moment.isoformat().replace("+00:00", "Z") for moment in moments]
    else:
        texts = [str(value) for value in values]
    return _texts(pa.array(texts, pa.large_string()))


def _encode_numbers(values: pd.Index[Any]) -> Encoded:
    numbers = np.ascontiguousarray(values.to_numpy(dtype=np.float64))
    messages = np.empty((len(numbers), 11), np.uint8)
    messages[:, :3] = (_VALUE, 9, _DOUBLE)
    messages[:, 3:] = numbers.astype("<f8").view(np.uint8).reshape(-1, 8)
    return Encoded(messages.ravel(), np.arange(len(numbers) + 1) * 11)


def _encode_integers(values: pd.Index[Any]) -> Encoded:
    numbers: Floats = values.to_numpy(dtype=np.float64)
    if (np.abs(numbers) >= _MOST).any():  # of more than 64 bits, which MVT does not have
        return _encode_numbers(values)
    return integers(values.to_numpy(dtype=np.int64))


def _encode_booleans(values: pd.Index[Any]) -> Encoded:
    messages = np.array([[_VALUE, 2, _BOOL, bool(value)] for value in values], np.uint8).reshape(-1, 4)
    return Encoded(messages.ravel(), np.arange(len(values) + 1) * 4)


_ENCODERS = {Kind.NUMBER: _encode_numbers, Kind.INTEGER: _encode_integers, Kind.BOOLEAN: _encode_booleans}


def _texts(array: pa.Array) -> Encoded:
    _, offsets, data = array.buffers()
    ends = np.frombuffer(offsets, np.int64)[: len(array) + 1]
    content = np.empty(0, np.uint8) if data is None else np.frombuffer(data, np.uint8)
    return Encoded(*_packed_texts(content, ends.astype(np.int64)))


@compiled
def put(out: Bytes, at: int, number: int) -> int:
    """Write a number as a varint at a place and return where it ends; compiled."""
    rest = np.uint64(number)
    while rest > np.uint64(127):
        out[at] = np.uint8((rest & np.uint64(127)) | np.uint64(128))
        rest = rest >> np.uint64(7)
        at += 1
    out[at] = np.uint8(rest)
    return at + 1


@compiled
def varint_size(number: int) -> int:
    """Return how many bytes a number takes as a varint; compiled."""
    size, rest = 1, np.uint64(number) >> np.uint64(7)
    while rest:
        size += 1
        rest = rest >> np.uint64(7)
    return size


@compiled
def _packed_texts(data: Bytes, ends: Rows) -> tuple[Bytes, Rows]:
    count = len(ends) - 1
    blob, offsets = np.empty(len(data) + 12 * count, np.uint8), np.zeros(count + 1, np.int64)
    at = 0
    for text in range(count):
        size = ends[text + 1] - ends[text]
        blob[at] = _VALUE
        at = put(blob, at + 1, 1 + varint_size(size) + size)
        blob[at] = _TEXT
        at = put(blob, at + 1, size)
        blob[at : at + size] = data[ends[text] : ends[text + 1]]
        at += size
        offsets[text + 1] = at
    return blob[:at].copy(), offsets


@compiled
def _integers(values: Rows) -> tuple[Bytes, Rows]:
    blob, offsets = np.empty(14 * len(values), np.uint8), np.zeros(len(values) + 1, np.int64)
    at = 0
    for place, value in enumerate(values):
        number = value if value >= 0 else (value << 1) ^ (value >> 63)
        blob[at] = _VALUE
        at = put(blob, at + 1, 1 + varint_size(number))
        blob[at] = _UINT if value >= 0 else _SINT
        at = put(blob, at + 1, number)
        offsets[place + 1] = at
    return blob[:at].copy(), offsets


@compiled
def hashes(blob: Bytes, offsets: Rows) -> NDArray[np.uint64]:
    """Return a hash of each of some byte strings (Fowler, Noll and Vo); compiled."""
    found = np.empty(len(offsets) - 1, np.uint64)
    for place in range(len(found)):
        mixed = np.uint64(14695981039346656037)
        for at in range(offsets[place], offsets[place + 1]):
            mixed = (mixed ^ np.uint64(blob[at])) * np.uint64(1099511628211)
        found[place] = mixed ^ (mixed >> np.uint64(32))
    return found
