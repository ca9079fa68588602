import asyncio
import threading

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.filters import Reader
from geo.properties import Title
from geo.proximity import Near
from geo.stores import memory
from geo.stores.columns import Snapshot
from geo.stores.memory import MemoryCollection
from geo.stores.query import About, Form, Query, SortKey
from geo.stores.tiling import Tiling, conditions, question_of
from geo.tiles.grid import WEB_MERCATOR_QUAD, Tile
from geo.values import Bbox, Distance
from tests.contract.oracle import THINGS
from tests.contract.worlds import targets
from tests.mvt import read
from tests.zoo import X, Y

ABOUT = About("things", Title("物", "Things"), Title("物", "Things"), THINGS)
HERE = WEB_MERCATOR_QUAD.tile_at(14, X, Y)
EVERYTHING = Query(limit=1)


def snapshot(names=("甲", "乙", "甲"), unplaced=0):
    shapes = [shapely.box(X + n / 1000, Y, X + n / 1000 + 0.0005, Y + 0.0005) for n in range(len(names) - unplaced)]
    index = pd.Index([f"i{row}" for row in range(len(names))], dtype=object)
    shapes = [None] * unplaced + shapes
    return Snapshot(gpd.GeoDataFrame({"name": list(names)}, index=index, geometry=shapes, crs="EPSG:4326"), THINGS)


def ids(content):
    return sorted(one.properties["id"] for layer in read(content).values() for one in layer.features)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), ["i0", "i1", "i2"]),
        (Query(limit=1, sort=(SortKey("name"),), cursor="x"), ["i0", "i1", "i2"]),
        (Query(equals=(("name", "甲"),)), ["i0", "i2"]),
        (Query(bbox=Bbox(X + 0.0009, Y, X + 0.0012, Y + 0.001)), ["i1"]),
        (Query(near=Near(targets("place:甲", [(X, Y)]), Distance(100))), ["i0", "i1"]),
        (Query(equals=(("name", "丙"),)), []),
    ],
)
def test_a_tile_has_what_the_query_finds_whatever_its_order_and_page(query, expected):
    assert ids(Tiling(snapshot()).tile(conditions(query), HERE)) == expected


def test_a_form_says_what_a_tile_tells_and_each_form_is_kept_by_itself():
    collection = MemoryCollection(ABOUT, snapshot())
    forms = [None, Form(("name",)), Form(()), Form((), most_bytes=1_000), None]
    contents = [asyncio.run(collection.tile(Query(form=form), HERE)) for form in forms]
    told = [{key for one in read(content)["things"].features for key in one.properties} for content in contents]
    assert told == [{"id", "name"}, {"id", "name"}, {"id"}, {"id"}, {"id", "name"}]
    assert len(collection.tiles) == 4


def test_items_without_a_place_are_in_no_tile_and_leave_the_others_theirs():
    held = Tiling(snapshot(("丁", "甲", "乙", "甲"), unplaced=1))
    assert ids(held.tile(EVERYTHING, HERE)) == ["i1", "i2", "i3"]
    assert ids(held.tile(conditions(Query(equals=(("name", "甲"),))), HERE)) == ["i1", "i3"]
    assert Tiling(snapshot(("丁",), unplaced=1)).tile(EVERYTHING, HERE) == b""


def test_a_tile_where_nothing_lies_is_empty():
    assert Tiling(snapshot()).tile(EVERYTHING, Tile(WEB_MERCATOR_QUAD, 14, 0, 0)) == b""


def threads_of(collection, monkeypatch):
    """Note in which threads tiles are made."""
    noted, work = [], Tiling.tile
    monkeypatch.setattr(memory.Tiling, "tile", lambda *some: noted.append(threading.current_thread()) or work(*some))
    return noted


def test_a_tile_is_made_once_and_not_on_the_event_loop(monkeypatch):
    collection = MemoryCollection(ABOUT, snapshot())
    noted = threads_of(collection, monkeypatch)
    first, again = (asyncio.run(collection.tile(Query(limit=limit), HERE)) for limit in (5, 10))
    assert first == again
    assert len(noted) == 1
    assert noted[0] is not threading.main_thread()


def test_another_snapshot_has_other_tiles_and_those_of_the_old_one_are_forgotten():
    collection = MemoryCollection(ABOUT, snapshot())
    assert len(ids(asyncio.run(collection.tile(Query(), HERE)))) == 3
    assert len(collection.tiles) == 1
    collection.exchange(snapshot(("甲",)))
    assert len(collection.tiles) == 0
    assert ids(asyncio.run(collection.tile(Query(), HERE))) == ["i0"]


def test_what_is_kept_of_a_question_is_short_and_its_own():
    read = Reader(THINGS, lambda name: targets("x", [(X, Y)]), edition="1").read
    box, wide = shapely.box(X, Y, X + 1, Y + 1), shapely.box(X, Y, X + 2, Y + 1)
    different = [
        Query(),
        Query(equals=(("name", "甲" * 10_000),)),
        Query(equals=(("name", "乙" * 10_000),)),
        Query(words=(("甲" * 10_000,),)),
        Query(outline=box.segmentize(1e-4)),
        Query(outline=wide),
        Query(area=wide),
        Query(bbox=Bbox(X, Y, X + 1, Y + 1)),
        Query(near=Near(targets("x", [(X, Y)]))),
        Query(filter=read("name = '甲'")),
        Query(filter=read("name = '" + "乙" * 10_000 + "'")),
    ]
    questions = [question_of(query) for query in different]
    assert len(set(questions)) == len(questions)
    assert max(len(repr(question)) for question in questions) < 2_000


def test_a_filter_of_the_same_text_finds_the_tile_that_is_kept_until_names_mean_something_else():
    here = targets("x", [(X, Y)])
    collection = MemoryCollection(ABOUT, snapshot())

    def tile(edition):
        found = Reader(THINGS, lambda name: here, edition=edition).read("S_DWITHIN(geometry, 'x', 50)")
        return asyncio.run(collection.tile(Query(filter=found), HERE))

    assert [ids(tile("1")), ids(tile("1")), len(collection.tiles)] == [["i0"], ["i0"], 1]
    here = targets("x", [(X + 0.0012, Y)])
    assert [ids(tile("2")), len(collection.tiles)] == [["i1"], 2]
