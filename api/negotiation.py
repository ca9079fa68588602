"""Which representation and which language a request gets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from starlette.types import Scope

from geo.errors import BadValue
from geo.properties import Lang

LANGUAGES = ("zh", "en")


def header(scope: Scope, name: bytes) -> str | None:
    """Return a header of a request, the first of several of that name."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value, "latin-1")
    return None


def chosen_format(query: Mapping[str, str], accept: str | None, formats: Sequence[str] = ("json", "html")) -> str:
    """Choose a representation: by ``f``, or else by ``Accept``, or else the first.

    Raises
    ------
    BadValue
        ``f`` names another representation.
    """
    f = query.get("f")
    if f is not None:
        if f not in formats:
            raise BadValue(f, "one of " + ", ".join(formats), "f")
        return f
    if accept is None or "html" not in formats or "html" not in accept.lower():
        return formats[0]
    return _preferred(accept, {"text/html": "html", "application/xhtml+xml": "html", "json": formats[0]}, formats[0])


def chosen_language(query: Mapping[str, str], accept_language: str | None, default: Lang) -> Lang:
    """Choose a language: by ``lang``, or else by ``Accept-Language``, or else the service's own.

    Raises
    ------
    BadValue
        ``lang`` names another language.
    """
    lang = query.get("lang")
    if lang is not None:
        if lang not in LANGUAGES:
            raise BadValue(lang, "one of " + ", ".join(LANGUAGES), "lang")
        return cast(Lang, lang)
    if not accept_language:
        return default
    return cast(Lang, _preferred(accept_language, {"zh": "zh", "en": "en"}, default))


def _preferred(header: str, choices: dict[str, str], default: str) -> str:
    """Return the choice whose name a member of highest weight contains (RFC 9110, 12.4.2)."""
    best, weight = default, 0.0
    for member in header.lower().split(","):
        name, _, parameters = member.partition(";")
        q = _weight(parameters)
        for part, choice in choices.items():
            if part in name and q > weight:
                best, weight = choice, q
    return best


def _weight(parameters: str) -> float:
    _, _, text = parameters.replace(" ", "").partition("q=")
    try:
        return float(text.partition(";")[0]) if text else 1.0
    except ValueError:
        return 0.0
