import contextlib
import math
import re

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadGeometry
from geo.geometry import read_geometry
from tests.zoo import SHAPES, SOUND, WRITTEN, X, Y, polygon, ring

AREAS = ("Polygon", "MultiPolygon")
WRITTEN_TYPES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}


@pytest.mark.parametrize("name", WRITTEN)
def test_what_breaks_the_rules_is_refused_with_the_place_and_the_rule(name):
    geometry, message = WRITTEN[name]
    with pytest.raises(BadGeometry) as refused:
        read_geometry(geometry, AREAS)
    assert re.search(message, str(refused.value)), str(refused.value)


@pytest.mark.parametrize("name", [name for name, shape in SOUND.items() if shape.geom_type in WRITTEN_TYPES])
def test_what_keeps_them_is_read_as_it_is(name):
    shape, _ = read_geometry(SOUND[name].__geo_interface__ | {"coordinates": as_lists(SOUND[name])})
    assert shapely.equals(shape, SOUND[name])
    assert not shape.has_z


@pytest.mark.parametrize("shape", [SHAPES[name] for name in ("clockwise", "hole", "multipart")])
def test_a_wrong_winding_is_turned_with_a_remark(shape):
    wrong = shapely.orient_polygons(shape, exterior_cw=True)
    read, remarks = read_geometry({"type": shape.geom_type, "coordinates": as_lists(wrong)})
    parts = shapely.get_parts(read)
    assert all(shapely.is_ccw(shapely.get_exterior_ring(parts)))
    assert not any(shapely.is_ccw(hole) for part in parts for hole in part.interiors)
    assert remarks == ("the winding did not follow the right-hand rule and was turned",)


def test_heights_are_left_out_with_a_remark():
    read, remarks = read_geometry(polygon([[*position, 4.5] for position in ring()]))
    assert shapely.equals_identical(read, shapely.Polygon(ring()))
    assert remarks == ("the heights were left out",)


def test_heights_may_be_mixed():
    mixed = ring()
    mixed[1] = [*mixed[1], 4.5]
    assert read_geometry(polygon(mixed))[1] == ("the heights were left out",)


@pytest.mark.parametrize("more", [{"bbox": 10**400}, {"note": "\ud800"}, {"crs": float("nan")}, {"deep": [[]] * 3}])
def test_members_beyond_the_standard_do_not_hinder(more):
    assert read_geometry(polygon(ring()) | more)[0].is_valid


def test_the_place_of_a_fault_in_a_later_part_is_named():
    parts = [[ring()], [ring(X + 1), [*ring(X + 1.001, Y + 0.001, 0.001)[:3], [X + 1, 91], [X, Y]]]]
    with pytest.raises(BadGeometry, match=re.escape("coordinates[1][1][3]: ")):
        read_geometry({"type": "MultiPolygon", "coordinates": parts})


numbers = st.integers() | st.floats() | st.floats(-180, 180) | st.booleans() | st.none() | st.text(max_size=3)
nested = st.recursive(numbers, lambda inner: st.lists(inner, max_size=5), max_leaves=30)
rings = st.lists(st.tuples(st.floats(0, 9), st.floats(0, 9)).map(list), min_size=3, max_size=7).map(
    lambda r: [*r, r[0]]
)


@given(st.sampled_from(sorted(WRITTEN_TYPES)), nested | st.lists(rings, max_size=3))
def test_anything_is_read_as_a_valid_shape_or_refused(kind, coordinates):
    with contextlib.suppress(BadGeometry):
        shape, _ = read_geometry({"type": kind, "coordinates": coordinates})
        assert shape.is_valid
        assert not shape.is_empty
        assert all(map(math.isfinite, shape.bounds))


def as_lists(shape):
    def lists(node):
        return [lists(member) for member in node] if isinstance(node, tuple | list) else node

    return lists(shape.__geo_interface__["coordinates"])
