"""Amounts in a phrase: a number, what multiplies it, and its unit, wherever they stand in a text.

Areas and lengths have the units of `geo.units`; walking times, terms, prices and shares have their own here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from geo.units import CNY_PER_WAN_CNY, parse_area, parse_length


class Dimension(StrEnum):
    """What kind of quantity an amount is."""

    AREA = "area"
    LENGTH = "length"
    MINUTES = "minutes"
    YEARS = "years"
    MONEY = "money"
    SHARE = "share"
    RATIO = "ratio"
    RATE = "rate"  # so much for each of something else, which no property states


class Unit(NamedTuple):
    """A unit.

    Parameters
    ----------
    dimension
        What it is a unit of.
    factor
        How many m², m, minutes, years, CNY or per cent it is.
    """

    dimension: Dimension
    factor: float


class Amount(NamedTuple):
    """An amount found in a text.

    Parameters
    ----------
    number
        As it is written.
    scale
        What multiplies it: 1, or 10 000 for 万.
    unit
        None where none is written.
    start, end
        Where it stands in the folded text.
    open
        Whether a plus sign says “or more”.
    """

    number: float
    scale: float
    unit: Unit | None
    start: int
    end: int
    open: bool = False


def _each(dimension: Dimension, factors: Mapping[str, float]) -> dict[str, Unit]:
    return {form: Unit(dimension, factor) for forms, factor in factors.items() for form in forms.split("|")}


_AREAS = (
    *("亩", "市亩", "畝", "mu", "公顷", "公頃", "ha", "hm2", "hectare", "hectares", "英亩", "英畝", "acre", "acres"),
    *("平方米", "平米", "平方", "m2", "sqm", "sq m", "sq. m", "square metre", "square metres"),
    *("平方公里", "平方千米", "km2", "sqkm", "sq km", "sq. km", "square kilometre", "square kilometres"),
)
_LENGTHS = ("米", "m", "metre", "metres", "公里", "千米", "km", "kilometre", "kilometres")

#: Every unit, by the ways in which it is written.
UNITS: Mapping[str, Unit] = {
    **{form: Unit(Dimension.AREA, parse_area(f"1 {form}").value_m2) for form in _AREAS},
    "平": Unit(Dimension.AREA, 1.0),  # what people say for 平方米
    **{form: Unit(Dimension.LENGTH, parse_length(f"1 {form}")) for form in _LENGTHS},
    **_each(Dimension.MINUTES, {"分钟|分|min|mins|minute|minutes": 1.0, "小时|个小时|h|hour|hours": 60.0}),
    **_each(Dimension.YEARS, {"年|年期|year|years|yr|yrs": 1.0}),
    **_each(Dimension.MONEY, {"元|元人民币|人民币|yuan|rmb|cny": 1.0}),
    **_each(Dimension.SHARE, {"%|percent|per cent|pct": 1.0}),
}
#: What may stand between a number and its unit; k and million without a unit are no amounts of anything.
_SCALES: Mapping[str, float] = {
    **{"百": 1e2, "千": 1e3, "万": float(CNY_PER_WAN_CNY), "萬": 1e4, "十万": 1e5, "百万": 1e6, "千万": 1e7},
    **{"亿": 1e8, "億": 1e8, "k": 1e3, "thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9},
}


def _one_of(forms: Iterable[str]) -> str:
    """Return a pattern for the longest of some forms; one in letters ends where its word ends."""
    spelt = (re.escape(form) for form in sorted(forms, key=len, reverse=True))
    spelt = (form.replace("metre", "met(?:re|er)") for form in spelt)
    return "(?:" + "|".join(f"{form}(?![a-z0-9_])" if form[-1].isascii() else form for form in spelt) + ")"


_NUMERALS = "零〇一二两三四五六七八九十百千"
_AMOUNT = re.compile(
    rf"""(?:(?P<digits>[0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?|(?:0|[1-9][0-9]*)?\.[0-9]+|0|[1-9][0-9]*)
          (?![0-9]|[.:/⁄][0-9])
         |(?P<numeral>[{_NUMERALS}]+(?:点[{_NUMERALS}]+)?|半)(?=[ ]?(?:[万亿][ ]?)?{_one_of(UNITS)}))
        (?P<open>\+)?
        (?:[ ]?(?P<scale>{_one_of(_SCALES)}))?
        (?:[ -]?(?P<unit>{_one_of(UNITS)}))?""",
    re.VERBOSE,
)
_EACH = (*UNITS, "天", "日", "月", "人", "day", "month", "person")
_RATE = re.compile(rf"[ ]?(?:/|每|per )[ ]?{_one_of(_EACH)}(?:[ ]?(?:/|每|per )[ ]?{_one_of(_EACH)})*")
#: What stands before digits that are part of a number or a name.
_IN_A_NUMBER = re.compile(r"(?:[0-9_⁄]|[0-9][.:/])$")


def amount_at(text: str, at: int) -> Amount | None:
    """Read the amount that begins at a place of a folded text; None where there is none.

    Examples
    --------
    >>> found = amount_at("2万平方米以上", 0)
    >>> found.number, found.scale, found.unit.dimension.value, found.end
    (2.0, 10000.0, 'area', 5)
    """
    if _IN_A_NUMBER.search(text, max(at - 2, 0), at):
        return None
    found = _AMOUNT.match(text, at)
    if found is None:
        return None
    number = _numeral(found["numeral"]) if found["numeral"] else float(found["digits"].replace(",", ""))
    if number is None:
        return None
    end, unit = found.end(), None
    if found["unit"]:
        unit = UNITS[found["unit"].replace("meter", "metre")]
        if rate := _RATE.match(text, end):
            unit, end = Unit(Dimension.RATE, 1.0), rate.end()
    scale = _SCALES[found["scale"]] if found["scale"] else 1.0
    return Amount(number, scale, unit, at, end, bool(found["open"]))


_PLACES = {"十": 10, "百": 100, "千": 1000}
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def _numeral(text: str) -> float | None:
    """Read a Chinese numeral below ten thousand; None where it is none.

    Examples
    --------
    >>> _numeral("二十五"), _numeral("一点五"), _numeral("半"), _numeral("百十")
    (25.0, 1.5, 0.5, None)
    """
    if text == "半":
        return 0.5
    whole, _, decimals = text.partition("点")
    total, digit, place = 0, 1 if whole[0] == "十" else None, 10_000
    for character in whole:
        if character in _DIGITS:
            if digit not in {None, 0}:
                return None
            digit = _DIGITS[character]
            continue
        if digit in {None, 0} or _PLACES[character] >= place:
            return None
        place = _PLACES[character]
        total, digit = total + (digit or 0) * place, None
    if not set(decimals) <= set(_DIGITS):
        return None
    return float(f"{total + (digit or 0)}." + "".join(str(_DIGITS[one]) for one in decimals))
