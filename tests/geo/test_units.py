import contextlib
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import units
from geo.errors import BadUnit, BadValue
from geo.units import format_area, format_length, parse_area, parse_length

amounts = st.floats(min_value=0, max_value=5.1e14, allow_subnormal=False)  # up to the Earth's surface, m²


@pytest.mark.parametrize(
    ("text", "value_m2", "approximate"),
    [
        ("26.5亩", 53_000 / 3, False),
        ("约26.5亩", 53_000 / 3, True),
        ("约 26.5 亩", 53_000 / 3, True),
        ("２６．５亩", 53_000 / 3, False),
        ("　２６．５　亩　", 53_000 / 3, False),
        ("26.5亩左右", 53_000 / 3, True),
        ("近200亩", 400_000 / 3, True),
        ("200余亩", 400_000 / 3, True),
        ("200多亩", 400_000 / 3, True),
        ("逾2.8万平方米", 28_000, True),
        ("2.8万余平方米", 28_000, True),
        ("about 26.5 mu", 53_000 / 3, True),
        ("Approx. 26.5 mu", 53_000 / 3, True),
        ("~351 mu", 234_000, True),
        ("351 MU", 234_000, False),
        ("1,500市亩", 1e6, False),
        ("2.8万平方米", 28_000, False),
        ("28000㎡", 28_000, False),
        ("17,786.91 ㎡", 17_786.91, False),
        ("１７，７８６．９１平方米", 17_786.91, False),
        ("17786.91m2", 17_786.91, False),
        ("17 786.91 m²", 17_786.91, False),
        ("17\u202f786.91 sq. m", 17_786.91, False),
        ("500 square meters", 500, False),
        ("9.2平方公里", 9.2e6, False),
        ("9.2 km²", 9.2e6, False),
        ("1 square kilometre", 1e6, False),
        ("23.4公顷", 234_000, False),
        ("23.4 hectares", 234_000, False),
        ("1.5 hm2", 15_000, False),
        ("1万亩", 2e7 / 3, False),
        ("2 acres", 8093.7128448, False),
        ("1英亩", 4046.8564224, False),
        (".5 ha", 5000, False),
        ("0亩", 0, False),
    ],
)
def test_an_area_is_read_as_written(text, value_m2, approximate):
    assert parse_area(text) == units.Area(value_m2, approximate)


@pytest.mark.parametrize(
    "text",
    [
        *("", "亩", "26.5", "２６．５", "2.8万", "abc", "nan亩", "inf 亩", "-5亩", "－5亩", "+5亩", "26.5亩左右吧"),
        *("1,78亩", "17,7869亩", "1.000,5 m2", "1e5 m2", "26..5亩", "5²亩", "①亩", "٣亩", "二十亩", "1½亩"),
        *("1" + " " * 62 + "1", "26.5米", "26.5 km", "26.5元", "2m3", "约亩", "5 mu 3", "9" * 70 + "亩"),
    ],
)
def test_what_is_no_area_is_refused_with_what_would_be_one(text):
    with pytest.raises(BadUnit, match=r"亩 \(mu\), 公顷 \(ha\), 平方米 \(m2\)"):
        parse_area(text)


@pytest.mark.parametrize("text", ["3顷", "约3 顷", "3市顷"])
def test_qing_is_refused_as_ambiguous(text):
    with pytest.raises(BadUnit, match="slip for 公顷"):
        parse_area(text)


@pytest.mark.parametrize("value", [-1, float("nan"), float("inf")])
def test_an_amount_is_finite_and_not_negative(value):
    for make in (
        lambda: units.Area(value, False),
        lambda: format_area(value, "en"),
        lambda: format_length(value, "en"),
    ):
        with pytest.raises(BadValue, match="finite number"):
            make()


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        *(("800", 800), ("800m", 800), ("800米", 800), ("８００米", 800), ("约800米", 800), ("1,200 metres", 1200)),
        *(("1.5km", 1500), ("1.5公里", 1500), ("1.5 千米", 1500), ("2 Kilometers", 2000), ("0", 0), ("1万米", 10_000)),
    ],
)
def test_a_length_is_read_in_metres(text, metres):
    assert parse_length(text) == metres


@pytest.mark.parametrize("text", ["", "m", "-800", "nan", "inf", "15min", "3里", "800 m2", "1.5亩", "3顷", "1,5km"])
def test_what_is_no_length_is_refused_with_what_would_be_one(text):
    with pytest.raises(BadUnit, match=r"a number of metres.*km \(公里\)"):
        parse_length(text)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    for parse in (parse_area, parse_length):
        with contextlib.suppress(BadUnit):
            parse(text)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["亩", "mu", "公顷", "㎡", "acre"]))
def test_a_number_is_converted_exactly_and_rounded_once(number, unit):
    factors = {"㎡": Fraction(1), "公顷": units.M2_PER_HA, "acre": units.M2_PER_ACRE}
    expected = float(Fraction(number) * factors.get(unit, Fraction(2000, 3)))
    assert parse_area(f"{number:f}{unit}").value_m2 == expected
    assert parse_area(f"{number:,f} {unit}").value_m2 == expected


def test_units_are_those_of_the_law():
    assert Fraction(2000, 3) == units.M2_PER_MU
    assert units.M2_PER_HA == 15 * units.M2_PER_MU == units.M2_PER_WAN_M2
    assert units.M2_PER_KM2 == 1500 * units.M2_PER_MU
    assert Fraction(Decimal("4046.8564224")) == units.M2_PER_ACRE
    assert units.CNY_PER_M2_PER_WAN_CNY_PER_MU == units.WAN_CNY_PER_HA_PER_WAN_CNY_PER_MU == 15


def test_conversions_take_arrays_and_keep_what_is_missing():
    area_m2 = np.array([234_000.0, np.nan, 0.0])
    np.testing.assert_array_equal(units.mu_from_m2(area_m2), [351, np.nan, 0])
    np.testing.assert_array_equal(units.ha_from_m2(area_m2), [23.4, np.nan, 0])
    np.testing.assert_array_equal(units.m2_from_mu(np.array([351.0, np.nan])), [234_000, np.nan])
    np.testing.assert_array_equal(units.cny_per_m2_from_wan_cny_per_mu(np.array([100.0])), [1500])


@given(amounts)
def test_conversions_undo_each_other(value):
    assert units.m2_from_mu(units.mu_from_m2(value)) == pytest.approx(value, rel=1e-14, abs=1e-300)
    price = units.wan_cny_per_mu_from_cny_per_m2(value)
    assert units.cny_per_m2_from_wan_cny_per_mu(price) == pytest.approx(value, rel=1e-14, abs=1e-300)


@pytest.mark.parametrize(
    ("value_m2", "lang", "unit", "text"),
    [
        (53_000 / 3, "zh", "mu", "26.5 亩"),
        (53_000 / 3, "en", "mu", "26.5 mu"),
        (17_786.91, "zh", "m2", "17,786.91 平方米"),
        (234_000, "en", "ha", "23.4 ha"),
        (1, "zh", "ha", "0.0001 公顷"),
        (600, "zh", "auto", "600 平方米"),
        (234_000, "zh", "auto", "351 亩"),
        (9.2e6, "zh", "auto", "9.2 平方公里"),
        (9_999, "en", "auto", "9,999 m²"),
        (234_000, "en", "auto", "23.4 ha"),
        (9.2e6, "en", "auto", "9.2 km²"),
        (0, "en", "auto", "0 m²"),
    ],
)
def test_an_area_is_shown_in_the_readers_unit(value_m2, lang, unit, text):
    assert format_area(value_m2, lang, unit) == text


@pytest.mark.parametrize(
    ("value_m", "zh", "en"),
    [
        *((640, "640 米", "640 m"), (640.4, "640 米", "640 m"), (999.4, "999 米", "999 m"), (0, "0 米", "0 m")),
        *((999.6, "1 公里", "1 km"), (1200, "1.2 公里", "1.2 km"), (1_234_567, "1,234.6 公里", "1,234.6 km")),
    ],
)
def test_a_length_is_shown_in_metres_then_kilometres(value_m, zh, en):
    assert (format_length(value_m, "zh"), format_length(value_m, "en")) == (zh, en)


def test_an_unknown_unit_or_language_is_refused():
    with pytest.raises(BadValue, match="mu, m2, ha or auto"):
        format_area(1, "en", "acre")
    with pytest.raises(BadValue, match="zh or en"):
        format_area(1, "fr")
    with pytest.raises(BadValue, match="zh or en"):
        format_length(1, "fr")


@given(amounts, st.sampled_from(["zh", "en"]), st.sampled_from(["mu", "m2", "ha", "auto"]))
def test_a_shown_area_is_read_back_to_the_precision_shown(value_m2, lang, unit):
    text = format_area(value_m2, lang, unit)
    half_a_last_digit_m2 = {"亩": 10 / 3, "mu": 10 / 3, "平方米": 0.005, "m²": 0.005, "公顷": 0.5, "ha": 0.5}
    tolerance = half_a_last_digit_m2.get(text.split()[1], 5000)
    again = parse_area(text)
    assert again.value_m2 == pytest.approx(value_m2, abs=tolerance * (1 + 1e-9), rel=1e-15)
    assert not again.approximate
    assert unit == "auto" or format_area(again.value_m2, lang, unit) == text


@given(st.floats(min_value=0, max_value=2.1e7), st.sampled_from(["zh", "en"]))
def test_a_shown_length_is_read_back_to_the_precision_shown(value_m, lang):
    text = format_length(value_m, lang)
    again = parse_length(text)
    assert again == pytest.approx(value_m, abs=0.5 if value_m < 999.5 else 50 * (1 + 1e-9))
    assert format_length(again, lang) == text
