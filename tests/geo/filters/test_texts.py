import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.filters.texts import accenti, casei, like, matcher_of
from geo.filters.vectors import Coded


def changed(change, text):
    return change(Coded.of(text)).uniques[0]


@pytest.mark.parametrize(("one", "other"), [("STRASSE", "Straße"), ("Οδος", "ΟΔΟΣ"), ("KØBENHAVN", "københavn")])
def test_letters_are_equal_in_either_case(one, other):
    assert changed(casei, one) == changed(casei, other)


@pytest.mark.parametrize(("accented", "plain"), [("débárquér", "debarquer"), ("Chișinău", "Chisinau"), ("Ü", "U")])
def test_accents_are_taken_off(accented, plain):
    assert changed(accenti, accented) == plain
    assert changed(accenti, plain) == plain


def test_what_is_no_accent_stays():
    assert changed(accenti, "はじめ") == "はじめ"
    assert changed(accenti, "한국 外冈镇 ø") == "한국 外冈镇 ø"


MATCHES = [
    ("%", "", True),
    ("", "", True),
    ("", "a", False),
    ("_", "冈", True),
    ("_", "", False),
    ("a%", "abc", True),
    ("%c", "abc", True),
    ("%b%", "abc", True),
    ("%b", "abc", False),
    ("a_c", "abc", True),
    (r"50\%", "50%", True),
    (r"50\%", "500", False),
    (r"a\_c", "abc", False),
    (r"\\", "\\", True),
    ("\\", "\\", True),
    ("a.c", "abc", False),
    ("%a%a", "a", False),
    ("%镇%", "第一\n外冈镇", True),
]


@pytest.mark.parametrize(("pattern", "text", "matches"), MATCHES)
def test_a_pattern_matches_whole_texts(pattern, text, matches):
    assert like(Coded.of(text), Coded.of(pattern)).true.tolist() == [matches]


@given(st.text("ab%_", max_size=8), st.text("ab", max_size=8))
def test_a_pattern_matches_what_a_plain_regular_expression_does(pattern, text):
    plain = "".join({"%": ".*", "_": "."}.get(letter, letter) for letter in pattern)
    assert bool(matcher_of(pattern).fullmatch(text)) == bool(re.fullmatch(plain, text))


def test_no_pattern_takes_long():
    start = time.perf_counter()
    assert not matcher_of("%a" * 40 + "%b").fullmatch("a" * 2000)
    assert time.perf_counter() - start < 1
