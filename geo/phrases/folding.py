"""A text as it is read, and where each of its characters stands in the text as it was given."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from geo.writing import folded

#: Folding would take these for something else: a digit of the number before them, or a plain sign of comparison.
_KEPT = frozenset("≠≮≯，")
_FULL_WIDTH_DIGITS = frozenset("０１２３４５６７８９")
_POWERS = {"²": "2", "³": "3"}


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: lower case, half width, without accents, with one space where there was any white space.

    Parameters
    ----------
    source
        The text as it was given.
    text
        The folded one.
    starts, ends
        For every character of the folded text, the character of the source from which it comes, and the one behind it.
    """

    source: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, source: str) -> Folded:
        """Fold a text.

        Examples
        --------
        >>> Folded.of("２０㎡").text
        '20m2'
        """
        characters: list[str] = []
        places: list[int] = []
        for at, character in enumerate(source):
            # ２，０００ is one number, 2，000 are two
            inside = character == "，" and {*source[max(at - 1, 0) : at + 2]} - {"，"} <= _FULL_WIDTH_DIGITS
            for one in _fold("," if inside else character, characters[-1] if characters else ""):
                if one != " " or (characters and characters[-1] != " "):
                    characters.append(one)
                    places.append(at)
        return cls(source, "".join(characters), tuple(places), tuple(place + 1 for place in places))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a piece of the folded text stands in the source."""
        return self.starts[start], self.ends[end - 1]


def _fold(character: str, before: str) -> str:
    """Fold one character; a power is a digit only behind a letter, as in m²."""
    if character.isspace() or unicodedata.category(character) in {"Cc", "Cf", "Zs", "Zl", "Zp"}:
        return " "
    if character in _POWERS and before.isascii() and before.isalpha():
        return _POWERS[character]
    if character in _KEPT or unicodedata.category(character) == "No":
        return character
    return folded(character)
