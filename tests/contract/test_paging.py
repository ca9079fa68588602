"""Whatever the store: page after page gives every item once, in one order, though items come and go between pages."""

import asyncio
import base64
import contextlib
import json
from dataclasses import replace

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadCursor
from geo.proximity import Near
from geo.stores.ordering import write_cursor
from geo.stores.query import Query, SortKey
from tests.contract.oracle import THINGS, ids
from tests.contract.worlds import frames, nears, queries, targets, windows

EVERYTHING = 1000


def ask(held, query):
    page = asyncio.run(held.collection.page(query))
    return ids(map(json.loads, page.features)), page


def to_the_end(held, query):
    """All ids from a query's page on."""
    found, page = ask(held, query)
    pages = [found]
    while page.cursor is not None:
        assert len(pages[-1]) == query.limit
        found, page = ask(held, query._replace(cursor=page.cursor))
        pages.append(found)
        assert len(pages) < EVERYTHING
    return [id for some in pages for id in some]


@st.composite
def questions(draw, frame):
    """Every way to be ordered: natural, sorted, near, near and sorted, near in a window."""
    plain = draw(queries(frame))
    near = draw(nears())
    return Query._replace(
        draw(
            st.sampled_from(
                [
                    Query(),
                    Query(sort=plain.sort),
                    plain,
                    Query(near=near),
                    Query(near=near, sort=plain.sort),
                    Query(near=near, bbox=draw(windows())),
                    plain._replace(near=near),
                ]
            )
        ),
        limit=draw(st.integers(1, 5)),
    )


@given(st.data())
def test_pages_give_every_item_once_in_the_order_of_one_big_page(hold, data):
    frame = data.draw(frames())
    held = hold(frame, THINGS)
    for _ in range(3):
        query = data.draw(questions(frame))
        whole, page = ask(held, query._replace(limit=EVERYTHING))
        paged = to_the_end(held, query)
        assert paged == whole
        assert len(set(paged)) == page.matched == len(paged)


@given(st.data())
def test_pages_go_on_where_they_were_when_items_come_and_go(hold, data):
    union = data.draw(frames(most=10))
    there = data.draw(st.lists(st.sampled_from(["before", "after", "both"]), min_size=len(union), max_size=len(union)))
    before = union[np.array([when != "after" for when in there], dtype=bool)]
    after = union[np.array([when != "before" for when in there], dtype=bool)]
    query = data.draw(questions(union))
    order, _ = ask(hold(union, THINGS), query._replace(limit=EVERYTHING))
    held = hold(before, THINGS)
    first, page = ask(held, query)
    if page.cursor is None:
        return
    held.replace(after)
    rest = to_the_end(held, query._replace(cursor=page.cursor))
    expected = [id for id in order[order.index(first[-1]) + 1 :] if id in after.index]
    assert rest == expected


NEAR = Near(targets("metro:11", [(121.0, 31.0)]))
ORDERS = [
    Query(limit=1),
    Query(limit=1, near=NEAR),
    Query(limit=1, near=replace(NEAR, targets=targets("metro", [(121.0, 31.0)]))),
    *(Query(limit=1, sort=(SortKey(name),)) for name in ("id", "name", "area", "floors", "sold", "day", "at")),
]


SCALARS = st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(-9, 9) | st.text(max_size=5)
FIRST = {"name": "外冈", "area": 1.5, "floors": 1, "sold": True, "day": "2026-01-31", "at": "2026-01-31T00:00:00Z"}


def filled(n=3):
    index = pd.Index([f"i{k}" for k in range(n)], dtype=object, name="id")
    frame = pd.DataFrame({name: pd.Series([value] * n, index=index, dtype=object) for name, value in FIRST.items()})
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy([121.0] * n, [31.0] * n), crs="EPSG:4326")


@pytest.mark.parametrize("query", ORDERS, ids=range(len(ORDERS)))
def test_a_cursor_of_another_order_is_refused(hold, query):
    held = hold(filled(), THINGS)
    for other in ORDERS:
        _, page = ask(held, other)
        if other is query:
            assert ask(held, query._replace(cursor=page.cursor))[0] == ["i1"]
        else:
            with pytest.raises(BadCursor, match="a cursor that a page of this very question gave"):
                ask(held, query._replace(cursor=page.cursor))


@pytest.mark.parametrize("query", ORDERS, ids=range(len(ORDERS)))
@given(values=st.lists(SCALARS, max_size=2), id=st.text(max_size=5))
def test_a_forged_cursor_is_refused_or_gives_a_page(hold, query, values, id):
    held = hold(filled(), THINGS)
    question = orjson.loads(decode(ask(held, query)[1].cursor))[0]
    with contextlib.suppress(BadCursor):
        ask(held, query._replace(cursor=write_cursor(question, values, id)))


def decode(cursor):
    return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


def test_a_page_beyond_the_last_item_is_empty(hold):
    held = hold(filled(), THINGS)
    for query in ORDERS:
        _, page = ask(held, query._replace(limit=2))
        held.replace(filled(1))
        assert ask(held, query._replace(limit=2, cursor=page.cursor))[0] == []
        held.replace(filled())
