"""The words are those of the grammar and of the catalogue."""

import pytest

from geo.errors import AmbiguousName
from geo.names import Gazetteer
from geo.phrases import Choice, Vocabulary, read_phrase
from geo.phrases.vocabulary import Thing
from geo.plots import PLOT
from geo.properties import Kind, Property, Schema, Title
from geo.stores import Catalogue

BARE = Gazetteer((), {})


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("嘉定北", "station:嘉定北"),
        ("嘉定北站", "station:嘉定北"),
        ("地铁嘉定北站", "station:嘉定北"),
        ("11号线嘉定北站", "station:嘉定北"),
        ("north jiading", "station:嘉定北"),
        ("jiading north station", "station:嘉定北"),
        ("jiadingbei", "station:嘉定北"),
        ("baiyin rd", "station:白银路"),
        ("外冈镇", "place:外冈镇"),
        ("line 11", "metro:11"),
        ("地铁11号线", "metro:11"),
        ("place:外冈镇", "place:外冈镇"),
    ],
)
def test_things_are_known_by_every_name(name: str, key: str, vocabulary: Vocabulary) -> None:
    word = vocabulary.words[name]
    assert isinstance(word.meaning, Thing)
    assert vocabulary.key(word.meaning) == key


def test_every_station_can_be_named(vocabulary: Vocabulary) -> None:
    for thing in vocabulary.names.things:
        word = vocabulary.words[f"{thing.kind}:{thing.id}"]
        assert isinstance(word.meaning, Thing)
        assert vocabulary.key(word.meaning).startswith(f"{thing.kind}:")


def test_a_name_that_several_things_bear_is_refused(vocabulary: Vocabulary) -> None:
    with pytest.raises(AmbiguousName):
        vocabulary.key(vocabulary.words["nanxiang"].meaning)


def test_land_uses_are_those_that_the_catalogue_has() -> None:
    uses = ["工业用地", "工业用地（标准厂房类）", "科研用地"]
    vocabulary = Vocabulary(BARE, PLOT, {"land_use_name": uses})
    assert vocabulary.words["industrial"].meaning == Choice("land_use_name", tuple(uses[:2]))
    assert vocabulary.words["工业用地"].meaning == Choice("land_use_name", ("工业用地",))
    assert "warehouse" not in vocabulary.words


def test_only_properties_of_the_collection_are_known() -> None:
    schema = Schema(
        "x",
        [Property("area_ha", Kind.NUMBER, Title("面积", "Area"), "har"), Property("town", Kind.TEXT, Title("", ""))],
    )
    vocabulary = Vocabulary(BARE, schema, {"town": ["外冈镇"]})
    assert [one.as_json() for one in read_phrase("面积2公顷以上 外冈", vocabulary).conditions] == [
        {"kind": "range", "property": "area_ha", "min": 2},
        {"kind": "choice", "property": "town", "values": ["外冈镇"]},
    ]
    phrase = read_phrase("近地铁 容积率2 挂牌", vocabulary)
    assert phrase.conditions == ()
    assert [one.text for one in phrase.unread] == ["近地铁 容积率2 挂牌"]


def test_titles_and_names_of_the_table_are_words(vocabulary: Vocabulary, catalogue: Catalogue) -> None:
    for row in catalogue.collections["plots"].about.schema.queryables.values():
        if vocabulary.measured(row.name):
            assert vocabulary.words[row.name].meaning.property == row.name
