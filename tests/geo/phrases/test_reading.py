"""Whatever is typed is read or left unread, each piece in its place."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.phrases import Phrase, Vocabulary, read_phrase
from geo.phrases.reading import LENGTH_MAX
from tests.geo.phrases.test_conditions import CASES


@pytest.fixture(scope="module")
def pieces(vocabulary: Vocabulary) -> st.SearchStrategy[str]:
    """Texts that look like phrases: known words, amounts and rubbish in a row."""
    words = st.sampled_from(sorted(vocabulary.words))
    amounts = st.builds(
        "{}{}".format, st.integers(0, 5000), st.sampled_from(["亩", " mu", "万", "km", "分钟", "元", "", "年", "%"])
    )
    rubbish = st.text(max_size=4)
    parts = st.lists(words | amounts | rubbish, max_size=8)
    return st.builds(lambda some, gap: gap.join(some), parts, st.sampled_from(["", " ", ", "]))


def check(phrase: Phrase, text: str) -> None:
    spans = sorted(
        [span for one in phrase.read for span in one.spans] + list(phrase.unread),
        key=lambda span: (span.start, span.end),
    )
    for span in spans:
        assert span.text == text[span.start : span.end] != ""
    for one, other in pairwise(spans):
        assert one.end <= other.start
    keys = [one.condition.as_json().get("property", "near") for one in phrase.read]
    assert len(keys) == len(set(keys))
    json.dumps(phrase.as_json())


@given(text=st.text(max_size=60))
def test_no_text_is_too_odd(text: str, vocabulary: Vocabulary) -> None:
    check(read_phrase(text, vocabulary), text)


@given(data=st.data())
def test_no_row_of_words_is_too_odd(
    data: st.DataObject, pieces: st.SearchStrategy[str], vocabulary: Vocabulary
) -> None:
    text = data.draw(pieces)
    check(read_phrase(text, vocabulary), text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_phrases_are_read_as_the_shared_cases_say(case: dict[str, object], vocabulary: Vocabulary) -> None:
    text = str(case["text"])
    phrase = read_phrase(text, vocabulary)
    assert [one.condition.as_json() for one in phrase.read] == case["conditions"]
    assert [one.text for one in phrase.unread] == case["unread"]
    assert phrase.as_json()["query"] == case["query"]


def test_every_letter_outside_the_spans_says_nothing(vocabulary: Vocabulary) -> None:
    phrase = read_phrase("我想找外冈的20亩以上的地块，xyz", vocabulary)
    assert [(one.spans[0].text, one.spans[0].start, one.spans[0].end) for one in phrase.read] == [
        ("外冈", 3, 5),
        ("20亩以上的", 6, 12),
    ]
    assert [(one.text, one.start, one.end) for one in phrase.unread] == [("xyz", 15, 18)]


def test_what_is_said_in_two_places_has_both(vocabulary: Vocabulary) -> None:
    (status, area) = read_phrase("挂牌 20亩以上 在建", vocabulary).read
    assert [span.text for span in status.spans] == ["挂牌", "在建"]
    assert [span.text for span in area.spans] == ["20亩以上"]


def test_a_doubtful_name_comes_with_its_candidates(vocabulary: Vocabulary) -> None:
    (unread,) = read_phrase("near Anting", vocabulary).unread
    assert unread.as_json() == {
        "text": "near Anting",
        "start": 0,
        "end": 11,
        "candidates": ["station:安亭", "place:安亭镇"],
    }


@pytest.mark.parametrize(
    "text", ["外冈以外", "除了外冈", "非外冈", "not in Waigang", "地铁或外冈", "no metro", "不近地铁", "没有地铁"]
)
def test_what_is_denied_is_never_asked_for(text: str, vocabulary: Vocabulary) -> None:
    assert read_phrase(text, vocabulary).conditions == ()


def test_a_text_without_end_is_read_at_its_beginning(vocabulary: Vocabulary) -> None:
    text = "外冈 " + "x" * 100_000
    phrase = read_phrase(text, vocabulary)
    assert len(phrase.read) == 1
    assert phrase.unread[-1].end == len(text)
    check(phrase, text)
    assert phrase.unread[-1].start == LENGTH_MAX
