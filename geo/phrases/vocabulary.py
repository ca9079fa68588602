"""The words that phrases are read by: those of the grammar, and the names and texts that a catalogue holds."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from geo.errors import AmbiguousName, UnknownName
from geo.names import Gazetteer, Named
from geo.phrases import words
from geo.phrases.amounts import Dimension
from geo.phrases.conditions import Choice
from geo.phrases.words import Measured
from geo.properties import Kind, Property, Schema
from geo.writing import folded, syllables

#: Properties whose texts are few and known by heart, so that phrases name them bare.
NAMED_PROPERTIES = ("town", "district", "land_use_name")

#: Of more different texts than these, nobody knows each by heart.
TEXTS_MAX = 2000

_TOWN_ENDINGS = ("街道", "镇", "新区", "区", "市", "县")
_TOWN_WORDS = {"town": ("town", "subdistrict"), "district": ("district",)}
_DIRECTIONS = {"north", "south", "east", "west", "middle"}
_SHORT = {"road": "rd", "highway": "hwy", "avenue": "ave"}
_IN_BRACKETS = re.compile(r"[（(][^）)]*[）)]")


class Word(NamedTuple):
    """A word that is known.

    Parameters
    ----------
    kind
        One letter, as the patterns of `geo.phrases.grammar` have it: ``m`` for what plots can be near to or lie in,
        ``c`` for a choice, ``p`` for a measured property, and those of `geo.phrases.words.JOINING`.
    meaning
        A `Thing`, a `Choice`, a `Measured`, or None.
    """

    kind: str
    meaning: Any = None


class Thing(NamedTuple):
    """Something that has a name.

    Parameters
    ----------
    name
        As it was found.
    keys
        The unambiguous ways to write what bears it; empty if the gazetteer knows it by its name alone.
    choice
        Lying in it, if that can be asked.
    """

    name: str
    keys: tuple[str, ...] = ()
    choice: Choice | None = None


class Vocabulary:
    """Every word that is known, by its folded form.

    Parameters
    ----------
    names
        The stations, lines and places.
    schema
        The properties that conditions may be of.
    texts
        For each of `NAMED_PROPERTIES` the different texts that there are.
    """

    def __init__(self, names: Gazetteer, schema: Schema, texts: Mapping[str, Sequence[str]]) -> None:
        self.names = names
        self.schema = schema
        self.texts = texts
        self.words: dict[str, Word] = {}
        self._add_names(texts)
        self._add_measured()
        self._add_choices()
        for form in words.METRO.split("|") if names.layer("metro") else ():
            self._put(form, Word("m", Thing("metro")))
        for kind, forms in words.JOINING.items():
            for form in forms.split("|"):
                self.words[form] = Word(kind)  # as they stand: marks have no folded form
        self.longest = max(map(len, self.words))

    def find(self, text: str, at: int, behind_amount: bool) -> tuple[Word, int] | None:
        """Find the longest word that begins at a place of a folded text, and where it ends.

        A word in letters ends where a word of the text ends, or where a number begins. Words that stand behind amounts
        are found there alone: “or under” is one in “20 mu or under”, not in “sold or under construction”.
        """
        for end in range(min(len(text), at + self.longest), at, -1):
            word = self.words.get(text[at:end])
            if word is None or (word.kind in "GLB" and text[at].isascii() and not behind_amount):
                continue
            if not _is_cut(text, end):
                return word, end
        return None

    def property(self, name: str) -> Property | None:
        """Return a property that a condition may be of, or None."""
        return self.schema.queryables.get(name)

    def key(self, thing: Thing) -> str:
        """Return what `near` is to be asked for.

        Raises
        ------
        AmbiguousName
            Several things bear the name.
        """
        try:
            return self.names.key(thing.name)
        except UnknownName:  # a shape of a name that only phrases have, such as its pinyin
            if len(thing.keys) == 1:
                return thing.keys[0]
            raise AmbiguousName(thing.name, thing.keys) from None

    def measured(self, name: str) -> Measured | None:
        """Return how amounts of a property are read; None if it is no number of the collection."""
        row = self.property(name)
        if row is None or row.kind not in {Kind.NUMBER, Kind.INTEGER} or row.unit not in words.SYMBOLS:
            return None
        dimension, factor = words.SYMBOLS[row.unit]
        return Measured(name, dimension, factor, dimension in {Dimension.AREA, Dimension.MONEY})

    def _put(self, form: str, word: Word) -> None:
        """Add a word, unless its form is taken."""
        key = " ".join(folded(form).split())
        if key:
            self.words.setdefault(key, word)

    def _add_measured(self) -> None:
        called = {name: forms.split("|") for name, forms in words.MEASURED.items()}
        rows = [row for row in self.schema.queryables.values() if self.measured(row.name)]
        for row in rows:
            for form in called.get(row.name, ()):
                self._put(form, Word("p", self.measured(row.name)))
        for row in rows:
            exact = self.measured(row.name)
            self._put(row.name, Word("p", exact and exact._replace(needs_unit=False)))  # its name says the unit
            for title in (row.title.zh, row.title.en):
                self._put(_IN_BRACKETS.sub("", title).strip(), Word("p", self.measured(row.name)))

    def _add_choices(self) -> None:
        for row in self.schema.queryables.values():
            called = words.CHOSEN.get(row.name, {})
            for value, title in row.choices.items():
                forms = [*called.get(value, "").split("|"), title.zh, title.en, value, value.replace("_", " ")]
                for form in forms:
                    self._put(form, Word("c", Choice(row.name, (value,))))

    def _add_names(self, texts: Mapping[str, Sequence[str]]) -> None:
        things: dict[str, list[str]] = defaultdict(list)
        for thing in self.names.things:
            for form in (*_forms_of(thing), thing.key, f"{thing.kind}:{thing.id}"):
                things[form].append(thing.key)
        choices = dict(self._named_choices(texts))
        for form in {**things, **choices}:
            keys = tuple(dict.fromkeys(things.get(form, ())))
            self._put(form, Word("m", Thing(form, keys, choices.get(form))) if keys else Word("c", choices[form]))
        for line, title in self.names.lines.items():
            choice = Choice("metro_lines", (line,), listed=True) if self.property("metro_lines") else None
            for form in _line_forms(line, title.zh, title.en):
                self._put(form, Word("m", Thing(f"metro:{line}", choice=choice)))

    def _named_choices(self, texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Choice]]:
        """Yield the forms of towns, districts and land uses; the last of two with one form is meant."""
        english = {thing.target.name.zh: thing.target.name.en for thing in self.names.things if thing.kind == "place"}
        for name in reversed([name for name in NAMED_PROPERTIES if self.property(name)]):
            known = [text for text in texts.get(name, ()) if text][:TEXTS_MAX]
            if name == "land_use_name":
                yield from _land_use_forms(name, known)
                continue
            for loose in (True, False):
                for text in known:
                    for form in _place_forms(text, english.get(text, ""), _TOWN_WORDS[name], loose):
                        yield folded(form), Choice(name, (text,))


def _is_cut(text: str, end: int) -> bool:
    """Tell whether a word that ends here would cut a word in letters in two."""
    before, after = text[end - 1], text[end : end + 1]
    if not (before.isascii() and (before.isalnum() or before == "_")):
        return False
    return (
        bool(after) and after.isascii() and (after.isalpha() or after == "_" or (before.isdigit() and after.isdigit()))
    )


def _spelt(chinese: str) -> str:
    return "".join(syllables(chinese))


def _forms_of(thing: Named) -> Iterator[str]:
    """Yield the forms in which a station or place is named."""
    chinese, english = folded(thing.target.name.zh), folded(thing.target.name.en)
    ends = ("", "站", "地铁站") if thing.kind == "station" else ("",)
    for name in dict.fromkeys((chinese, *re.split(r"[·()]", chinese.removesuffix(")")))):
        plain = name.removeprefix("原").removesuffix("站") if len(ends) > 1 else name
        if len(plain) > 1 and not re.fullmatch(r"\d+号线", plain):
            yield from (plain + end for end in ends)
            yield from (f"{before}{plain}{end}" for before in _before(thing) for end in ends)
            yield _spelt(plain)
    latin = (english, *_turned(english.split()))
    for name in filter(None, latin):
        for form in {name, " ".join(_SHORT.get(word, word) for word in name.split())}:
            yield form
            if thing.kind == "station":
                yield from (f"{form} {end}" for end in ("station", "metro station", "stn"))
    if thing.kind == "place":
        for ending in _TOWN_ENDINGS:
            if chinese.endswith(ending) and len(chinese) > len(ending) + 1:
                yield chinese.removesuffix(ending)
        if english:
            yield f"{english} town"


def _before(thing: Named) -> Iterator[str]:
    """Yield what may stand before the name of a station: 地铁, 11号线."""
    if thing.kind == "station":
        yield "地铁"
        for line in thing.target.lines:
            yield from (f"{line}号线", f"地铁{line}号线") if line.isdigit() else (line,)


def _turned(name: list[str]) -> Iterator[str]:
    """Yield a name with the direction behind: north jiading, jiading north."""
    if len(name) > 1 and name[0] in _DIRECTIONS:
        yield " ".join((*name[1:], name[0]))


def _place_forms(text: str, english: str, kinds: tuple[str, ...], loose: bool) -> Iterator[str]:
    """Yield the forms of a town or district: as it is written, or also without its ending."""
    if not loose:
        yield text
        yield _spelt(text)
        yield english
        return
    bare = next(
        (text.removesuffix(end) for end in _TOWN_ENDINGS if text.endswith(end) and len(text) > len(end) + 1), ""
    )
    for form in filter(None, (bare, _spelt(bare), english)):
        yield form
        if form.isascii():
            yield from (f"{form} {kind}" for kind in kinds)


def _land_use_forms(name: str, known: Sequence[str]) -> Iterator[tuple[str, Choice]]:
    for stem, english in words.LAND_USES.items():
        having = tuple(text for text in known if stem in text)
        for form in (stem, f"{stem}地块", *english.split("|")) if having else ():
            yield form, Choice(name, having)
    for text in known:
        yield folded(text), Choice(name, (text,))


def _line_forms(line: str, chinese: str, english: str) -> Iterator[str]:
    for form in (chinese, english):
        yield form
        yield f"地铁{form}" if form == chinese else f"metro {form}"
    yield from (f"metro:{line}", f"metro {line}", f"轨交{chinese}", f"轨道交通{chinese}")
    if line.isdigit():
        yield from (f"line{line}", f"the {english}", f"line no. {line}", f"l{line}")
    yield f"{chinese}地铁"
