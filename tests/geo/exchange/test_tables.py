from datetime import date, time

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import shapely

from geo.exchange.tables import kind_of, plain, positions, uniquely_named
from geo.properties import Kind


@pytest.mark.parametrize(
    "names", [("lon", "lat"), ("Longitude", "LATITUDE"), ("lng", "lat"), ("经度", "纬度"), ("X", "Y"), (" x ", "y")]
)
def test_positions_are_found_by_the_names_of_columns(names):
    table = pd.DataFrame({names[0]: [121.5, None, "121.7"], names[1]: [31.5, 31.6, "31.7"], "n": [1, 2, 3]})
    rest, shapes, remark = positions(table)
    assert list(rest.columns) == list(table.columns)
    assert [shape and shape.wkt for shape in shapes] == ["POINT (121.5 31.5)", None, "POINT (121.7 31.7)"]
    assert remark == f"its positions are those of the columns {names[0]} and {names[1]}"


def test_well_known_text_comes_before_degrees_and_is_no_property():
    table = pd.DataFrame({"lon": [1.0], "lat": [2.0], "WKT": ["LINESTRING (121 31, 122 32)"]})
    rest, shapes, _ = positions(table)
    assert list(rest.columns) == ["lon", "lat"]
    assert shapes[0].wkt == "LINESTRING (121 31, 122 32)"


@pytest.mark.parametrize("columns", [{"a": [1]}, {"lon": [1]}, {"geometry": ["somewhere"]}])
def test_a_table_without_positions_has_none(columns):
    assert positions(pd.DataFrame(columns)) is None


def test_names_become_different_texts():
    table, remarks = uniquely_named(pd.DataFrame([[1, 2, 3]], columns=["a", "a", 7]))
    assert list(table.columns) == ["a", "a_2", "7"]
    assert remarks == ("another column a is served as a_2",)


@pytest.mark.parametrize("type", [pa.int8(), pa.uint8(), pa.int16(), pa.uint16(), pa.uint32(), pa.int64(), pa.uint64()])
def test_whole_numbers_stay_whole_where_some_are_missing(type):
    column = pd.Series(pa.array([1, None], type), dtype=pd.ArrowDtype(type))
    table, _ = plain(pd.DataFrame({"n": column}))
    assert kind_of(table["n"]) is Kind.INTEGER
    assert table["n"][0] == 1
    assert table["n"].isna().tolist() == [False, True]


def test_narrow_numbers_keep_the_digits_that_they_had():
    table, _ = plain(pd.DataFrame({"n": np.array([0.1, np.nan, 2.5e-8], np.float32)}))
    assert table["n"].tolist()[0] == 0.1
    assert table["n"].tolist()[2] == 2.5e-8
    assert np.isnan(table["n"].tolist()[1])


@pytest.mark.parametrize("type", [np.float32, np.float64])
def test_infinite_numbers_are_missing(type):
    table, remarks = plain(pd.DataFrame({"n": np.array([np.inf, 1.5, -np.inf, np.nan], type)}))
    assert table["n"].isna().tolist() == [True, False, True, True]
    assert remarks == ("the column n has infinite numbers, which JSON has not: left out",)


def test_times_are_texts_and_dates_are_dates():
    table, remarks = plain(pd.DataFrame({"t": [time(9, 30), None], "d": [None, date(2026, 1, 31)]}))
    assert table["t"][0] == "09:30:00"
    assert (kind_of(table["t"]), kind_of(table["d"])) == (Kind.TEXT, Kind.DATE)
    assert remarks == ()


def test_what_was_assumed_of_date_times_and_left_out_of_bytes_is_said():
    at = pd.to_datetime(["2026-01-31T09:00:00", None])
    table, remarks = plain(pd.DataFrame({"at": at, "photo": [None, b"x"], "zoned": at.tz_localize("Asia/Shanghai")}))
    assert list(table.columns) == ["at", "zoned"]
    assert table["zoned"][0].isoformat() == "2026-01-31T01:00:00+00:00"
    assert remarks == (
        "the column photo holds bytes: left out",
        "the column at has no time zone: taken as UTC",
    )


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([["a"], None], Kind.TEXTS),
        ([[1, 2], None], Kind.OBJECTS),
        ([{"a": 1}, None], Kind.OBJECTS),
        ([None, None], Kind.TEXT),
    ],
)
def test_lists_are_told_from_objects(values, kind):
    assert kind_of(pd.Series(values, dtype=object)) is kind


def test_shapes_in_columns_are_two_dimensional_points():
    _, shapes, _ = positions(pd.DataFrame({"lon": [1], "lat": [2]}))
    assert not shapely.has_z(shapes).any()
