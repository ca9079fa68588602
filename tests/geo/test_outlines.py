import numpy as np
import pytest
import shapely

from geo.outlines import outlines
from tests.zoo import SHAPES, SOUND, column


@pytest.mark.parametrize("name", SOUND)
def test_the_outlines_of_a_geometry_have_all_its_vertices(name):
    found = outlines(column({name: SHAPES[name]}))
    assert sorted(map(tuple, found.xy.tolist())) == sorted(map(tuple, shapely.get_coordinates(SHAPES[name]).tolist()))
    assert found.first.tolist() == [0, len(found.kind)]
    assert found.start[-1] == len(found.xy)


def test_outlines_are_in_the_order_of_the_rows_and_holes_follow_their_shells():
    holed, pair = (
        shapely.box(0, 0, 9, 9).difference(shapely.box(1, 1, 2, 2)),
        shapely.from_wkt("GEOMETRYCOLLECTION (LINESTRING (0 0, 1 1), POLYGON ((5 5, 6 5, 6 6, 5 5)), POINT (3 3))"),
    )
    found = outlines(np.array([holed, None, pair], dtype=object))
    assert found.first.tolist() == [0, 2, 2, 5]
    assert found.kind.tolist() == [1, 2, 0, 1, 0]
    assert found.start.tolist() == [0, 5, 10, 12, 16, 17]
