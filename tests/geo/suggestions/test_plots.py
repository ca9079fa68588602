"""Items by words in their texts."""

import asyncio

import geopandas as gpd
import pytest
import shapely

from geo.names import Gazetteer, Named
from geo.properties import Kind, Property, Schema, Title
from geo.proximity import Target
from geo.stores.columns import Snapshot
from geo.stores.memory import MemoryCollection
from geo.stores.query import About
from geo.suggestions.plots import found_items
from geo.suggestions.suggestion import Rank

WAIGANG = Target(Title("外冈镇", "Waigang"), shapely.Point(121.16, 31.36))
NAMES = Gazetteer([Named("place", "waigang", WAIGANG)], {})

ROWS = {
    "A-1": ("外冈东地块", "外冈镇", None, shapely.box(121.1, 31.3, 121.2, 31.4)),
    "b": ("安亭外冈路地块", "安亭镇", 20.5, shapely.Point(121.2, 31.3)),
    "c": ("外冈", "外冈镇", 3.0, None),
    "d": ("马陆 外冈镇 <b>", "马陆镇", None, shapely.Point(121.2, 31.3)),
}


@pytest.fixture(scope="module")
def items() -> MemoryCollection:
    schema = Schema(
        "odd",
        [
            Property("name", Kind.TEXT, Title("名称", "Name")),
            Property("town", Kind.TEXT, Title("街镇", "Town")),
            Property("area_mu", Kind.NUMBER, Title("面积", "Area"), "mu"),
        ],
    )
    names, towns, areas, shapes = zip(*ROWS.values(), strict=True)
    frame = gpd.GeoDataFrame(
        {"name": names, "town": towns, "area_mu": areas}, geometry=list(shapes), index=list(ROWS), crs="EPSG:4326"
    )
    return MemoryCollection(About("odd", Title("", ""), Title("", ""), schema), Snapshot(frame, schema))


def found(text: str, items: MemoryCollection) -> dict[str | None, Rank]:
    return {one.id: rank for rank, one in asyncio.run(found_items(text, items, NAMES, 10))}


def test_items_are_ranked_by_their_best_text(items: MemoryCollection) -> None:
    assert found("外冈", items) == {"A-1": Rank.PREFIX, "b": Rank.INFIX, "c": Rank.EXACT, "d": Rank.INFIX}
    assert found("东 外冈", items) == {"A-1": Rank.SCATTERED}


def test_an_id_is_found_as_it_is_written(items: MemoryCollection) -> None:
    assert found("A-1", items) == {"A-1": Rank.EXACT}
    assert found(" b ", items)["b"] is Rank.EXACT
    assert found("!", items) == found("，", items) == {}


def test_what_is_told_of_an_item(items: MemoryCollection) -> None:
    by_id = {one.id: one for _, one in asyncio.run(found_items("外冈", items, NAMES, 10))}
    assert by_id["A-1"].bbox == (121.1, 31.3, 121.2, 31.4)
    assert by_id["A-1"].position == pytest.approx((121.15, 31.35))
    assert (by_id["c"].bbox, by_id["c"].position) == (None, None)
    assert by_id["b"].detail == Title("安亭镇 · 20.5 亩", "安亭镇 · 20.5 mu")
    assert by_id["c"].detail == Title("外冈镇 · 3 亩", "Waigang · 3 mu")
    assert by_id["d"].title.zh == "马陆 外冈镇 <b>"


def test_what_is_called_so_exactly_is_found_among_any_number() -> None:
    schema = Schema("many", [Property("name", Kind.TEXT, Title("名称", "Name"))])
    names = [f"外冈园{n}号" for n in range(200)] + ["外冈园"]
    frame = gpd.GeoDataFrame({"name": names}, geometry=[shapely.Point(121, 31)] * 201, crs="EPSG:4326")
    frame.index = [f"{n:03}" for n in range(201)]
    many = MemoryCollection(About("many", Title("", ""), Title("", ""), schema), Snapshot(frame, schema))
    ranked = asyncio.run(found_items("外冈园", many, NAMES, 3))
    (rank, first), *others = ranked
    assert (rank, first.id, len(others)) == (Rank.EXACT, "200", 2)
