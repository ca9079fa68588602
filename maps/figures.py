"""The figures of a plot as its pop-up shows them: labels from the property table, values written for people."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from geo.plots import PLOT
from geo.properties import Kind, Lang, Property
from geo.units import format_area

#: The figures that stand first and large.
HEADLINE = ("area_mu", "floor_area_ratio", "floor_area_max_m2", "gross_floor_area_m2")

#: What follows, a line each.
ROWS = (
    "parcel_code",
    "lot_number",
    "town",
    "address",
    "site_area_stated",
    "land_use_name",
    "tenure_years",
    "floor_area_ratio_min",
    "floor_area_ratio_max",
    "floor_area_ratio_implied",
    "building_density_max_pct",
    "green_ratio_min_pct",
    "height_max_m",
    "planned_use",
    "grantee",
    "price_cny",
    "announced_on",
    "transferred_on",
    "completion_expected_on",
    "location_method",
    "location_uncertainty_m",
)

BOUNDARIES = ("boundary_east", "boundary_south", "boundary_west", "boundary_north")

#: What stands in for the nearest target where the query asked for none.
METRO = ("metro_station", "metro_distance_m", "metro_walk_min")

#: Every property that a pop-up names; its features refer to them by their place in this order.
LABELLED = HEADLINE + ROWS + BOUNDARIES + METRO + ("status", "doubts", "sources")

#: Properties that are floor-area ratios.
RATIOS = {name for name in PLOT if name.startswith("floor_area_ratio")}

Record = Mapping[str, Any]


def labels(lang: Lang) -> dict[str, str]:
    """Return the headings of what a pop-up names, by property."""
    return {name: PLOT[name].title[lang] for name in LABELLED}


def stated(value: object) -> bool:
    """Tell whether a cell of a frame holds a value: None, NaN, NaT, empty texts and lists are none."""
    if value is None or value is pd.NaT or value is pd.NA:
        return False
    if isinstance(value, float | np.floating):
        return math.isfinite(value)
    if isinstance(value, str | Sequence | np.ndarray):
        return len(value) > 0
    return True


def listed(value: object) -> list[Any]:
    """Return a cell that holds a list as one; a cell that states nothing is an empty one."""
    return list(value) if isinstance(value, list | tuple | np.ndarray) else []


def written(name: str, value: Any, lang: Lang) -> str:
    """Write a property's value for a reader, without the unit that its heading already names."""
    row = PLOT[name]
    if row.choices:
        return _choice(row, str(value), lang)
    if name in RATIOS:
        return _ratio(float(value))
    if row.kind in {Kind.NUMBER, Kind.INTEGER}:
        return number(float(value))
    if isinstance(value, date | datetime):
        return value.strftime("%Y-%m-%d")
    return str(value)


def number(value: float) -> str:
    """Write a number with thousands separators and at most two decimals."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def headline(record: Record, lang: Lang) -> list[list[str]]:
    """Return the large figures: property, value, and a note such as the area in m²."""
    return [
        [name, written(name, record[name], lang), _note(name, record, lang)]
        for name in HEADLINE
        if stated(record.get(name))
    ]


def rows(record: Record, names: Sequence[str], lang: Lang) -> list[list[str]]:
    """Return property and value of those that the record states, in the order of `names`."""
    return [[name, written(name, record[name], lang)] for name in names if stated(record.get(name))]


def doubts(record: Record, lang: Lang) -> list[str]:
    """Return the sentences of the record's doubts."""
    return [str(doubt[f"text_{lang}"]) for doubt in listed(record.get("doubts"))]


def sources(record: Record) -> list[list[str]]:
    """Return title, address and date of the record's sources; an address that is not http(s) is left out."""
    return [
        [str(source.get("title") or url), url, str(source.get("published_on") or "")]
        for source in listed(record.get("sources"))
        for url in [_web_address(source.get("url"))]
    ]


def _web_address(url: object) -> str:
    text = str(url or "").strip()
    return text if text.lower().startswith(("https://", "http://")) else ""


def _choice(row: Property, value: str, lang: Lang) -> str:
    return row.choices[value][lang] if value in row.choices else value


def _ratio(value: float) -> str:
    text = f"{value:.3f}".rstrip("0")
    return text + "0" if text.endswith(".") else text


def _note(name: str, record: Record, lang: Lang) -> str:
    if name == "area_mu" and stated(record.get("site_area_m2")):
        return format_area(float(record["site_area_m2"]), lang, "m2")
    if name == "floor_area_ratio" and stated(record.get("floor_area_ratio_implied")):
        implied = PLOT["floor_area_ratio_implied"].title[lang]
        return f"{implied} {_ratio(float(record['floor_area_ratio_implied']))}"
    return ""
