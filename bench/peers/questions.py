"""What both sides are asked, each in the words of its own paths, and how much faster the service must be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import geopandas as gpd
import httpx
import numpy as np

from bench.errors import BenchError
from bench.load import CONNECTIONS
from bench.peers.answers import Asked, drawn, matched
from bench.peers.tiles import MATRIX_SET, Tile, tiles_of
from bench.questions import PAGE, questions
from geo.plots import STATUSES

#: How many different filters, windows and ids are asked for.
FILTERS, ITEMS = 100, 500
#: Zoom, plots that a tile should have about, how many such tiles, and at how many connections: a large one takes so
#: long that more of them would only wait for each other.
TILES = ((14, 100, 200, (1, CONNECTIONS)), (12, 8_000, 20, (1,)))
#: How much the features of tiles may differ: how far a tile reaches over its edge is for each side to say.
_TILES_DIFFER_MAX = 0.2


@dataclass(frozen=True, slots=True)
class Paired:
    """A question, as each side is asked it.

    Parameters
    ----------
    name
        For people.
    ours, theirs
        Paths below the collection, those at the same place asking the same.
    times
        How many times the peer's requests a second the service must answer.
    needs
        How the conformance class ends that the service must declare; empty for what it always answers.
    connections
        At how many connections it is measured; at one, what is measured is how long an answer takes.
    median_ms_max
        How long half of the answers may take at one connection.
    count
        Tells how many items an answer speaks of.
    differ_max
        By which part of them the sides may differ.
    """

    name: str
    ours: Sequence[str]
    theirs: Sequence[str]
    times: float
    needs: str = ""
    connections: Sequence[int] = (1, CONNECTIONS)
    median_ms_max: float | None = None
    count: Callable[[httpx.Response], int] = matched
    differ_max: float = 0.0

    @property
    def is_of_tiles(self) -> bool:
        """Whether it is answered with vector tiles, which the service may have kept."""
        return self.count is drawn

    def check(self, ours: Asked, theirs: Asked) -> None:
        """See that both sides gave the same answers, and that there was something in them.

        Raises
        ------
        BenchError
            They are not the same, or empty: measuring them would measure something else.
        """
        if not (sum(ours.items) and sum(theirs.items)):
            raise BenchError(f"{self.name}: there is nothing in the answers")
        if self.differ_max:
            more, less = sorted((sum(ours.items), sum(theirs.items)), reverse=True)
            if more - less > self.differ_max * more:
                raise BenchError(f"{self.name}: {sum(ours.items)} items here, {sum(theirs.items)} there")
            return
        for path, here, there in zip(self.ours, ours.items, theirs.items, strict=True):
            if here != there:
                raise BenchError(f"{path}: {here} items here, {there} there")


def paired_questions(plots: gpd.GeoDataFrame, rng: np.random.Generator, paths: int) -> list[Paired]:
    """Draw the questions from the data."""
    window, item = (question.paths for question in questions(plots, rng, min(paths, ITEMS))[:2])
    few = (CONNECTIONS,)
    return [
        _filters(rng, min(paths, FILTERS)),
        *(_tiles(plots, z, wanted, min(paths, most), connections) for z, wanted, most, connections in TILES),
        Paired("items by window", window, window, 3, connections=few),
        Paired("item by id", item, item, 3, connections=few),
    ]


def _filters(rng: np.random.Generator, n: int) -> Paired:
    """Ask for plots by three conditions, with their number and the first page."""
    statuses = [status for status in STATUSES if status != "withdrawn"]
    drawn = zip(
        rng.choice((1.0, 1.2, 1.5, 2.0), n), rng.integers(5, 30, n) * 1_000, rng.choice(statuses, n), strict=True
    )
    texts = [
        f"floor_area_ratio >= {ratio:g} AND site_area_m2 > {area} AND status = '{status}'"
        for ratio, area, status in drawn
    ]
    paths = [f"items?{urlencode({'filter': text, 'filter-lang': 'cql2-text'})}&{PAGE}" for text in texts]
    return Paired(
        "filter of three conditions, count and first page", paths, paths, 5, needs="/conf/cql2-text", median_ms_max=20
    )


def _tiles(plots: gpd.GeoDataFrame, z: int, wanted: int, most: int, connections: Sequence[int]) -> Paired:
    tiles = tiles_of(plots, z, wanted, most)
    return Paired(
        f"tile of about {wanted:,} plots, z{z}",
        [_path(tile, tile.row, tile.column) for tile in tiles],
        [_path(tile, tile.column, tile.row) for tile in tiles],
        1,
        needs="/conf/mvt",
        connections=connections,
        count=drawn,
        differ_max=_TILES_DIFFER_MAX,
    )


def _path(tile: Tile, *place: int) -> str:
    return "/".join(("tiles", quote(MATRIX_SET), str(tile.z), *map(str, place)))
