"""The plot: the one table of its properties, and the plot itself.

The table is the source of everything that names a property: the checks on a record, the JSON Schema, the queryables,
the headings of a spreadsheet, the labels of a map and the docs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from geo.errors import Fault
from geo.properties import Kind, Property, Schema, Title

ID_PATTERN = r"[a-z0-9][a-z0-9-]{0,63}"

STATUSES: Mapping[str, Title] = {
    "planned": Title("规划", "Planned"),
    "announced": Title("公告", "Announced"),
    "listed": Title("挂牌", "Listed"),
    "transferred": Title("已出让", "Transferred"),
    "under_construction": Title("在建", "Under construction"),
    "completed": Title("已建成", "Completed"),
    "leasing": Title("招租", "Leasing"),
    "withdrawn": Title("终止", "Withdrawn"),
}

LOCATION_METHODS: Mapping[str, Title] = {
    "surveyed": Title("勘测定界", "Surveyed"),
    "digitised": Title("图上矢量化", "Digitised"),
    "approximate": Title("大致位置", "Approximate"),
}


def _text(name: str, zh: str, en: str, **more: Any) -> Property:
    return Property(name, Kind.TEXT, Title(zh, en), **more)


def _number(name: str, zh: str, en: str, unit: str = "", minimum: float = 0, **more: Any) -> Property:
    return Property(name, Kind.NUMBER, Title(zh, en), unit, minimum=minimum, **more)


def _date(name: str, zh: str, en: str) -> Property:
    return Property(name, Kind.DATE, Title(zh, en))


#: What a source says of itself.
SOURCE_MEMBERS = Schema(
    "sources",
    (
        _text("title", "标题", "Title"),
        _text("url", "网址", "Address", pattern=r"https?://\S+"),
        _date("published_on", "发布日期", "Published"),
        _date("retrieved_on", "获取日期", "Retrieved"),
    ),
)

_SOURCE = {
    "type": "object",
    "required": ["title"],
    "additionalProperties": False,
    "properties": {row.name: row.json_schema() for row in SOURCE_MEMBERS.values()},
}

_DOUBT = {
    "type": "object",
    "required": ["code", "text_zh", "text_en"],
    "additionalProperties": False,
    "properties": {name: {"type": "string"} for name in ("code", "text_zh", "text_en")},
}

_IDENTITY = (
    _text("id", "编号", "Id", pattern=ID_PATTERN),
    _text("name", "名称", "Name"),
    _text("name_en", "英文名称", "English name"),
    _text("parcel_code", "规划单元与地块号", "Plan unit and plot"),
    _text("lot_number", "宗地编号", "Lot number"),
    _text("district", "区", "District"),
    _text("town", "街镇", "Town"),
    _text("address", "坐落", "Address"),
    Property("tags", Kind.TEXTS, Title("标签", "Tags")),
)

_LAND = (
    _number("site_area_m2", "用地面积（平方米）", "Site area (m²)", "m2", maximum=1e11, exclusive=True),
    _text("site_area_stated", "公布面积", "Site area as published"),
    _text("land_use_scheme", "用地分类标准", "Land-use scheme"),
    _text("land_use_code", "用地代码", "Land-use code"),
    _text("land_use_name", "土地用途", "Land use"),
    _number("tenure_years", "出让年限（年）", "Tenure (years)", "a", maximum=99, exclusive=True),
)

_INTENSITY = (
    _number("floor_area_ratio", "容积率", "Floor-area ratio", maximum=30),
    _number("floor_area_ratio_min", "容积率下限", "Floor-area ratio, least", maximum=30),
    _number("floor_area_ratio_max", "容积率上限", "Floor-area ratio, most", maximum=30),
    _number("gross_floor_area_m2", "建筑面积（平方米）", "Gross floor area (m²)", "m2", maximum=1e11),
    _number("building_density_max_pct", "建筑密度上限（%）", "Building density, most (%)", "%", maximum=100),
    _number("green_ratio_min_pct", "绿地率下限（%）", "Green ratio, least (%)", "%", maximum=100),
    _number("height_max_m", "建筑限高（米）", "Height limit (m)", "m", maximum=1000, exclusive=True),
)

_BOUNDARIES = tuple(
    _text(f"boundary_{en}", f"{zh}至", f"Boundary, {en}")
    for en, zh in (("east", "东"), ("south", "南"), ("west", "西"), ("north", "北"))
)

_DEAL = (
    _text("status", "状态", "Status", choices=STATUSES),
    _number("price_cny", "成交价（元）", "Price (CNY)", "CNY", maximum=1e13),
    _text("grantee", "受让单位", "Grantee"),
    _text("planned_use", "拟建项目", "Planned use"),
    _date("announced_on", "公告日期", "Announced"),
    _date("transferred_on", "成交日期", "Transferred"),
    _date("completion_expected_on", "预计竣工", "Completion expected"),
)

_WHERE = (
    _text("location_method", "定位方法", "Location method", choices=LOCATION_METHODS),
    _number("location_uncertainty_m", "位置误差（±米）", "Location uncertainty (± m)", "m", maximum=100_000),
)

_TRUST = (
    Property("sources", Kind.OBJECTS, Title("来源", "Sources"), queryable=False, items=_SOURCE),
    Property("updated_at", Kind.DATETIME, Title("更新时间", "Updated")),
    Property("revision", Kind.INTEGER, Title("修订号", "Revision"), minimum=1),
)

_DERIVED = (
    _number("area_mu", "用地面积（亩）", "Site area (mu)", "mu", derived=True),
    _number("area_ha", "用地面积（公顷）", "Site area (ha)", "har", derived=True),
    _number("area_computed_m2", "图形面积（平方米）", "Area of the boundary (m²)", "m2", derived=True),
    _number("floor_area_max_m2", "最大建筑面积（平方米）", "Floor area allowed (m²)", "m2", derived=True),
    _number("floor_area_ratio_implied", "折算容积率", "Floor-area ratio implied", derived=True),
    _text("metro_station", "最近地铁站", "Nearest metro station", derived=True),
    Property("metro_lines", Kind.TEXTS, Title("最近地铁线路", "Nearest metro lines"), derived=True),
    _number("metro_distance_m", "距地铁站（米）", "Distance to metro (m)", "m", derived=True),
    _number("metro_walk_min", "步行至地铁（分钟）", "Walk to metro (min)", "min", derived=True),
    Property("doubts", Kind.OBJECTS, Title("存疑", "Doubts"), derived=True, items=_DOUBT),
)

#: Every property of a plot, stored and derived, in the order in which records are written.
PLOT = Schema(
    "plots",
    _IDENTITY + _LAND + _INTENSITY + _BOUNDARIES + _DEAL + _WHERE + _TRUST + _DERIVED,
    instant="updated_at",
)

#: What every record must state.
REQUIRED = ("name", "location_method", "sources", "updated_at", "revision")


@dataclass(frozen=True, slots=True)
class Plot:
    """A land plot as its record states it.

    Parameters
    ----------
    id
        Unlike any other in the catalogue; ``[a-z0-9][a-z0-9-]{0,63}``.
    geometry
        Polygon or MultiPolygon, WGS 84 longitude and latitude, outer rings counter-clockwise.
    properties
        The stored properties of `PLOT`, checked; what is not stated is absent.
    extra
        Properties that `PLOT` does not know, kept as they are.
    remarks
        What was unusual but usable: a mended winding, an unknown property.
    """

    id: str
    geometry: BaseGeometry
    properties: Mapping[str, Any]
    extra: Mapping[str, Any] = field(default_factory=dict)
    remarks: tuple[Fault, ...] = ()
