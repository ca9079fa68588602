from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.properties import Kind, Property, Schema, Title
from geo.tiles.values import hashes, integers, put, table, varint_size
from tests.mvt import fields, read_value, varint

COLUMNS = {
    "words": (Kind.TEXT, ["甲", "", None, "x" * 300], ["甲", "", None, "x" * 300]),
    "ratio": (Kind.NUMBER, [2.5, -1e300, np.nan, 0.0], [2.5, -1e300, None, 0.0]),
    "floors": (Kind.INTEGER, [3, -7, None, 2**62], [3, -7, None, 2**62]),
    "huge": (Kind.INTEGER, [10**30, 1, None, 2], [1e30, 1.0, None, 2.0]),
    "built": (Kind.BOOLEAN, [True, False, None, True], [True, False, None, True]),
    "day": (Kind.DATE, [date(2026, 1, 31), "2025-02-03", None, None], ["2026-01-31", "2025-02-03", None, None]),
    "moment": (
        Kind.DATETIME,
        pd.to_datetime(["2026-01-31T09:00:00Z", None, None, None]),
        ["2026-01-31T09:00:00Z", None, None, None],
    ),
    "tags": (Kind.TEXTS, [["a", "乙"], [], None, np.array(["c"])], ['["a","乙"]', "[]", None, '["c"]']),
    "doubts": (
        Kind.OBJECTS,
        [[{"code": "area", "text": "…"}], [{"n": 1}], None, []],
        ['["area"]', '[{"n":1}]', None, "[]"],
    ),
}
SCHEMA = Schema(
    "things",
    [
        Property("id", Kind.TEXT, Title("", "")),
        *(Property(name, one[0], Title("", "")) for name, one in COLUMNS.items()),
    ],
)
FRAME = pd.DataFrame(
    {name: pd.Series(one[1], dtype=None if name in {"moment", "ratio"} else object) for name, one in COLUMNS.items()}
)
IDS = ["一", "two", "3", "4"]


def value_of(held, code):
    if code < 0:
        return None
    ((number, wire, message),) = fields(bytes(held.blob[held.offsets[code] : held.offsets[code + 1]]))
    assert (number, wire) == (4, 2)
    return read_value(message)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_value_is_written_as_its_type(name):
    held = table(IDS, FRAME, SCHEMA)
    found = [value_of(held, code) for code in held.codes[:, held.keys.index(name)]]
    expected = COLUMNS[name][2]
    assert found == expected
    assert [type(one) for one in found] == [type(one) for one in expected]


@pytest.mark.parametrize("dtype", [object, "str"])
def test_a_column_of_different_names_is_told_row_by_row(dtype):
    names = [None, *(f"地块{number}" for number in range(12_000)), "地块5", None]
    parts = [pd.DataFrame({"words": pd.Series(part, dtype=dtype)}) for part in (names[:7], names[7:])]
    ids = [str(row) for row in range(len(names))]
    held = table(ids, pd.concat(parts, ignore_index=True), SCHEMA)
    column = held.codes[:, held.keys.index("words")].tolist()
    told = [row for row in range(len(names)) if row % 500 < 3 or row > 12_000]
    assert [value_of(held, column[row]) for row in told] == [names[row] for row in told]


def test_the_id_comes_first_as_a_text():
    held = table(IDS, FRAME, SCHEMA)
    assert held.keys[0] == "id"
    assert [value_of(held, code) for code in held.codes[:, 0]] == IDS


def test_each_detail_has_fewer_columns_and_the_id():
    held = table(IDS, FRAME, SCHEMA)
    assert [len(one) for one in held.columns] == sorted((len(one) for one in held.columns), reverse=True)
    assert all(one[0] == 0 for one in held.columns)
    assert list(held.size) == sorted(held.size, reverse=True)


def test_a_collection_without_items_has_a_table():
    assert table([], FRAME.iloc[:0], SCHEMA).codes.shape == (0, len(COLUMNS) + 1)


@given(st.integers(0, 2**63 - 1))
def test_a_varint_is_read_back(number):
    out = np.zeros(10, np.uint8)
    end = put(out, 0, number)
    assert varint(bytes(out), 0) == (number, end)
    assert varint_size(number) == end


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_whole_numbers_are_read_back_as_uint_or_sint(numbers):
    held = integers(np.array(numbers, dtype=np.int64))
    assert [value_of(held, code) for code in range(len(numbers))] == numbers
    found = hashes(held.blob, held.offsets)
    assert len(set(found.tolist())) == len(set(numbers))
