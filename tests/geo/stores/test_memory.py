import asyncio
import json
import threading

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.properties import Title
from geo.proximity import Near
from geo.stores import memory
from geo.stores.columns import Snapshot
from geo.stores.memory import MemoryCollection
from geo.stores.query import About, Query, SortKey
from geo.values import Bbox, Distance, Interval
from tests.contract.oracle import THINGS
from tests.contract.worlds import targets
from tests.zoo import X, Y

ABOUT = About("things", Title("物", "Things"), Title("物", "Things"), THINGS)
METRO = targets("metro", [(X, Y), (X + 1, Y)], 45.0)
PLACE = targets("place:甲", [(X, Y)])


def snapshot(n, name="甲"):
    index = pd.Index([f"i{row}" for row in range(n)], dtype=object)
    points = shapely.points(np.column_stack([X + np.arange(n) / 1000, np.full(n, Y)]))
    return Snapshot(gpd.GeoDataFrame({"name": [name] * n}, index=index, geometry=points, crs="EPSG:4326"), THINGS)


def names(page):
    return [json.loads(feature)["properties"]["name"] for feature in page.features]


def test_another_snapshot_is_served_from_the_next_answer_on():
    collection = MemoryCollection(ABOUT, snapshot(3))
    version = collection.version
    collection.exchange(snapshot(2, "乙"))
    assert names(asyncio.run(collection.page(Query()))) == ["乙", "乙"]
    assert (collection.count, collection.version != version) == (2, True)


def test_a_query_under_way_finishes_on_the_old_snapshot(monkeypatch):
    collection = MemoryCollection(ABOUT, snapshot(3))
    monkeypatch.setattr(memory, "_QUICK_LIMIT", 0)
    work = memory._page

    def slow(held, query):
        collection.exchange(snapshot(2, "乙"))
        return work(held, query)

    monkeypatch.setattr(memory, "_page", slow)
    assert names(asyncio.run(collection.page(Query()))) == ["甲", "甲", "甲"]
    assert collection.count == 2


BIG = 600
QUICK = [
    Query(),
    Query(sort=(SortKey("name"),)),
    Query(bbox=Bbox(121, 31, 122, 32)),
    Query(equals=(("name", "甲"),), interval=Interval.parse("2026-01-31/..")),
]
SLOW = [
    Query(limit=2_000),
    Query(area=shapely.box(121, 31, 122, 32)),
    Query(near=Near(PLACE, Distance(800))),
    Query(near=Near(METRO)),
]


def thread_of(query, held, monkeypatch):
    """The thread that answers."""
    threads, work = [], memory._page
    monkeypatch.setattr(memory, "_page", lambda *some: threads.append(threading.current_thread()) or work(*some))
    asyncio.run(MemoryCollection(ABOUT, held).page(query))
    return threads[0]


@pytest.mark.parametrize("query", QUICK, ids=range(len(QUICK)))
def test_little_work_is_done_on_the_event_loop(query, monkeypatch):
    assert thread_of(query, snapshot(BIG), monkeypatch) is threading.main_thread()


@pytest.mark.parametrize("query", SLOW, ids=range(len(SLOW)))
def test_more_work_leaves_the_event_loop(query, monkeypatch):
    assert thread_of(query, snapshot(BIG), monkeypatch) is not threading.main_thread()


def test_distances_at_hand_are_little_work(monkeypatch):
    held = snapshot(BIG)
    held.select(Query(near=Near(METRO)))
    assert thread_of(Query(near=Near(METRO)), held, monkeypatch) is threading.main_thread()


@pytest.mark.parametrize("query", [QUICK[1], QUICK[3], QUICK[2]._replace(near=Near(METRO))], ids=range(3))
def test_looking_at_many_rows_leaves_the_event_loop(query, monkeypatch):
    monkeypatch.setattr(memory, "_QUICK_ROWS", 100)
    held = snapshot(BIG)
    held.select(Query(near=Near(METRO)))
    assert thread_of(query, held, monkeypatch) is not threading.main_thread()


@pytest.mark.parametrize("query", [QUICK[1], QUICK[3], QUICK[2]._replace(equals=(("name", "甲"),))], ids=range(3))
def test_a_column_of_many_rows_is_made_off_the_event_loop(query, monkeypatch):
    monkeypatch.setattr(memory, "_QUICK_COLUMN", 100)
    held = snapshot(BIG)
    assert thread_of(query, held, monkeypatch) is not threading.main_thread()
    assert thread_of(query, held, monkeypatch) is threading.main_thread()


def test_nearness_is_written_after_the_other_properties():
    collection = MemoryCollection(ABOUT, snapshot(2))
    page = asyncio.run(collection.page(Query(near=Near(METRO, Distance(60)))))
    here, there = (json.loads(feature)["properties"] for feature in page.features)
    assert here == {
        "name": "甲",
        "distance_m": 0.0,
        "distance_min_m": 0.0,
        "distance_max_m": 45.0,
        "walk_min": 0.0,
        "match": "certain",
        "nearest": {"name": "站", "name_en": "Station", "lines": [], "position": [X, Y], "uncertainty_m": 45.0},
    }
    assert (there["match"], there["distance_min_m"]) == ("possible", pytest.approx(there["distance_m"] - 45, abs=0.1))


@pytest.mark.parametrize("n", [0, 3])
def test_without_instants_there_is_no_extent_in_time(n):
    assert MemoryCollection(ABOUT, snapshot(n)).extent.interval is None
