import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.properties import Kind, Property, Schema, Title
from geo.tiles.tagging import tagged
from geo.tiles.values import table
from tests.mvt import fields, read_value

TITLE = Title("", "")
SCHEMA = Schema("things", [Property(name, Kind.TEXT, TITLE) for name in ("id", "a", "b")])
texts = st.none() | st.sampled_from(["甲", "b", "2", "i1"])


def told(tags):
    """What each feature says, and the list of values."""
    values = [read_value(message) for _, _, message in fields(bytes(tags.values))]
    parts = [tags.tags[begin:end].reshape(-1, 2) for begin, end in zip(tags.first[:-1], tags.first[1:], strict=True)]
    return [{tags.keys[key]: values[value] for key, value in part} for part in parts], values


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=8), st.lists(st.integers(2, 5), max_size=4), st.data())
def test_features_say_what_the_table_says_and_every_value_is_listed_once(rows, counts, data):
    ids = [f"i{place}" for place in range(len(rows))]
    held = table(ids, pd.DataFrame(rows, columns=["a", "b"], dtype=object), SCHEMA)
    chosen = data.draw(st.lists(st.sampled_from(range(len(rows))), max_size=6))
    numbers = np.array(counts, dtype=np.int64)
    found, values = told(tagged(held, np.array(chosen, dtype=np.int64), 0, numbers, numbers * 10))
    expected = [
        {"id": ids[row], **{name: text for name, text in zip("ab", rows[row], strict=True) if text is not None}}
        for row in chosen
    ]
    assert found == expected + [{"count": count, "area_m2": 10 * count} for count in counts]
    assert len({(type(one), one) for one in values}) == len(values)
