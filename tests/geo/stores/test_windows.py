import numpy as np
import pytest
import shapely
from hypothesis import example, given
from hypothesis import strategies as st

from geo.stores import windows
from geo.stores.packed import Packed
from geo.stores.spatial import SpatialIndex
from geo.values import Bbox, box_geometry
from tests.contract.worlds import GEOMETRIES

ARMS = shapely.from_wkt("POLYGON ((0 0, 9 0, 9 9, 8 9, 8 1, 1 1, 1 9, 0 9, 0 0))")
places = st.floats(-3, 12) | st.integers(-2, 11).map(float)


@st.composite
def boxes(draw):
    west, east = sorted([draw(places), draw(places)])
    south, north = sorted([draw(places), draw(places)])
    return west, south, east, north


@st.composite
def stars(draw):
    """A sound polygon around the middle, perhaps with a hole, its vertices anywhere."""
    count = draw(st.integers(3, 12))
    reach = np.array(draw(st.lists(st.floats(0.5, 6), min_size=count, max_size=count)))
    turns = np.arange(count) * 2 * np.pi / count + draw(st.floats(0, 1))
    ring = np.column_stack([4 + reach * np.cos(turns), 4 + reach * np.sin(turns)])
    hole = [4 + (ring - 4) * 0.4] if draw(st.booleans()) else []
    return shapely.Polygon(ring, hole)


def found(geometries, box):
    """The rows that the compiled search finds, and those that it leaves open."""
    index = SpatialIndex(np.array(geometries, dtype=object))
    rows, unsure = windows.search(*box, *index.arrays)
    return sorted(index.placed[rows].tolist()), sorted(index.placed[unsure].tolist())


@given(st.lists(stars() | st.just(ARMS), min_size=1, max_size=5), boxes())
@example([ARMS], (3.0, 4.0, 6.0, 12.0))  # between the arms
@example([ARMS], (0.2, 0.2, 0.4, 0.4))  # inside
@example([ARMS], (-3.0, -3.0, 12.0, 12.0))
@example([ARMS], (0.0, 1.0, 0.0, 1.0))  # a corner
def test_what_meets_a_box_is_found_and_what_is_left_open_is_on_its_edge(shapes, box):
    rows, unsure = found(shapes, box)
    meets = shapely.intersects(shapes, box_geometry(*box))
    for row, answer in enumerate(meets):
        assert (row in rows) == answer or row in unsure
    window = box_geometry(*box)
    edge = window.boundary if window.geom_type == "Polygon" else window
    assert all(shapely.distance(shapes[row].boundary, edge) < 1e-9 for row in unsure)


def test_a_touched_corner_is_left_open_and_told_by_the_exact_arithmetic_of_geos():
    slope = shapely.from_wkt("POLYGON ((0 0, 3 3, 0 3, 0 0))")
    for x in (1.0, 1.1, 0.7):
        box = (x, x - 1, x + 1, x)  # its north-western corner lies on the slope
        assert found([slope], box) == ([], [0])
        index = SpatialIndex(np.array([slope], dtype=object))
        assert index.window(Bbox(*box)).tolist() == ([0] if slope.intersects(shapely.box(*box)) else [])


@pytest.mark.parametrize("count", [1, 2, 15, 16, 17, 256, 257, 4097, 16_000, 30_000])
def test_trees_of_any_height_are_searched(count):
    rng = np.random.default_rng(count)
    where = rng.uniform(0, 1, (count, 2))
    index = SpatialIndex(shapely.points(where))
    for _ in range(20):
        west, south = rng.uniform(-0.1, 1, 2)
        inside = (where >= (west, south)).all(axis=1) & (where <= (west + 0.1, south + 0.1)).all(axis=1)
        assert (
            sorted(index.window(Bbox(west, south, west + 0.1, south + 0.1)).tolist()) == np.flatnonzero(inside).tolist()
        )


@given(st.lists(GEOMETRIES.filter(lambda shape: shape is not None and not shape.is_empty), min_size=1), st.data())
def test_a_page_is_the_beginning_of_what_is_found(shapes, data):
    rank = np.array(data.draw(st.permutations(range(len(shapes)))), dtype=np.int64)
    natural = np.argsort(rank)
    start, limit = data.draw(st.integers(0, len(shapes))), data.draw(st.integers(1, 4))
    index = SpatialIndex(np.array(shapes, dtype=object))
    texts = Packed([str(row).encode() for row in range(len(shapes))])
    box = (121.0, 31.0, 121.2, 31.2)
    text, ends, last, matched, unsure = windows.page(
        start, limit, rank, natural, texts.blob, texts.offsets, *box, *index.arrays
    )
    rows, left = found(shapes, box)
    order = [row for row in natural.tolist() if row in rows and rank[row] >= start]
    assert (matched, unsure) == (len(rows), len(left))
    assert bytes(text).decode().split(",") == [str(row) for row in order[:limit]] or not order
    assert len(ends) == len(order[:limit])
    assert last == (order[limit - 1] if len(order) > limit else -1)
