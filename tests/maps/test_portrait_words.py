"""What is said about a plot."""

import re

import pytest

from maps.portrait_words import WORDS, Words


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_fill_in_the_same(key: str) -> None:
    zh, en = (set(re.findall(r"\{(\w+)\}", text)) for text in (WORDS[key].zh, WORDS[key].en))
    assert zh == en or zh | en == {"wan", "price"}


def test_places_are_filled_by_name() -> None:
    assert Words("en")("minutes", n=7) == "7 min"
    assert Words("zh")("page", n=1, of=2) == "第 1 页，共 2 页"
