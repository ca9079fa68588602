"""How well a text matches a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.phrases import Nearness
from geo.properties import Title
from geo.suggestions import Suggestion
from geo.suggestions.suggestion import Rank, best, readings


@pytest.mark.parametrize(
    ("wanted", "name", "rank"),
    [
        ("外冈镇", "外冈镇", Rank.EXACT),
        ("外冈", "外冈镇", Rank.PREFIX),
        ("冈", "外冈镇", Rank.INFIX),
        ("waigangzhen", "外冈镇", Rank.EXACT),
        ("wai gang", "外冈镇", Rank.PREFIX),
        ("wg", "外冈镇", Rank.PREFIX),
        ("gang", "外冈镇", Rank.INFIX),
        ("ang", "外冈镇", None),
        ("w", "外冈镇", None),
        ("jiading", "North Jiading", Rank.INFIX),
        ("ading", "North Jiading", None),
        ("north jia", "North Jiading", Rank.PREFIX),
        ("安亭", "外冈镇", None),
    ],
)
def test_a_match_has_its_rank(wanted: str, name: str, rank: Rank | None) -> None:
    assert best(wanted, readings(name)) == rank


@given(st.text(min_size=2, max_size=8), st.text(max_size=8))
def test_a_name_matches_itself_and_its_beginning(start: str, rest: str) -> None:
    read = readings(start + rest)
    text = read[0].text
    if len(text) > 1:
        assert best(text, read) is Rank.EXACT
        beginning = text[:-1].rstrip()
        assert len(beginning) < 2 or best(beginning, read) in {Rank.EXACT, Rank.PREFIX}


def test_it_is_an_object_in_a_language() -> None:
    said = Suggestion(
        "line", Title("11号线", "Line 11"), Title("地铁线", "Metro line"), condition=Nearness("metro:11", "1km")
    )
    assert said.as_json("zh") == {
        "kind": "line",
        "title": "11号线",
        "detail": "地铁线",
        "position": None,
        "bbox": None,
        "id": None,
        "condition": {"kind": "near", "target": "metro:11", "within": "1km"},
        "datum": None,
    }
    assert said.as_json("en")["title"] == "Line 11"
