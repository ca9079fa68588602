"""Layers of any format that GDAL reads, and GeoParquet, as frames with a schema inferred from their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError

from geo.errors import CatalogueError
from geo.plots import PLOT
from geo.properties import Kind, Property, Schema, Title
from geo.proximity import NEAR_COLUMNS

_PARQUET = {".parquet", ".geoparquet"}

#: By how much a position may lie outside by rounding, as Natural Earth's do.
_ROUNDED_DEG = 1e-9

#: So that a whole number or a truth stays one where some are missing.
_NULLABLE = {pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype(), pa.int64(): pd.Int64Dtype()} | {
    pa.bool_(): pd.BooleanDtype()
}


@dataclass(frozen=True, slots=True)
class Layer:
    """A file's features.

    Parameters
    ----------
    frame
        Index of ids (the column ``id`` where it holds different values, or else the feature numbers), geometry in
        EPSG:4326 without heights, a column a property.
    schema
        What the columns are.
    remarks
        What was assumed.
    """

    frame: gpd.GeoDataFrame
    schema: Schema
    remarks: tuple[str, ...] = ()


def read_layer(collection: str, path: Path, layer: str | None = None, schema: Schema | None = None) -> Layer:
    """Read a layer of a file.

    Parameters
    ----------
    collection
        Id of the collection it becomes.
    path
        The file, of any format that GDAL reads, or GeoParquet.
    layer
        Name of the layer, where the file has several.
    schema
        What the columns are; inferred if not given.

    Raises
    ------
    CatalogueError
        The file cannot be read, has several layers of which none is named, or has positions in an unknown system.
    """
    if not path.exists():
        raise CatalogueError(f"{path}: there is no such file")
    frame = _read_parquet(path) if path.suffix.lower() in _PARQUET else _read_gdal(path, layer)
    if not isinstance(frame, gpd.GeoDataFrame):
        raise CatalogueError(f"{path}: it holds a table without geometries")
    frame, remarks = _in_crs84(frame, path)
    if frame.geometry.name != "geometry":
        frame = frame.rename_geometry("geometry")
    frame["geometry"] = shapely.force_2d(frame.geometry.to_numpy())
    frame, renamed = _with_free_names(_with_ids(frame))
    frame, plain = _plain(frame)
    return Layer(frame, schema or infer_schema(collection, frame), remarks + renamed + plain)


def infer_schema(collection: str, frame: gpd.GeoDataFrame) -> Schema:
    """Infer the properties from a frame's columns; a column that plots have too keeps its title and unit."""
    rows = [replace(PLOT["id"], pattern="")]  # any text is an id
    for name in frame.columns.drop(frame.geometry.name):
        kind = _kind(frame[name])
        known = PLOT[name] if name in PLOT and PLOT[name].kind is kind else None
        title = known.title if known else Title(str(name), str(name))
        unit = known.unit if known else ""
        rows.append(Property(str(name), kind, title, unit, queryable=kind is not Kind.OBJECTS))
    instants = [row.name for row in rows if row.kind in {Kind.DATE, Kind.DATETIME}]
    return Schema(collection, rows, instant=instants[0] if instants else "")


def _read_parquet(path: Path) -> gpd.GeoDataFrame:
    try:
        return gpd.read_parquet(path, to_pandas_kwargs={"types_mapper": _NULLABLE.get})
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path}: {_first_line(error)}") from None


def _read_gdal(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    try:
        names = [str(name) for name in pyogrio.list_layers(path)[:, 0]]
        if layer is None and len(names) > 1:
            raise CatalogueError(f"{path} has {len(names)} layers, name one as {path.name}#LAYER: {', '.join(names)}")
        if not names or (layer is not None and layer not in names):
            raise CatalogueError(f"{path} has no layer “{layer or ''}”; it has {', '.join(names) or 'none'}")
        return pyogrio.read_dataframe(
            path,
            layer=layer or names[0],
            use_arrow=True,
            fid_as_index=True,
            arrow_to_pandas_kwargs={"types_mapper": _NULLABLE.get},
        )
    except (DataSourceError, DataLayerError) as error:
        raise CatalogueError(f"{path}: {_first_line(error)}") from None


def _first_line(error: Exception) -> str:
    first = str(error).partition("\n")[0].partition("; It might help")[0]  # GDAL's advice is for its own command line
    return first or type(error).__name__


def _in_crs84(frame: gpd.GeoDataFrame, path: Path) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    if frame.crs is not None:
        placed = frame if frame.crs.equals("EPSG:4326") else frame.to_crs("EPSG:4326")
        if not _are_degrees(placed):
            raise CatalogueError(
                f"{path}: positions lie outside ±180 and ±90 degrees: is {frame.crs.name} its coordinate system, "
                "and does longitude come first?"
            )
        return _within_degrees(placed), ()
    if not _are_degrees(frame):
        raise CatalogueError(f"{path}: it names no coordinate system, and its positions are not degrees")
    return _within_degrees(frame).set_crs("EPSG:4326"), (
        "it names no coordinate system: taken as WGS 84 longitude and latitude",
    )


def _are_degrees(frame: gpd.GeoDataFrame) -> bool:
    west, south, east, north = frame.total_bounds
    lon, lat = 180 + _ROUNDED_DEG, 90 + _ROUNDED_DEG
    return bool(np.isnan(west) or (west >= -lon and south >= -lat and east <= lon and north <= lat))


def _within_degrees(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Bring positions that rounding has put beyond the antimeridian or a pole back to it."""
    west, south, east, north = frame.total_bounds
    if np.isnan(west) or (west >= -180 and south >= -90 and east <= 180 and north <= 90):
        return frame
    placed = shapely.transform(frame.geometry.to_numpy(), lambda xy: np.clip(xy, (-180, -90), (180, 90)))
    return frame.set_geometry(gpd.GeoSeries(placed, index=frame.index, crs=frame.crs))


def _plain(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Leave out columns of bytes, and bring the others to types that JSON has: instants are in UTC."""
    names = frame.columns.drop(frame.geometry.name)
    binary = [name for name in names if any(isinstance(value, bytes) for value in frame[name].head(1000))]
    frame = frame.drop(columns=binary)
    for name in names.drop(binary):
        frame[name] = _plain_column(frame[name])
    return frame, tuple(f"the column {name} holds bytes: left out" for name in binary)


def _plain_column(column: pd.Series[Any]) -> pd.Series[Any]:
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(column.cat.categories.dtype)
    if isinstance(column.dtype, pd.ArrowDtype):
        plain = pa.array(column.array).to_pandas(types_mapper=_NULLABLE.get)
        column = pd.Series(plain.to_numpy() if plain.dtype == object else plain.array, index=column.index)
    if pd.api.types.is_timedelta64_dtype(column):
        return pd.Series(column.dt.total_seconds())
    if pd.api.types.is_datetime64_any_dtype(column):  # without a zone: taken as UTC
        return pd.Series(pd.to_datetime(column, utc=True))
    if column.dtype != object:
        return column
    if any(isinstance(value, Decimal) for value in column):
        return pd.to_numeric(column.astype(float))
    return column.map(_plain_value)


def _plain_value(value: object) -> object:
    if isinstance(value, np.ndarray):
        return [_plain_value(member) for member in value.tolist()]
    return value if value is None or isinstance(value, str | int | float | date | list | dict) else str(value)


def _with_ids(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    if "id" in frame.columns:
        ids = frame["id"]
        if ids.notna().all() and ids.is_unique:
            return frame.set_index(ids.map(_id_text).rename("id")).drop(columns="id")
        frame = frame.rename(columns={"id": "id_in_file"})
    return frame.set_index(pd.Index([str(number) for number in frame.index], name="id"))


def _with_free_names(frame: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """Rename the columns whose names an answer about nearness needs."""
    renamed = {name: f"{name}_in_file" for name in NEAR_COLUMNS if name in frame.columns}
    remarks = tuple(f"its property {old} is served as {new}" for old, new in renamed.items())
    return frame.rename(columns=renamed), remarks


def _id_text(id: object) -> str:
    return str(int(id)) if isinstance(id, float) and id.is_integer() else str(id)


def _kind(column: pd.Series[Any]) -> Kind:
    if pd.api.types.is_bool_dtype(column):
        return Kind.BOOLEAN
    if pd.api.types.is_integer_dtype(column):
        return Kind.INTEGER
    if pd.api.types.is_numeric_dtype(column):
        return Kind.NUMBER
    if pd.api.types.is_datetime64_any_dtype(column):
        return Kind.DATETIME
    return _kind_of_objects(column.dropna().head(1000).tolist())


def _kind_of_objects(values: Sequence[Any]) -> Kind:
    if values and all(isinstance(value, date) and not isinstance(value, datetime) for value in values):
        return Kind.DATE
    if not all(isinstance(value, list | dict) for value in values) or not values:
        return Kind.TEXT
    members = [member for value in values if not isinstance(value, dict) for member in value]
    return Kind.TEXTS if members and all(isinstance(member, str) for member in members) else Kind.OBJECTS
