import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.stores.packed import Packed, join

texts = st.lists(st.binary(max_size=6), max_size=12)


@given(texts, st.data())
def test_rows_are_given_back_in_the_order_asked(held, data):
    rows = data.draw(st.lists(st.integers(0, len(held) - 1), max_size=8)) if held else []
    packed = Packed(held)
    assert packed.rows(np.array(rows, dtype=np.int64)) == [held[row] for row in rows]
    assert [packed.row(row) for row in rows] == [held[row] for row in rows]


@given(texts, st.data())
def test_rows_are_joined_with_commas(held, data):
    rows = data.draw(st.lists(st.integers(0, len(held) - 1), max_size=8)) if held else []
    packed = Packed(held)
    text, ends = join(packed.blob, packed.offsets, np.array(rows, dtype=np.int64))
    assert bytes(text) == b",".join(held[row] for row in rows)
    starts = [0, *(end + 1 for end in ends.tolist())]
    assert [bytes(text[start:end]) for start, end in zip(starts, ends, strict=False)] == [held[row] for row in rows]


@pytest.mark.parametrize(
    ("one", "other", "same"), [([b"a"], [b"a"], True), ([b"a"], [b"b"], False), ([], [b"a"], False)]
)
def test_a_digest_differs_when_a_row_does(one, other, same):
    assert (Packed(one).digest == Packed(other).digest) == same
