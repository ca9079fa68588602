"""How counting goes about its work; what it answers is tested in tests/contract."""

import asyncio
import threading

import numpy as np
import pytest

from geo.filters import read_filter
from geo.stores.columns import Snapshot
from geo.stores.memory import MemoryCollection
from geo.stores.query import Query, SortKey
from geo.stores.statistics import Counting, bounds_of
from tests.geo.filters.things import SCHEMA, STATION
from tests.geo.filters.things import snapshot as snapshot_of_things
from tests.geo.stores.test_tiling import ABOUT, snapshot


def test_the_same_question_is_counted_once_whatever_its_order(monkeypatch):
    counted = []
    select = Snapshot.filtered
    monkeypatch.setattr(Snapshot, "filtered", lambda *some: counted.append(threading.current_thread()) or select(*some))
    collection = MemoryCollection(ABOUT, snapshot())
    first, again = (
        asyncio.run(collection.statistics(query, ("name",)))
        for query in (Query(limit=5), Query(limit=9, sort=(SortKey("name"),)))
    )
    assert first is again
    assert len(counted) == 1
    assert counted[0] is not threading.main_thread()


def test_another_snapshot_is_counted_anew():
    collection = MemoryCollection(ABOUT, snapshot())
    assert asyncio.run(collection.statistics(Query())).matched == 3
    collection.exchange(snapshot(("甲",)))
    assert asyncio.run(collection.statistics(Query())).matched == 1


def test_each_condition_is_asked_once_however_many_properties_are_counted(monkeypatch):
    asked = []
    column = Snapshot.column
    condition = read_filter("floors > 1 AND sold AND name LIKE '%'", SCHEMA, lambda _: STATION)
    counting = Counting(snapshot_of_things())
    names = ("floors", "sold", "name", "day", "tags")
    monkeypatch.setattr(Snapshot, "column", lambda self, name: asked.append(name) or column(self, name))
    counting.statistics(Query(), names)
    asked.clear()
    counting.statistics(Query(filter=condition), names)
    assert sorted(asked) == ["floors", "name", "sold"]


@pytest.mark.parametrize("made", [bounds_of, bounds_of.py_func], ids=["compiled", "plain"])
def test_bounds_pass_over_what_has_no_place(made):
    bounds = np.array([[1.0, 2, 3, 4], [np.nan] * 4, [0, 3, 2, 5]])
    assert made(bounds, np.array([0, 1, 2])) == (0, 2, 3, 5)
    west, _, east, _ = made(bounds, np.array([1]))
    assert west > east
