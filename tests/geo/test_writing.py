"""How words are written: folded, cut into runs, spelt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.writing import folded, is_chinese, runs, simplified, syllables

TEXTS = st.text(st.sampled_from("外冈镇重慶薴Ａａ1-./ ,é'’㎡Ⅱ○〇テ한") | st.characters(codec="utf-8"), max_size=12)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", []),
        ("——，。!?", []),
        ("外冈镇", ["外冈镇"]),
        ("外冈镇恒飞路（北）2号", ["外冈镇恒飞路", "北", "2", "号"]),
        ("JDS3-0101/29-08", ["jds3-0101/29-08"]),
        ("ＪＤＳ３ Wàigāng", ["jds3", "waigang"]),
        ("Xi'an, Qi’bao", ["xian", "qibao"]),
        ("No.2 plot.", ["no.2", "plot"]),
        ("snake_case", ["snake", "case"]),
        ("二〇二五年", ["二〇二五年"]),
        ("嘉定工業區", ["嘉定工业区"]),
        ("皇后與後來", ["皇后与后来"]),
    ],
)
def test_a_text_is_cut_into_chinese_and_other_runs(text: str, cut: list[str]) -> None:
    assert runs(text) == cut


@given(TEXTS)
def test_folding_again_changes_nothing_and_case_does_not_count(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert runs(folded(text)) == runs(text)


@given(TEXTS)
def test_a_run_is_chinese_throughout_or_not_at_all(text: str) -> None:
    for run in runs(text):
        assert {is_chinese(char) for char in run if char not in "-./"} == {is_chinese(run)}


@pytest.mark.parametrize(
    ("run", "spelt"),
    [
        ("外冈镇", ["wai", "gang", "zhen"]),
        ("重庆", ["chong", "qing"]),
        ("重量", ["zhong", "liang"]),
        ("绿地", ["lv", "di"]),
        ("嘉定", ["jia", "ding"]),
        ("外岡鎮", ["wai", "gang", "zhen"]),
    ],
)
def test_a_chinese_run_is_spelt_by_its_reading_in_the_word(run: str, spelt: list[str]) -> None:
    assert syllables(run) == spelt


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=8))
def test_every_character_has_a_syllable(run: str) -> None:
    assert len(syllables(run)) == len(run)
    assert all(syllables(run))


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF), max_size=12))
def test_a_text_is_simplified_character_by_character_once_and_for_all(text: str) -> None:
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once
    assert once == "".join(map(simplified, text))
