"""Answers as tables for a terminal."""

import asyncio
from typing import Literal

import geopandas as gpd
import pytest
from rich.console import Console
from rich.table import Table

from cli.tables import doubt_table, near_table, remark_table, set_aside_table
from cli.words import Words
from geo.errors import BadRecord, Fault
from geo.proximity import Near
from geo.stores import Catalogue, Query, open_catalogue
from geo.stores.folder import Report
from tests.service import DATA

BROKEN = Report(
    1,
    (
        BadRecord("bad.geojson", [Fault("name", "must be stated", 7), Fault("status", "“[red]sold[/red]” is not one")]),
        BadRecord("torn.geojson", [Fault("file", "is no JSON", 2)]),
    ),
    (("good.geojson", Fault("note", "is not known")),),
)


def shown(table: Table, width: int = 200) -> str:
    console = Console(width=width)
    with console.capture() as captured:
        console.print(table)
    return captured.get()


def rows(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue(DATA)


def found(catalogue: Catalogue, near: Near, collection: str = "plots") -> gpd.GeoDataFrame:
    return asyncio.run(catalogue.collection(collection).frame(Query(near=near)))


@pytest.mark.parametrize(
    ("lang", "within", "title", "words"),
    [
        ("zh", "1km", "距地铁 1 公里以内", ["26.5 亩", "已出让", "确定", "可能", "分钟", "公里", "嘉定西 (11)"]),
        ("en", "20km", "Within 20 km of the metro", ["26.5 mu", "Transferred", "certain", "possible", "min", "km"]),
        ("en", "15min", "Within 15 min of the metro", ["North Jiading (11)"]),
        ("en", None, "Near the metro", ["26.5 mu · FAR 2 · Transferred"]),
    ],
)
def test_a_table_of_nearness_says_what_where_how_far_and_how_certain(
    catalogue: Catalogue, lang: Literal["zh", "en"], within: str | None, title: str, words: list[str]
) -> None:
    frame = found(catalogue, catalogue.near("metro"))
    frame["match"] = ["certain", "possible"] * 3
    text = shown(near_table(frame, catalogue.near("metro", within), Words(lang)))
    assert text.startswith(title)
    for word in [*words, *frame.index]:
        assert word in text


def test_nothing_is_cut_at_80_columns(catalogue: Catalogue) -> None:
    near = catalogue.near("metro", "20km")
    frame = found(catalogue, near)
    text = shown(near_table(frame, near, Words("en")), 80)
    assert "…" not in text


def test_a_distance_that_is_sure_has_no_spread(catalogue: Catalogue) -> None:
    frame = found(catalogue, catalogue.near("metro"))
    frame["distance_max_m"] = frame["distance_m"]
    assert "±" not in shown(near_table(frame, catalogue.near("metro"), Words("en")))


@pytest.mark.parametrize("collection", ["metro-stations", "metro-lines", "places"])
def test_items_without_figures_have_a_table_too(catalogue: Catalogue, collection: str) -> None:
    near = catalogue.near("waigang-29-08")
    text = shown(near_table(found(catalogue, near, collection).head(3), near, Words("zh")))
    assert len([line for line in text.splitlines() if "±" in line]) == 3


def test_every_fault_of_a_file_has_its_row() -> None:
    text = shown(set_aside_table(BROKEN, Words("en")))
    assert text.startswith("2 files are set aside")
    assert ["bad.geojson", "7", "name", "must", "be", "stated"] in rows(text)
    assert ["torn.geojson", "2", "file", "is", "no", "JSON"] in rows(text)
    assert "“[red]sold[/red]” is not one" in text, "what a record says is no markup"


def test_every_remark_has_its_row() -> None:
    text = shown(remark_table(BROKEN, Words("en")))
    assert ["good.geojson", "note", "is", "not", "known"] in rows(text)


@pytest.mark.parametrize(("lang", "said"), [("zh", "尚余"), ("en", "not used")])
def test_every_doubt_has_its_row(lang: Literal["zh", "en"], said: str) -> None:
    doubt = {"code": "x", "text_zh": "尚余 1 平方米", "text_en": "1 m² is not used"}
    text = shown(doubt_table([("one", doubt), ("two", doubt)], Words(lang)))
    assert len([line for line in text.splitlines() if said in line]) == 2


def test_a_narrow_terminal_hides_no_file_name() -> None:
    assert "torn.geojson" in shown(set_aside_table(BROKEN, Words("en")), width=60)
