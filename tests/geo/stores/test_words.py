"""Finding rows by words, against a slow way that looks at every text."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadValue
from geo.plots import PLOT
from geo.stores.typed import Lists, Words
from geo.stores.words import WORDS_MAX, WordIndex, parse_words, searched
from tests.contract.oracle import found_in

NAMES = ["外冈镇", "安亭镇 Anting", "外冈29-08地块", None, "North Jiading", "JDS3-0101/29-08", "semiconductor park", ""]
TAGS = [["汽车", "工业"], [], ["Auto parts"], None, ["工业"], ["外"], ["aa/b"], []]


def expected(groups: tuple[tuple[str, ...], ...], names: list[str | None], tags: list[list[str] | None]) -> list[int]:
    rows = []
    for row, (name, some) in enumerate(zip(names, tags, strict=True)):
        texts = [name or "", *(some or [])]
        if any(all(any(found_in(word, text) for text in texts) for word in words) for words in groups):
            rows.append(row)
    return rows


def found(q: str) -> list[int]:
    index = WordIndex([Words(NAMES), Lists(TAGS)], len(NAMES))
    return np.flatnonzero(index.mask(parse_words(q))).tolist()


@pytest.mark.parametrize(
    ("q", "rows"),
    [
        ("外冈", [0, 2]),
        ("冈镇", [0]),
        ("waigang", [0, 2]),
        ("WaiG", [0, 2]),
        ("gangzhen", [0]),
        ("aigang", []),
        ("wg", [0, 2]),
        ("gz", [0]),
        ("w", []),
        ("anting", [1]),
        ("29-08", [2, 5]),
        ("08", [2, 5]),
        ("8", []),
        ("semi", [6]),
        ("conductor", []),
        ("外冈 地块", [2]),
        ("地块 外冈", [2]),
        ("外冈 汽车", [0]),
        ("安亭,jiading", [1, 4]),
        ("安亭，jiading 工业", [1, 4]),
        ("ＪＩＡＤＩＮＧ", [4]),
        ("qiche", [0]),
        ("外冈地块", []),
        ("nothing", []),
    ],
)
def test_words_are_found(q: str, rows: list[int]) -> None:
    assert found(q) == rows
    assert expected(parse_words(q), NAMES, TAGS) == rows


PIECES = st.sampled_from(["外冈", "镇", "安亭", "重庆", "绿", "a", "Anting", "29-08", "b2", " ", " ", "/", "，", "é"])
SOME = st.lists(PIECES, max_size=5).map("".join)
WORD = st.sampled_from(
    ["外", "冈镇", "an", "ant", "wai", "waigangz", "zh", "cq", "lv", "29", "08", "b", "e", "aa", "a"]
)


@given(st.lists(st.tuples(st.none() | SOME, st.lists(SOME, max_size=2)), max_size=8), st.data())
def test_an_answer_is_that_of_the_slow_way(rows: list[tuple[str | None, list[str]]], data: st.DataObject) -> None:
    names, tags = [name for name, _ in rows], [some for _, some in rows]
    index = WordIndex([Words(names), Lists(tags)], len(rows))
    groups = tuple(data.draw(st.lists(st.lists(WORD, min_size=1, max_size=2).map(tuple), min_size=1, max_size=2)))
    assert np.flatnonzero(index.mask(groups)).tolist() == expected(groups, names, tags)


@pytest.mark.parametrize("q", ["", " ", ",", "外冈,", "!?", "，", "😀"])
def test_a_question_without_words_is_refused(q: str) -> None:
    with pytest.raises(BadValue, match="words of Chinese characters, letters or digits"):
        parse_words(q)


def test_a_question_of_too_many_words_is_refused() -> None:
    words = [f"w{number}" for number in range(WORDS_MAX + 1)]
    assert len(parse_words(" ".join(words[1:]))[0]) == WORDS_MAX
    with pytest.raises(BadValue, match="32 words at most"):
        parse_words(" ".join(words))


def test_words_are_looked_for_in_texts_but_not_in_ids_and_choices() -> None:
    names = searched(PLOT)
    assert {"name", "name_en", "town", "district", "address", "grantee", "planned_use", "tags"} <= set(names)
    assert not {"id", "status", "area_mu", "sources", "doubts"} & set(names)
