"""Telephone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.inquiries.phones import international

CHINESE_MOBILE = "+86 138 0013 8000"


@pytest.mark.parametrize(
    "text",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "+8613800138000",
        "0086 138 0013 8000",
        "１３８００１３８０００",
    ],
)
def test_a_mobile_number_of_china_is_read_however_it_is_written(text: str) -> None:
    assert international(text) == CHINESE_MOBILE


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("021-12345678", "+86 21 1234 5678"),
        ("(021) 1234 5678", "+86 21 1234 5678"),
        ("0571-88888888", "+86 571 8888 8888"),
        ("021-12345678 转 801", "+86 21 1234 5678 ext. 801"),
        ("400-820-8820", "+86 400 820 8820"),
        ("+44 20 7946 0123", "+44 20 7946 0123"),
        ("+1 202 555 0143", "+1 202-555-0143"),
        ("+852 2123 4567", "+852 2123 4567"),
    ],
)
def test_other_numbers_are_read(text: str, read: str) -> None:
    assert international(text) == read


@pytest.mark.parametrize("text", ["", "abc", "1234", "12345678", "1380013800", "12800138000", "+999 123", "+", "转"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert international(text) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    read = international(text)
    assert read is None or international(read) == read


@given(st.sampled_from("3456789"), st.text("0123456789", min_size=9, max_size=9))
def test_every_number_that_can_be_a_mobile_one_keeps_its_digits(second: str, rest: str) -> None:
    read = international(f"1{second}{rest}")
    assert read is None or read.replace(" ", "") == f"+861{second}{rest}"
