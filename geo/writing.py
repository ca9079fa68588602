"""How words are written: folded to one form, cut into runs, and Chinese ones spelt in pinyin.

A run is a stretch of Chinese characters (外冈镇), or a word or code in letters and digits (park, JDS3-0101/29-08).
"""

from __future__ import annotations

import re
from typing import Any
from unicodedata import normalize

from pypinyin import Style, lazy_pinyin

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[-./][^\W_{_HAN}]+)*")
_ONE_HAN = re.compile(rf"[{_HAN}]")
_APOSTROPHES = re.compile("['’‘`ʼ]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")


def folded(text: str) -> str:
    """Return a text without differences of case, width, accents and apostrophes.

    Examples
    --------
    >>> folded("Ｗàigāng’s")
    'waigangs'
    """
    if text.isascii():
        return _APOSTROPHES.sub("", text.lower())
    plain = _ACCENTS.sub("", normalize("NFKD", text).casefold())
    return _APOSTROPHES.sub("", normalize("NFC", plain))


def runs(text: str) -> list[str]:
    """Cut a text into its folded runs; empty where it has no letter, digit or character.

    Examples
    --------
    >>> runs("外冈镇 JDS3-0101/29-08，Plot No.2")
    ['外冈镇', 'jds3-0101/29-08', 'plot', 'no.2']
    """
    return _RUN.findall(folded(text))


def is_chinese(run: str) -> bool:
    """Tell whether a run is one of Chinese characters."""
    return bool(_ONE_HAN.match(run))


def syllables(run: str) -> list[str]:
    """Spell a Chinese run, a syllable a character, without tones; ü is v, as it is typed.

    Examples
    --------
    >>> syllables("绿地")
    ['lv', 'di']
    """
    return lazy_pinyin(run, style=Style.NORMAL, errors=_left)


def _left(unknown: str) -> Any:
    """Leave characters that have no known reading as they are, one by one."""
    return list(unknown)
