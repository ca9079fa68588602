import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.tiles.clipping import clip_ring, clip_segment, lies_within
from geo.tiles.grid import BUFFER, EXTENT

BOX = shapely.box(-BUFFER, -BUFFER, EXTENT + BUFFER, EXTENT + BUFFER)
numbers = st.integers(-9000, 13000).map(float) | st.sampled_from([-64.0, 0.0, 4096.0, 4160.0])
places = st.tuples(numbers, numbers)


def clipped(ring):
    work = np.empty((6 * len(ring) + 16, 2))
    work[: len(ring)] = ring
    return work[: clip_ring(work, len(ring), np.empty_like(work))]


@given(st.lists(places, min_size=3, max_size=3, unique=True))
def test_a_triangle_is_clipped_as_geos_clips_it(ring):
    expected = shapely.intersection(shapely.make_valid(shapely.Polygon(ring)), BOX)
    left = clipped(ring)
    area = shapely.Polygon(left).area if len(left) > 2 else 0.0
    assert abs(area - expected.area) < 1e-6 * max(1.0, expected.area)
    assert all(lies_within(round(x, 6), round(y, 6)) for x, y in left)


def test_a_ring_around_the_tile_becomes_its_border_and_one_beside_it_nothing():
    assert shapely.equals(shapely.Polygon(clipped([(-1e9, -1e9), (1e9, -1e9), (1e9, 1e9), (-1e9, 1e9)])), BOX)
    assert len(clipped([(5000, 0), (6000, 0), (6000, 10)])) == 0


@given(places, places)
def test_a_segment_is_clipped_as_geos_clips_it(begin, end):
    start, stop = clip_segment(*begin, *end)
    line = shapely.LineString([begin, end])
    expected = shapely.intersection(line, BOX)
    if start > stop:
        assert expected.is_empty or expected.length < 1e-6
    else:
        assert abs((stop - start) * line.length - expected.length) < 1e-6
