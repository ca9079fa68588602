import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.outlines import outlines
from geo.tiles.drawing import draw
from geo.tiles.mending import mended, polygons
from tests.zoo import SHAPES


def drawn(*shapes):
    return draw(np.arange(len(shapes)), outlines(np.array(shapes, dtype=object)), 0.0)


rings = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=3, max_size=9, unique=True)


@given(st.lists(rings, min_size=1, max_size=4))
def test_every_polygon_is_valid_when_it_is_mended(some):
    drawing = mended(drawn(*(shapely.Polygon(ring) for ring in some)))
    found = polygons(drawing, np.arange(len(drawing.row)))
    assert shapely.is_valid(found).all()
    assert not shapely.is_empty(found).any()
    assert (drawing.xy >= 0).all()
    assert (drawing.xy <= 12).all()


@given(st.lists(rings, min_size=1, max_size=4))
def test_a_polygon_that_is_valid_already_is_left_as_it_is(some):
    before = drawn(*(shapely.Polygon(ring) for ring in some))
    after = mended(before)
    valid = shapely.is_valid(polygons(before, np.arange(len(before.row))))
    kept = dict(zip(after.row, polygons(after, np.arange(len(after.row))), strict=True))
    for row, shape in zip(before.row[valid], polygons(before, np.flatnonzero(valid)), strict=True):
        assert shapely.equals_identical(shape, kept[row])


@pytest.mark.parametrize(
    ("wkt", "expected"),
    [
        ("POLYGON ((0 0, 8 8, 8 0, 0 6, 0 0))", None),
        ("POLYGON ((0 0, 9 0, 9 9, 9 20, 9 9, 0 9, 0 0))", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)))"),
        (
            "MULTIPOLYGON (((0 0, 6 0, 6 6, 0 6, 0 0)), ((3 3, 9 3, 9 9, 3 9, 3 3)))",
            "MULTIPOLYGON (((0 0, 6 0, 6 3, 9 3, 9 9, 3 9, 3 6, 0 6, 0 0)))",
        ),
    ],
)
def test_crossings_spikes_and_overlaps_are_resolved(wkt, expected):
    drawing = mended(drawn(shapely.from_wkt(wkt)))
    (found,) = polygons(drawing, np.arange(len(drawing.row)))
    assert found.is_valid
    if expected:
        assert shapely.equals(found, shapely.from_wkt(expected))


def test_many_vertices_are_judged_too():
    turns = np.linspace(0, 2 * np.pi, 100, endpoint=False)
    star = np.column_stack([2000 + 1500 * np.cos(3 * turns), 2000 + 1500 * np.sin(7 * turns)])
    drawing = mended(drawn(shapely.Polygon(star)))
    assert shapely.is_valid(polygons(drawing, np.arange(len(drawing.row)))).all()


def test_awkward_shapes_become_valid():
    shapes = [
        shapely.transform(one, lambda xy: (xy - xy.min(axis=0)) * 2000)
        for one in SHAPES.values()
        if one is not None and not one.is_empty
    ]
    drawing = mended(drawn(*shapes))
    flat = np.flatnonzero(drawing.type == 3)
    assert len(flat)
    assert shapely.is_valid(polygons(drawing, flat)).all()
