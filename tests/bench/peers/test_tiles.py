"""The tiles that are asked for."""

import geopandas as gpd
import numpy as np
import pytest
from pyproj import Transformer

from bench.peers.tiles import tiles_of
from bench.plots import make_plots

#: Half the width of the projected earth, metres (EPSG:3857).
HALF_M = np.pi * 6_378_137


@pytest.fixture(scope="module")
def plots() -> gpd.GeoDataFrame:
    return make_plots(4_000)


@pytest.mark.parametrize("z", [0, 9, 12, 14])
def test_plots_are_counted_in_the_tile_that_proj_finds_them_in(plots: gpd.GeoDataFrame, z: int) -> None:
    middles = plots.geometry.bounds.to_numpy().reshape(-1, 2, 2).mean(axis=1)
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(*middles.T)
    size = 2 * HALF_M / 2**z
    columns, rows = np.floor((x + HALF_M) / size).astype(int), np.floor((HALF_M - y) / size).astype(int)
    found = tiles_of(plots, z, 10, 100_000)
    assert sum(tile.plots for tile in found) == len(plots)
    for tile in found:
        assert tile.plots == np.count_nonzero((rows == tile.row) & (columns == tile.column))


def test_the_tiles_nearest_to_the_number_wanted_come_first(plots: gpd.GeoDataFrame) -> None:
    every = [abs(tile.plots - 20) for tile in tiles_of(plots, 14, 20, 100_000)]
    assert every == sorted(every)
    assert [abs(tile.plots - 20) for tile in tiles_of(plots, 14, 20, 5)] == every[:5]
