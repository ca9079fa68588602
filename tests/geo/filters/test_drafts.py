import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadValue, UnknownProperty
from geo.filters.drafts import as_cql2_text, with_types
from geo.properties import Kind, Property, Schema, Title
from tests.geo.filters.things import SCHEMA, TITLE, found

ODD = Schema("odd", [Property(name, Kind.TEXT, Title("", "")) for name in ("列 名", "列", "a.b", "in", "x=y")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("day > '2026-02-01T'", "d"),
        ("day >= '2026-02-01T'", "bd"),
        ("day = '2026-02-01'", "b"),
        ("day > '2026-01-31T00:00:01Z'", "bd"),
        ("at > '2026-01-31T09:00:00Z'", "b"),
        ("at >= '2026-01-31T09:00:00Z'", "ab"),
        ("at <= '2026-01-31T09Z'", "a"),
        ("at > '2026-01-31T'", "ab"),
        ("at = '2026-01-31T'", ""),
        ("sold = 1", "ad"),
        ("sold <> 1", "b"),
        ("(sold IS NULL)", "c"),
        ("NOT ((at IS NULL))", "ab"),
        ("name ILIKE 'ABC%'", "d"),
        ("name LIKE 'ABC%'", ""),
        ("tags = 'y'", "a"),
        ("(floors > 1) AND (NOT (sold = 1))", "b"),
        ("(floors = 1) OR ((name = 'abc') AND (floors <= 12))", "ad"),
    ],
)
def test_what_gdal_writes_is_read(text, expected):
    assert found(text, language="cql-text") == expected


@pytest.mark.parametrize("text", ["day > 'soon'", "sold = 2", "at = 5", "floors LIKE 'a'", "day >"])
def test_what_is_wrong_is_refused_as_in_cql2(text):
    with pytest.raises(BadValue) as refused:
        found(text, language="cql-text")
    assert refused.value.place == "filter"


def test_a_name_that_is_not_there_is_refused():
    with pytest.raises(UnknownProperty):
        found("unknown = 1", language="cql-text")


@pytest.mark.parametrize("name", list(ODD))
def test_a_name_of_any_characters_is_found(name):
    text = f"({name} = 'x') AND (NOT (({name} IS NULL)))"
    assert as_cql2_text(text, ODD) == f'("{name}" = \'x\') AND (NOT (("{name}" IS NULL)))'


@given(st.text())
def test_a_text_stays_as_it_is(text):
    said = "'" + text.replace("'", "''") + "'"
    assert as_cql2_text(f"name = {said}", SCHEMA) == f'"name" = {said}'
    assert as_cql2_text(f"(name IS NULL) OR (note <> {said})", SCHEMA) == f'("name" IS NULL) OR ("note" <> {said})'


def test_a_backslash_in_a_pattern_escapes_nothing():
    assert as_cql2_text(r"name LIKE 'a\b_'", SCHEMA) == r""""name" LIKE 'a\\b_'"""


@pytest.mark.parametrize("tree", [True, {"op": "=", "args": [1, {"property": "sold"}]}, {"op": "f", "args": []}])
def test_what_gdal_does_not_write_is_left_alone(tree):
    assert with_types(tree, Schema("things", [Property("sold", Kind.BOOLEAN, TITLE)])) == tree
