import json
import math
from datetime import UTC, date, datetime

import geopandas as gpd
import numpy as np
import orjson
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.properties import Kind, Property, Schema, Title
from geo.stores.encoding import encode, encode_feature, join_with
from geo.stores.packed import Packed
from tests.zoo import SHAPES, X, Y, column

AT = datetime(2026, 1, 31, 1, tzinfo=UTC)
TITLE = Title("它", "It")


def encoded(values, kind=Kind.TEXT, dtype=object):
    frame = gpd.GeoDataFrame(
        {"it": pd.Series(values, dtype=dtype)}, geometry=[shapely.Point(X, Y)] * len(values), crs=4326
    )
    features = encode(frame, Schema("s", [Property("it", kind, TITLE)])).rows(np.arange(len(frame)))
    return [json.loads(feature)["properties"].get("it") for feature in features]


@pytest.mark.parametrize("name", SHAPES)
def test_every_geometry_is_written_as_geojson_with_seven_decimals(name):
    frame = gpd.GeoDataFrame({"a": [1]}, index=pd.Index(["x"]), geometry=column({name: SHAPES[name]}), crs=4326)
    feature = json.loads(encode(frame, Schema("s", [])).row(0))
    assert list(feature) == ["type", "id", "geometry", "properties"]
    if SHAPES[name] is None or SHAPES[name].is_empty:
        assert feature["geometry"] is None
    else:
        shape = shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shape.geom_type == SHAPES[name].geom_type
        assert np.abs(shapely.get_coordinates(shape) - shapely.get_coordinates(SHAPES[name])).max() <= 0.5000001e-7


@pytest.mark.parametrize(
    ("values", "kind", "dtype", "written"),
    [
        ([1, None, 2.5], Kind.NUMBER, object, [1.0, None, 2.5]),
        ([1, pd.NA], Kind.INTEGER, "Int64", [1, None]),
        ([1.0, np.nan], Kind.INTEGER, float, [1, None]),
        ([True, None], Kind.BOOLEAN, object, [True, None]),
        (["外冈", None, '"<b>\n'], Kind.TEXT, "str", ["外冈", None, '"<b>\n']),
        ([["a", "外"], None, []], Kind.TEXTS, object, [["a", "外"], None, []]),
        ([date(2026, 1, 31), None], Kind.DATE, object, ["2026-01-31", None]),
        ([AT, None], Kind.DATETIME, "datetime64[us, UTC]", ["2026-01-31T01:00:00Z", None]),
        ([math.inf, 1.0], Kind.NUMBER, float, [None, 1.0]),
    ],
)  # fmt: skip
def test_a_value_is_written_as_its_kind_says(values, kind, dtype, written):
    found = encoded(values, kind, dtype)
    assert found == written
    assert list(map(type, found)) == list(map(type, written))


def test_a_moment_with_an_offset_is_written_in_utc():
    at = pd.Series(pd.to_datetime(["2026-01-31T09:00:00+08:00"]))
    assert encoded(at.tolist(), Kind.DATETIME, at.dtype) == ["2026-01-31T01:00:00Z"]


def test_columns_beyond_the_schema_are_written_as_they_are():
    frame = gpd.GeoDataFrame({"extra": [{"a": [1, None]}]}, geometry=[shapely.Point(X, Y)], crs=4326)
    assert json.loads(encode(frame, Schema("s", [])).row(0))["properties"] == {"extra": {"a": [1, None]}}


def test_rows_are_given_out_in_the_order_asked():
    frame = gpd.GeoDataFrame({"it": range(5)}, index=pd.Index([*"abcde"]), geometry=[None] * 5, crs=4326)
    all_of_them = encode(frame, Schema("s", []))
    found = [json.loads(feature)["id"] for feature in all_of_them.rows(np.array([3, 0, 3]))]
    assert found == ["d", "a", "d"]
    assert all_of_them.rows(np.empty(0, dtype=np.int64)) == []
    assert all_of_them.row(4) == all_of_them.rows(np.array([4]))[0]


def test_a_digest_differs_when_a_feature_does():
    def digest(value):
        return encode(gpd.GeoDataFrame({"it": [value]}, geometry=[None], crs=4326), Schema("s", [])).digest

    assert digest(1) == digest(1)
    assert digest(1) != digest(2)


@given(
    st.lists(st.tuples(st.dictionaries(st.text(), st.text(), max_size=3), st.integers(0, 2), st.booleans()), max_size=5)
)
def test_what_is_said_of_nearness_is_added_to_encoded_features(page):
    members = [{"distance_m": 1.5}, {"distance_m": 2.5, "nearest": {"name": "嘉定北"}}, {"distance_m": 0.0, "x": None}]
    features = Packed([encode_feature(str(id), None, properties) for id, (properties, _, _) in enumerate(page)])
    more = Packed([orjson.dumps(one)[1:-1] for one in members])
    rows = np.arange(len(page))[::-1].copy()
    which = np.array([which for _, which, _ in page], dtype=np.int64)[rows]
    certain = np.array([sure for _, _, sure in page], dtype=bool)[rows]
    text, ends = join_with(features.blob, features.offsets, rows, more.blob, more.offsets, which, certain)
    added = [feature["properties"] for feature in json.loads(b"[%b]" % bytes(text))]
    assert added == [
        properties | members[which] | {"match": "certain" if sure else "possible"}
        for properties, which, sure in reversed(page)
    ]
    assert [bytes(text[end - 1 : end]) for end in ends] == [b"}"] * len(page)
