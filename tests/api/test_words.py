"""What the pages say, in both languages."""

import re
from pathlib import Path
from string import Formatter

import pytest

from api.words import WORDS, Words
from geo.properties import Kind

TEMPLATES = sorted((Path(__file__).parents[2] / "api" / "templates").glob("*.html"))
PLACES = Formatter()


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_it_with_the_same_places_to_fill(key: str) -> None:
    zh, en = ({name for _, name, _, _ in PLACES.parse(WORDS[key][lang]) if name} for lang in ("zh", "en"))
    assert WORDS[key].zh
    assert WORDS[key].en
    assert zh == en


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_every_word_of_a_page_is_there(template: Path) -> None:
    asked = set(re.findall(r"\bt\('(\w+)'", template.read_text(encoding="utf-8")))
    assert asked <= set(WORDS)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_property_has_a_name(kind: Kind) -> None:
    assert WORDS[f"kind_{kind.value}"].zh


def test_places_are_filled_by_name() -> None:
    assert Words("en")("matched", n=3) == WORDS["matched"].en.replace("{n}", "3")
    assert Words("zh")("map") == "地图"


def test_a_word_that_is_not_there_is_an_error_in_the_page() -> None:
    with pytest.raises(KeyError):
        Words("en")("nothing-of-the-kind")
