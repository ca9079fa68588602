"""Tile matrix sets: how the world is cut into tiles, zoom by zoom (OGC 17-083r4, annex D).

A place within a tile is given in units, `EXTENT` of them a side, x to the right and y down from its top left corner.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geo.compiled import compiled
from geo.errors import BadValue, NotFound
from geo.properties import Title

#: Units along a side of a tile; MVT leaves the number open, and 4096 is what every server and client has.
EXTENT = 4096

#: How far a tile reaches beyond its sides, in units: lines drawn along a side must not show where tiles meet.
BUFFER = 64

#: A pixel of a tile of 256 pixels, in units.
PIXEL = EXTENT // 256

_CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_PIXEL_M = 0.00028  # of the standard's screen (17-083r4, 6.1.1)
_EQUATOR_M = 6_378_137.0  # the semi-major axis of WGS 84
_METRES_PER_DEGREE = math.radians(1) * _EQUATOR_M

#: The latitude up to which the web's Mercator is continued beyond its end: towards the pole it has none.
_LAST_MERCATOR_LAT = 89.9


class UnknownTileMatrixSet(NotFound):
    """No tile matrix set bears this id."""

    kind = "tile matrix set"


class UnknownTile(NotFound):
    """The matrix set has no such tile."""

    kind = "tile"


@dataclass(frozen=True, slots=True)
class TileMatrixSet:
    """A way to cut the world into tiles.

    Parameters
    ----------
    id
        As in addresses.
    title
        For people.
    crs
        URI of its coordinate system.
    scale_set
        URI of its well-known scale set.
    axes
        Names of its axes.
    origin
        The top left corner, in its coordinate system.
    width
        Of the world, in units of its coordinate system.
    metres_per_unit
        At the equator.
    columns
        Tiles side by side at the first zoom; there is one row.
    zooms
        How many zooms there are; each has twice the rows and columns of the one before.
    mercator
        Whether latitudes are stretched as Mercator does it, or taken as they are.
    """

    id: str
    title: Title
    crs: str
    scale_set: str
    axes: tuple[str, str]
    origin: tuple[float, float]
    width: float
    metres_per_unit: float
    columns: int
    zooms: int
    mercator: bool

    @property
    def uri(self) -> str:
        """Its name in OGC's register."""
        return f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{self.id}"

    def cell_size(self, z: int) -> float:
        """Return the side of a pixel of a tile of 256 pixels, in units of the coordinate system."""
        return self.width / float(256 * self.columns * 2**z)

    def matrix(self, z: int) -> dict[str, Any]:
        """Return the definition of a zoom, as the standard writes it."""
        size = self.cell_size(z)
        return {
            "id": str(z),
            "scaleDenominator": size * self.metres_per_unit / _PIXEL_M,
            "cellSize": size,
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": list(self.origin),
            "tileWidth": 256,
            "tileHeight": 256,
            "matrixWidth": self.columns * 2**z,
            "matrixHeight": 2**z,
        }

    def tile(self, z: str, row: str, col: str) -> Tile:
        """Read the address of a tile.

        Raises
        ------
        BadValue
            Not a whole number; its place is the name of the variable.
        UnknownTile
            Beyond the last zoom, row or column.
        """
        numbers = [_whole(*one) for one in (("tileMatrix", z), ("tileRow", row), ("tileCol", col))]
        if numbers[0] >= self.zooms or numbers[1] >= 2 ** numbers[0] or numbers[2] >= self.columns * 2 ** numbers[0]:
            raise UnknownTile(f"{self.id}/{z}/{row}/{col}")
        return Tile(self, *numbers)

    def tile_at(self, z: int, lon: float, lat: float) -> Tile:
        """Return the tile in which a position lies; on a side, the one to the right or below."""
        x, y = to_units(lon, lat, *Tile(self, z, 0, 0).frame)
        col, row = int(x // EXTENT), int(y // EXTENT)
        return Tile(self, z, min(max(row, 0), 2**z - 1), min(max(col, 0), self.columns * 2**z - 1))


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of a matrix set; rows are counted from the top."""

    matrix_set: TileMatrixSet
    z: int
    row: int
    col: int

    @property
    def frame(self) -> tuple[bool, float, float, float]:
        """What `to_units` needs to place a position in this tile."""
        columns = float(self.matrix_set.columns * 2**self.z)
        return self.matrix_set.mercator, columns * EXTENT, float(self.col * EXTENT), float(self.row * EXTENT)

    @property
    def limits(self) -> tuple[float, float, float, float]:
        """Where in units the tile ends: at the rim of the world, what lies beyond belongs to it."""
        last_col, last_row = self.matrix_set.columns * 2**self.z - 1, 2**self.z - 1
        return (
            -math.inf if self.col == 0 else 0.0,
            -math.inf if self.row == 0 else 0.0,
            math.inf if self.col == last_col else EXTENT,
            math.inf if self.row == last_row else EXTENT,
        )

    def window(self, buffer: float = BUFFER) -> tuple[float, float, float, float]:
        """Return west, south, east, north of the tile and what lies so many units around it, within the world."""
        share = buffer / EXTENT
        tall, columns = 2**self.z, self.matrix_set.columns * 2**self.z
        west, east = ((self.col - share) / columns, (self.col + 1 + share) / columns)
        north, south = ((self.row - share) / tall, (self.row + 1 + share) / tall)
        lats = [self._lat(min(max(side, 0.0), 1.0)) for side in (south, north)]
        return max(west, 0.0) * 360 - 180, lats[0], min(east, 1.0) * 360 - 180, lats[1]

    def _lat(self, part: float) -> float:
        """Return the latitude at a part of the way from the top of the world to its bottom."""
        if not self.matrix_set.mercator:
            return 90 - part * 180
        return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * part))))

    def reach(self) -> tuple[float, float, float, float]:
        """Return the window of all that may be drawn in the tile: at the rim of Mercator's world, up to the pole."""
        west, south, east, north = self.window()
        last = 2**self.z - 1
        return west, -90.0 if self.row == last else south, east, 90.0 if self.row == 0 else north

    def __str__(self) -> str:
        return f"{self.matrix_set.id}/{self.z}/{self.row}/{self.col}"


@compiled
def to_units(lon: float, lat: float, mercator: bool, across: float, left: float, top: float) -> tuple[float, float]:
    """Place a position in a tile; compiled.

    Parameters
    ----------
    lon, lat
        Degrees.
    mercator, across, left, top
        See `Tile.frame`: units across the world, and those to the left of the tile and above it.
    """
    x = (lon + 180.0) / 360.0 * across - left
    if mercator:
        beyond = min(max(lat, -_LAST_MERCATOR_LAT), _LAST_MERCATOR_LAT)
        y = (0.5 - math.asinh(math.tan(math.radians(beyond))) / (2.0 * math.pi)) * across - top
    else:
        y = (90.0 - lat) / 360.0 * across - top
    return x, y


def matrix_set(id: str) -> TileMatrixSet:
    """Return a tile matrix set, or raise `UnknownTileMatrixSet`."""
    if id not in MATRIX_SETS:
        raise UnknownTileMatrixSet(id, MATRIX_SETS)
    return MATRIX_SETS[id]


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 9:
        raise BadValue(text, "a whole number from 0 on", name)
    return int(text)


WEB_MERCATOR_QUAD = TileMatrixSet(
    "WebMercatorQuad",
    Title("网络墨卡托瓦片", "Google Maps Compatible for the World"),
    "http://www.opengis.net/def/crs/EPSG/0/3857",
    "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
    ("X", "Y"),
    (-math.pi * _EQUATOR_M, math.pi * _EQUATOR_M),
    2 * math.pi * _EQUATOR_M,
    1.0,
    columns=1,
    zooms=25,
    mercator=True,
)
WORLD_CRS84_QUAD = TileMatrixSet(
    "WorldCRS84Quad",
    Title("经纬度瓦片", "CRS84 for the World"),
    _CRS84,
    "http://www.opengis.net/def/wkss/OGC/1.0/GoogleCRS84Quad",
    ("Lon", "Lat"),
    (-180.0, 90.0),
    360.0,
    _METRES_PER_DEGREE,
    columns=2,
    zooms=24,
    mercator=False,
)

MATRIX_SETS: Mapping[str, TileMatrixSet] = {one.id: one for one in (WEB_MERCATOR_QUAD, WORLD_CRS84_QUAD)}
