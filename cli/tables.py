"""Answers as tables for a terminal."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
from rich import box
from rich.table import Table
from rich.text import Text

from cli.words import Words
from geo.plots import STATUSES
from geo.proximity import Near
from geo.stores.folder import Report
from geo.units import format_area, format_length


def near_table(frame: gpd.GeoDataFrame, near: Near, t: Words) -> Table:
    """Show items and how far they are."""
    table = Table(title=_title(near, t), title_justify="left", header_style="bold", box=box.SIMPLE_HEAD)
    table.add_column(t("item"), overflow="fold")
    table.add_column(t("nearest"))
    for heading in ("distance", "walk"):
        table.add_column(t(heading), justify="right", no_wrap=True)
    table.add_column(t("match"), no_wrap=True)
    for id, row in frame.iterrows():
        table.add_row(*_near_cells(str(id), row, t))
    return table


def _near_cells(id: str, row: pd.Series[Any], t: Words) -> list[Text]:
    spread = row["distance_max_m"] - row["distance_m"]
    distance = format_length(row["distance_m"], t.lang)
    nearest = row["nearest"]
    return [
        Text(_name(row, t), style="bold").append("\n".join(["", id, *_figures(row, t)]), style="not bold dim"),
        Text(nearest["name" if t.lang == "zh" else "name_en"] + _lines(nearest)),
        Text(f"{distance} ±{format_length(spread, t.lang)}" if spread >= 1 else distance),
        Text(t("minutes", n=round(row["walk_min"]))),
        Text(t(row["match"]), style="green" if row["match"] == "certain" else "yellow"),
    ]


def _figures(row: pd.Series[Any], t: Words) -> list[str]:
    """Return a line with area, floor-area ratio and status, as far as they are stated."""
    area, ratio, status = (_stated(row, name) for name in ("site_area_m2", "floor_area_ratio", "status"))
    said = [
        format_area(area, t.lang, "mu") if area is not None else "",
        f"{t('far')} {ratio:g}" if ratio is not None else "",
        STATUSES[status][t.lang] if status in STATUSES else "",
    ]
    line = " · ".join(filter(None, said))
    return [line] if line else []


def set_aside_table(report: Report, t: Words) -> Table:
    """Show what is wrong with the files that are set aside."""
    table = _plain(t("set_aside", n=len(report.set_aside)), (t("file"), t("line"), t("field"), t("fault")))
    for error in report.set_aside:
        for fault in error.faults:
            table.add_row(*map(Text, (error.record, str(fault.line or ""), fault.field, fault.message)))
    return table


def remark_table(report: Report, t: Words) -> Table:
    """Show what is unusual but usable."""
    table = _plain(t("remarks", n=len(report.remarks)), (t("file"), t("field"), t("remark")))
    for name, remark in report.remarks:
        table.add_row(*map(Text, (name, remark.field, remark.message)))
    return table


def doubt_table(doubts: list[tuple[str, dict[str, str]]], t: Words) -> Table:
    """Show what is doubtful in the plots: id, and a doubt."""
    table = _plain(t("doubts", n=len(doubts)), (t("plot"), t("doubt")))
    for id, doubt in doubts:
        table.add_row(Text(id), Text(doubt[f"text_{t.lang}"]))
    return table


def _plain(title: str, headings: tuple[str, ...]) -> Table:
    table = Table(*headings, title=title, title_justify="left", header_style="bold", box=box.SIMPLE_HEAD)
    table.columns[0].overflow = "fold"
    return table


def _title(near: Near, t: Words) -> str:
    target = near.targets.title[t.lang]
    if near.within is None:
        return t("near_title", target=target)
    minutes = near.within.minutes
    within = format_length(near.within.metres, t.lang) if minutes is None else t("minutes", n=f"{minutes:g}")
    return t("within_title", target=target, within=within)


def _name(row: pd.Series[Any], t: Words) -> str:
    names = [_stated(row, name) for name in (("name", "name_en") if t.lang == "zh" else ("name_en", "name"))]
    return str(next((name for name in names if name is not None), ""))


def _lines(nearest: dict[str, Any]) -> str:
    return f" ({', '.join(nearest['lines'])})" if nearest["lines"] else ""


def _stated(row: pd.Series[Any], name: str) -> Any:
    value = row.get(name)
    return None if value is None or (isinstance(value, float) and pd.isna(value)) else value
