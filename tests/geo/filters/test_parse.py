import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadValue
from geo.filters.parse import Limits, parse

DEFAULT = Limits()


def refused(text, language="cql2-text", limits=DEFAULT):
    with pytest.raises(BadValue) as caught:
        parse(text, language, limits)
    return str(caught.value)


def test_both_languages_give_the_same_tree():
    tree = {"op": "=", "args": [{"property": "name"}, "it's"]}
    assert parse("name = 'it''s'", "cql2-text", DEFAULT) == tree
    assert parse('{"op":"=","args":[{"property":"name"},"it\'s"]}', "cql2-json", DEFAULT) == tree


def test_a_language_that_is_not_known_is_refused():
    assert "one of cql2-text, cql2-json" in refused("true", "ecql")


UNREADABLE = [
    ("floors >", "cannot be read from its end on"),
    ("floors > 1 floors", "cannot be read from “floors” on"),
    ("floors = 'x", "cannot be read from “'x” on"),
    ("(floors = 1", "1 brackets are not closed"),
    ("floors = 1)", "no bracket is open that “)” could close"),
    ("", "cannot be read from its end on"),
    ("a\n= 1 b", "cannot be read from “b” on"),
]


@pytest.mark.parametrize(("text", "said"), UNREADABLE)
def test_what_cannot_be_read_is_shown_where(text, said):
    assert said in refused(text)


@pytest.mark.parametrize("text", ["", "{", '{"op":"="}', '{"op":"foo"}', "NaN", "[" * 5000])
def test_json_that_is_none_is_refused(text):
    assert "is not" in refused(text, "cql2-json")


def nested(depth):
    return "(" * depth + "a = 1" + ")" * depth


TOO_MUCH = [
    ("a = 1 " * 20_000, "at most 50000 characters"),
    (nested(13), "at most 12 brackets in one another: it has 13"),
    ("(" * 40, "40 brackets are not closed"),
    (" AND ".join(["a = 1"] * 200), "at most 300 operators: it has 399"),
    ("NOT " * 400 + "a = 1", "at most 300 operators"),
    ("a = " + "-" * 400 + "1", "at most 300 operators"),
    ("a = " + " - 1" * 400, "at most 300 operators"),
    ("a = 1" + "^2" * 20_000, "at most 300 operators"),
    ("f(" * 13 + "1" + ")" * 13 + " = 1", "at most 12 brackets"),
    (f"S_INTERSECTS(geometry,LINESTRING({','.join(['1 1'] * 10_001)}))", "at most 10000 vertices: it has 10001"),
    (f"DISTANCE_M(geometry,POINT(1 1)){' - 1' * 400} = 1", "at most 300 operators"),
]


@pytest.mark.parametrize(("text", "said"), TOO_MUCH, ids=[said for _, said in TOO_MUCH])
def test_what_is_too_much_is_refused_before_it_is_parsed(text, said):
    start = time.perf_counter()
    assert said in refused(text)
    assert time.perf_counter() - start < 1


def tree_of(depth):
    return '{"op":"not","args":[' * depth + "true" + "]}" * depth


def test_json_is_measured_too():
    assert parse(tree_of(12), "cql2-json", DEFAULT)
    assert "at most 12 brackets" in refused(tree_of(14), "cql2-json")
    members = ",".join(['{"op":"isNull","args":[{"property":"a"}]}'] * 301)
    assert "at most 300 operators" in refused('{"op":"or","args":[' + members + "]}", "cql2-json")
    shape = '{"type":"LineString","coordinates":[' + ",".join(["[1,1]"] * 101) + "]}"
    said = refused('{"op":"s_intersects","args":[{"property":"g"},' + shape + "]}", "cql2-json", Limits(vertices=100))
    assert "at most 100 vertices: it has 101" in said


def test_what_is_just_not_too_much_is_read():
    assert parse(nested(12), "cql2-text", DEFAULT) == parse("a = 1", "cql2-text", DEFAULT)
    assert parse(" AND ".join(["a = 1"] * 150), "cql2-text", DEFAULT)
    assert parse("a = '((((((((((((((((' AND \"b)\" = 1", "cql2-text", DEFAULT)
    assert parse("S_INTERSECTS(g,MULTIPOLYGON(((0 0,-1 -0,-1 -1,0 0))))", "cql2-text", Limits(depth=1, operators=0))


TOKENS = ["(", ")", "AND", "NOT", "a", "1", "=", "'x'", ",", "IN"]


@given(st.text("ab1=()'\",<>-+*/^% \\", max_size=14) | st.lists(st.sampled_from(TOKENS)).map(" ".join))
def test_any_text_is_read_or_refused(text):
    with contextlib.suppress(BadValue):
        assert parse(text, "cql2-text", Limits(depth=6, operators=50)) is not None
