"""Layers of any format that GDAL reads, and of Arrow's, as frames with a schema inferred from their columns."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from pyogrio import errors as ogr
from pyproj.exceptions import ProjError

from geo.errors import CatalogueError
from geo.exchange import arrow
from geo.exchange.sources import Source, opened
from geo.exchange.tables import NULLABLE, kind_of, plain, positions, uniquely_named
from geo.plots import PLOT
from geo.properties import Kind, Property, Schema, Title
from geo.proximity import NEAR_COLUMNS

#: What reading a file may raise: GDAL's errors, Arrow's, PROJ's, those of text in another encoding than was said.
_REFUSALS = (
    *(ogr.DataSourceError, ogr.DataLayerError, ogr.FeatureError, ogr.FieldError, ogr.GeometryError, ogr.CRSError),
    *(pa.ArrowException, ProjError, OSError, ValueError, RuntimeError, NotImplementedError),
)

#: By how much a position may lie outside by rounding, as Natural Earth's do.
_ROUNDED_DEG = 1e-9

#: Columns that tell features apart, by precedence; the first whose values all differ is the id.
_IDS = ("id", "gml_id")

Remarks = list[str]
Table = tuple[pd.DataFrame, gpd.GeoSeries | None]


@dataclass(frozen=True, slots=True)
class Layer:
    """A file's features.

    Parameters
    ----------
    frame
        Index of ids (the column ``id`` where it holds different values, or else the feature numbers), geometry in
        EPSG:4326 without heights, outer rings counter-clockwise, a column a property.
    schema
        What the columns are.
    remarks
        What was assumed or left out.
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
        The file, of any format that GDAL reads, or of Arrow's (`geo.exchange.formats`).
    layer
        Name of the layer, where the file has several.
    schema
        What the columns are; inferred if not given.

    Raises
    ------
    CatalogueError
        The file cannot be read or is cut off, has several layers of which none is named, holds no features from which
        to infer a schema, or has positions in an unknown system.
    """
    remarks: Remarks = []
    with _refusing(path, remarks), opened(path, layer) as source:
        remarks += source.remarks
        named = layer if source.path.stem == path.stem or source.path.stem != layer else None
        table, shapes = arrow.read(source.path) if arrow.is_arrow(source.path) else _read(path, source, named, remarks)
        if schema is None and not len(table):
            raise CatalogueError(f"{path}: it holds no features")
        if shapes is None:
            table, shapes = _placed(path, table, remarks)
        flat = _flat(_in_crs84(shapes, path, remarks), remarks)
        table, again = uniquely_named(table)
        table, left_out = plain(_with_free_names(_with_ids(table, remarks), remarks))
        remarks += again + left_out
    frame = gpd.GeoDataFrame(table, geometry=flat, crs="EPSG:4326")
    return Layer(frame, schema or infer_schema(collection, frame), tuple(remarks))


def infer_schema(collection: str, frame: gpd.GeoDataFrame) -> Schema:
    """Infer the properties from a frame's columns; a column that plots have too keeps its title and unit."""
    rows = [replace(PLOT["id"], pattern="")]  # any text is an id
    for name in frame.columns.drop(frame.geometry.name):
        kind = kind_of(frame[name])
        known = PLOT[name] if name in PLOT and PLOT[name].kind is kind else None
        title = known.title if known else Title(str(name), str(name))
        unit = known.unit if known else ""
        largest = _largest(frame[name]) if kind is Kind.INTEGER else 0
        rows.append(Property(str(name), kind, title, unit, queryable=kind is not Kind.OBJECTS, largest=largest))
    dated = (row.name for row in rows if row.kind in {Kind.DATE, Kind.DATETIME} and frame[row.name].notna().any())
    return Schema(collection, rows, instant=next(dated, ""))


def _largest(numbers: pd.Series[Any]) -> int:
    held = numbers.dropna()
    return max(abs(int(held.min())), abs(int(held.max()))) if len(held) else 0


@contextmanager
def _refusing(path: Path, remarks: Remarks) -> Iterator[None]:
    """Turn what goes wrong while a file is read into one line, and warnings into remarks."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            yield
        except _REFUSALS as error:
            raise CatalogueError(f"{path}: {_first_line(error, path)}") from None
    remarks += dict.fromkeys(_first_line(one.message, path) for one in said)


def _first_line(said: Exception | Warning | str, path: Path) -> str:
    first = str(said).partition("\n")[0]
    for advice in ("; It might help", ". Set SHAPE_RESTORE_SHX"):  # meant for GDAL's own command line
        first = first.partition(advice)[0]
    return first.removeprefix(f"'{path}' ").removeprefix(f"{path}: ") or type(said).__name__


def _read(path: Path, source: Source, layer: str | None, remarks: Remarks) -> Table:
    """Read the columns by Arrow, which keeps their types, and the shapes one by one.

    GDAL's Arrow stream has no lines for curves, and ends without a word where a file is cut off.
    """
    name = _meant_layer(path, source, layer, remarks)
    options: dict[str, Any] = {"layer": name, **source.options}
    with _dxf_in_utf8(source.path):
        meta, numbers, wkb, _ = pyogrio.raw.read(source.path, columns=[], return_fids=True, **options)
        table = pyogrio.read_dataframe(
            source.path,
            read_geometry=False,
            use_arrow=True,
            fid_as_index=True,
            arrow_to_pandas_kwargs={"types_mapper": NULLABLE.get},
            **options,
        )
    if len(table) != len(numbers) or len(table) < source.records:
        most = max(len(numbers), source.records)
        raise CatalogueError(f"{path}: {len(table)} of its {most} features can be read: is it cut off?")
    if wkb is None or not meta["geometry_type"]:
        return table, None
    shapes = shapely.from_wkb(wkb, on_invalid="ignore")
    lost = sum(shape is None and text is not None for shape, text in zip(shapes, wkb, strict=True))
    if lost:
        remarks.append(f"geometries broken or of a kind that is not known, left out: {lost}")
    return table, gpd.GeoSeries(shapes, index=table.index, crs=meta["crs"])


def _meant_layer(path: Path, source: Source, layer: str | None, remarks: Remarks) -> str:
    """Return the layer that is named, or else the one that has features, and geometries if any layer has them."""
    layers = {str(name): geometry is not None for name, geometry in pyogrio.list_layers(source.path)}
    names = ", ".join(layers) or "none"
    if layer is not None and layer not in layers:
        raise CatalogueError(f"{path} has no layer “{layer}”; it has {names}")
    if layer is not None or len(layers) == 1:
        return layer or next(iter(layers))
    on_map = [name for name, has_geometry in layers.items() if has_geometry] or list(layers)
    held = [name for name in on_map if pyogrio.read_info(source.path, name, force_feature_count=True)["features"]]
    if len(held) != 1:
        raise CatalogueError(f"{path} has {len(layers)} layers, name one as {path.name}#LAYER: {names}")
    remarks.append(f"of its {len(layers)} layers, {held[0]} alone has features on the map: it is served")
    return held[0]


@contextmanager
def _dxf_in_utf8(path: Path) -> Iterator[None]:
    """Have GDAL read the texts of a DXF file of AutoCAD 2007 and later as the UTF-8 that they are."""
    version = b""
    if path.suffix.lower() == ".dxf":
        with path.open("rb") as file:
            version = file.read(4096).partition(b"$ACADVER")[2][:20].partition(b"AC")[2][:4]
    pyogrio.set_gdal_config_options({"DXF_ENCODING": "UTF-8" if version >= b"1021" else None})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"DXF_ENCODING": None})


def _placed(path: Path, table: pd.DataFrame, remarks: Remarks) -> tuple[pd.DataFrame, gpd.GeoSeries]:
    """Take the geometries of a table from its columns."""
    found = positions(table)
    if found is None:
        raise CatalogueError(
            f"{path}: it holds a table without geometries: positions are looked for in columns such as "
            "WKT, or lon and lat, 经度 and 纬度"
        )
    table, shapes, remark = found
    remarks.append(remark)
    return table, gpd.GeoSeries(shapes, index=table.index)


def _in_crs84(shapes: gpd.GeoSeries, path: Path, remarks: Remarks) -> gpd.GeoSeries:
    beside = path.with_suffix(".prj")
    if shapes.crs is None and beside.is_file():
        shapes = shapes.set_crs(beside.read_text(encoding="utf-8").strip())
        remarks.append(f"its coordinate system is that of {beside.name}: {shapes.crs.name}")
    if shapes.crs is None:
        if not _are_degrees(shapes):
            raise CatalogueError(
                f"{path}: it names no coordinate system, and its positions are not degrees: "
                f"say which it is in {beside.name}, as well-known text or as EPSG:4528"
            )
        remarks.append("it names no coordinate system: taken as WGS 84 longitude and latitude")
        return shapes.set_crs("EPSG:4326")
    placed = shapes if shapes.crs.equals("EPSG:4326") else shapes.to_crs("EPSG:4326")
    if not _are_degrees(placed):
        raise CatalogueError(
            f"{path}: positions lie outside ±180 and ±90 degrees: is {shapes.crs.name} its coordinate system, "
            "and does longitude come first?"
        )
    return placed


def _are_degrees(shapes: gpd.GeoSeries, beyond: float = _ROUNDED_DEG) -> bool:
    west, south, east, north = shapes.total_bounds
    lon, lat = 180 + beyond, 90 + beyond
    return bool(np.isnan(west) or (west >= -lon and south >= -lat and east <= lon and north <= lat))


def _flat(placed: gpd.GeoSeries, remarks: Remarks) -> Any:
    """Return the shapes without heights and measures, wound as RFC 7946 (3.1.6) has it, and none beyond 180 degrees."""
    shapes = placed.to_numpy()
    if shapely.has_z(shapes).any() or shapely.has_m(shapes).any():
        remarks.append("its heights and measures are left out")
        shapes = shapely.force_2d(shapes)
    lost = _are_unfinished(shapes)
    if lost.any():
        remarks.append(f"geometries with positions that are no numbers, left out: {np.count_nonzero(lost)}")
        shapes = np.where(lost, None, shapes)
    if not _are_degrees(placed, beyond=0):
        shapes = shapely.transform(shapes, lambda xy: np.clip(xy, (-180, -90), (180, 90)))
    return shapely.orient_polygons(shapes)


def _are_unfinished(shapes: Any) -> Any:
    """Tell which shapes have a position that is no number; an empty point has none."""
    positions, owner = shapely.get_coordinates(shapes, return_index=True)
    lost = np.zeros(len(shapes), dtype=bool)
    lost[owner[np.isnan(positions).any(axis=1)]] = True
    return lost


def _with_ids(table: pd.DataFrame, remarks: Remarks) -> pd.DataFrame:
    for name in _IDS:
        if name not in table.columns:
            continue
        if table[name].isna().all():
            table = table.drop(columns=name)
            continue
        texts = table[name].map(_id_text, na_action="ignore")
        if texts.notna().all() and texts.is_unique and (texts != "").all():
            return table.set_index(pd.Index(texts, name="id")).drop(columns=name)
        if name == "id":
            remarks.append("its ids are missing or not all different: the numbers of features are the ids")
            table = _renamed(table, ["id"], remarks)
    return table.set_index(pd.Index([str(number) for number in table.index], name="id"))


def _with_free_names(table: pd.DataFrame, remarks: Remarks) -> pd.DataFrame:
    """Rename the columns whose names an answer needs for itself: those about nearness, and the geometry."""
    return _renamed(table, [name for name in (*NEAR_COLUMNS, "geometry") if name in table.columns], remarks)


def _renamed(table: pd.DataFrame, names: list[str], remarks: Remarks) -> pd.DataFrame:
    renamed = {}
    for name in names:
        renamed[name] = f"{name}_in_file"
        while renamed[name] in table.columns:
            renamed[name] += "_"
        remarks.append(f"its property {name} is served as {renamed[name]}")
    return table.rename(columns=renamed)


def _id_text(id: object) -> str:
    return str(int(id)) if isinstance(id, float) and id.is_integer() else str(id)
