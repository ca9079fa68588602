"""What a catalogue knows by name."""

import asyncio

import pytest

from geo.phrases import Choice, Nearness
from geo.stores import Catalogue, open_catalogue
from geo.suggestions.known import Known, found, known_things
from geo.suggestions.suggestion import Rank
from tests.service import COUNTS, DATA


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue(DATA)


@pytest.fixture(scope="module")
def things(catalogue: Catalogue) -> list[Known]:
    return asyncio.run(known_things(catalogue, ["外冈镇"]))


def test_every_station_line_and_place_is_known(things: list[Known]) -> None:
    assert len(things) == sum(count for id, count in COUNTS.items() if id != "plots")


def test_what_is_asked_by_a_suggestion_can_be_asked(things: list[Known], catalogue: Catalogue) -> None:
    for thing in things:
        condition = thing.suggestion.condition
        if isinstance(condition, Nearness):
            assert catalogue.near(condition.target, condition.within).targets.key == condition.target


def test_a_town_of_the_collection_is_chosen_and_another_is_near(things: list[Known]) -> None:
    by_name = {
        thing.suggestion.title.zh: thing.suggestion.condition for thing in things if thing.suggestion.kind == "town"
    }
    assert by_name["外冈镇"] == Choice("town", ("外冈镇",))
    assert by_name["马陆镇"] == Nearness("place:马陆镇", "1km")


def test_what_is_found_has_its_rank(things: list[Known]) -> None:
    ranks = {suggestion.title.zh: rank for rank, suggestion in found("嘉定北", things)}
    assert ranks == {"嘉定北": Rank.EXACT}
    assert not list(found("qqq", things))


def test_a_catalogue_without_reference_knows_nothing(tmp_path: object) -> None:
    (tmp_path / "plots").mkdir()  # type: ignore[operator]
    assert asyncio.run(known_things(open_catalogue(tmp_path), [])) == []  # type: ignore[arg-type]
