import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadValue
from geo.filters.figures import guarded
from geo.filters.parse import Limits, parse

LONG = 310114003001000021
DEGREES = st.floats(-90, 90).map(lambda number: 0.0 if abs(number) < 1e-4 else number)  # in WKT, without an exponent
PAIRS = st.lists(st.tuples(DEGREES, DEGREES), min_size=2, max_size=4)


def compared(text, language="cql2-text"):
    """What a property is compared with."""
    return parse(text, language, Limits())["args"][1]


def positions(shape):
    return shapely.get_coordinates(shapely.geometry.shape(shape)).tolist()


@pytest.mark.parametrize("number", [2**53 + 1, LONG, 2**64 - 1])
def test_a_long_whole_number_is_the_one_that_was_written(number):
    assert compared(f"code = {number}") == number
    assert compared(f"code IN (1, {number})") == [1.0, number]
    assert compared(json.dumps({"op": "=", "args": [{"property": "code"}, number]}), "cql2-json") == number
    assert parse(f"code BETWEEN {number} AND {number}", "cql2-text", Limits())["args"][1:] == [number, number]


@pytest.mark.parametrize("number", ["5", "9007199254740992", "0000000000000000000005", "1e300", "18446744073709551616"])
def test_other_numbers_are_floats(number):
    for said in (f"code = {number}", f"code = -{number}"):
        value = compared(said)
        assert (type(value), abs(value)) == (float, float(number))


@pytest.mark.parametrize("text", [f"code = '{LONG}'", f'"p{LONG}" = 1', f"p{LONG} = 1", f'"a {LONG}" = 1'])
def test_digits_in_texts_and_names_are_left_alone(text):
    assert guarded(text) == text
    assert str(LONG) in json.dumps(parse(text, "cql2-text", Limits()))


def test_the_rest_of_a_filter_that_cannot_be_read_is_shown_as_it_was():
    with pytest.raises(BadValue, match="cannot be read from “floors” on"):
        parse(f"code = {LONG} floors", "cql2-text", Limits())


@given(DEGREES, DEGREES, PAIRS)
def test_positions_are_those_that_were_written(x, y, pairs):
    text = ",".join(f"{one!r} {other!r}" for one, other in pairs)
    tree = parse(f"S_INTERSECTS(g,POINT({x!r} {y!r})) AND S_TOUCHES(LINESTRING ({text}),g)", "cql2-text", Limits())
    point, line = tree["args"][0]["args"][1], tree["args"][1]["args"][0]
    assert (positions(point), positions(line)) == ([[x, y]], [list(pair) for pair in pairs])


@given(DEGREES, DEGREES, st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_in_json_are_those_that_were_written(x, y, number):
    shape = {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [x, y]}]}
    tree = {"op": "or", "args": [{"op": "=", "args": [{"property": "a"}, number]}]}
    tree["args"].append({"op": "s_equals", "args": [{"property": "g"}, shape]})
    assert parse(json.dumps(tree), "cql2-json", Limits()) == tree


def test_boxes_collections_and_quoted_words_keep_their_numbers_apart():
    text = "name = 'POINT(1 2)' AND S_INTERSECTS(BBOX(1.5,2,121.14999999999999,4),g) AND S_WITHIN(g,GEOMETRYCOLLECTION("
    tree = parse(text + "POINT(1 121.14999999999999),LINESTRING(1 2,3 4)))", "cql2-text", Limits())
    _, box, collection = tree["args"]
    assert box["args"][0]["bbox"] == [1.5, 2.0, 121.14999999999999, 4.0]
    assert positions(collection["args"][1]) == [[1, 121.14999999999999], [1, 2], [3, 4]]
