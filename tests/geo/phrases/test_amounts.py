"""Amounts wherever they stand, compared with the units of the library."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.phrases.amounts import UNITS, Dimension, amount_at
from geo.units import parse_area, parse_length


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("20亩", 20),
        ("2万平方米", 20_000),
        ("1,200.5m2", 1200.5),
        ("二十亩", 20),
        ("一百二十五亩", 125),
        ("两千平", 2000),
        ("一点五公里", 1.5),
        ("半小时", 0.5),
        ("十分钟", 10),
        ("50 million yuan", 50_000_000),
        ("3 square meters", 3),
        ("50-year", 50),
        ("0.5", 0.5),
    ],
)
def test_numbers_are_read_with_what_multiplies_them(text: str, value: float) -> None:
    found = amount_at(text, 0)
    assert found is not None
    assert (found.number * found.scale, found.end) == (value, len(text))


@pytest.mark.parametrize("text", ["08", "1.5.2", "1:2", "三林", "百十亩", "亩", "m2", "-5", "十十亩", ""])
def test_what_is_no_amount_is_left(text: str) -> None:
    assert amount_at(text, 0) is None


def test_digits_within_a_number_are_no_amount() -> None:
    assert amount_at("120亩", 1) is None
    assert amount_at("1.5亩", 2) is None


@pytest.mark.parametrize("text", ["100万元/亩", "3元每平方米", "5 yuan per m2", "2元/平方米/天"])
def test_so_much_for_each_is_a_rate(text: str) -> None:
    found = amount_at(text, 0)
    assert found is not None
    assert found.unit is not None
    assert (found.unit.dimension, found.end) == (Dimension.RATE, len(text))


@given(st.sampled_from([form for form, unit in UNITS.items() if unit.dimension in {Dimension.AREA, Dimension.LENGTH}]))
def test_units_are_those_of_the_library(form: str) -> None:
    found = amount_at(f"3 {form}", 0)
    assert found is not None
    assert found.unit is not None
    read = parse_length if found.unit.dimension is Dimension.LENGTH else (lambda text: parse_area(text).value_m2)
    assert found.number * found.scale * found.unit.factor == pytest.approx(
        read(f"3 {'平米' if form == '平' else form}"), rel=1e-12
    )


@given(st.text(max_size=20), st.integers(0, 20))
def test_no_text_is_too_odd(text: str, at: int) -> None:
    if at < len(text):
        amount_at(text, at)
