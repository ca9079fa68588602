import json
import threading

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import UnknownItem, UnknownProperty
from geo.exchange.gdal import infer_schema
from geo.plots import PLOT
from geo.proximity import Near, Walking
from geo.stores.columns import Snapshot
from geo.stores.query import Query
from geo.values import Bbox
from tests.contract.oracle import THINGS, natural
from tests.contract.worlds import IDS, frames, targets
from tests.zoo import SHAPES, X, Y, column

METRO = targets("metro", [(X, Y), (X + 0.1, Y)], 45.0)


def at(shapes, ids=None, **columns):
    index = pd.Index(ids or [f"i{row}" for row in range(len(shapes))], dtype=object, name="id")
    return gpd.GeoDataFrame(columns, index=index, geometry=shapes, crs="EPSG:4326")


@given(st.lists(IDS, max_size=12, unique=True))
def test_the_natural_order_is_numbers_by_value_and_then_texts(ids):
    snapshot = Snapshot(at([shapely.Point(X, Y)] * len(ids), ids), THINGS)
    assert [snapshot.ids[row] for row in snapshot.natural] == sorted(ids, key=natural)


def test_the_natural_order_does_not_depend_on_where_items_lie():
    ids = ["7", "007", "07"]
    east = Snapshot(at(shapely.points([[1, 1], [50, 1], [100, 1]]), ids), THINGS)
    west = Snapshot(at(shapely.points([[100, 1], [50, 1], [1, 1]]), ids), THINGS)
    assert [east.ids[row] for row in east.natural] == [west.ids[row] for row in west.natural]


def test_an_id_of_thousands_of_digits_is_an_id():
    assert len(Snapshot(at([shapely.Point(X, Y)], ["9" * 5000]), THINGS).natural) == 1


def test_neighbours_on_the_ground_are_neighbours_in_memory():
    random = np.random.default_rng(1)
    points = shapely.points(random.uniform(121, 122, (2000, 2)))
    snapshot = Snapshot(at(points), THINGS)
    along = shapely.get_coordinates(snapshot.space.geometries(np.arange(2000)))
    shuffled = shapely.get_coordinates(points)
    step = np.hypot(*np.diff(along, axis=0).T).mean()
    assert step < np.hypot(*np.diff(shuffled, axis=0).T).mean() / 10


HERE, NOWHERE = shapely.Point(X, Y), shapely.Point()
COLLECTIONS = {
    "none": [],
    "missing": [None],
    "two missing": [None, None],
    "empty": [NOWHERE],
    "one": [HERE],
    "same place": [HERE] * 3,
    "one meridian": list(shapely.points([[X, Y], [X, Y + 1], [X, Y + 2]])),
    "mixed": [HERE, None, NOWHERE],
    "zoo": list(SHAPES.values()),
}


@pytest.mark.parametrize("shapes", COLLECTIONS.values(), ids=COLLECTIONS)
def test_any_collection_of_geometries_is_held(shapes):
    snapshot = Snapshot(at(column(dict(enumerate(shapes)))), THINGS)
    assert len(snapshot) == len(shapes)
    assert snapshot.select(Query(limit=100)).matched == len(shapes)
    placed = [shape for shape in shapes if shape is not None and not shape.is_empty]
    assert snapshot.select(Query(bbox=Bbox(-180, -90, 180, 90), limit=100)).matched == len(shapes)
    for near in (Near(METRO), Near(targets("metro:1", [(X, Y), (X + 1, Y)])), Near(targets("x", [(X, Y)]))):
        found = snapshot.select(Query(near=near, limit=100))
        assert found.matched == len(found.rows) == len(placed)
        assert (np.diff(found.nearness.nearest.distance_m) >= 0).all()


@given(frames())
def test_rows_and_ids_name_each_other(frame):
    snapshot = Snapshot(frame, THINGS)
    assert sorted(snapshot.ids) == sorted(frame.index)
    for id in frame.index:
        assert snapshot.ids[snapshot.row(id)] == id
        assert json.loads(snapshot.encoded.row(snapshot.row(id)))["id"] == id
    with pytest.raises(UnknownItem):
        snapshot.row("no such id")


def test_the_metro_is_measured_once_for_plots():
    metro = {name: [None, None] for name in PLOT if name.startswith("metro_")}
    frame = at([shapely.Point(X, Y), None], name=["a", "b"], **metro)
    snapshot = Snapshot(frame, PLOT, METRO, Walking(80, 1.3))
    assert snapshot.has_reference(METRO)
    assert snapshot.properties.loc["i0", ["metro_station", "metro_distance_m", "metro_walk_min"]].tolist() == [
        "站",
        0,
        0,
    ]
    assert snapshot.properties.loc["i1", "metro_station"] is None
    assert json.loads(snapshot.encoded.row(snapshot.row("i1")))["properties"] == {"name": "b"}
    assert not Snapshot(frame, PLOT).has_reference(METRO)


def test_a_column_that_no_item_has_is_empty():
    snapshot = Snapshot(at([shapely.Point(X, Y)]), THINGS)
    assert snapshot.column("area").equals(1.0, slice(None)).tolist() == [False]
    with pytest.raises(UnknownProperty):
        snapshot.column("colour")


@pytest.mark.parametrize("name", ["uncertainty_m", "location_uncertainty_m"])
def test_the_uncertainty_of_an_item_is_that_of_its_location(name):
    snapshot = Snapshot(at([shapely.Point(X, Y)] * 2, **{name: [5, None]}), THINGS)
    assert sorted(snapshot.uncertainty_m.tolist()) == [0, 5]
    assert Snapshot(at([shapely.Point(X, Y)]), THINGS).uncertainty_m.tolist() == [0]


@pytest.mark.parametrize("said", [["about 5", "x"], [["a"], None], [-5.0, None]])
def test_an_uncertainty_that_is_no_distance_says_nothing(said):
    frame = at([shapely.Point(X, Y)] * 2, uncertainty_m=said)
    assert Snapshot(frame, infer_schema("layer", frame)).uncertainty_m.tolist() == [0, 0]


def test_threads_share_one_measurement():
    snapshot = Snapshot(at(list(shapely.points(np.random.default_rng(1).uniform(20, 21, (500, 2))))), THINGS)
    found = []
    ask = [
        threading.Thread(target=lambda: found.append(snapshot.select(Query(near=Near(METRO))).rows.tolist()))
        for _ in range(4)
    ]
    for thread in ask:
        thread.start()
    for thread in ask:
        thread.join()
    assert found == found[:1] * 4


def test_a_frame_of_rows_is_in_wgs84_with_its_ids():
    snapshot = Snapshot(at([shapely.Point(X, Y), SHAPES["hole"]], area=[1, 2]), THINGS)
    frame = snapshot.frame(np.array([1, 0]))
    assert list(frame.index) == [snapshot.ids[1], snapshot.ids[0]]
    assert frame.crs == "EPSG:4326"
    assert frame["area"].tolist() == [snapshot.properties["area"].iloc[row] for row in (1, 0)]
