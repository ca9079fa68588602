"""Whatever the store: every property is counted under all conditions but those on itself, as pandas counts it."""

import asyncio
import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from geo.errors import UnknownProperty
from geo.filters import read_filter
from geo.properties import Kind
from geo.stores.distributions import Histogram
from geo.stores.query import Query
from geo.values import Bbox
from tests.contract.conditions import Condition, comparisons, judged, others, relations, set_conditions
from tests.contract.oracle import KINDS, THINGS, distances, meets, missing, moment
from tests.contract.worlds import frames, nears, queries, targets

NAMES = tuple(KINDS)
ATOMS = comparisons() | others() | set_conditions() | relations()
EITHER = st.tuples(ATOMS, ATOMS).map(lambda pair: Condition(*(f"({a} OR {b})" for a, b in zip(*pair, strict=True))))


def count(held, query=None, names=NAMES):
    return asyncio.run(held.collection.statistics(query or Query(), names))


def subjects(condition):
    """The properties that a condition speaks of, texts in quotes left out."""
    return set(re.findall(r"\b\w+\b", re.sub(r"'[^']*'", "", condition.sql))) & {*KINDS, "geometry"}


def filter_of(conditions):
    text = " AND ".join(f"({one.cql2})" for one in conditions)
    return read_filter(text, THINGS, lambda _: targets("x", [(0.0, 0.0)])) if conditions else None


def found(frame, query, conditions):
    """Which rows meet everything, nearness too, the slow way."""
    kept = meets(frame, query)
    if conditions:
        kept &= kept.index.isin(list(judged(frame, " AND ".join(f"({one.sql})" for one in conditions))))
    if query.near is None:
        return frame[kept]
    truth = distances(frame, query.near).dropna()
    within = query.near.within.metres if query.near.within else np.inf
    edge = truth["distance"] + truth["off"] * (1 if query.near.certain else -1)
    assume(((edge - within).abs() > 0.01 + truth["distance"] * 1e-3).all())
    return frame[kept & kept.index.isin(truth.index[(edge <= within) | (within == np.inf)])]


def numbers_of(column):
    kind, known = KINDS[column.name], [value for value in column if not missing(value)]
    if kind in {Kind.DATE, Kind.DATETIME}:
        return [moment(value).timestamp() for value in known]
    return [float(value) for value in known]


def check_histogram(said, whole, left):
    """Check the bins of a property: their edges by the whole collection, their counts by what is left of it."""
    everything, values = numbers_of(whole), numbers_of(left)
    assert list(said.edges) == sorted(said.edges)
    assert len(said.edges) == (len(said.counts) + 1 if everything else 0)
    if everything:
        assert said.edges[0] <= min(everything)
        assert max(everything) <= said.edges[-1]
        assert list(said.counts) == np.histogram(values, said.edges)[0].tolist()
    assert (said.least, said.most) == ((min(values), max(values)) if values else (None, None))
    assert said.missing == len(left) - len(values)


def check_values(said, left):
    lists = [[] if missing(value) else value if isinstance(value, list) else [value] for value in left]
    expected = Counter(member for members in lists for member in set(members))
    assert {value: count for value, count in said.counts if count} == dict(expected)
    if KINDS[left.name] is Kind.BOOLEAN:
        assert [value for value, _ in said.counts] == [False, True]
    else:
        assert list(said.counts) == sorted(said.counts, key=lambda pair: (-pair[1], pair[0]))
    assert said.missing == sum(not members for members in lists)
    assert said.others == 0


@given(st.data())
def test_each_property_is_counted_under_all_conditions_but_its_own(hold, data):
    frame = data.draw(frames())
    held, whole = hold(frame, THINGS), count(hold(frame, THINGS))
    for _ in range(3):
        near = data.draw(st.none() | nears())
        conditions = data.draw(st.lists(ATOMS | EITHER, max_size=3))
        query = data.draw(queries(frame))._replace(near=near)
        said = count(held, query._replace(filter=filter_of(conditions)))
        assert tuple(said.properties) == NAMES
        for name, distribution in said.properties.items():
            rest = query._replace(equals=tuple(pair for pair in query.equals if pair[0] != name))
            left = found(frame, rest, [one for one in conditions if subjects(one) != {name}])[name]
            if isinstance(distribution, Histogram):
                assert distribution.edges == whole.properties[name].edges
                check_histogram(distribution, frame[name], left)
            else:
                check_values(distribution, left)
        check_found(said, found(frame, query, conditions))


def check_found(said, left):
    assert said.matched == len(left)
    placed = left.geometry[~(left.geometry.isna() | left.geometry.is_empty)]
    assert said.bbox == (Bbox(*map(float, placed.total_bounds)) if len(placed) else None)


@given(frames())
def test_a_condition_is_kept_where_its_property_is_not_counted(hold, frame):
    query = Query(equals=(("name", "a"),), filter=filter_of([Condition("floors > 0", "floors > 0")]))
    said = count(hold(frame, THINGS), query, ("area",))
    met = [name == "a" and not missing(floors) and floors > 0 for name, floors in frame[["name", "floors"]].to_numpy()]
    left = frame[np.array(met, dtype=bool)]
    assert said.matched == len(left)
    check_histogram(said.properties["area"], frame["area"], left["area"])
    assert count(hold(frame, THINGS), query, ()).properties == {}


@given(frames())
def test_what_says_what_kind_a_thing_is_is_counted_unasked(hold, frame):
    names = set(count(hold(frame, THINGS), names=None).properties)
    known = {name: [value for value in frame[name] if not missing(value)] for name in NAMES}
    for name, values in known.items():
        if KINDS[name] not in {Kind.TEXT, Kind.TEXTS, Kind.BOOLEAN}:
            assert (name in names) == bool(values)
    texts = pd.Series(known["name"], dtype=object)
    assert ("name" in names) == bool(len(texts) and texts.nunique() * 2 <= len(texts))
    assert "id" not in names


@pytest.mark.parametrize("names", [("colour",), ("area", "geometry"), ("",)])
@given(frame=frames(most=3))
def test_a_property_that_cannot_be_counted_is_named(hold, names, frame):
    with pytest.raises(UnknownProperty, match=f"things has no property “{names[-1]}”"):
        count(hold(frame, THINGS), names=names)
