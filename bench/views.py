"""The views of a map that panning and zooming across the synthetic plots comes by, and the tiles that each needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor

from bench.plots import SEED, town_middles
from geo.tiles.grid import EXTENT, WEB_MERCATOR_QUAD, Tile, to_units

#: From all of Shanghai down to a street.
ZOOMS = range(9, 18)

#: Pixels of the world's side at zoom 0.
_WORLD_PX = 256


@dataclass(frozen=True, slots=True)
class View:
    """What a window of a map shows.

    Parameters
    ----------
    zoom
        As web maps count it: the world is 256 pixels wide at 0.
    lon, lat
        The centre, degrees of WGS 84.
    width_px, height_px
        Of the window.
    """

    zoom: int
    lon: float
    lat: float
    width_px: int = 1440
    height_px: int = 900

    def tiles(self, tile_px: int = 512) -> Iterator[Tile]:
        """Yield the tiles of the web's Mercator that the window shows a part of.

        Parameters
        ----------
        tile_px
            How large a tile is drawn: 256, or twice as often as it is the tiles of the zoom before.
        """
        z = self.zoom - (tile_px // _WORLD_PX).bit_length() + 1
        across, down = self.width_px / tile_px / 2, self.height_px / tile_px / 2
        x, y = (units / EXTENT for units in to_units(self.lon, self.lat, *Tile(WEB_MERCATOR_QUAD, z, 0, 0).frame))
        left, right, top, bottom = (floor(side) for side in (x - across, x + across, y - down, y + down))
        most = 2**z - 1
        for row in range(max(top, 0), min(bottom, most) + 1):
            for col in range(max(left, 0), min(right, most) + 1):
                yield Tile(WEB_MERCATOR_QUAD, z, row, col)


def views(each: int = 8, zooms: Sequence[int] = ZOOMS, seed: int = SEED) -> Iterator[View]:
    """Yield views zoom by zoom, over the towns with the most plots first.

    Parameters
    ----------
    each
        How many of each zoom.
    zooms
        Which.
    seed
        Of the plots, see `bench.plots.make_plots`.
    """
    middles = town_middles(seed)[:each].tolist()
    for zoom in zooms:
        for lon, lat in middles:
            yield View(zoom, lon, lat)
