"""What both sides are asked."""

import re
from urllib.parse import parse_qs, urlsplit

import geopandas as gpd
import numpy as np
import pytest

from bench.errors import BenchError
from bench.peers.answers import Asked, drawn
from bench.peers.questions import Paired, paired_questions
from bench.plots import make_plots


@pytest.fixture(scope="module")
def plots() -> gpd.GeoDataFrame:
    return make_plots(20_000)


@pytest.fixture(scope="module")
def asked(plots: gpd.GeoDataFrame) -> dict[str, Paired]:
    return {question.name.split()[0]: question for question in paired_questions(plots, np.random.default_rng(1), 50)}


def test_both_sides_are_asked_as_often(asked: dict[str, Paired]) -> None:
    assert all(len(question.ours) == len(question.theirs) > 0 for question in asked.values())


def test_every_filter_has_three_conditions_that_plots_meet(asked: dict[str, Paired], plots: gpd.GeoDataFrame) -> None:
    assert len({*asked["filter"].ours}) > 20
    for path in asked["filter"].ours:
        query = parse_qs(urlsplit(path).query)
        assert query["filter-lang"] == ["cql2-text"]
        conditions = query["filter"][0].replace(" = ", " == ").split(" AND ")
        assert len(conditions) == 3
        assert len(plots.query(" and ".join(conditions))) > 0


def test_a_tile_is_the_same_one_on_both_sides(asked: dict[str, Paired]) -> None:
    for here, there in zip(asked["tile"].ours, asked["tile"].theirs, strict=True):
        ours, theirs = (re.fullmatch(r"tiles/WebMercatorQuad/12/(\d+)/(\d+)", path) for path in (here, there))
        assert ours is not None
        assert theirs is not None
        assert ours.groups() == theirs.groups()[::-1]


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [((3, 4), (3, 5), "b: 4 items here, 5 there"), ((0, 0), (0, 0), "nothing"), ((0, 0), (3, 4), "nothing")],
)
def test_other_answers_are_not_compared(here: tuple[int, ...], there: tuple[int, ...], said: str) -> None:
    with pytest.raises(BenchError, match=said):
        Paired("window", ["a", "b"], ["a", "b"], 1).check(Asked((1, 1), here), Asked((1, 1), there))


@pytest.mark.parametrize(("there", "same"), [((100, 104), True), ((100, 180), False)])
def test_tiles_may_differ_at_their_edges(there: tuple[int, ...], same: bool) -> None:
    tile = Paired("tile", ["a", "b"], ["a", "b"], 1, count=drawn, differ_max=0.2)
    if same:
        tile.check(Asked((1, 1), (96, 100)), Asked((1, 1), there))
    else:
        with pytest.raises(BenchError, match="tile: 196 items here, 280 there"):
            tile.check(Asked((1, 1), (96, 100)), Asked((1, 1), there))
