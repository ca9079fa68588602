"""What a map of a query's answer is given to show."""

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from geo.measure import GRS80
from geo.stores import Catalogue, Query, open_catalogue
from maps.answer import overview_of
from maps.overview import Overview
from tests.service import COUNTS, DATA

Asking = Callable[..., Overview]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue(DATA)


@pytest.fixture
def ask(catalogue: Catalogue) -> Asking:
    def asked(query: Query, lang: str = "en") -> Overview:
        return asyncio.run(overview_of(catalogue, query, lang))  # type: ignore[arg-type]

    return asked


def test_without_nearness_plots_are_joined_to_the_metro(ask: Asking) -> None:
    overview = ask(Query(limit=100))
    assert overview.matched == COUNTS["plots"] == len(overview.plots) == len(overview.nearest)
    assert overview.question == ""
    assert len(overview.stations) == COUNTS["metro-stations"]
    assert overview.nearest["match"].isna().all()


def test_a_link_is_as_long_as_the_distance_says(ask: Asking, catalogue: Catalogue) -> None:
    nearest = ask(Query(near=catalogue.near("metro:11"), limit=100)).nearest
    ends = (nearest[name].to_numpy() for name in ("edge_lon", "edge_lat", "target_lon", "target_lat"))
    _, _, metres = GRS80.inv(*ends)
    assert np.allclose(metres, nearest["distance_m"], atol=0.2)


@pytest.mark.parametrize("query", [Query(limit=2), Query(limit=2, counted=False)], ids=["counted", "not counted"])
def test_more_may_match_than_are_drawn(ask: Asking, query: Query) -> None:
    overview = ask(query)
    assert (len(overview.plots), overview.matched) == (2, COUNTS["plots"])


@pytest.mark.parametrize(
    ("near", "within", "questions"),
    [
        ("metro", "1km", {"zh": "距地铁 1 公里以内", "en": "Within 1 km of the metro"}),
        ("metro:11", None, {"zh": "靠近11号线", "en": "Near Line 11"}),
        ("嘉定北", "15min", {"zh": "距嘉定北 步行 15 分钟以内", "en": "Within 15 minutes' walk of North Jiading"}),
    ],
)
def test_the_caption_says_what_was_asked(
    ask: Asking, catalogue: Catalogue, near: str, within: str | None, questions: dict[str, str]
) -> None:
    query = Query(near=catalogue.near(near, within), limit=10)
    assert {lang: ask(query, lang).question for lang in questions} == questions


def test_targets_are_named_in_the_readers_language(ask: Asking, catalogue: Catalogue) -> None:
    query = Query(near=catalogue.near("metro", "1km"), limit=10)
    assert "定边路" in set(ask(query, "zh").nearest["target_name"])
    assert "Dingbian Road" in set(ask(query, "en").nearest["target_name"])


def test_certain_and_possible_are_told_apart(ask: Asking, catalogue: Catalogue) -> None:
    query = Query(near=catalogue.near("metro", "1km"), limit=10)
    assert set(ask(query).nearest["match"]) == {"possible"}
    certain = query._replace(near=catalogue.near("metro", "1km", certain=True))
    assert len(ask(certain).plots) == 0
