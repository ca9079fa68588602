"""Conditions written as a phrase that is read as the same conditions."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from geo.phrases.conditions import Choice, Condition, Nearness, Range, Words
from geo.phrases.vocabulary import Vocabulary, Word
from geo.phrases.words import MEASURED
from geo.properties import Lang
from geo.writing import folded

#: What follows a number in a phrase, by the unit symbol of the property.
_UNITS = {
    "mu": ("亩", " mu"),
    "m2": ("平方米", " m2"),
    "har": ("公顷", " ha"),
    "m": ("米", " m"),
    "min": ("分钟", " min"),
    "a": ("年", " years"),
    "CNY": ("元", " yuan"),
    "%": ("%", "%"),
    "": ("", ""),
}


def written(conditions: Iterable[Condition], lang: Lang, vocabulary: Vocabulary) -> str:
    """Write conditions as a phrase.

    Parameters
    ----------
    conditions
        Of properties that the vocabulary has. Nearness without a distance is written as nearness alone, which is read
        with the distance that “near” means.
    lang
        The language to write in; names of towns and land uses are written as the catalogue has them.

    Returns
    -------
    str
        `geo.phrases.read_phrase` reads the same conditions from it.
    """
    parts = [_written(condition, lang, vocabulary) for condition in conditions]
    return (" " if lang == "zh" else ", ").join(parts)


def _written(condition: Condition, lang: Lang, vocabulary: Vocabulary) -> str:
    match condition:
        case Range():
            return _range(condition, lang, vocabulary)
        case Choice():
            return _choice(condition, lang, vocabulary)
        case Nearness():
            return _near(condition, lang)
        case Words():
            return condition.words


def _range(range: Range, lang: Lang, vocabulary: Vocabulary) -> str:
    row = vocabulary.schema[range.property]
    unit = _UNITS[row.unit][lang == "en"]
    label = _label(range.property, lang)
    low, high = (None if end is None else f"{Decimal(repr(end)):f}" for end in (range.min, range.max))
    if low is not None and high is not None:
        return f"{label} {low}-{high}{unit}"
    if lang == "zh":
        return f"{label}{low}{unit}以上" if high is None else f"{label}{high}{unit}以下"
    return f"{label} at least {low}{unit}" if high is None else f"{label} at most {high}{unit}"


def _label(property: str, lang: Lang) -> str:
    """Name a property: as people call it, or by its own name, which says its unit."""
    called = MEASURED.get(property, property).split("|")
    return next((name for name in called if name.isascii() == (lang == "en")), f"{property} ")


def _choice(choice: Choice, lang: Lang, vocabulary: Vocabulary) -> str:
    values = [_value(choice.property, value, lang, vocabulary) for value in choice.values]
    return ("或" if lang == "zh" else " or ").join(values)


def _value(property: str, value: str, lang: Lang, vocabulary: Vocabulary) -> str:
    """Write a value by the first of its words that means it and nothing else."""
    row = vocabulary.schema[property]
    titles = (row.choices[value][lang],) if value in row.choices else ()
    lines = (vocabulary.names.lines[value][lang],) if value in vocabulary.names.lines else ()
    wanted = Choice(property, (value,), listed=property == "metro_lines")
    forms = (*titles, *lines, value)
    return next((form for form in forms if _meant(vocabulary.words.get(folded(form))) == wanted), value)


def _meant(word: Word | None) -> Choice | None:
    if word is None or isinstance(word.meaning, Choice):
        return word and word.meaning
    choice: Choice | None = getattr(word.meaning, "choice", None)
    return choice


def _near(near: Nearness, lang: Lang) -> str:
    target = {"zh": "地铁", "en": "the metro"}[lang] if near.target == "metro" else near.target
    if not near.within:
        return f"近{target}" if lang == "zh" else f"near {target}"
    if lang == "zh":
        return f"{'一定' if near.certain else ''}距{target} {near.within}以内"
    return f"{'certainly ' if near.certain else ''}within {near.within} of {target}"
