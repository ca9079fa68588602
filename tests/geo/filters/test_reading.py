import pytest

from geo.errors import BadValue, UnknownName, UnknownProperty
from geo.filters import Limits, Reader, read_filter
from tests.geo.filters.things import SCHEMA, STATION, found


def refused(text, **how):
    with pytest.raises(BadValue) as caught:
        read_filter(text, SCHEMA, lambda name: STATION, **how)
    return str(caught.value)


READ = [
    ("true", "abcd"),
    ("false", ""),
    ("sold", "ad"),
    ("NOT sold", "b"),
    ("sold = TRUE AND floors > 1", "d"),
    ("(floors = 1) = sold", "ab"),
    ("floors * 2 - 1 = 3", "b"),
    ("- floors = -2", "b"),
    ("CASEI(name) = CASEI('STRASSE')", "a"),
    ("name LIKE CASEI('ABC')", "d"),
    ("day = DATE('2026-02-01')", "b"),
    ("at > DATE('2026-01-31')", "b"),
    ("T_DURING(INTERVAL(day, '2026-12-31'), INTERVAL('2026-01-31', '..'))", "bd"),
    ("A_EQUALS(tags, ('y', 'x', 'x'))", "a"),
    ("A_CONTAINEDBY(tags, ('x', TRUE, 1, DATE('2026-01-01')))", "bd"),
    ("A_CONTAINS(('x', 'y'), tags)", "abd"),
    ("T_DURING(INTERVAL('2026-01-31T09:00:00Z', '2026-01-31'), INTERVAL('2026-01-30', '2026-02-01'))", "abcd"),
    ("tags IS NULL", "c"),
    ("geometry IS NOT NULL", "abd"),
    ("note IS NULL AND note = 'x'", ""),
    ("1 = 1", "abcd"),
    ("name IN ('abc', 'x') OR floors NOT IN (1, 2)", "d"),
    ("S_EQUALS(geometry, geometry)", "abd"),
    ("S_WITHIN(POINT(1 1), BBOX(0,0,2,2))", "abcd"),
]


@pytest.mark.parametrize(("text", "ids"), READ)
def test_a_filter_keeps_the_rows_of_which_it_is_true(text, ids):
    assert found(text) == ids


REFUSED = [
    ("name = 5", "not a text as name is, with which = compares it: it is a number"),
    ("floors = 'x'", "not a number as floors is"),
    ("floors = 1 = 2", "it is a boolean"),
    ("at > '2026-01-31'", "write a date-time as TIMESTAMP('2026-01-31T09:00:00Z')"),
    ("tags = 'x'", "ask for members of an array by A_CONTAINS or A_OVERLAPS"),
    ("name", "not a condition, which the filter takes"),
    ("name AND sold", "not a condition, which AND takes"),
    ("name LIKE note", "not a text literal, as a pattern must be"),
    ("floors LIKE 'x'", "not a text, which LIKE takes"),
    ("floors = NULL", "ask IS NULL for what has no value"),
    ("Buffer(geometry, 1) IS NULL", "known here: S_DWITHIN, DISTANCE_M"),
    ("S_DWITHIN(geometry, 'x')", "given 3 arguments: it has 2"),
    ("S_DWITHIN(geometry, geometry, 1)", "a geometry literal, or a text literal"),
    ("T_DURING(at, INTERVAL('2026-01-01', '..'))", "not an interval, which T_DURING takes"),
    ("T_AFTER(INTERVAL('2026-02-01', '2026-01-01'), day)", "an interval that starts before it ends"),
    ("T_AFTER(day, INTERVAL(name, '..'))", "an end of an interval"),
    ("S_INTERSECTS(geometry, POINT EMPTY)", "A position must contain two or more elements"),
    ("S_INTERSECTS(geometry, POLYGON EMPTY)", "a geometry with positions"),
    ("day = DATE('2026-02-30')", "a date YYYY-MM-DD"),
    ("A_EQUALS(tags, (name, 'x'))", "an array is made of literals"),
    ("S_INTERSECTS(geometry, 'x')", "not a geometry, which S_INTERSECTS takes"),
    ("floors + name = 1", "not a number, which + takes"),
    ("day IN ('tomorrow')", "a date YYYY-MM-DD"),
    ("at IN ('2026-01-31')", "an RFC 3339 date-time"),
    ("at IN (5)", "not a date-time as at is"),
    ("name IN (DATE('2026-01-31'))", "not a text as name is"),
]


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_types_that_do_not_fit_are_refused_where_they_stand(text, said):
    message = refused(text)
    assert said in message
    assert message.startswith("filter: ")


ENDS = '{"op":"t_after","args":[{"property":"day"},{"interval":[%s]}]}'
JSON_ALONE = [
    '{"op":"and","args":[]}',
    '{"op":"in","args":[]}',
    '{"op":"in","args":[{"property":"name"}]}',
    '{"op":"in","args":[{"property":"name"},[]]}',
    ENDS % '"2026-01-01"',
    ENDS % '"2026-01-01","2026-02-01","2026-03-01"',
]


@pytest.mark.parametrize("text", JSON_ALONE)
def test_json_that_text_could_not_say_is_refused(text):
    assert "filter: " in refused(text, language="cql2-json")


def test_a_property_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(UnknownProperty, match=r"no property “flors” \(did you mean floors\?\); it has id, .*geometry"):
        read_filter("flors > 1", SCHEMA, lambda name: STATION)


def test_a_name_that_stands_for_nothing_is_refused_in_the_filter():
    def nothing(name):
        raise UnknownName(name, "a name that is known here")

    with pytest.raises(UnknownName, match=r"^filter: “nowhere” is not a name"):
        read_filter("S_DWITHIN(geometry, 'nowhere', 1)", SCHEMA, nothing)


def test_limits_are_those_of_the_reader():
    with pytest.raises(BadValue, match="at most 3 characters"):
        Reader(SCHEMA, lambda name: STATION, Limits(length=3)).read("true")
