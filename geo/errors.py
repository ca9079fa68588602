"""What can go wrong, in the words of the domain.

::

    DikuaiError
    ├── BadValue            a value that cannot be used: says which, where, and what would be right
    │   ├── BadUnit         a quantity whose number or unit cannot be read
    │   ├── BadGeometry     a geometry that breaks RFC 7946 or lies where no plot can lie
    │   ├── BadCursor       a cursor that this query did not hand out
    │   ├── UnknownName     a station, place, line or layer that the catalogue does not hold
    │   └── AmbiguousName   a name that several things bear: lists them
    ├── UnknownProperty     a property that the collection does not have
    ├── UnknownParameter    a parameter that the operation does not take
    ├── BadRecord           a record with one or more faults, each with its field
    ├── NotFound            nothing is held under this id
    │   ├── UnknownCollection
    │   └── UnknownItem
    └── CatalogueError      a catalogue or layer that cannot be opened
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches


class DikuaiError(Exception):
    """Root of the tree: catch it to catch everything that Dikuai raises on purpose."""


class BadValue(DikuaiError):
    """A value that cannot be used.

    Parameters
    ----------
    value
        The value as it was given.
    expected
        What would have been right, as a noun phrase or a list of forms.
    place
        Where the value stood: a parameter, a field, a file with its line.
    """

    def __init__(self, value: object, expected: str, place: str = "") -> None:
        self.value = value
        self.expected = expected
        self.place = place
        super().__init__(value, expected, place)

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{_shown(self.value)} is not {self.expected}"

    @property
    def shown(self) -> str:
        """The value as a message shows it, cut short where it is long."""
        return _shown(self.value)

    def at(self, place: str) -> BadValue:
        """Return the same error with its place named, if it has none yet."""
        if not self.place:
            self.place = place
            self.args = (self.value, self.expected, place)
        return self


class BadUnit(BadValue):
    """A quantity whose number or unit cannot be read."""


class BadGeometry(BadValue):
    """A geometry that breaks RFC 7946 or lies where no plot can lie."""


class BadCursor(BadValue):
    """A cursor that this query did not hand out."""


class UnknownName(BadValue):
    """A station, place, line or layer that the catalogue does not hold."""


class AmbiguousName(BadValue):
    """A name that several things bear.

    Parameters
    ----------
    value
        The name as it was given.
    candidates
        An unambiguous way to write each thing that bears it.
    """

    def __init__(self, value: str, candidates: Sequence[str], place: str = "") -> None:
        self.candidates = tuple(candidates)
        super().__init__(value, "one name: it could be " + ", ".join(self.candidates), place)
        self.args = (value, self.candidates, place)


class UnknownProperty(DikuaiError):
    """A property that the collection does not have."""

    def __init__(self, name: str, collection: str, known: Iterable[str]) -> None:
        self.name = name
        self.collection = collection
        self.known = tuple(known)
        super().__init__(name, collection, self.known)

    @property
    def meant(self) -> str:
        """The known name that is like it; empty where none is."""
        return _closest(self.name, self.known)

    def __str__(self) -> str:
        meant = _meant(self.name, self.known)
        return f"{self.collection} has no property {_shown(self.name)}{meant}; it has {', '.join(self.known)}"


class UnknownParameter(DikuaiError):
    """A parameter that the operation does not take."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(name, self.known)

    @property
    def meant(self) -> str:
        """The known name that is like it; empty where none is."""
        return _closest(self.name, self.known)

    def __str__(self) -> str:
        meant = _meant(self.name, self.known)
        return f"there is no parameter {_shown(self.name)}{meant}; known are {', '.join(self.known)}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a record.

    Parameters
    ----------
    field
        The property, or ``geometry``, with the path inside it (``sources[0].url``).
    message
        The bad value and what would be right.
    line
        Line of the file, counted from 1, where it is known.
    """

    field: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{self.field}: {self.message}"


class BadRecord(DikuaiError):
    """A record with one or more faults; all of them are named at once."""

    def __init__(self, record: str, faults: Sequence[Fault]) -> None:
        self.record = record
        self.faults = tuple(faults)
        super().__init__(record, self.faults)

    def __str__(self) -> str:
        return f"{self.record}: " + "; ".join(map(str, self.faults))


class NotFound(DikuaiError):
    """Nothing is held under this id."""

    kind = "item"

    def __init__(self, id: str, known: Iterable[str] = ()) -> None:
        self.id = id
        self.known = tuple(known)
        super().__init__(id, self.known)

    def __str__(self) -> str:
        known = f"; there are {', '.join(self.known)}" if self.known else ""
        return f"there is no {self.kind} {_shown(self.id)}{known}"


class UnknownCollection(NotFound):
    """No collection bears this id."""

    kind = "collection"


class UnknownItem(NotFound):
    """No item of the collection bears this id."""


class CatalogueError(DikuaiError):
    """A catalogue or layer that cannot be opened: says which and why."""


def _shown(value: object) -> str:
    try:
        text = repr(value) if not isinstance(value, str) else f"“{value}”"
    except (ValueError, RecursionError):  # a whole number of thousands of digits, lists nested without end
        text = f"such a value ({type(value).__name__})"
    return text if len(text) <= 80 else text[:79] + "…"


def _meant(name: str, known: Sequence[str]) -> str:
    close = _closest(name, known)
    return f" (did you mean {close}?)" if close else ""


def _closest(name: str, known: Sequence[str]) -> str:
    return next(iter(get_close_matches(name, known, n=1)), "")
