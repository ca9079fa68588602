import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.stores.packed import Packed

texts = st.lists(st.binary(max_size=6), max_size=12)


@given(texts, st.data())
def test_rows_are_given_back_in_the_order_asked(held, data):
    rows = data.draw(st.lists(st.integers(0, len(held) - 1), max_size=8)) if held else []
    packed = Packed(held)
    assert packed.rows(np.array(rows, dtype=np.int64)) == [held[row] for row in rows]
    assert [packed.row(row) for row in rows] == [held[row] for row in rows]


@pytest.mark.parametrize(
    ("one", "other", "same"), [([b"a"], [b"a"], True), ([b"a"], [b"b"], False), ([], [b"a"], False)]
)
def test_a_digest_differs_when_a_row_does(one, other, same):
    assert (Packed(one).digest == Packed(other).digest) == same
