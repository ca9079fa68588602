"""Files of every format that becomes a layer, written by GDAL, GeoPandas, Arrow or by hand, and what they must give."""

import json
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely

from geo.properties import Kind
from tests.server import gdal

AT = datetime(2026, 1, 31, 1, 2, 3, tzinfo=UTC)
BOXES = shapely.box([121.2, 121.3, 121.4], 31.3, [121.25, 121.35, 121.45], 31.35, ccw=False)  # as a Shapefile has them
CENTRES = shapely.centroid(BOXES)

#: Names that fit a Shapefile; a whole number that a float64 would change.
TABLE: Mapping[str, pa.Array] = {
    "名称": pa.array(["外冈镇", None, "<b>"]),
    "floors": pa.array([1, None, 3], pa.int32()),
    "code": pa.array([9007199254740993, 2, None], pa.int64()),
    "far": pa.array([2.0, None, 1.5]),
    "sold": pa.array([True, None, False]),
    "agreed": pa.array([date(2026, 1, 31), None, date(2027, 12, 31)]),
    "changed": pa.array([AT, None, AT], pa.timestamp("ms", "UTC")),
}
KINDS = {
    "名称": Kind.TEXT,
    "floors": Kind.INTEGER,
    "code": Kind.INTEGER,
    "far": Kind.NUMBER,
    "sold": Kind.BOOLEAN,
    "agreed": Kind.DATE,
    "changed": Kind.DATETIME,
}
FIRST = {
    "名称": "外冈镇",
    "floors": 1,
    "code": 9007199254740993,
    "far": 2.0,
    "sold": True,
    "agreed": "2026-01-31",
    "changed": "2026-01-31T01:02:03Z",
}


@dataclass(frozen=True)
class Case:
    """A file and what its layer must be.

    Parameters
    ----------
    format
        Its name in the table of formats.
    file
        Its name, with layer where one must be named.
    write
        Writes it, given the path.
    kinds, first
        What differs from `KINDS` and `FIRST`; None where the format has no such thing.
    shapes
        The geometries.
    plain
        Whether the features have none of the columns.
    """

    format: str
    file: str
    write: Callable[[Path], Any]
    kinds: Mapping[str, Kind | None] = field(default_factory=dict)
    first: Mapping[str, Any] = field(default_factory=dict)
    shapes: Any = field(default_factory=lambda: BOXES)

    def written(self, folder: Path) -> Path:
        """Write the file; what GDAL says of names that it shortens or options that it passes over is known."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            self.write(folder / self.file)
        return folder / self.file

    @property
    def expected_kinds(self) -> dict[str, Kind]:
        return {name: kind for name, kind in {**KINDS, **self.kinds}.items() if kind}

    @property
    def expected_first(self) -> dict[str, Any]:
        return {name: value for name, value in {**FIRST, **self.first}.items() if value is not None}


def name_of(case: Case) -> str:
    """Name the layer of a file."""
    return case.file.lower().replace(".", "-")


def by_gdal(driver: str, kind: str = "Polygon", **options: str) -> Callable[[Path], Any]:
    """Write by GDAL from Arrow, which keeps the types that pandas would lose."""

    def write(path: Path) -> None:
        arrow = pa.table({**TABLE, "geometry": pa.array(shapely.to_wkb(BOXES), pa.binary())})
        crs = {"crs": "EPSG:4326", "geometry_name": "geometry", "geometry_type": kind}
        pyogrio.write_arrow(arrow, path, driver=driver, **crs, **options)

    return write


def frame() -> gpd.GeoDataFrame:
    columns = {name: pd.Series(values, dtype=pd.ArrowDtype(values.type)) for name, values in TABLE.items()}
    return gpd.GeoDataFrame(columns, geometry=BOXES, crs="EPSG:4326")


def _parquet(path: Path) -> None:
    frame().to_parquet(path)


def _native_parquet(path: Path) -> None:
    frame().to_parquet(path, geometry_encoding="geoarrow")


def _feather(path: Path) -> None:
    frame().to_feather(path)


def _arrow_file(path: Path) -> None:
    table = pa.table(frame().to_arrow(geometry_encoding="geoarrow"))
    with pa.OSFile(str(path), "wb") as out, pa.ipc.new_file(out, table.schema) as writer:
        writer.write_table(table)


def _arrow_stream(path: Path) -> None:
    table = pa.table(frame().to_arrow(geometry_encoding="WKB"))
    with pa.OSFile(str(path), "wb") as out, pa.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)


def _zipped_shapefile(path: Path) -> None:
    by_gdal("ESRI Shapefile", ENCODING="GBK")(path.with_suffix(".shp"))
    with zipfile.ZipFile(path, "w") as packed:
        for ending in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            packed.write(path.with_suffix(ending), f"街区/blocks{ending}")


def _zipped_geodatabase(path: Path) -> None:
    folder = path.with_suffix(".gdb")
    _geodatabase(folder)
    with zipfile.ZipFile(path, "w") as packed:
        for one in folder.iterdir():
            packed.write(one, f"blocks.gdb/{one.name}")


_geodatabase = by_gdal("OpenFileGDB", TARGET_ARCGIS_VERSION="ARCGIS_PRO_3_2_OR_LATER")


def _spatialite(path: Path) -> None:
    """Write by Debian's GDAL, which has SpatiaLite."""
    by_gdal("GPKG")(path.with_suffix(".gpkg"))
    gdal("ogr2ogr", "-f", "SQLite", "-dsco", "SPATIALITE=YES", str(path), str(path.with_suffix(".gpkg")))


def _topojson(path: Path) -> None:
    corners = [shapely.get_coordinates(box).tolist() for box in BOXES]
    geometries = [
        {"type": "Polygon", "arcs": [[number]], "properties": FIRST if number == 0 else {"floors": number + 1}}
        for number in range(len(corners))
    ]
    objects = {"街区": {"type": "GeometryCollection", "geometries": geometries}}
    path.write_text(json.dumps({"type": "Topology", "objects": objects, "arcs": corners}), encoding="utf-8")


def _dxf(path: Path) -> None:
    """Write as AutoCAD 2007 does: in UTF-8, whatever the code page says; the system stands in a .prj beside it."""
    plane = gpd.GeoSeries(BOXES, crs="EPSG:4326").to_crs("EPSG:4528")
    rings = [shapely.get_coordinates(box) for box in plane]
    pairs: list[tuple[int, object]] = [(0, "SECTION"), (2, "HEADER"), (9, "$ACADVER"), (1, "AC1021")]
    pairs += [(9, "$DWGCODEPAGE"), (3, "ANSI_936"), (0, "ENDSEC"), (0, "SECTION"), (2, "ENTITIES")]
    for ring in rings:
        pairs += [(0, "LWPOLYLINE"), (8, "地块"), (90, len(ring)), (70, 0)]
        pairs += [(code, value) for x, y in ring for code, value in ((10, x), (20, y))]
    pairs += [(0, "ENDSEC"), (0, "EOF")]
    path.write_text("".join(f"{code}\n{value}\n" for code, value in pairs), encoding="utf-8")
    path.with_suffix(".prj").write_text("EPSG:4528", encoding="utf-8")


def _gpx(path: Path) -> None:
    columns = {"name": ["外冈镇", "b", "c"], "ele": [5.5, np.nan, 6.0]}
    named = gpd.GeoDataFrame(columns, geometry=CENTRES, crs="EPSG:4326")
    pyogrio.write_dataframe(named, path, driver="GPX", layer="waypoints")


def _csv_of_points(path: Path) -> None:
    """Write as a Chinese Excel does: in GBK, with the degrees in two columns."""
    rows = ["名称,经度,纬度,code,sold,agreed,changed"]
    rows += [f"{name},{point.x},{point.y},{rest}" for name, point, rest in zip(
        ("外冈镇", "", "<b>"), CENTRES,
        ("007,true,2026-01-31,2026-01-31T09:02:03+08:00", ",,,", "008,false,2027-12-31,2026-01-31T01:02:03Z"),
        strict=True,
    )]  # fmt: skip
    path.write_bytes("\n".join(rows).encode("gbk"))


def _spreadsheet(path: Path) -> None:
    columns = {"名称": ["外冈镇", None, "<b>"], "Lon": shapely.get_x(CENTRES), "Lat": shapely.get_y(CENTRES)}
    columns |= {"floors": pd.array([1, None, 3], dtype="Int32"), "far": [2.0, np.nan, 1.5]}
    columns |= {"changed": pd.to_datetime(["2026-01-31T01:02:03", None, "2026-01-31T01:02:03"])}
    pyogrio.write_dataframe(pd.DataFrame(columns), path)


_NO_TABLE: dict[str, None] = dict.fromkeys(KINDS)
_KML = {"code": Kind.TEXT, "agreed": Kind.TEXT, "changed": Kind.TEXT, "名称": Kind.TEXT}
_KML_FIRST = {"code": "9007199254740993", "agreed": "2026/01/31"}
_SHAPEFILE = {"changed": Kind.TEXT}
_GDB, _GDB_FIRST = {"sold": Kind.INTEGER}, {"sold": 1}
_SHEET: dict[str, Kind | None] = {"code": None, "sold": None, "agreed": None, "Lon": Kind.NUMBER, "Lat": Kind.NUMBER}
_SHEET_FIRST = {"code": None, "sold": None, "agreed": None}

CASES = (
    Case("GeoPackage", "a.gpkg", by_gdal("GPKG")),
    Case("GeoParquet", "a.parquet", _parquet),
    Case("GeoParquet", "native.geoparquet", _native_parquet),
    Case("FlatGeobuf", "a.fgb", by_gdal("FlatGeobuf"), {"agreed": Kind.DATETIME}, {"agreed": "2026-01-31T00:00:00Z"}),
    Case("GeoArrow, Feather", "a.feather", _feather),
    Case("GeoArrow, Feather", "file.arrow", _arrow_file),
    Case("GeoArrow, Feather", "stream.arrow", _arrow_stream),
    Case("Shapefile", "a.shp", by_gdal("ESRI Shapefile", ENCODING="GBK"), _SHAPEFILE),
    Case("Zipped file", "a.zip", _zipped_shapefile, _SHAPEFILE),
    Case("Zipped file", "a.gdb.zip", _zipped_geodatabase, _GDB, _GDB_FIRST),
    Case("File geodatabase", "a.gdb", _geodatabase, _GDB, _GDB_FIRST),
    Case("GeoJSON", "a.geojson", by_gdal("GeoJSON")),
    Case("GeoJSON text sequence", "a.geojsonl", by_gdal("GeoJSONSeq")),
    Case("GeoJSON text sequence", "rs.geojsons", by_gdal("GeoJSONSeq", RS="YES")),
    Case("TopoJSON", "a.topojson", _topojson),
    Case("GML", "a.gml", by_gdal("GML")),
    Case("KML", "a.kml", by_gdal("LIBKML"), _KML, _KML_FIRST),
    Case("KML", "a.kmz", by_gdal("LIBKML"), _KML, _KML_FIRST),
    Case("MapInfo", "a.tab", by_gdal("MapInfo File", ENCODING="CP936")),
    Case("MapInfo", "a.mif", by_gdal("MapInfo File", ENCODING="CP936")),
    Case("DXF", "a.dxf", _dxf, {**_NO_TABLE, "Layer": Kind.TEXT}, {**_NO_TABLE, "Layer": "地块"},
         shapely.boundary(BOXES)),
    Case("GPX", "a.gpx", _gpx, {**_NO_TABLE, "name": Kind.TEXT, "ele": Kind.NUMBER},
         {**_NO_TABLE, "name": "外冈镇", "ele": 5.5}, CENTRES),
    Case("CSV", "a.csv", by_gdal("CSV", GEOMETRY="AS_WKT"), {"sold": Kind.INTEGER}, {"sold": 1}),
    Case("CSV", "gbk.csv", _csv_of_points, {"far": None, "floors": None, "code": Kind.TEXT},
         {"far": None, "floors": None, "code": "007"}, CENTRES),
    Case("Excel, LibreOffice", "a.xlsx", _spreadsheet, _SHEET, _SHEET_FIRST, CENTRES),
    Case("Excel, LibreOffice", "a.ods", _spreadsheet, _SHEET, _SHEET_FIRST, CENTRES),
    Case("SQLite, SpatiaLite", "a.sqlite", by_gdal("SQLite")),
    Case("SQLite, SpatiaLite", "spatialite.db", _spatialite),
)  # fmt: skip


#: Names of columns: those of parameters, those of GeoJSON, and those that an address must escape.
AWKWARD = ("bbox", "limit", "f", "near", "datetime", "type", "links", "geometries", "列 名", "a.b", "#%&=+")


def write_awkward(path: Path) -> Path:
    """Write a feature whose columns have awkward names."""
    columns = {name: number for number, name in enumerate(AWKWARD)} | {"geometry": "g", "geometry_in_file": "h"}
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [121.2, 31.3]}, "properties": columns}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    return path
