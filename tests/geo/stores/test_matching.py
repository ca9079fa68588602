import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.stores.columns import Snapshot
from geo.stores.matching import matching
from geo.stores.query import Query
from tests.contract.oracle import THINGS
from tests.contract.worlds import frames, nears, queries


@given(st.data())
def test_the_rows_are_those_of_all_pages_whatever_the_order(data):
    frame = data.draw(frames())
    held = Snapshot(frame, THINGS)
    for _ in range(3):
        query = data.draw(queries(frame))._replace(near=data.draw(st.none() | nears()))
        if data.draw(st.booleans()):
            query = Query(near=query.near)
        rows = matching(held, query)
        rows = np.arange(len(held)) if rows is None else rows
        assert len(set(rows.tolist())) == len(rows)
        assert sorted(rows.tolist()) == sorted(held.select(query._replace(limit=1000)).rows.tolist())


@given(frames(most=2))
def test_without_conditions_all_rows_are_meant(frame):
    assert matching(Snapshot(frame, THINGS), Query(limit=1)) is None
