"""The grammar of phrases: what follows what, and what it says.

A phrase is a row of tokens, each of a kind that is one letter (see `geo.phrases.words.JOINING`; ``a`` is an amount,
``p`` a measured property, ``m`` something to be near to or to lie in, ``c`` a choice, ``?`` is unknown). A rule is a
pattern of these letters and a function that makes a condition of the tokens; it may decline. Where several rules
apply, the one that reads most is taken, and of two that read as much the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from geo.errors import AmbiguousName
from geo.phrases.amounts import Amount, Dimension
from geo.phrases.conditions import Choice, Condition, Nearness, Range
from geo.phrases.tokens import Token
from geo.phrases.vocabulary import Thing, Vocabulary
from geo.phrases.words import ASSUMED, Measured

#: How near “near” is where no distance is said.
NEAR_WITHIN = "1km"

#: By how much “about 20 mu”, or 20 mu alone, may be missed.
ABOUT = 0.1

Tokens = Sequence[Token]
_Bounds = tuple[float | None, float | None]
_Maker = Callable[[Tokens, Vocabulary], Condition | None]


class Reading(NamedTuple):
    """A condition read from some tokens.

    Parameters
    ----------
    condition
        What they say.
    first, end
        The tokens it was read from: the index of the first, and that behind the last.
    kinds
        The kinds of the tokens.
    candidates
        Where it is no condition, because a name is borne by several things: how to write each.
    """

    condition: Condition | None
    first: int
    end: int
    kinds: str
    candidates: tuple[str, ...] = ()


def read_at(tokens: Tokens, kinds: str, at: int, vocabulary: Vocabulary) -> Reading | None:
    """Read the condition that begins at a token; None where none does.

    Parameters
    ----------
    tokens
        Those that say something, in order.
    kinds
        Their kinds.
    at
        Where to begin.
    """
    matches = [(found.end(), make) for pattern, make in _RULES if (found := pattern.match(kinds, at))]
    for end, make in sorted(matches, key=lambda match: -match[0]):
        try:
            condition = make(tokens[at:end], vocabulary)
        except AmbiguousName as error:
            return Reading(None, at, end, kinds[at:end], error.candidates)
        if condition is not None:
            return Reading(condition, at, end, kinds[at:end])
    return None


def _amounts(tokens: Tokens) -> list[Amount]:
    return [token.meaning for token in tokens if token.kind == "a"]


def _thing(tokens: Tokens) -> Thing | None:
    return next((token.meaning for token in tokens if token.kind == "m"), None)


def _values(amounts: Sequence[Amount], measured: Measured) -> list[float] | None:
    """Return amounts in the unit of a property; an amount without a unit takes that of the one behind it."""
    read: list[float] = []
    for at, amount in enumerate(amounts):
        lender = next((one for one in amounts[at:] if one.unit), None)
        scale = lender.scale if lender and amount.unit is None and amount.scale == 1 else amount.scale
        unit = lender.unit if lender else None
        if unit is None and measured.needs_unit and not (measured.dimension is Dimension.MONEY and amount.scale > 1):
            return None
        if unit is not None and unit.dimension is not measured.dimension:
            return None
        value = amount.number * scale
        if lender and value > lender.number * lender.scale:  # 5000至1万: what is larger was written out
            value = amount.number * amount.scale
        factor = unit.factor if unit else measured.factor
        read.append(value if factor == measured.factor else round(value * factor / measured.factor, 6))
    return read


def _about(value: float) -> _Bounds:
    return round(value * (1 - ABOUT), 6), round(value * (1 + ABOUT), 6)


#: The shapes of bounds: a pattern, and what the numbers in it say.
_BOUNDS: Sequence[tuple[str, Callable[[list[float]], _Bounds]]] = (
    ("w?[eb]?ata[zLBi]?", lambda found: (found[0], found[1])),
    ("wadaz?", lambda found: (found[0], found[1])),
    ("(?:e?g[eb]?a|aG)d?(?:e?l[eb]?a|aL)", lambda found: (found[0], found[1])),
    ("(?:e?l[eb]?a|aL)d?(?:e?g[eb]?a|aG)", lambda found: (found[1], found[0])),
    ("e?[gb]?aG|e?gb?a", lambda found: (found[0], None)),
    ("e?[lib]?aL|e?[li]b?a", lambda found: (None, found[0])),
    ("b?aB|ba", lambda found: _about(found[0])),
)
_EXACT = "e?a"


def _ranging(bounds: Callable[[list[float]], _Bounds] | None) -> _Maker:
    """Return the maker of a range; without bounds the number itself is meant, as nearly as it is known."""

    def make(tokens: Tokens, vocabulary: Vocabulary) -> Range | None:
        amounts = _amounts(tokens)
        measured = _measured(tokens, amounts, vocabulary)
        values = _values(amounts, measured) if measured else None
        if measured is None or values is None:
            return None
        if bounds is not None:
            return _range(vocabulary, measured.property, *bounds(values))
        known_roughly = measured.dimension in {Dimension.AREA, Dimension.MONEY}
        ends = _about(values[0]) if known_roughly else (values[0], values[0])
        return _range(vocabulary, measured.property, *ends)

    return make


def _range(vocabulary: Vocabulary, name: str, low: float | None, high: float | None) -> Range | None:
    """Make a range, unless nothing can lie in it."""
    row = vocabulary.property(name)
    if row is None or (low is not None and row.maximum is not None and low > row.maximum):
        return None
    return None if low is not None and high is not None and low > high else Range(name, low, high)


def _measured(tokens: Tokens, amounts: Sequence[Amount], vocabulary: Vocabulary) -> Measured | None:
    """Return the property that is named, or else the one that amounts in such units are of."""
    named: Measured | None = next((token.meaning for token in tokens if token.kind == "p"), None)
    unit = amounts[-1].unit
    if named is not None or unit is None:
        return named
    return vocabulary.measured(ASSUMED.get(unit.dimension, ""))


def _within(amount: Amount, on_foot: bool) -> str | None:
    """Write how far, as `near` takes it."""
    unit = amount.unit
    value = round(amount.number * amount.scale * (unit.factor if unit else 1), 6)
    if on_foot and unit is None:
        return f"{_plain(value)}min"
    if unit is None or unit.dimension not in {Dimension.LENGTH, Dimension.MINUTES}:
        return None
    if unit.dimension is Dimension.MINUTES:
        return f"{_plain(value)}min"
    return f"{_plain(value / 1000)}km" if value >= 1000 and value % 100 == 0 else f"{_plain(value)}m"


def _plain(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _near(tokens: Tokens, vocabulary: Vocabulary) -> Nearness | None:
    """Make the nearness to a thing, within the distance that is said."""
    thing, amounts = _thing(tokens), _amounts(tokens)
    kinds = "".join(token.kind for token in tokens)
    within = _within(amounts[0], "k" in kinds) if amounts else NEAR_WITHIN
    if thing is None or within is None:
        return None
    return Nearness(vocabulary.key(thing), within, "C" in kinds)


def _far(bounds: Callable[[list[float]], _Bounds]) -> _Maker:
    """Return the maker of a distance to the metro that has a lower bound, which nearness has not."""

    def make(tokens: Tokens, vocabulary: Vocabulary) -> Range | None:
        thing, amounts = _thing(tokens), _amounts(tokens)
        unit = amounts[-1].unit
        if thing is None or unit is None or vocabulary.key(thing) != "metro":
            return None
        name = "metro_walk_min" if unit.dimension is Dimension.MINUTES else "metro_distance_m"
        measured = vocabulary.measured(name)
        values = _values(amounts, measured) if measured else None
        return _range(vocabulary, name, *bounds(values)) if values else None

    return make


def _chosen(tokens: Tokens, vocabulary: Vocabulary) -> Condition | None:
    """Make the choice that a word means, or the nearness to what nothing can lie in."""
    meaning = next(token.meaning for token in tokens if token.kind in "mc")
    if isinstance(meaning, Choice):
        return meaning
    if meaning.choice is not None:
        choice: Choice = meaning.choice
        return choice
    return _near(tokens, vocabulary)


def _others(tokens: Tokens, vocabulary: Vocabulary) -> Choice | None:
    """Make the choice of all other values, where it is known which there are."""
    choice = tokens[-1].meaning
    row = vocabulary.property(choice.property)
    rest = tuple(value for value in row.choices if value not in choice.values) if row else ()
    return Choice(choice.property, rest) if rest else None


def _rules() -> Iterator[tuple[str, _Maker]]:
    for shape, bounds in _BOUNDS:
        yield f"p(?:{shape})", _ranging(bounds)
    yield f"p{_EXACT}", _ranging(None)
    yield "e?gpe?a", _ranging(lambda found: (found[0], None))
    yield "e?lpe?a", _ranging(lambda found: (None, found[0]))
    far = "C?k?[gb]*a[kG]*"
    how_far = "C?k?[il]?k?b?a[kL]*C?"
    yield f"C?[nN]o?C?m(?:{how_far}(?![ot]m))?C?", _near
    yield "C?[nN]o?C?mC?", _near
    yield f"C?m{how_far}(?![ot]m)", _near
    yield f"C?[ft]m{how_far}", _near
    yield "C?[il]k?b?ak?L?[ot]?m", _near
    yield "C?k?b?ak?L[ot]?m", _near
    yield "C?k?b?ak?[ot]m", _near
    yield "C?kb?am", _near
    yield f"C?mN{how_far}", _near
    yield "C?[ft]?mN", _near
    for pattern in (f"[ft]?m(?:k?g{far}|{far}G)", "[ft]?mk?ak?G"):
        yield pattern, _far(lambda found: (found[0], None))
    yield "[ft]?mk?atak?L?", _far(lambda found: (found[0], found[1]))
    yield "xc", _others
    yield "e?y?[mc]y?", _chosen
    for shape, bounds in _BOUNDS:
        yield f"(?:{shape})o?p(?![aeglbwi])", _ranging(bounds)
        yield f"(?:{shape})", _ranging(bounds)
    yield f"{_EXACT}o?p(?![aeglbwi])", _ranging(None)
    yield _EXACT, _ranging(None)


_RULES: Sequence[tuple[re.Pattern[str], _Maker]] = [(re.compile(pattern), make) for pattern, make in _rules()]
