"""Rules: what reads most is taken, and what cannot be is declined."""

import pytest

from geo.phrases import Vocabulary, read_phrase
from geo.phrases.grammar import ABOUT, NEAR_WITHIN


def read(text: str, vocabulary: Vocabulary) -> list[dict[str, object]]:
    return [one.as_json() for one in read_phrase(text, vocabulary).conditions]


@pytest.mark.parametrize(
    "text",
    [
        "近地铁",
        "地铁附近",
        "near metro",
        "near the subway station",
        "靠近轨道交通",
        "附近有地铁",
        "metro",
        "close to a metro station",
    ],
)
def test_near_without_a_distance(text: str, vocabulary: Vocabulary) -> None:
    assert read(text, vocabulary) == [{"kind": "near", "target": "metro", "within": NEAR_WITHIN}]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "距地铁800米以内",
            "地铁800米内",
            "800米以内有地铁",
            "离地铁不超过800m",
            "近地铁 800米",
            "地铁站附近800米",
            "距地铁约800米",
        ),
        *(
            "within 800 m of the metro",
            "800m from metro",
            "metro within 800m",
            "near metro (≤ 800 m)",
            "距地铁0.8公里以内",
        ),
    ],
)
def test_near_with_a_distance(text: str, vocabulary: Vocabulary) -> None:
    assert read(text, vocabulary) == [{"kind": "near", "target": "metro", "within": "800m"}]


@pytest.mark.parametrize(
    "text",
    [
        "步行15分钟到地铁",
        "地铁步行15分钟以内",
        "15 min walk to the metro",
        "距地铁步行15分钟",
        "within a 15 minute walk of metro",
        "走路15分钟到地铁",
    ],
)
def test_near_on_foot(text: str, vocabulary: Vocabulary) -> None:
    assert read(text, vocabulary) == [{"kind": "near", "target": "metro", "within": "15min"}]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        *(
            ("20亩以上", 20, None),
            ("≥20亩", 20, None),
            ("20亩起", 20, None),
            ("20 mu or more", 20, None),
            (">= 20 mu", 20, None),
        ),
        *(("minimum 20 mu", 20, None), ("20亩及以上", 20, None), ("不少于20亩", 20, None), ("20 mu+", 20, None)),
        *(("20亩以下", None, 20), ("＜20亩", None, 20), ("up to 20 mu", None, 20), ("20亩以内", None, 20)),
        *(("20-30亩", 20, 30), ("20亩至30亩", 20, 30), ("20～30亩", 20, 30), ("20亩到30亩之间", 20, 30)),
        *(
            ("between 20 and 30 mu", 20, 30),
            ("≥20亩且≤30亩", 20, 30),
            ("30亩以下20亩以上", 20, 30),
            ("20 to 30 mu", 20, 30),
        ),
        *(("约20亩", 20 * (1 - ABOUT), 20 * (1 + ABOUT)), ("20亩左右", 18, 22), ("approx. 20 mu", 18, 22)),
        *(("1.5公顷以上", 22.5, None), ("面积：20亩以上", 20, None), ("20亩以上的面积", 20, None)),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None, vocabulary: Vocabulary) -> None:
    said = {"kind": "range", "property": "area_mu", "min": low, "max": high}
    assert read(text, vocabulary) == [{name: value for name, value in said.items() if value is not None}]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "30-20亩",
            "距地铁1以内",
            "2024年",
            "容积率40以上",
            "容积率2亩",
            "20",
            "5000万以下",
            "15分钟",
            "1公里",
            "以上",
            "近",
        ),
        *("20顷", "-5亩", "50 million tonnes", "0.5.1亩", "20½亩", "容积率≠2", "price 5000"),
    ],
)
def test_what_is_not_sure_is_declined(text: str, vocabulary: Vocabulary) -> None:
    assert read(text, vocabulary) == []
