"""Irregular polygons."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from bench.shapes import shapes

CENTRES = np.column_stack([np.linspace(120.9, 121.9, 2_000), np.linspace(30.7, 31.7, 2_000)])
AREAS = np.geomspace(300, 1e6, 2_000)


@pytest.fixture(scope="module")
def drawn() -> np.ndarray:
    return shapes(np.random.default_rng(7), CENTRES, AREAS)


def test_shapes_are_valid(drawn: np.ndarray) -> None:
    assert shapely.is_valid(drawn).all()


def test_outer_rings_are_counter_clockwise(drawn: np.ndarray) -> None:
    assert shapely.is_ccw(shapely.get_exterior_ring(shapely.get_parts(drawn))).all()


def test_shapes_enclose_what_they_shall(drawn: np.ndarray) -> None:
    geod = Geod(ellps="GRS80")
    measured = [geod.geometry_area_perimeter(shape)[0] for shape in drawn]
    assert measured == pytest.approx(AREAS, rel=2e-3)


def test_shapes_lie_where_they_shall(drawn: np.ndarray) -> None:
    apart = shapely.distance(drawn, shapely.points(CENTRES))
    assert (apart < np.sqrt(AREAS) / 90_000).all()


def test_there_are_concave_ones_ones_with_holes_and_ones_in_parts(drawn: np.ndarray) -> None:
    single = drawn[shapely.get_type_id(drawn) == shapely.GeometryType.POLYGON]
    holed = shapely.get_num_interior_rings(single) > 0
    convex = shapely.area(single) > 0.999 * shapely.area(shapely.convex_hull(single))
    assert 0.01 < holed.mean() < 0.06
    assert 0.3 < convex[~holed].mean() < 0.8
    assert 0.02 < (shapely.get_num_geometries(drawn) > 1).mean() < 0.07
