"""Finding items by words in any of their texts: Chinese, English, pinyin or its initials.

Texts are cut into runs (see `geo.writing`), and each different run is held once, with the values that it stands in; so
a million plots called “… 产业园 … 号地块” have few runs to look through. Beside itself, a Chinese run is held as it is
spelt (waigangzhen) and by its initials (wgz). A word is found in a run from any character, syllable or beginning of a
word on: 外冈, waigang, waig, gang and wg all find 外冈镇; semi finds semiconductor, conductor does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.errors import BadValue
from geo.properties import Kind, Schema
from geo.stores.packed import Bytes
from geo.stores.typed import Column, Lists, Rows, Words
from geo.writing import is_chinese, runs, syllables

Mask = NDArray[np.bool_]

WORDS_FORM = "words of Chinese characters, letters or digits"

#: More words than these are no question that a person asks.
WORDS_MAX = 32

#: One letter as an initial of pinyin would be found nearly everywhere.
_SPELT_MIN = 2

_END = "\0"
_PART = re.compile(r"[^-./]+[-./]*")


def parse_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Read what ``q`` says: all the words of one of the parts between commas are to be found.

    Parameters
    ----------
    text
        Words with spaces between them; a comma, Chinese ones included, means “or”.

    Raises
    ------
    BadValue
        There is no word in a part, or too many words.

    Examples
    --------
    >>> parse_words("外冈 Semiconductor,anting")
    (('外冈', 'semiconductor'), ('anting',))
    """
    parts = text.replace("，", ",").replace("、", ",").split(",")
    groups = tuple(tuple(dict.fromkeys(runs(part))) for part in parts)
    if not all(groups):
        raise BadValue(text, WORDS_FORM)
    if sum(map(len, groups)) > WORDS_MAX:
        raise BadValue(text, f"a question of {WORDS_MAX} words at most")
    return groups


def searched(schema: Schema) -> list[str]:
    """Name the properties in whose texts words are looked for: all texts but ids and choices."""
    return [
        row.name
        for row in schema.queryables.values()
        if row.kind in {Kind.TEXT, Kind.TEXTS} and not row.choices and row.name != "id"
    ]


class _Readings(NamedTuple):
    """The ways to read the runs: all readings one after the other, and where a word may begin in them.

    Parameters
    ----------
    text
        UTF-8, with a zero byte after each reading.
    starts
        Shape (s,); places in `text`.
    owners
        Shape (s,); the run that is read there.
    """

    text: Bytes
    starts: Rows
    owners: Rows


class WordIndex:
    """The words of a snapshot's texts.

    Parameters
    ----------
    columns
        The typed columns to look in.
    count
        How many rows they have.
    """

    def __init__(self, columns: Iterable[Column], count: int) -> None:
        self._columns = [column for column in columns if isinstance(column, Words | Lists)]
        self._count = count
        self._bases = np.cumsum([0, *(len(column.uniques) for column in self._columns)])
        known, places, values = _cut(str(text) for column in self._columns for text in column.uniques)
        spelt = [syllables(run) if is_chinese(run) else [] for run in known]
        initials = [[syllable[0] for syllable in some] for some in spelt]
        self._itself, self._spelt, self._initials = _packed([*map(_parts, known)]), _packed(spelt), _packed(initials)
        self._values = values[np.argsort(places, kind="stable")]
        self._offsets = np.concatenate([[0], np.cumsum(np.bincount(places, minlength=len(known)))])

    def mask(self, groups: Sequence[Sequence[str]]) -> Mask:
        """Tell for each row whether all words of one of the groups are found in it, each anywhere in its texts."""
        either = np.zeros(self._count, dtype=bool)
        for words in groups:
            either |= np.logical_and.reduce([self._having(word) for word in words])
        return either

    def _having(self, word: str) -> Mask:
        """Tell for each row whether a word is found in one of its texts."""
        wanted = self._wanted(word)
        mask = np.zeros(self._count, dtype=bool)
        for column, first, end in zip(self._columns, self._bases, self._bases[1:], strict=False):
            if wanted[first:end].any():
                column.mark(wanted[first:end], mask)
        return mask

    def _wanted(self, word: str) -> Mask:
        """Tell for each value of each column whether a word is found in it."""
        begins = np.frombuffer(word.encode(), np.uint8)
        readings = [self._itself]
        if word.isascii() and word.isalpha() and len(word) >= _SPELT_MIN:
            readings += [self._spelt, self._initials]
        wanted = np.zeros(self._bases[-1], dtype=bool)
        for reading in readings:
            _mark(_beginning(begins, *reading), self._offsets, self._values, wanted)
        return wanted


@compiled
def _beginning(wanted: Bytes, text: Bytes, starts: Rows, owners: Rows) -> Rows:
    """Return the owners of the starts from which on a text is the one wanted; compiled."""
    found = np.empty(len(starts), np.int64)
    n = 0
    for place in range(len(starts)):
        at, same = starts[place], 0
        while same < len(wanted) and text[at + same] == wanted[same]:
            same += 1
        if same == len(wanted) and (n == 0 or found[n - 1] != owners[place]):
            found[n] = owners[place]
            n += 1
    return found[:n]


@compiled
def _mark(owners: Rows, offsets: Rows, values: Rows, wanted: Mask) -> None:
    """Mark the values of some owners; compiled."""
    for owner in owners:
        for at in range(offsets[owner], offsets[owner + 1]):
            wanted[values[at]] = True


def _cut(texts: Iterable[str]) -> tuple[list[str], Rows, Rows]:
    """Cut texts into runs: the different runs; and, pair by pair, the place of a run and of a text that it is in."""
    known: dict[str, int] = {}
    places, holders = [], []
    for at, text in enumerate(texts):
        for run in runs(text):
            places.append(known.setdefault(run, len(known)))
            holders.append(at)
    return list(known), np.array(places, dtype=np.int64), np.array(holders, dtype=np.int64)


def _parts(run: str) -> tuple[str, ...]:
    """Cut a run where a word may begin in it: at each character, or after what joins the parts of a code."""
    return tuple(run) if is_chinese(run) else tuple(_PART.findall(run))


def _packed(parts: Sequence[Sequence[str]]) -> _Readings:
    """Put the readings of runs, each in the parts at which a word may begin, one after the other."""
    encoded = [part.encode() for some in parts for part in (*some, _END)]
    sizes = np.array([len(some) + 1 for some in parts], dtype=np.int64)
    places = np.cumsum([0, *map(len, encoded)])[:-1]
    is_start = np.ones(len(encoded), dtype=bool)
    is_start[np.cumsum(sizes) - 1] = False
    owners = np.repeat(np.arange(len(parts)), sizes)
    return _Readings(np.frombuffer(b"".join(encoded), np.uint8), places[is_start], owners[is_start])
