import pytest

from geo.errors import BadValue
from geo.stores.query import Extent, Query, SortKey


@pytest.mark.parametrize(
    ("text", "name", "descending"),
    [
        *(("area_mu", "area_mu", False), ("+area_mu", "area_mu", False), ("-area_mu", "area_mu", True)),
        *((" -name ", "name", True), ("面积", "面积", False), ("-a-b", "a-b", True)),
    ],
)
def test_a_sort_key_is_a_name_with_a_sign(text, name, descending):
    assert SortKey.parse(text) == SortKey(name, descending)


@pytest.mark.parametrize("text", ["", " ", "+", "-", "--name", "+-name"])
def test_what_is_no_sort_key_is_refused(text):
    with pytest.raises(BadValue, match="a property name, with - in front for descending order"):
        SortKey.parse(text)


def test_a_query_asks_for_the_first_ten_of_all():
    assert (Query().limit, Query().cursor, Query().sort, Query().equals) == (10, None, (), ())
    assert Extent() == Extent(None, None)
