"""Files of Arrow's family: GeoParquet, Feather, and Arrow files and streams with GeoArrow columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
from pyarrow import ipc, parquet

from geo.exchange.tables import NULLABLE

_PARQUET = {".parquet", ".geoparquet"}
_ARROW = {".arrow", ".feather", ".ipc"}
_TYPES = {"types_mapper": NULLABLE.get}
_FILE_MAGIC = b"ARROW1"


def is_arrow(path: Path) -> bool:
    """Tell by its ending whether a file is one of these."""
    return path.suffix.lower() in _PARQUET | _ARROW


def read(path: Path) -> tuple[pd.DataFrame, gpd.GeoSeries | None]:
    """Read a file as a table and its geometries, None where it holds none.

    Raises
    ------
    pyarrow.ArrowException, OSError, ValueError
        It is none of these files, or is cut off.
    """
    frame = _frame(path)
    if not isinstance(frame, gpd.GeoDataFrame):
        return frame, None
    return pd.DataFrame(frame.drop(columns=frame.geometry.name)), frame.geometry


def _frame(path: Path) -> Any:
    if path.suffix.lower() in _PARQUET:
        if b"geo" in (parquet.read_schema(path).metadata or {}):
            return gpd.read_parquet(path, to_pandas_kwargs=_TYPES)
        table = parquet.read_table(path)
    else:
        table = _read_ipc(path)
        if b"geo" in (table.schema.metadata or {}):
            return gpd.read_feather(path, to_pandas_kwargs=_TYPES)
    if any(_is_geoarrow(field) for field in table.schema):
        return gpd.GeoDataFrame.from_arrow(table, to_pandas_kwargs=_TYPES)
    return table.to_pandas(**_TYPES)


def _read_ipc(path: Path) -> pa.Table:
    with path.open("rb") as file:
        is_file = file.read(len(_FILE_MAGIC)) == _FILE_MAGIC
    with pa.OSFile(str(path)) as file:
        return (ipc.open_file if is_file else ipc.open_stream)(file).read_all()


def _is_geoarrow(field: pa.Field) -> bool:
    name = (
        getattr(field.type, "extension_name", "") or (field.metadata or {}).get(b"ARROW:extension:name", b"").decode()
    )
    return str(name).startswith("geoarrow.")
