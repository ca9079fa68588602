"""Whatever the store: a filter keeps the items of which its condition is true, together with every other condition."""

import asyncio
import json

import geopandas as gpd
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.errors import UnknownProperty
from geo.filters import read_filter
from geo.stores.query import Query
from tests.contract.conditions import CONDITIONS, judged
from tests.contract.oracle import THINGS, answer, distances, ids
from tests.contract.worlds import TARGETS, frames, queries, targets

EVERYTHING = 1000


def nowhere(text):
    raise AssertionError(text)


def ask(held, query):
    page = asyncio.run(held.collection.page(query))
    return ids(map(json.loads, page.features)), page


@given(st.data())
def test_a_filter_keeps_what_an_independent_evaluator_keeps(hold, data):
    frame = data.draw(frames())
    held = hold(frame, THINGS)
    for _ in range(8):
        condition = data.draw(CONDITIONS)
        found, page = ask(held, Query(filter=read_filter(condition.cql2, THINGS, nowhere), limit=EVERYTHING))
        assert set(found) == judged(frame, condition.sql), condition.cql2
        assert page.matched == len(found)


@given(st.data())
def test_a_filter_is_met_together_with_every_other_condition(hold, data):
    frame = data.draw(frames())
    query, condition = data.draw(queries(frame)), data.draw(CONDITIONS)
    found, page = ask(hold(frame, THINGS), query._replace(filter=read_filter(condition.cql2, THINGS, nowhere)))
    true = judged(frame, condition.sql)
    expected = [id for id in answer(frame, query) if id in true]
    assert found == expected[: query.limit]
    assert page.matched == len(expected)


@given(st.data())
def test_a_distance_in_a_filter_is_the_geodesic_one(hold, data):
    frame, aim = data.draw(frames()), data.draw(TARGETS)
    metres = data.draw(st.sampled_from([0.0, 150.0, 3_333.0, 12_345.0, 3_000_000.0]))
    near = type("Asked", (), {"targets": aim, "within": None})
    truth = distances(frame, near)["distance"].dropna()
    assume(((truth - metres).abs() > 0.01 + truth * 1e-3).all() or metres == 0)
    assume(metres > 0 or ((truth == 0) | (truth > 0.01)).all())
    held = hold(frame, THINGS)
    for text in (f"S_DWITHIN(geometry, 'x', {metres})", f"DISTANCE_M(geometry, 'x') <= {metres}"):
        found, _ = ask(held, Query(filter=read_filter(text, THINGS, lambda _: aim), limit=EVERYTHING))
        assert sorted(found) == sorted(truth[truth <= metres].index)


def test_a_distance_to_a_literal_is_that_to_its_edge(hold):
    frame = frames_of_points([(121.0, 31.0), (121.2, 31.0)])
    aim = targets("121.1,31", [(121.1, 31.0)])
    found = [
        ask(hold(frame, THINGS), Query(filter=read_filter(text, THINGS, lambda _: aim)))[0]
        for text in ("S_DWITHIN(geometry, POINT(121.1 31), 9600)", "S_DWITHIN(geometry, BBOX(121.1,30,122,32), 9600)")
    ]
    assert found == [["0", "1"], ["0", "1"]]


def frames_of_points(places):
    columns = {name: [None] * len(places) for name in THINGS if name != "id"}
    return gpd.GeoDataFrame(
        columns, index=list(map(str, range(len(places)))), geometry=shapely.points(places), crs=4326
    )


@given(frame=frames(most=3))
def test_a_filter_on_a_property_that_items_do_not_have_is_refused(hold, frame):
    with pytest.raises(UnknownProperty, match=r"things has no property “colour”; it has id, name"):
        read_filter("colour = 'red'", THINGS, nowhere)
