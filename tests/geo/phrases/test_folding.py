"""Folding keeps the place of every character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.phrases.folding import Folded


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Ｎｅａｒ　Ｍｅｔｒｏ", "near metro"),
        ("２０㎡", "20m2"),
        ("5 km²", "5 km2"),
        ("10²", "10²"),
        ("20½亩", "20½亩"),
        ("≠2", "≠2"),
        ("２，０００", "2,000"),
        ("2，000", "2，000"),
        ("  a\t\n b", "a b"),
        ("Xi’an", "xian"),
    ],
)
def test_texts_are_folded(source: str, text: str) -> None:
    assert Folded.of(source).text == text


@given(st.text())
def test_every_character_stands_where_it_comes_from(source: str) -> None:
    folded = Folded.of(source)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert list(folded.starts) == sorted(folded.starts)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(source)
