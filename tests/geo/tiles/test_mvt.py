import numpy as np
import pandas as pd
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.outlines import outlines
from geo.properties import Kind, Property, Schema, Title
from geo.tiles.drawing import draw, points
from geo.tiles.mending import mended
from geo.tiles.mvt import encode
from geo.tiles.tagging import tagged
from geo.tiles.values import table
from tests.mvt import read

SCHEMA = Schema("things", [Property("id", Kind.TEXT, Title("", ""))])
NONE = np.empty(0, np.int64)
units = st.integers(-64, 4160)
vertices = st.tuples(units, units)
shapes = (
    st.builds(shapely.Point, vertices)
    | st.builds(shapely.MultiPoint, st.lists(vertices, min_size=1, max_size=4, unique=True))
    | st.builds(shapely.LineString, st.lists(vertices, min_size=2, max_size=6, unique=True))
    | st.builds(shapely.Polygon, st.lists(vertices, min_size=3, max_size=6, unique=True))
)


def encoded(drawing, ids, numbers=None):
    rows = np.full(len(drawing.row), -1) if numbers is None else numbers
    tags = tagged(table(ids, pd.DataFrame(index=range(len(ids))), SCHEMA), drawing.row, 0, NONE, NONE)
    return encode("things", drawing, rows, tags)


@given(st.lists(shapes, min_size=1, max_size=5))
def test_a_tile_keeps_the_rules_and_its_features_are_those_drawn(some):
    rows = np.arange(len(some))
    drawing = mended(draw(rows, outlines(np.array(some, dtype=object)), 0.0))
    tile = encoded(drawing, [f"i{row}" for row in rows])
    layers = read(tile)
    assert bool(layers) == bool(len(drawing.row))
    for layer in layers.values():
        assert (layer.name, layer.extent) == ("things", 4096)
        assert [one.type for one in layer.features] == drawing.type.tolist()
        for feature, row in zip(layer.features, drawing.row, strict=True):
            assert feature.properties == {"id": f"i{row}"}
            assert feature.geometry.is_valid
            if some[row].is_valid:
                assert shapely.equals(feature.geometry, some[row])


def test_a_tile_without_features_is_empty():
    assert encoded(points(NONE, np.empty(0), np.empty(0)), []) == b""


def test_a_feature_has_a_number_where_it_is_given_one():
    drawing = points(np.arange(3), np.arange(3.0), np.arange(3.0))
    layer = read(encoded(drawing, ["7", "x", "0"], np.array([7, -1, 0])))["things"]
    assert [one.id for one in layer.features] == [7, None, 0]
