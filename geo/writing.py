"""How words are written: folded to one form, cut into runs, and Chinese ones spelt in pinyin.

A run is a stretch of Chinese characters (外冈镇), or a word or code in letters and digits (park, JDS3-0101/29-08).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from unicodedata import normalize

from opencc import OpenCC
from pypinyin import Style, lazy_pinyin

_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[-./][^\W_{_HAN}]+)*")
_ONE_HAN = re.compile(rf"[{_HAN}]")
_APOSTROPHES = re.compile("['’‘`ʼ]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")


def folded(text: str) -> str:
    """Return a text without differences of case, width, accents, apostrophes and traditional characters.

    Examples
    --------
    >>> folded("Ｗàigāng’s 嘉定工業區")
    'waigangs 嘉定工业区'
    """
    if text.isascii():
        return _APOSTROPHES.sub("", text.lower())
    plain = _ACCENTS.sub("", normalize("NFKD", text).casefold())
    return simplified(_APOSTROPHES.sub("", normalize("NFC", plain)))


def simplified(text: str) -> str:
    """Return a text with its traditional characters simplified, each by itself, whatever word it stands in.

    Examples
    --------
    >>> simplified("馬陸鎮")
    '马陆镇'
    """
    traditional, simple = _traditional()
    return text.translate(simple) if traditional.search(text) else text


@cache
def _traditional() -> tuple[re.Pattern[str], Mapping[int, str]]:
    """Return a pattern of the characters that have a simpler form, and these forms, as OpenCC has them.

    Characters of the first plane alone: nobody types the others. A form that has a simpler one itself is passed over.
    """
    held = [chr(code) for block in ((0x3400, 0x4DC0), (0x4E00, 0xA000)) for code in range(*block)]
    forms = OpenCC("t2s").convert("\n".join(held)).split("\n")
    simpler = {char: form for char, form in zip(held, forms, strict=True) if char != form}
    simple = {char: simpler.get(form, form) for char, form in simpler.items()}
    return re.compile(f"[{''.join(simple)}]"), str.maketrans(simple)


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
