"""Tables of a file: columns as JSON has them, and positions that stand in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely

from geo.properties import Kind

#: So that a whole number or a truth stays one where some are missing.
NULLABLE = {
    **{
        pa.int8(): pd.Int8Dtype(),
        pa.int16(): pd.Int16Dtype(),
        pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(),
    },
    **{pa.uint8(): pd.UInt8Dtype(), pa.uint16(): pd.UInt16Dtype()},
    **{pa.uint32(): pd.UInt32Dtype(), pa.uint64(): pd.UInt64Dtype()},
    pa.bool_(): pd.BooleanDtype(),
}

#: Columns that hold positions, in lower case: longitude with latitude, and well-known text.
_PAIRS = (
    *(("lon", "lat"), ("lng", "lat"), ("long", "lat"), ("longitude", "latitude"), ("经度", "纬度")),
    *(("x", "y"), ("point_x", "point_y")),
)
_TEXTS = ("wkt", "geometry", "geom", "the_geom", "wkt_geom", "几何")

_SEEN = 1000  # values looked at to tell what a column of objects holds


def positions(table: pd.DataFrame) -> tuple[pd.DataFrame, Any, str] | None:
    """Find the geometries that a table has in its columns.

    Parameters
    ----------
    table
        Without a geometry column.

    Returns
    -------
    tuple or None
        The table without the column of well-known text; the geometries, longitude first; a remark. None where no
        column has a name and values that say so.
    """
    by_name = {str(name).strip().lower(): name for name in table.columns}
    for name in _TEXTS:
        if name in by_name:
            texts = table[by_name[name]]
            shapes = shapely.from_wkt(texts.where(texts.notna(), None).to_numpy(object), on_invalid="ignore")
            if any(shape is not None for shape in shapes):
                rest = table.drop(columns=by_name[name])
                return rest, shapes, f"its geometries are those of the column {by_name[name]}"
    for pair in _PAIRS:
        if all(name in by_name for name in pair):
            columns = [table[by_name[name]] for name in pair]
            lon, lat = (pd.to_numeric(column, errors="coerce").to_numpy(float, na_value=np.nan) for column in columns)
            shapes = shapely.points(lon, lat)
            shapes[np.isnan(lon) | np.isnan(lat)] = None
            return table, shapes, f"its positions are those of the columns {columns[0].name} and {columns[1].name}"
    return None


def uniquely_named(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Give every column a text of its own as its name: the second of two alike gets a number."""
    taken: Counter[str] = Counter()
    names = []
    for name in map(str, table.columns):
        taken[name] += 1
        names.append(name if taken[name] == 1 else f"{name}_{taken[name]}")
    again = [
        f"another column {name} is served as {new}"
        for name, new in zip(table.columns, names, strict=True)
        if str(name) != new
    ]
    return table.set_axis(names, axis=1), tuple(again)


def plain(table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Leave out columns of bytes, and bring the others to what JSON has: instants in UTC, no infinite numbers."""
    binary = [name for name in table.columns if _holds_bytes(table[name])]
    remarks = [f"the column {name} holds bytes: left out" for name in binary]
    columns = {}
    for name in table.columns.drop(binary):
        column = columns[name] = _plain_column(table[name])
        if _has_no_zone(table[name]) and column.notna().any():
            remarks.append(f"the column {name} has no time zone: taken as UTC")
        if pd.api.types.is_float_dtype(column) and np.isinf(column).any():
            columns[name] = column.where(np.isfinite(column))
            remarks.append(f"the column {name} has infinite numbers, which JSON has not: left out")
    return pd.DataFrame(columns, index=table.index), tuple(remarks)


def kind_of(column: pd.Series[Any]) -> Kind:
    """Tell the type of a column's values."""
    if pd.api.types.is_bool_dtype(column):
        return Kind.BOOLEAN
    if pd.api.types.is_integer_dtype(column):
        return Kind.INTEGER
    if pd.api.types.is_numeric_dtype(column):
        return Kind.NUMBER
    if pd.api.types.is_datetime64_any_dtype(column):
        return Kind.DATETIME
    return _kind_of_objects(column.dropna().head(_SEEN).tolist())


def _kind_of_objects(values: Sequence[Any]) -> Kind:
    if values and all(isinstance(value, date) and not isinstance(value, datetime) for value in values):
        return Kind.DATE
    if not all(isinstance(value, list | dict) for value in values) or not values:
        return Kind.TEXT
    members = [member for value in values if not isinstance(value, dict) for member in value]
    return Kind.TEXTS if members and all(isinstance(member, str) for member in members) else Kind.OBJECTS


def _holds_bytes(column: pd.Series[Any]) -> bool:
    return column.dtype == object and any(isinstance(value, bytes) for value in column.dropna().head(_SEEN))


def _has_no_zone(column: pd.Series[Any]) -> bool:
    return pd.api.types.is_datetime64_dtype(column)


def _plain_column(column: pd.Series[Any]) -> pd.Series[Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype)
    if isinstance(column.dtype, pd.ArrowDtype):
        arrow = pa.array(column.array).to_pandas(types_mapper=NULLABLE.get)
        column = pd.Series(arrow.to_numpy() if arrow.dtype == object else arrow.array, index=column.index)
    if pd.api.types.is_timedelta64_dtype(column):
        return pd.Series(column.dt.total_seconds())
    if pd.api.types.is_datetime64_any_dtype(column):
        return pd.Series(pd.to_datetime(column, utc=True))
    if column.dtype in (np.float16, np.float32):  # 0.1 stays 0.1, without the digits that a wider number adds
        return pd.Series(column.to_numpy().astype(str).astype(np.float64), index=column.index)
    if column.dtype != object:
        return column
    if any(isinstance(value, Decimal) for value in column):
        return pd.to_numeric(column.astype(float))
    return column.map(_plain_value)


def _plain_value(value: object) -> object:
    if isinstance(value, np.ndarray):
        return [_plain_value(member) for member in value.tolist()]
    return value if value is None or isinstance(value, str | int | float | date | list | dict) else str(value)
