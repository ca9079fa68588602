import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.outlines import Outlines, outlines
from geo.tiles.drawing import LINESTRING, POINT, POLYGON, draw, placed, points, taken, together, twice_area
from geo.tiles.grid import WEB_MERCATOR_QUAD, to_units
from tests.zoo import SOUND, X, Y, column


def drawn(*shapes, tolerance=0.0):
    return draw(np.arange(len(shapes)), outlines(np.array(shapes, dtype=object)), tolerance)


def paths(drawing):
    return [one.tolist() for one in np.split(drawing.xy, drawing.start[1:-1])]


def test_outer_rings_have_a_positive_area_and_inner_ones_a_negative_one():
    shape = shapely.box(0, 0, 100, 100).difference(shapely.box(20, 20, 40, 40))
    for turned in (shape, shapely.reverse(shape)):
        found = drawn(turned)
        areas = [twice_area(found.xy, *found.start[path : path + 2]) for path in range(2)]
        assert areas == [2 * 100**2, -2 * 20**2]


def test_a_collection_becomes_a_feature_of_each_type_it_has():
    parts = [shapely.Point(1, 1), shapely.LineString([(0, 0), (9, 9)]), shapely.box(0, 0, 5, 5), shapely.Point(2, 2)]
    found = drawn(shapely.GeometryCollection(parts))
    assert (found.row.tolist(), found.type.tolist()) == ([0, 0, 0], [POINT, LINESTRING, POLYGON])
    assert np.diff(found.first).tolist() == [2, 1, 1]


def test_a_line_that_leaves_the_tile_and_comes_back_is_two():
    found = drawn(shapely.LineString([(10, 10), (-500, 10), (-500, 50), (10, 50)]))
    assert paths(found) == [[[10, 10], [-64, 10]], [[-64, 50], [10, 50]]]


@pytest.mark.parametrize(
    "shape",
    [
        shapely.box(0, 0, 0.3, 0.3),
        shapely.LineString([(0.1, 0.1), (0.2, 0.2)]),
        shapely.Polygon([(0, 0), (9, 0), (9, 0.2)]),
        shapely.box(9000, 0, 9001, 9),
        shapely.Point(9000, 9),
    ],
)
def test_what_rounding_or_clipping_leaves_nothing_of_is_not_drawn(shape):
    assert len(drawn(shape).row) == 0


def test_a_hole_goes_with_its_outer_ring():
    tiny = shapely.Polygon([(0, 0), (0.4, 0), (0.4, 0.4), (0, 0.4)], [[(0.1, 0.1), (0.3, 0.1), (0.3, 0.3)]])
    found = drawn(shapely.MultiPolygon([tiny, shapely.box(10, 10, 20, 20)]))
    assert paths(found) == [[[20, 10], [20, 20], [10, 20], [10, 10]]]


@given(st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 4000)), min_size=2, max_size=40), st.integers(1, 30))
def test_no_vertex_that_is_left_out_lies_farther_off_than_the_tolerance(vertices, tolerance):
    line = shapely.LineString(vertices)
    found = drawn(line, tolerance=float(tolerance))
    if len(found.row):
        (path,) = paths(found)
        assert shapely.hausdorff_distance(line, shapely.LineString(path)) <= tolerance + 1e-9


def test_outlines_are_placed_as_single_positions_are():
    tile = WEB_MERCATOR_QUAD.tile_at(14, X, Y)
    held = outlines(column(SOUND))
    some = np.array([0, 2, 5])
    found = Outlines(*placed(some, *held, *tile.frame))
    expected = [
        to_units(*position, *tile.frame) for row in some for position in shapely.get_coordinates(column(SOUND)[row])
    ]
    assert np.allclose(found.xy, expected)
    assert found.kind.tolist() == [kind for row in some for kind in held.kind[held.first[row] : held.first[row + 1]]]


def test_drawings_are_put_together_and_taken_apart():
    one = drawn(shapely.box(0, 0, 9, 9), shapely.LineString([(0, 0), (5, 5), (9, 0)]))
    two = points(np.array([7, 8]), np.array([1.4, 2.6]), np.array([3.0, 4.0]))
    whole = together(one, drawn(), two)
    assert whole.row.tolist() == [0, 1, 7, 8]
    assert paths(whole) == [*paths(one), [[1, 3]], [[3, 4]]]
    assert paths(taken(whole, whole.row == 1)) == [paths(one)[1]]
    assert paths(taken(whole, whole.row >= 7)) == paths(two)
