import re

from maps import words
from maps.assets import FOLDER

SCRIPTS = "\n".join(
    file.read_text(encoding="utf-8") for file in (FOLDER / "explorer" / "src" / "overview").glob("*.ts")
)


def test_every_text_is_there_in_both_languages_with_the_same_places_to_fill():
    for title in words.WORDS.values():
        assert title.zh
        assert title.en
        assert set(re.findall(r"{\w+}", title.zh)) == set(re.findall(r"{\w+}", title.en))


def test_the_scripts_use_what_there_is():
    used = set(re.findall(r'\bword\((?:this\.)?data, "(\w+)"\)', SCRIPTS))
    assert {"search", "close", "measure_help"} <= used <= set(words.WORDS)


def test_nothing_is_said_nowhere():
    by_pattern = ("kind_", "layer_", "legend_", "certain", "possible")
    unused = [key for key in words.WORDS if not key.startswith(by_pattern) and f'"{key}"' not in SCRIPTS]
    assert unused == []


def test_a_language_is_taken_whole():
    assert words.in_lang("zh").keys() == words.in_lang("en").keys() == words.WORDS.keys()
