"""Which vector tiles are asked for: chosen by how many plots the data has in them."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np

from bench.shapes import Ints
from geo.measure import Floats

MATRIX_SET = "WebMercatorQuad"


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of WebMercatorQuad, and how many plots have their middle in it."""

    z: int
    row: int
    column: int
    plots: int


def tiles_of(plots: gpd.GeoDataFrame, z: int, wanted: int, most: int) -> list[Tile]:
    """Return the tiles whose numbers of plots are nearest to the one wanted.

    Parameters
    ----------
    plots
        In longitude and latitude, degrees.
    z
        Zoom.
    wanted
        How many plots a tile should have.
    most
        How many tiles to return, fewer when the plots fill fewer.
    """
    middles = plots.geometry.bounds.to_numpy().reshape(-1, 2, 2).mean(axis=1)
    places, counts = np.unique(_rows_and_columns(middles, z), axis=0, return_counts=True)
    nearest = np.argsort(np.abs(counts - wanted), kind="stable")[:most]
    rows, columns = places[nearest].T.tolist()
    return [Tile(z, *each) for each in zip(rows, columns, counts[nearest].tolist(), strict=True)]


def _rows_and_columns(lon_lat: Floats, z: int) -> Ints:
    """Return the tiles that positions are in, shape (n, 2) (OGC 17-083r4, annex D.1; spherical Mercator, EPSG 1024)."""
    lon, lat = np.radians(lon_lat).T
    x, y = (1 + lon / np.pi) / 2, (1 - np.arcsinh(np.tan(lat)) / np.pi) / 2
    return np.asarray(np.column_stack([y, x]) * 2**z, np.int64)
