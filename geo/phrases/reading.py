"""Reading a phrase: every condition that is sure, and all the rest left unread.

What is doubtful is not guessed: an “or” between two properties, a negation of what cannot be negated, a price beside
words that may say what it is the price of, are left unread with their place in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from geo.phrases.conditions import Choice, Condition, Nearness, Range, parameters_of
from geo.phrases.folding import Folded
from geo.phrases.grammar import Reading, read_at
from geo.phrases.tokens import Token, cut
from geo.phrases.vocabulary import Vocabulary

#: More than this is no phrase that a person types; the rest is left unread.
LENGTH_MAX = 500

#: Tokens that say nothing by themselves.
_SILENT = frozenset("s")
_DROPPED = frozenset("sdo,tC")
_LINKING = frozenset("sdo")
_OF_NEARNESS = frozenset("nNfikglGL")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of the text as it was given.

    Parameters
    ----------
    text
        The piece.
    start, end
        Where it stands: characters of the text.
    """

    text: str
    start: int
    end: int

    def as_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {"text": self.text, "start": self.start, "end": self.end}


@dataclass(frozen=True, slots=True)
class Unread(Span):
    """A piece that was not read.

    Parameters
    ----------
    candidates
        The unambiguous ways to write what it could mean, where it is a name that several things bear.
    """

    candidates: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return it as an object."""
        said = Span.as_json(self)
        return said | ({"candidates": list(self.candidates)} if self.candidates else {})


@dataclass(frozen=True, slots=True)
class Read:
    """A condition and where it was read.

    Parameters
    ----------
    condition
        What is asked.
    spans
        The pieces of text that say it, in order; several where a property is spoken of in several places.
    """

    condition: Condition
    spans: tuple[Span, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as an object, with the first place that it was read in."""
        return self.condition.as_json() | self.spans[0].as_json()


@dataclass(frozen=True, slots=True)
class Phrase:
    """What a phrase says.

    Parameters
    ----------
    text
        As it was given.
    read
        The conditions, one for each property, in the order in which they are first spoken of.
    unread
        What was not read, in order.
    """

    text: str
    read: tuple[Read, ...]
    unread: tuple[Unread, ...]

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions alone."""
        return tuple(one.condition for one in self.read)

    def as_json(self) -> dict[str, Any]:
        """Return it as an object, with the parameters that ask for it."""
        return {
            "text": self.text,
            "conditions": [one.as_json() for one in self.read],
            "unread": [one.as_json() for one in self.unread],
            "query": parameters_of(self.conditions),
        }


@dataclass(frozen=True, slots=True)
class _Part:
    """Some tokens in a row: a condition, a sign that parts conditions or joins them, or something unread."""

    start: int
    end: int
    kind: str
    condition: Condition | None = None
    made_of: str = ""
    candidates: tuple[str, ...] = ()


def read_phrase(text: str, vocabulary: Vocabulary) -> Phrase:
    """Read a phrase in Chinese, English or both.

    Parameters
    ----------
    text
        Anything at all; beyond `LENGTH_MAX` characters nothing is read.
    vocabulary
        The words that are known.

    Returns
    -------
    Phrase
        Its spans never overlap; what is neither read nor unread says nothing (spaces, commas, 的, in).
    """
    folded = Folded.of(text[:LENGTH_MAX])
    parts = _doubted(_parts(cut(folded.text, vocabulary), vocabulary))
    read, parts = _joined(parts, folded)
    unread = _unread(parts, folded)
    if len(text) > LENGTH_MAX and text[LENGTH_MAX:].strip():
        unread.append(Unread(text[LENGTH_MAX:], LENGTH_MAX, len(text)))
    return Phrase(text, tuple(read), tuple(unread))


def _parts(tokens: Sequence[Token], vocabulary: Vocabulary) -> list[_Part]:
    """Read conditions from left to right."""
    saying = [token for token in tokens if token.kind not in _SILENT]
    kinds = "".join(token.kind for token in saying)
    parts, at = [], 0
    while at < len(saying):
        token, reading = saying[at], read_at(saying, kinds, at, vocabulary)
        if reading is None:
            parts.append(_Part(token.start, token.end, token.kind))
            at += 1
        else:
            parts.append(_part(reading, saying))
            at = reading.end
    return parts


def _part(reading: Reading, tokens: Sequence[Token]) -> _Part:
    start, end = tokens[reading.first].start, tokens[reading.end - 1].end
    sign = "?" if reading.condition is None else "+"
    return _Part(start, end, sign, reading.condition, reading.kinds, reading.candidates)


def _doubted(parts: list[_Part]) -> list[_Part]:
    """Take back conditions that their neighbours make doubtful."""
    changed = True
    while changed:
        changed = False
        for at, part in enumerate(parts):
            if part.kind == "+" and _is_doubtful(parts, at):
                parts[at] = replace(part, kind="?", condition=None)
                changed = True
    return parts


def _is_doubtful(parts: Sequence[_Part], at: int) -> bool:
    part, before, after = parts[at], _neighbour(parts, at, -1), _neighbour(parts, at, +1)
    if before is not None and (before.kind == "x" or (before.kind == "O" and not _is_choice_of_one(parts, at, -1))):
        return True
    if after is not None and (after.kind == "X" or (after.kind == "O" and not _is_choice_of_one(parts, at, +1))):
        return True
    others = [one for one in (before, after) if one is not None and one.kind not in "+O"]
    if not isinstance(part.condition, Range):  # a bare name beside a word of nearness that was not read
        return len(part.made_of) == 1 and any(one.kind in _OF_NEARNESS for one in others)
    if set(part.made_of) & set("pm"):
        return False
    if part.condition.property == "area_mu":  # 厂房5000平 is no plot's area
        return any(one is before and one.end == part.start for one in others)
    return bool(others)


def _neighbour(parts: Sequence[_Part], at: int, step: int) -> _Part | None:
    """Return the part before or behind, words that only link passed over; None at a comma and at the ends."""
    at += step
    while 0 <= at < len(parts) and parts[at].kind in _LINKING:
        at += step
    return parts[at] if 0 <= at < len(parts) and parts[at].kind != "," else None


def _is_choice_of_one(parts: Sequence[_Part], at: int, step: int) -> bool:
    """Tell whether an “or” before or behind a condition stands between two choices of one property."""
    sign = at + step
    while parts[sign].kind != "O":
        sign += step
    one, other = parts[at].condition, _neighbour(parts, sign, step)
    if not isinstance(one, Choice) or other is None or not isinstance(other.condition, Choice):
        return False
    return one.property == other.condition.property


def _key(condition: Condition) -> str:
    return condition.property if isinstance(condition, Range | Choice) else "near"


def _joined(parts: Sequence[_Part], folded: Folded) -> tuple[list[Read], list[_Part]]:
    """Join what is said of one property; what contradicts what was said before is left among the parts."""
    read: dict[str, Read] = {}
    left = []
    for part in parts:
        if part.condition is None:
            left.append(part)
            continue
        key, span = _key(part.condition), _span(folded, part.start, part.end)
        if key not in read:
            read[key] = Read(part.condition, (span,))
        elif (both := _both(read[key].condition, part.condition)) is not None:
            read[key] = Read(both, (*read[key].spans, span))
        else:
            left.append(replace(part, kind="?", condition=None))
            continue
        left.append(part)
    return list(read.values()), left


def _both(one: Condition, other: Condition) -> Condition | None:
    """Return the condition that holds where two of one property do: for choices, one or the other."""
    if isinstance(one, Choice) and isinstance(other, Choice):
        return replace(one, values=tuple(dict.fromkeys((*one.values, *other.values))))
    if isinstance(one, Range) and isinstance(other, Range):
        low = max((end for end in (one.min, other.min) if end is not None), default=None)
        high = min((end for end in (one.max, other.max) if end is not None), default=None)
        return None if low is not None and high is not None and low > high else Range(one.property, low, high)
    if isinstance(one, Nearness) and one == other:
        return one
    return None


def _span(folded: Folded, start: int, end: int) -> Span:
    first, last = folded.span(start, end)
    return Span(folded.source[first:last], first, last)


def _unread(parts: Sequence[_Part], folded: Folded) -> list[Unread]:
    """Gather what was not read; neighbours are one piece."""
    pieces: list[_Part] = []
    is_open = False
    for at, part in enumerate(parts):
        kind = part.kind
        if part.condition is not None or kind == "," or (kind == "O" and _is_used(parts, at)):
            is_open = False
        elif kind in _DROPPED and not is_open:
            continue
        elif is_open and not (part.candidates or pieces[-1].candidates):
            pieces[-1] = replace(pieces[-1], end=part.end)
        else:
            pieces.append(part)
            is_open = True
    found = [(_span(folded, piece.start, piece.end), piece.candidates) for piece in pieces]
    return [Unread(span.text, span.start, span.end, candidates) for span, candidates in found]


def _is_used(parts: Sequence[_Part], at: int) -> bool:
    """Tell whether an “or” joins two conditions that were read."""
    before, after = _neighbour(parts, at, -1), _neighbour(parts, at, +1)
    return bool(before and after and before.condition and after.condition)
