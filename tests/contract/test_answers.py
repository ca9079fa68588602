"""Whatever the store: an answer holds the items that meet the conditions, in order, and says how many."""

import asyncio
import json

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.errors import UnknownItem, UnknownProperty
from geo.proximity import NEAR_COLUMNS
from geo.stores.query import Query, SortKey
from geo.values import Bbox, Interval
from tests.contract.oracle import THINGS, answer, distances, ids, meets, missing, moment
from tests.contract.worlds import VALUES, frames, nears, queries

EVERYTHING = 1000


def ask(held, query):
    page = asyncio.run(held.collection.page(query))
    return [json.loads(feature) for feature in page.features], page


@given(st.data())
def test_an_answer_without_nearness_is_that_of_the_slow_way(hold, data):
    frame = data.draw(frames())
    held = hold(frame, THINGS)
    for _ in range(4):
        query = data.draw(queries(frame))
        found, page = ask(held, query)
        expected = answer(frame, query)
        assert ids(found) == expected[: query.limit]
        assert page.matched == len(expected)
        assert (page.cursor is None) == (len(expected) <= query.limit)


@given(st.data())
def test_an_answer_that_is_not_counted_is_the_same_without_the_count(hold, data):
    frame = data.draw(frames())
    held, query = hold(frame, THINGS), data.draw(queries(frame))
    (counted, page), (uncounted, other) = ask(held, query), ask(held, query._replace(counted=False))
    assert (uncounted, other.cursor) == (counted, page.cursor)
    assert (page.matched is None, other.matched) == (False, None)


@given(st.data())
def test_an_answer_about_nearness_is_that_of_the_slow_way(hold, data):
    frame, near = data.draw(frames()), data.draw(nears())
    query = data.draw(queries(frame))._replace(near=near, limit=EVERYTHING)
    found, page = ask(hold(frame, THINGS), query)
    truth = distances(frame, near)[meets(frame, query)].dropna()
    within = near.within.metres if near.within else np.inf
    edge = truth["distance"] + truth["off"] * (1 if near.certain else -1)
    assume(((edge - within).abs() > 0.01 + truth["distance"] * 1e-3).all())
    if not near.within:
        edge = truth["distance"]
    kept = truth[edge <= within]
    assert sorted(ids(found)) == sorted(kept.index)
    assert page.matched == len(kept)
    check_properties(found, truth, within, near)
    if query.sort:
        assert ids(found) == [id for id in answer(frame, query) if id in kept.index]
    else:
        metres = [feature["properties"]["distance_m"] for feature in found]
        assert metres == sorted(metres)


def check_properties(found, truth, within, near):
    for feature in found:
        said, (distance, off) = feature["properties"], truth.loc[feature["id"]]
        tolerance = {"rel": 1e-3, "abs": 0.11}
        assert said["distance_m"] == pytest.approx(distance, **tolerance)
        assert said["distance_min_m"] == pytest.approx(max(distance - off, 0), abs=distance * 1e-3 + 0.11)
        assert said["distance_max_m"] == pytest.approx(distance + off, **tolerance)
        assert said["walk_min"] == pytest.approx(distance * 1.3 / 80, **tolerance)
        if abs(distance + off - within) > distance / 1e3:
            assert said["match"] == ("certain" if distance + off <= within else "possible")
        assert said["nearest"]["name"] == "站"
        assert said["nearest"]["uncertainty_m"] == near.targets.uncertainty_m[0]


@given(frames(most=6))
def test_an_item_is_the_feature_of_its_row(hold, frame):
    held = hold(frame, THINGS)
    for id, row in frame.iterrows():
        feature = json.loads(asyncio.run(held.collection.item(id)))
        assert (feature["type"], feature["id"]) == ("Feature", id)
        stated = {name: row[name] for name in VALUES if not missing(row[name])}
        assert feature["properties"] == stated
        shape = shapely.from_geojson(json.dumps(feature["geometry"])) if feature["geometry"] else None
        if missing(row["geometry"]) or row["geometry"].is_empty:
            assert shape is None
        else:
            assert shapely.equals_exact(shape, row["geometry"], 1e-7)
    with pytest.raises(UnknownItem, match="there is no item “no such id”"):
        asyncio.run(held.collection.item("no such id"))


@given(st.data())
def test_a_frame_of_an_answer_has_its_items_in_its_order(hold, data):
    frame = data.draw(frames(most=6))
    query = data.draw(queries(frame))._replace(near=data.draw(st.none() | nears()))
    held = hold(frame, THINGS)
    found, _ = ask(held, query)
    table = asyncio.run(held.collection.frame(query))
    assert list(table.index) == ids(found)
    assert table.crs == "EPSG:4326"
    assert set(table.columns) == {*VALUES, "geometry", *(NEAR_COLUMNS if query.near else ())}
    for name in NEAR_COLUMNS if query.near else ():
        said = [feature["properties"][name] for feature in found]
        if name in {"match", "nearest"}:
            assert table[name].tolist() == said
        else:
            assert table[name].to_numpy() == pytest.approx(said, abs=0.1000001)


@given(frames())
def test_an_extent_is_that_of_the_items(hold, frame):
    extent = hold(frame, THINGS).collection.extent
    placed = frame.geometry[~(frame.geometry.isna() | frame.geometry.is_empty)]
    assert extent.bbox == (Bbox(*map(float, placed.total_bounds)) if len(placed) else None)
    moments = [moment(at) for at in frame["at"] if not missing(at)]
    assert extent.interval == (Interval(min(moments), max(moments)) if moments else None)


@given(frames(), frames())
def test_a_version_differs_when_an_item_does(hold, one, other):
    first, again = hold(one, THINGS), hold(one.copy(), THINGS)
    assert first.collection.count == len(one)
    assert first.collection.version == again.collection.version
    before = ids(ask(first, Query(limit=EVERYTHING))[0])
    version = first.collection.version
    first.replace(other)
    assert first.collection.count == len(other)
    if before != ids(ask(first, Query(limit=EVERYTHING))[0]):
        assert first.collection.version != version


UNKNOWN = [Query(equals=(("colour", "red"),)), Query(sort=(SortKey("colour"),)), Query(sort=(SortKey("tags"),))]


@pytest.mark.parametrize("query", UNKNOWN, ids=range(3))
@given(frame=frames(most=3))
def test_a_property_that_items_do_not_have_or_cannot_be_sorted_by_is_named(hold, query, frame):
    with pytest.raises(UnknownProperty, match=r"things has no property “(colour|tags)”; it has id, name"):
        ask(hold(frame, THINGS), query)
