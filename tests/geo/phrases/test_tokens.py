"""A phrase is cut into amounts, words and the rest."""

import pytest

from geo.phrases import Vocabulary
from geo.phrases.tokens import cut


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("近地铁", "nm"),
        ("20+亩", "aG"),
        ("11号线 20亩以上", "maG"),
        ("安亭路", "??"),
        ("anting road", "??"),
        ("外冈镇汽车", "m??"),
        ("jds3-0101", "?"),
        ("20 mu or under", "aL"),
        ("sold or under construction", "cOc"),
        ("容积率2顷", "p??"),
        ("nearest", "?"),
        ("far2", "pa"),
    ],
)
def test_a_text_is_cut(text: str, kinds: str, vocabulary: Vocabulary) -> None:
    tokens = cut(text, vocabulary)
    assert "".join(token.kind for token in tokens) == kinds
    assert all(text[token.start : token.end] == token.text for token in tokens)
