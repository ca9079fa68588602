"""Areas, lengths and land prices: exact conversions, what people write, what people read.

One factor a unit, as an exact fraction; a float is made once, at the end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from geo.errors import BadUnit, BadValue

Language = Literal["zh", "en"]
AreaUnit = Literal["mu", "m2", "ha", "auto"]
_Quantity = TypeVar("_Quantity", float, npt.NDArray[np.float64])

M2_PER_HA = Fraction(10_000)  # BIPM, SI Brochure (9th ed.), table 8: 1 ha = 1 hm²
M2_PER_KM2 = Fraction(1_000_000)
M2_PER_MU = M2_PER_HA / 15  # the market mu (市亩) of the 1929 law on measures, 1/15 ha: 2000/3 m²
M2_PER_WAN_M2 = Fraction(10_000)  # 万平方米: ten thousand square metres, as large as a hectare
M2_PER_ACRE = 43_560 * Fraction(3048, 10_000) ** 2  # 43 560 ft² of the international foot (1959), 0.3048 m

CNY_PER_WAN_CNY = Fraction(10_000)  # 万元
CNY_PER_M2_PER_WAN_CNY_PER_MU = CNY_PER_WAN_CNY / M2_PER_MU  # 1 万元/亩 = 15 元/m²
WAN_CNY_PER_HA_PER_WAN_CNY_PER_MU = M2_PER_HA / M2_PER_MU  # 1 万元/亩 = 15 万元/公顷

_AREA_FACTORS = {
    spelling: factor
    for factor, spellings in (
        (M2_PER_MU, "亩 市亩 畝 mu"),
        (M2_PER_HA, "公顷 公頃 ha ㏊ hm2 hm² hectare"),
        (Fraction(1), "平方米 平米 平方 m2 m² ㎡ sqm squaremetre"),
        (M2_PER_KM2, "平方公里 平方千米 km2 km² ㎢ sqkm squarekilometre"),
        (M2_PER_ACRE, "英亩 英畝 acre"),
    )
    for spelling in spellings.split()
}
_METRE_FACTORS = dict.fromkeys(("", "米", "m", "metre"), 1) | dict.fromkeys(("公里", "千米", "km", "kilometre"), 1000)
_AN_AREA = "an area, zero or more, with its unit: 亩 (mu), 公顷 (ha), 平方米 (m2), 万平方米, 平方公里 (km2) or acre"
_A_LENGTH = "a length: a number of metres, or a number with m (米) or km (公里), such as 1.5km"
_NO_QING = "an unambiguous area: 顷 (100 mu) is often a slip for 公顷 (15 mu); write 公顷 (ha) or 亩 (mu)"

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LONGEST_QUANTITY = 64  # characters; nobody writes more, and no pattern has to look at more
_QUANTITY = re.compile(
    r"""(?P<before>大约|约为|约|将近|接近|近|逾|about|around|approximately|approx\.?|circa|ca\.|nearly|~|≈)?[ ]?
        (?P<number>[0-9]{1,3}(?P<sep>[, ])[0-9]{3}(?:(?P=sep)[0-9]{3})*(?:\.[0-9]+)?|[0-9]*\.[0-9]+|[0-9]+)[ ]?
        (?P<more>余|多)?[ ]?(?P<wan>万|萬)?[ ]?(?P<and_more>余|多)?[ ]?
        (?P<unit>[^0-9]*?[2²]?)[ ]?
        (?P<after>左右|上下|余|多)?""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Area:
    """An area as it was stated.

    Parameters
    ----------
    value_m2
        The area in m², finite and not negative.
    approximate
        Whether it was called approximate (约, 左右, 近, 余, about).

    Raises
    ------
    BadValue
        If the area is negative, infinite or not a number.
    """

    value_m2: float
    approximate: bool

    def __post_init__(self) -> None:
        _check_amount(self.value_m2, "an area in m²: a finite number, zero or more")


def parse_area(text: str) -> Area:
    """Read an area with its unit, as people and notices write it.

    Full-width digits, thousands separators (``17,786.91``), 万 before the unit, and the marks of an
    approximate figure (约, 近, 逾, 余, 多, 左右, about, approx., ~) are understood; Chinese numerals are not.

    Parameters
    ----------
    text
        A number and its unit: 亩 or mu, 公顷 or ha, 平方米 or m2 or ㎡, 平方公里 or km2, 英亩 or acre.

    Returns
    -------
    Area
        In m², the nearest float to the exact value, and whether the text calls it approximate.

    Raises
    ------
    BadUnit
        If the number or the unit is missing, unknown or ambiguous (顷), or the number is negative.

    Examples
    --------
    >>> parse_area("约2.8万平方米")
    Area(value_m2=28000.0, approximate=True)
    >>> parse_area("351 mu").value_m2
    234000.0
    """
    value, approximate = _read(text, _AREA_FACTORS, _AN_AREA)
    return Area(value, approximate)


def parse_length(text: str) -> float:
    """Read a length as metres; a bare number is in metres.

    Parameters
    ----------
    text
        A number, alone or with m, 米, km or 公里; written as in `parse_area`. Approximation marks are dropped.

    Raises
    ------
    BadUnit
        If the number is missing or negative, or the unit is not one of a length.

    Examples
    --------
    >>> parse_length("800"), parse_length("1.5公里")
    (800.0, 1500.0)
    """
    return _read(text, _METRE_FACTORS, _A_LENGTH)[0]


def mu_from_m2(area_m2: _Quantity) -> _Quantity:
    """Return mu (亩) for m²; a number or an array, NaN stays NaN.

    Examples
    --------
    >>> mu_from_m2(234_000.0)
    351.0
    """
    return _scaled(area_m2, 1 / M2_PER_MU)


def m2_from_mu(area_mu: _Quantity) -> _Quantity:
    """Return m² for mu (亩); a number or an array, NaN stays NaN.

    Examples
    --------
    >>> m2_from_mu(351.0)
    234000.0
    """
    return _scaled(area_mu, M2_PER_MU)


def ha_from_m2(area_m2: _Quantity) -> _Quantity:
    """Return hectares (公顷) for m²; a number or an array, NaN stays NaN.

    Examples
    --------
    >>> ha_from_m2(234_000.0)
    23.4
    """
    return _scaled(area_m2, 1 / M2_PER_HA)


def cny_per_m2_from_wan_cny_per_mu(price_wan_cny_per_mu: _Quantity) -> _Quantity:
    """Return 元/m² for 万元/亩; a number or an array, NaN stays NaN.

    Examples
    --------
    >>> cny_per_m2_from_wan_cny_per_mu(100.0)
    1500.0
    """
    return _scaled(price_wan_cny_per_mu, CNY_PER_M2_PER_WAN_CNY_PER_MU)


def wan_cny_per_mu_from_cny_per_m2(price_cny_per_m2: _Quantity) -> _Quantity:
    """Return 万元/亩 for 元/m²; a number or an array, NaN stays NaN.

    Examples
    --------
    >>> wan_cny_per_mu_from_cny_per_m2(1500.0)
    100.0
    """
    return _scaled(price_cny_per_m2, 1 / CNY_PER_M2_PER_WAN_CNY_PER_MU)


@dataclass(frozen=True, slots=True)
class _Display:
    """How a unit is shown: its size in the base unit, its decimals at most, its name in each language."""

    factor: Fraction
    decimals: int
    zh: str
    en: str


_DISPLAYS: dict[str, _Display] = {
    "m2": _Display(Fraction(1), 2, "平方米", "m²"),
    "mu": _Display(M2_PER_MU, 2, "亩", "mu"),
    "ha": _Display(M2_PER_HA, 4, "公顷", "ha"),
    "km2": _Display(M2_PER_KM2, 2, "平方公里", "km²"),
}
_METRES = _Display(Fraction(1), 0, "米", "m")
_KILOMETRES = _Display(Fraction(1000), 1, "公里", "km")


def format_area(value_m2: float, lang: Language, unit: AreaUnit = "auto") -> str:
    """Write an area for a reader, without trailing zeros; `parse_area` reads it back to the precision shown.

    Parameters
    ----------
    value_m2
        The area in m², zero or more.
    lang
        ``"zh"`` or ``"en"``.
    unit
        ``"mu"`` and ``"m2"`` (two decimals at most), ``"ha"`` (four), or ``"auto"``: m² below 1 mu (zh)
        or 1 ha (en), km² from 1 km² on, and mu (zh) or ha (en) between.

    Raises
    ------
    BadValue
        If the area is negative, infinite or not a number, or the language or unit is unknown.

    Examples
    --------
    >>> format_area(17_786.91, "en", "m2"), format_area(234_000, "zh")
    ('17,786.91 m²', '351 亩')
    """
    _check_amount(value_m2, "an area in m²: a finite number, zero or more")
    chosen = _fitting_unit(value_m2, lang) if unit == "auto" else unit
    if chosen not in _DISPLAYS:
        raise BadValue(unit, "a unit of area: mu, m2, ha or auto")
    return _shown(value_m2, _DISPLAYS[chosen], lang)


def format_length(value_m: float, lang: Language) -> str:
    """Write a length for a reader: whole metres below 1 km, then kilometres with one decimal at most.

    Parameters
    ----------
    value_m
        The length in metres; `BadValue` if it is negative, infinite or not a number.
    lang
        ``"zh"`` or ``"en"``.

    Examples
    --------
    >>> format_length(640.2, "en"), format_length(1234, "zh")
    ('640 m', '1.2 公里')
    """
    _check_amount(value_m, "a length in metres: a finite number, zero or more")
    return _shown(value_m, _METRES if round(value_m) < _KILOMETRES.factor else _KILOMETRES, lang)


def _read(text: str, factors: Mapping[str, Fraction | int], expected: str) -> tuple[float, bool]:
    """Return the value in the base unit and whether the text calls it approximate."""
    plain = " ".join(text.translate(_FULL_WIDTH).split())
    found = _QUANTITY.fullmatch(plain) if len(plain) <= _LONGEST_QUANTITY else None
    if found is None:
        raise BadUnit(text, expected)
    unit = re.sub("[ .]", "", found["unit"]).casefold().replace("meter", "metre").removesuffix("s")
    if unit not in factors:
        raise BadUnit(text, _NO_QING if expected == _AN_AREA and unit in {"顷", "頃", "市顷"} else expected)
    number = Fraction(re.sub("[, ]", "", found["number"])) * (10_000 if found["wan"] else 1)
    marks = (found["before"], found["more"], found["and_more"], found["after"])
    return float(number * factors[unit]), any(marks)


def _scaled(value: _Quantity, factor: Fraction) -> _Quantity:
    return value * factor.numerator / factor.denominator


def _check_amount(value: float, expected: str) -> None:
    if not 0 <= value < math.inf:
        raise BadValue(value, expected)


def _fitting_unit(value_m2: float, lang: Language) -> str:
    if value_m2 >= M2_PER_KM2:
        return "km2"
    if lang == "zh":
        return "mu" if value_m2 >= M2_PER_MU else "m2"
    return "ha" if value_m2 >= M2_PER_HA else "m2"


def _shown(value: float, display: _Display, lang: Language) -> str:
    names = {"zh": display.zh, "en": display.en}
    if lang not in names:
        raise BadValue(lang, "a language: zh or en")
    number = f"{float(Fraction(float(value)) / display.factor):,.{display.decimals}f}"
    return f"{number.rstrip('0').rstrip('.') if '.' in number else number} {names[lang]}"
