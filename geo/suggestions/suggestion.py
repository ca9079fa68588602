"""A suggestion, and how well a text matches a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any, NamedTuple, Self

from geo.phrases import Condition
from geo.properties import Lang, Title
from geo.writing import folded, is_chinese, runs, syllables

#: Texts of which the readings are kept: those that are compared while a name is typed letter by letter.
_TEXTS_KEPT = 8192

Position = tuple[float, float]
Box = tuple[float, float, float, float]


class Rank(IntEnum):
    """How well a text matches; the best comes first."""

    EXACT = 0
    PREFIX = 1
    INFIX = 2
    SCATTERED = 3  # its words are found, but not in a row


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that a text may mean.

    Parameters
    ----------
    kind
        ``plot``, ``station``, ``line``, ``town``, ``place``, ``address`` or ``coordinates``.
    title, detail
        For people.
    position
        Longitude and latitude, WGS 84; None where there is none.
    bbox
        West, south, east, north, of what has an extent.
    id
        Of a plot, in its collection.
    condition
        What asks for plots by it; None where nothing does.
    datum
        Of coordinates: that in which they are taken.
    """

    kind: str
    title: Title
    detail: Title
    position: Position | None = None
    bbox: Box | None = None
    id: str | None = None
    condition: Condition | None = None
    datum: str | None = None

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """Return it as an object, in a language."""
        return {
            "kind": self.kind,
            "title": self.title[lang],
            "detail": self.detail[lang],
            "position": self.position,
            "bbox": self.bbox,
            "id": self.id,
            "condition": self.condition and self.condition.as_json(),
            "datum": self.datum,
        }


class Reading(NamedTuple):
    """One way to read a name, and where a word may begin in it."""

    text: str
    starts: frozenset[int]

    @classmethod
    def of(cls, parts: Iterable[str], gap: str = "") -> Self:
        """Put the parts of a name in a row."""
        text, starts = "", set()
        for part in parts:
            text += gap if text else ""
            starts.add(len(text))
            text += part
        return cls(text, frozenset(starts))

    def rank(self, wanted: str) -> Rank | None:
        """Tell how well a folded text matches; None for not at all."""
        at = self.text.find(wanted)
        while at >= 0:
            if at == 0:
                return Rank.EXACT if len(wanted) == len(self.text) else Rank.PREFIX
            if at in self.starts:
                return Rank.INFIX
            at = self.text.find(wanted, at + 1)
        return None


def readings(name: str) -> list[Reading]:
    """Return the ways to read a name: as it is written, and what is Chinese in it spelt and by its initials."""
    return [_plain(name), *_spelt(name)]


def best(wanted: str, among: Iterable[Reading]) -> Rank | None:
    """Return the best rank of a folded text among readings; spelt ones have no spaces, and initials are two or more."""
    close = wanted.replace(" ", "")
    texts = [text for text in dict.fromkeys((wanted, close)) if len(text) > 1 or not text.isascii()]
    ranks = [one.rank(text) for one in among for text in texts]
    return min((rank for rank in ranks if rank is not None), default=None)


def rank_in(wanted: str, text: str) -> Rank | None:
    """Return how well a folded text matches another, which is spelt only where that can matter."""
    rank = best(wanted, [_plain(text)])
    if rank is not None or not (wanted.isascii() and wanted.replace(" ", "").isalpha()):
        return rank
    return best(wanted, _spelt(text))


@lru_cache(_TEXTS_KEPT)
def _plain(name: str) -> Reading:
    plain = " ".join(folded(name).split())
    starts = {at for at in range(len(plain)) if at == 0 or not plain[at - 1].isalnum() or not plain[at].isascii()}
    return Reading(plain, frozenset(starts))


@lru_cache(_TEXTS_KEPT)
def _spelt(name: str) -> tuple[Reading, ...]:
    chinese = [run for run in runs(name) if is_chinese(run)]
    spelt = [syllable for run in chinese for syllable in syllables(run)]
    return (Reading.of(spelt), Reading.of(syllable[0] for syllable in spelt)) if spelt else ()
