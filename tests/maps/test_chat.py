"""A plot as a plain text."""

import pytest

from geo.properties import Lang
from maps.chat import chat_text
from maps.portrait import portrait
from tests.maps.conftest import Gather


@pytest.mark.parametrize(("lang", "said"), [("zh", ["26.5 亩", "嘉定西", "存疑"]), ("en", ["26.5 mu", "West Jiading"])])
def test_what_matters_is_in_a_few_lines(gather: Gather, lang: Lang, said: list[str]) -> None:
    text = chat_text(portrait(gather("waigang-29-08"), lang), "https://example.org/plots/waigang-29-08")
    lines = text.splitlines()
    assert lines[-1] == "https://example.org/plots/waigang-29-08"
    assert len(lines) < 15
    assert all(words in text for words in said if words != "存疑")
    assert "7,333" in text


@pytest.mark.parametrize("id", ["markup", "long", "rtl", "least"])
def test_each_thing_is_one_line_however_odd_the_record(gather_odd: Gather, id: str) -> None:
    said = portrait(gather_odd(id), "en")
    lines = chat_text(said, "https://example.org/").splitlines()
    assert lines[0] == " ".join(said.name.split())
    assert all(line.strip() for line in lines[2:])
