import numpy as np
import pytest
import shapely

from geo.crs import CRS84, OFFERED, Crs
from geo.errors import BadValue
from geo.filters.shapes import shape_of
from tests.geo.filters.things import found
from tests.zoo import SOUND

EPSG_4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"


def read(literal, crs=CRS84):
    return shape_of(literal, Crs.parse(crs)).values[0]


@pytest.mark.parametrize("name", [name for name in SOUND if name != "z"])
def test_a_geometry_is_read_as_it_is(name):
    assert shapely.equals(read(shapely.geometry.mapping(SOUND[name])), SOUND[name])


def test_latitude_comes_first_where_the_system_says_so():
    assert read({"type": "Point", "coordinates": [31.2, 121.5]}, EPSG_4326) == shapely.Point(121.5, 31.2)
    box = read({"bbox": [31.0, 121.0, 32.0, 122.0]}, EPSG_4326)
    assert box.bounds == (121, 31, 122, 32)


def test_a_box_may_cross_the_antimeridian_and_have_heights():
    assert read({"bbox": [170, -10, -170, 10]}).bounds == (-180, -10, 180, 10)
    assert read({"bbox": [170, -10, -170, 10]}).area == 400
    assert read({"bbox": [0, 0, -5, 1, 2, 5]}) == shapely.box(0, 0, 1, 2)
    assert read({"bbox": [1, 2, 1, 2]}) == shapely.Point(1, 2)


WRONG = [
    ({"type": "Point", "coordinates": [90, 180]}, "within ±180 and ±90 degrees at 90 180"),
    ({"type": "Point", "coordinates": [31.2, 121.5]}, "longitude and latitude look swapped"),
    ({"type": "Point", "coordinates": []}, "a geometry with positions"),
    ({"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}, "a geometry"),
    ({"type": "LineString", "coordinates": [[0, 0]]}, "a geometry"),
    ({"type": "Cube", "coordinates": []}, "a geometry"),
    ({"bbox": [0, 0, 1]}, "a box of four numbers"),
    ({"bbox": [0, 2, 1, 1]}, "with south ≤ north"),
    ({"bbox": [0, 0, 181, 1]}, "a position of"),
]


@pytest.mark.parametrize(("literal", "said"), WRONG)
def test_what_is_no_geometry_is_refused(literal, said):
    with pytest.raises(BadValue) as caught:
        read(literal)
    assert said in str(caught.value)


def test_a_geometry_that_crosses_itself_is_made_valid():
    bow_tie = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    assert read(bow_tie).is_valid
    assert found("S_INTERSECTS(geometry, POLYGON((0 0,1 1,1 0,0 1,0 0)))") == "a"


RELATED = [
    ("S_INTERSECTS(geometry,BBOX(1,1,5,5))", "ab"),
    ("S_INTERSECTS(geometry,BBOX(179.5,-1,-179,1))", "d"),
    ("S_DISJOINT(geometry,BBOX(1,1,5,5))", "d"),
    ("S_DISJOINT(POINT(5 5),geometry)", "ad"),
    ("NOT S_DISJOINT(geometry,POINT(5 5))", "b"),
    ("S_CONTAINS(geometry,POINT(0.5 0.5))", "a"),
    ("S_CONTAINS(BBOX(0,0,5,5),geometry)", "a"),
    ("S_WITHIN(geometry,POLYGON((0 0,6 0,6 6,0 6,0 0)))", "ab"),
    ("S_TOUCHES(geometry,BBOX(1,0,2,1))", "a"),
    ("floors = 2 AND S_WITHIN(geometry,POLYGON((0 0,6 0,6 6,0 6,0 0)))", "b"),
    ("geometry IS NULL", "c"),
]


@pytest.mark.parametrize(("text", "ids"), RELATED)
def test_geometries_are_related(text, ids):
    assert found(text) == ids


@pytest.mark.parametrize("uri", OFFERED)
def test_a_geometry_may_be_in_any_system_that_is_offered(uri):
    crs, box = Crs.parse(uri), shapely.box(121.0, 31.0, 121.5, 31.5)
    there = crs.from_wgs84(np.array([box], dtype=object))[0]
    assert shapely.hausdorff_distance(read(shapely.geometry.mapping(there), uri), box) < 1e-8
    west, south, east, north = shapely.bounds(there).tolist()  # in the system's own order of axes
    around = read({"bbox": [west, south, east, north]}, uri)
    assert shapely.difference(box, around).area < 1e-3 * box.area  # where the plane bends, its bounds do
    assert around.area < 2 * box.area  # far off its meridian, it lies askew
