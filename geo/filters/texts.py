"""Texts: folding case and accents away, and patterns."""

from __future__ import annotations

import re
from unicodedata import category, normalize

from geo.filters.vectors import Coded, Truth

#: The marks that voice a Japanese syllable: without them it is another one (OGC 21-065r2, ACCENTI, recommendation).
_VOICING = {"゙", "゚"}


def casei(texts: Coded) -> Coded:
    """Fold the case of texts away (Unicode, full case folding)."""
    return texts.map(str.casefold)


def accenti(texts: Coded) -> Coded:
    """Take the accents off texts: their non-spacing marks, but for Japanese voicing marks."""
    return texts.map(_without_accents)


def like(texts: Coded, pattern: Coded) -> Truth:
    r"""Match whole texts with a pattern: ``%`` for any characters, ``_`` for one, ``\`` before one of the three.

    Parameters
    ----------
    texts
        What is matched.
    pattern
        One for all rows.
    """
    matcher = matcher_of(pattern.uniques[0])
    return texts.test(lambda text: matcher.fullmatch(text) is not None)


def matcher_of(pattern: str) -> re.Pattern[str]:
    r"""Return a pattern as a regular expression.

    Examples
    --------
    >>> bool(matcher_of(r"50\% _f %").fullmatch("50% of it"))
    True
    """
    parts = [""]
    for part in re.findall(r"\\.|.", pattern, re.DOTALL):
        if part == "%":
            parts.append("")
        else:
            parts[-1] += "." if part == "_" else re.escape(part[-1])
    first, *others = parts
    if not others:
        return re.compile(first, re.DOTALL)
    # What stands between two % is taken where it first comes, and never looked for again: no pattern takes long.
    between = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(f"{first}{between}.*{others[-1]}", re.DOTALL)


def _without_accents(text: str) -> str:
    kept = (mark for mark in normalize("NFD", text) if category(mark) != "Mn" or mark in _VOICING)
    return normalize("NFC", "".join(kept))
