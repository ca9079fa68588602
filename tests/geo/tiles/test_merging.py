import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.measure import geodesic_area
from geo.outlines import outlines
from geo.tiles.grid import WEB_MERCATOR_QUAD
from geo.tiles.merging import Sizes, ground_areas, measured, merge
from tests.zoo import SOUND, column

SMALL = [name for name, shape in SOUND.items() if shape.length < 2]


@pytest.mark.parametrize("name", SMALL)
def test_an_area_on_the_ground_is_the_geodesic_one(name):
    (area,) = ground_areas(*outlines(column({name: SOUND[name]})))
    parts = [part for part in getattr(SOUND[name], "geoms", [SOUND[name]]) if part.area]
    assert area == pytest.approx(sum(geodesic_area(part) for part in parts), rel=1e-5, abs=1e-6)


def sizes(n, seed=0):
    rng = np.random.default_rng(seed)
    here = rng.random(n) < 0.9
    return Sizes(rng.uniform(0, 60, n), here, rng.uniform(0, 4095, n), rng.uniform(0, 4095, n))


@given(st.integers(0, 400), st.sampled_from([0, 16, 64, 512, 8192]), st.integers(0, 9))
def test_what_belongs_here_is_drawn_or_counted_and_its_area_with_it(n, cell, seed):
    some, areas = sizes(n, seed), np.arange(n) * 1.5
    merged, gone = merge(some, areas, cell)
    assert merged.number.sum() == np.count_nonzero(gone & some.here)
    assert merged.area_m2.sum() == pytest.approx(areas[gone & some.here].sum(), abs=len(merged.number) / 2 + 1e-6)
    assert not gone[some.side >= cell].any()
    assert (merged.number > 1).all()
    if cell:
        assert gone[(some.side < cell) & ~some.here].all()
        cells = {(x // cell, y // cell) for x, y in zip(merged.x, merged.y, strict=True)}
        assert len(cells) == len(merged.number)


def test_each_geometry_belongs_to_one_tile_of_a_zoom():
    held, bounds = outlines(column(SOUND)), np.array([shape.bounds for shape in SOUND.values()])
    rows, count = np.arange(len(SOUND)), np.zeros(len(SOUND), int)
    for row in range(4):
        for col in range(4):
            tile = WEB_MERCATOR_QUAD.tile("2", str(row), str(col))
            count += measured(rows, bounds, held.first, held.start, held.xy, tile.limits, *tile.frame)[1]
    assert (count == 1).all()
