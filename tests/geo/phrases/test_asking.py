"""A catalogue is asked by phrases."""

import asyncio

import pytest

from geo.errors import UnknownProperty
from geo.phrases import Choice, Condition, Nearness, Range, Vocabulary, Words, query_of, read_phrase
from geo.stores import Catalogue


def found(conditions: list[Condition], catalogue: Catalogue) -> set[str]:
    plots = catalogue.collections["plots"]
    return set(asyncio.run(plots.frame(query_of(conditions, plots, catalogue)._replace(limit=100))).index)


def test_conditions_find_what_the_records_say(catalogue: Catalogue) -> None:
    assert found([Choice("town", ("外冈镇",))], catalogue) == {"waigang-1704", "waigang-29-08"}
    assert found([Choice("town", ("外冈镇",)), Range("area_mu", 25)], catalogue) == {"waigang-29-08"}
    assert found([Words("1704")], catalogue) == {"waigang-1704"}
    near = found([Nearness("metro", "1km")], catalogue)
    assert near
    assert found([Nearness("metro", "1km", certain=True)], catalogue) < near
    assert len(found([], catalogue)) == catalogue.collections["plots"].count


def test_a_phrase_asks_the_catalogue(catalogue: Catalogue, vocabulary: Vocabulary) -> None:
    phrase = read_phrase("外冈 20亩以上 已出让", vocabulary)
    assert found(list(phrase.conditions), catalogue) == {"waigang-29-08"}


def test_a_property_of_another_collection_is_refused(catalogue: Catalogue) -> None:
    stations = catalogue.collections["metro-stations"]
    with pytest.raises(UnknownProperty):
        query_of([Range("area_mu", 2)], stations, catalogue)
    assert query_of([Choice("lines", ("11",), listed=True)], stations, catalogue).filter is not None
