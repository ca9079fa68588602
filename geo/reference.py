"""The reference collections, to which plots are near: metro stations, metro lines, and places."""

from __future__ import annotations

from collections.abc import Iterator

import geopandas as gpd

from geo.names import Gazetteer, Named
from geo.properties import Kind, Property, Schema, Title
from geo.proximity import Target

_ID = Property("id", Kind.TEXT, Title("编号", "Id"))
_NAME = Property("name", Kind.TEXT, Title("名称", "Name"))
_NAME_EN = Property("name_en", Kind.TEXT, Title("英文名称", "English name"))
_UNCERTAINTY = Property("uncertainty_m", Kind.NUMBER, Title("位置误差（±米）", "Uncertainty (± m)"), "m", minimum=0)

PLACE_KINDS = {
    "town": Title("街镇", "Town"),
    "zone": Title("园区", "Zone"),
    "place": Title("地点", "Place"),
    "junction": Title("路口", "Junction"),
    "address": Title("地址", "Address"),
}

METRO_STATION = Schema(
    "metro-stations",
    (
        _ID,
        _NAME,
        _NAME_EN,
        Property("lines", Kind.TEXTS, Title("线路", "Lines")),
        Property("interchange", Kind.BOOLEAN, Title("换乘站", "Interchange")),
        _UNCERTAINTY,
        Property("source_count", Kind.INTEGER, Title("位置来源数", "Sources of the position"), minimum=1),
    ),
)

METRO_LINE = Schema(
    "metro-lines",
    (
        _ID,
        _NAME,
        _NAME_EN,
        Property("line", Kind.TEXT, Title("线路代号", "Short name")),
        Property("colour", Kind.TEXT, Title("标志色", "Colour")),
        Property("branches", Kind.TEXTS, Title("区段", "Branches")),
        Property("station_count", Kind.INTEGER, Title("车站数", "Stations"), minimum=2),
    ),
)

PLACE = Schema(
    "places",
    (
        _ID,
        _NAME,
        _NAME_EN,
        Property("kind", Kind.TEXT, Title("类别", "Kind"), choices=PLACE_KINDS),
        _UNCERTAINTY,
        Property("note", Kind.TEXT, Title("说明", "Note")),
    ),
)


def gazetteer(stations: gpd.GeoDataFrame, lines: gpd.GeoDataFrame, places: gpd.GeoDataFrame) -> Gazetteer:
    """Make the gazetteer of a catalogue from its reference collections.

    Parameters
    ----------
    stations, lines, places
        Frames with the columns of `METRO_STATION`, `METRO_LINE` and `PLACE`, indexed by id, in EPSG:4326; may be empty.
    """
    things = [*_named(stations, "station"), *_named(places, "place")]
    titles = {str(row.line): Title(row.name_zh, row.name_en) for row in _renamed(lines).itertuples()}
    return Gazetteer(things, titles)


def _renamed(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.rename(columns={"name": "name_zh"})


def _named(frame: gpd.GeoDataFrame, kind: str) -> Iterator[Named]:
    for row in _renamed(frame).itertuples():
        stops = tuple(str(line) for line in getattr(row, "lines", ()))
        title = Title(row.name_zh, row.name_en)
        yield Named(kind, str(row.Index), Target(title, row.geometry, float(row.uncertainty_m), stops))
