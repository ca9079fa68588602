import contextlib
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadValue, UnknownProperty
from geo.plots import PLOT
from geo.properties import Kind, Property, Schema, Title
from geo.values import Interval

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)


def row(kind, **more):
    return Property("it", kind, Title("它", "It"), **more)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        *(
            (Kind.TEXT, "汇方路", "汇方路"),
            (Kind.TEXT, "", ""),
            (Kind.TEXTS, "11", "11"),
            (Kind.OBJECTS, "code", "code"),
        ),
        *((Kind.NUMBER, "2.0", 2.0), (Kind.NUMBER, "-1e3", -1000.0), (Kind.INTEGER, "-7", -7)),
        *(
            (Kind.BOOLEAN, "true", True),
            (Kind.BOOLEAN, "FALSE", False),
            (Kind.BOOLEAN, "1", True),
            (Kind.BOOLEAN, "0", False),
        ),
        (Kind.DATE, "2026-01-31", Interval.parse("2026-01-31")),
        (Kind.DATETIME, "2026-01-31T12:00:00Z", Interval(NOON, NOON)),
        (Kind.DATETIME, "2026-01-31", Interval.parse("2026-01-31")),
    ],
)
def test_a_text_is_read_as_the_kind_says(kind, text, value):
    read = row(kind).parse(text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("kind", "texts", "expected"),
    [
        (Kind.NUMBER, ["", "two", "nan", "inf", "-Infinity", "1e999", "1,5", "1_000", "0x10"], "a number"),
        (Kind.INTEGER, ["", "2.0", "1e3", "1_000", "9" * 5000], "a whole number"),
        (Kind.BOOLEAN, ["", "2", "yes", "wahr"], "true or false"),
        (Kind.DATE, ["", "2026", "2026-02-30", "20260131", "2026-01-31T12:00:00Z", "2026-W05-6"], "a date|RFC 3339"),
        (Kind.DATETIME, ["", "noon", "2026-01-31T12:00:00"], "RFC 3339"),
    ],
)
def test_another_text_is_refused_with_the_property_and_the_form(kind, texts, expected):
    for text in texts:
        with pytest.raises(BadValue, match=f"it: .* is not .*({expected})"):
            row(kind).parse(text)


@pytest.mark.parametrize("kind", Kind)
@given(text=st.text(max_size=20) | st.text("0123456789-+.eE_:TZ ", max_size=30))
def test_any_text_is_read_or_refused(kind, text):
    with contextlib.suppress(BadValue):
        value = row(kind).parse(text)
        assert not isinstance(value, float) or math.isfinite(value)


def test_a_choice_is_one_of_those_listed():
    with pytest.raises(BadValue, match="status: “sold” is not one of planned, announced, listed, transferred"):
        PLOT["status"].parse("sold")
    assert PLOT["status"].parse("listed") == "listed"


@pytest.mark.parametrize(
    ("property", "expected"),
    [
        (row(Kind.NUMBER, minimum=0, maximum=30), "a number from 0 up to 30"),
        (row(Kind.NUMBER, minimum=0, exclusive=True), "a number above 0"),
        (row(Kind.TEXT, pattern="[a-z]+"), "a text of 1 to 2000 characters of the form [a-z]+"),
        (row(Kind.TEXT, choices={"a": Title("甲", "A"), "b": Title("乙", "B")}), "one of a, b"),
    ],
)
def test_what_is_expected_is_said_in_words(property, expected):
    assert property.expected == expected


@pytest.mark.parametrize(
    ("property", "schema"),
    [
        (
            row(Kind.NUMBER, unit="m2", minimum=0, maximum=9, exclusive=True),
            {"title": "It", "type": "number", "x-ogc-unit": "m2", "exclusiveMinimum": 0, "maximum": 9},
        ),
        (
            row(Kind.NUMBER, unit="CNY"),
            {"title": "It", "type": "number", "x-ogc-unit": "CNY", "x-ogc-unitLang": "ISO 4217"},
        ),
        (row(Kind.INTEGER, minimum=1), {"title": "It", "type": "integer", "minimum": 1}),
        (row(Kind.DATE, derived=True), {"title": "It", "type": "string", "format": "date", "readOnly": True}),
        (row(Kind.OBJECTS, items={"type": "object"}), {"title": "It", "type": "array", "items": {"type": "object"}}),
        (
            row(Kind.TEXT, choices={"a": Title("甲", "A")}),
            {"title": "It", "type": "string", "enum": ["a"], "oneOf": [{"const": "a", "title": "A"}]},
        ),
        (row(Kind.TEXT, pattern="a+"), {"title": "It", "type": "string", "pattern": "^(?:a+)$"}),
    ],
)
def test_the_json_schema_says_what_the_row_says(property, schema):
    assert property.json_schema() == schema
    assert property.json_schema("zh")["title"] == "它"


@pytest.mark.parametrize("kind", Kind)
def test_a_list_has_no_order(kind):
    assert row(kind).sortable == (kind not in {Kind.TEXTS, Kind.OBJECTS})
    assert not row(kind, queryable=False).sortable


def test_a_schema_refuses_names_that_it_does_not_have_and_lists_those_it_has():
    schema = Schema("things", [row(Kind.TEXT), Property("hidden", Kind.TEXT, Title("隐", "H"), queryable=False)])
    assert (list(schema), len(schema), "it" in schema, list(schema.queryables)) == (["it", "hidden"], 2, True, ["it"])
    for name in ("colour", "hidden"):
        with pytest.raises(UnknownProperty, match=f"things has no property “{name}”; it has it"):
            schema.queryable(name)
    with pytest.raises(UnknownProperty):
        schema["colour"]


def test_titles_are_chinese_and_english():
    assert (PLOT["area_mu"].title["zh"], PLOT["area_mu"].title["en"]) == ("用地面积（亩）", "Site area (mu)")


def test_a_schema_equals_itself_alone_and_can_be_a_key():
    one, other = (Schema("things", [row(Kind.TEXT)]) for _ in range(2))
    assert {one: 1, other: 2}[one] == 1
    assert one != other


def test_what_cannot_be_sorted_by_is_refused_with_what_can():
    schema = Schema("things", [row(Kind.TEXT), Property("tags", Kind.TEXTS, Title("签", "Tags"))])
    assert schema.sortable("it") is schema["it"]
    with pytest.raises(UnknownProperty, match=r"things has no property “tags”; it has it$"):
        schema.sortable("tags")


@pytest.mark.parametrize(
    ("property", "text"),
    [
        (row(Kind.NUMBER, minimum=0), "-0.5"),
        (row(Kind.NUMBER, minimum=0, exclusive=True), "0"),
        (row(Kind.INTEGER, maximum=9), "10"),
        (row(Kind.TEXT, pattern="[a-z]+"), "A1"),
    ],
)
def test_a_value_that_no_item_can_have_is_refused_with_what_would_be_right(property, text):
    with pytest.raises(BadValue) as refused:
        property.parse(text)
    assert (refused.value.place, refused.value.expected) == ("it", property.expected)


def test_the_bounds_themselves_are_values():
    assert row(Kind.NUMBER, minimum=0, maximum=9).parse("0") == 0
    assert row(Kind.NUMBER, minimum=0, maximum=9).parse("9") == 9


def test_the_sortables_are_the_queryables_with_an_order():
    schema = Schema("things", [row(Kind.TEXT), Property("tags", Kind.TEXTS, Title("签", "Tags"))])
    assert (list(schema.queryables), list(schema.sortables)) == (["it", "tags"], ["it"])
