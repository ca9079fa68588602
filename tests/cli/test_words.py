"""What the command line says, in both languages."""

from string import Formatter

import pytest

from cli.words import WORDS, Words, language_of_locale

PLACES = Formatter()


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_say_it_with_the_same_places_to_fill(key: str) -> None:
    zh, en = ({name for _, name, _, _ in PLACES.parse(WORDS[key][lang]) if name} for lang in ("zh", "en"))
    assert WORDS[key].zh
    assert WORDS[key].en
    assert zh == en


def test_places_are_filled_by_name() -> None:
    assert Words("en")("set_aside", n=2) == "2 files are set aside"
    assert Words("zh")("set_aside", n=2) == "搁置 2 个文件"
    assert Words("zh").lang == "zh"


@pytest.mark.parametrize(
    ("variables", "lang"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh_Hant_HK"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN"}, "zh"),
        ({"LANG": "zh_CN", "LC_ALL": ""}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], lang: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert language_of_locale() == lang
