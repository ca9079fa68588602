import numpy as np
import pytest
import shapely

from tests.geo.filters.things import HELD, STATION

FRAME = HELD.filtering
EVERY = slice(None)


@pytest.mark.parametrize("where", [EVERY, np.array([3, 0]), np.array([], dtype=np.int64)])
def test_rows_are_answered_in_the_order_in_which_they_are_asked(where):
    rows = np.arange(len(HELD))[where]
    assert FRAME.count(where) == len(rows)
    assert FRAME.placed(where).tolist() == [HELD.ids[row] != "c" for row in rows]
    assert [shape is None for shape in FRAME.geometries(where)] == [HELD.ids[row] == "c" for row in rows]
    box = (4, 4, 6, 6)
    for mask in (FRAME.touching(box, where), FRAME.in_box(box, where), FRAME.around(STATION, 1200, where)):
        assert mask.tolist() == [HELD.ids[row] == "b" for row in rows]
    assert np.isnan(FRAME.distances(STATION, where)).tolist() == [HELD.ids[row] == "c" for row in rows]


def test_a_geometry_is_that_of_its_row():
    assert FRAME.geometries(np.array([HELD.row("b")]))[0] == shapely.Point(5, 5)


def test_a_property_comes_as_a_vector():
    assert FRAME.column("floors", np.array([HELD.row("d")])).values.tolist() == [12]
