"""The formats of files that become layers: one table, by which files are opened and the docs are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read and tested.

    Parameters
    ----------
    name
        As its users call it.
    endings
        Of file names, in lower case, the usual one first.
    remark
        What a user should know of it, for the docs.
    options
        Options with which GDAL opens it.
    """

    name: str
    endings: tuple[str, ...]
    remark: str
    options: Mapping[str, str] = field(default_factory=dict)


#: Types are told from all values of a column, not from the first megabyte of the file.
_TYPED_TEXT = {
    "AUTODETECT_TYPE": "YES",
    "AUTODETECT_SIZE_LIMIT": "0",
    "EMPTY_STRING_AS_NULL": "YES",
    "KEEP_GEOM_COLUMNS": "NO",
}

_KEEPS_ALL = "Every type is kept."

FORMATS = (
    Format("GeoPackage", (".gpkg",), f"{_KEEPS_ALL} Tables without geometries are passed over."),
    Format("GeoParquet", (".parquet", ".geoparquet"), f"{_KEEPS_ALL} Lists and nested values too."),
    Format("FlatGeobuf", (".fgb",), "Dates become date-times: the format has no type for them."),
    Format("GeoArrow, Feather", (".arrow", ".feather", ".ipc"), "An Arrow file or stream; every type is kept."),
    Format(
        "Shapefile",
        (".shp",),
        "Names of at most 10 bytes, no date-times. The .cpg says how texts are encoded; without it, UTF-8 or GBK, "
        "whichever they can be.",
    ),
    Format("Zipped file", (".zip", ".shz"), "One file of a format of this table, or a Shapefile with its companions."),
    Format("File geodatabase", (".gdb",), "The folder, or a zip of it; curves become lines. It has no booleans."),
    Format("GeoJSON", (".geojson", ".json"), "Types are inferred from all values; lists and objects are kept."),
    Format("GeoJSON text sequence", (".geojsonl", ".geojsons", ".ndjson"), "As GeoJSON, a feature a line."),
    Format("TopoJSON", (".topojson",), "As GeoJSON."),
    Format("GML", (".gml",), "The gml:id is the id. Types come from the .xsd beside it, or else from the values."),
    Format("KML", (".kml", ".kmz"), "A folder is a layer. KML's own columns (visibility, …) come along."),
    Format("MapInfo", (".tab", ".mif"), "Date-times have no zone: they are taken as UTC."),
    Format(
        "DXF",
        (".dxf",),
        "Its coordinate system stands in a .prj beside it. Lines, points and texts, with their layer and style.",
    ),
    Format("GPX", (".gpx",), "The layer that has features, or waypoints, routes, tracks by name."),
    Format(
        "CSV",
        (".csv", ".tsv"),
        "Positions from a column WKT, or from two such as lon and lat, 经度 and 纬度. UTF-8, or else GB 18030. "
        "Types are inferred from all values; 001 stays text.",
        _TYPED_TEXT,
    ),
    Format("Excel, LibreOffice", (".xlsx", ".ods"), "Positions from columns, as in CSV. A sheet is a layer."),
    Format("SQLite, SpatiaLite", (".sqlite", ".db"), "Tables without geometries are passed over."),
)

_BY_ENDING = {ending: format for format in FORMATS for ending in format.endings}


def format_of(path: Path) -> Format | None:
    """Return the format that a file's ending tells; None for another, which GDAL may know by its content."""
    return _BY_ENDING.get(path.suffix.lower())
