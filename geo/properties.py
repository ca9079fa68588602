"""What a collection's properties are: the machinery of the property tables.

A `Schema` is a table of `Property` rows. From it come the queryables, the JSON Schema, the headings and labels in
Chinese and English, and the reading of a query's values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Literal

from geo.errors import BadValue, UnknownProperty
from geo.values import Interval

Lang = Literal["zh", "en"]

#: Where a unit is defined that UCUM lacks (OGC 23-058, /req/schemas/unit).
UNIT_LANGUAGES = {"mu": "urn:dikuai:def:unit", "CNY": "ISO 4217"}


class Kind(StrEnum):
    """The type of a property's values."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "date-time"
    TEXTS = "texts"
    OBJECTS = "objects"


@dataclass(frozen=True, slots=True)
class Title:
    """A name for people, in Chinese and in English."""

    zh: str
    en: str

    def __getitem__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Property:
    """One row of a property table.

    Parameters
    ----------
    name
        The name in GeoJSON; a unit, if any, is its suffix.
    kind
        Type of the values.
    title
        Heading for people.
    unit
        UCUM symbol (``m2``, ``m``, ``a``, ``%``) or a name that UCUM lacks (``mu``, ``CNY``).
    derived
        Computed from other properties, never stored.
    choices
        The values allowed, each with its title; empty for any value.
    minimum, maximum
        Bounds of a number; the maximum is included, the minimum unless `exclusive`.
    pattern
        Regular expression that a text must match whole.
    queryable
        Whether queries may filter and sort by it.
    items
        JSON Schema of a member, for `Kind.OBJECTS`.
    largest
        Of whole numbers, the largest that is held, whatever its sign; 0 where that is not known.
    """

    name: str
    kind: Kind
    title: Title
    unit: str = ""
    derived: bool = False
    choices: Mapping[str, Title] = field(default_factory=dict)
    minimum: float | None = None
    maximum: float | None = None
    exclusive: bool = False
    pattern: str = ""
    queryable: bool = True
    items: Mapping[str, Any] = field(default_factory=dict)
    largest: int = 0

    @property
    def sortable(self) -> bool:
        """Whether items can be put in the order of this property."""
        return self.queryable and self.kind not in {Kind.TEXTS, Kind.OBJECTS}

    @property
    def expected(self) -> str:
        """What a right value is, as a noun phrase for messages."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        words = _FORMS[self.kind]
        if self.pattern:
            words += f" of the form {self.pattern}"
        if self.minimum is not None:
            words += f" above {self.minimum:g}" if self.exclusive else f" from {self.minimum:g}"
        if self.maximum is not None:
            words += f" up to {self.maximum:g}"
        return words

    def parse(self, text: str) -> object:
        """Read a value of this property as a query writes it.

        Returns
        -------
        object
            str, float, int or bool; an `Interval` for a date or date-time.

        Raises
        ------
        BadValue
            The text is not a value that this property can have.
        """
        if (self.choices and text not in self.choices) or (self.pattern and not re.fullmatch(self.pattern, text)):
            raise BadValue(text, self.expected, self.name)
        try:
            value = _PARSERS[self.kind](text)
        except ValueError:
            raise BadValue(text, self.expected, self.name) from None
        except BadValue as error:
            raise error.at(self.name) from None
        if isinstance(value, int | float) and not self._bounds(value):
            raise BadValue(text, self.expected, self.name)
        return value

    def _bounds(self, value: float) -> bool:
        """Tell whether a number lies within the bounds."""
        low, high = self.minimum, self.maximum
        if (low is not None and value < low) or (high is not None and value > high):
            return False
        return not (self.exclusive and value == low)

    def json_schema(self, lang: Lang = "en") -> dict[str, Any]:
        """Return the JSON Schema of a value, with title, unit, range and choices."""
        schema: dict[str, Any] = {"title": self.title[lang], **_JSON_TYPES[self.kind]}
        if self.items:
            schema |= {"type": "array", "items": dict(self.items)}
        if self.unit:
            schema["x-ogc-unit"] = self.unit
        if self.unit in UNIT_LANGUAGES:
            schema["x-ogc-unitLang"] = UNIT_LANGUAGES[self.unit]
        if self.choices:
            schema["enum"] = list(self.choices)
            schema["oneOf"] = [{"const": value, "title": title[lang]} for value, title in self.choices.items()]
        if self.pattern:
            schema["pattern"] = f"^(?:{self.pattern})$"
        if self.derived:
            schema["readOnly"] = True
        lower = "exclusiveMinimum" if self.exclusive else "minimum"
        bounds = {lower: self.minimum, "maximum": self.maximum}
        return schema | {word: bound for word, bound in bounds.items() if bound is not None}


class Schema(Mapping[str, Property]):
    """The properties of a collection, by name and in order.

    Parameters
    ----------
    collection
        Id of the collection, for messages.
    properties
        The table.
    instant
        Name of the property that the ``datetime`` parameter asks about; empty for none.
    """

    def __init__(self, collection: str, properties: Sequence[Property], instant: str = "") -> None:
        self.collection = collection
        self.instant = instant
        self._rows = {row.name: row for row in properties}

    def __eq__(self, other: object) -> bool:
        return self is other

    __hash__ = object.__hash__

    def __getitem__(self, name: str) -> Property:
        try:
            return self._rows[name]
        except KeyError:
            raise UnknownProperty(name, self.collection, self.queryables) from None

    def __contains__(self, name: object) -> bool:
        return name in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def sortables(self) -> dict[str, Property]:
        """The properties by which items can be put in order."""
        return {row.name: row for row in self._rows.values() if row.sortable}

    @cached_property
    def queryables(self) -> dict[str, Property]:
        """The properties that a query may filter by."""
        return {row.name: row for row in self._rows.values() if row.queryable}

    def json_schema(self, lang: Lang = "en") -> dict[str, Any]:
        """Return the JSON Schema of the properties, derived ones read-only; the id is no property of a feature."""
        return {row.name: row.json_schema(lang) for row in self._rows.values() if row.name != "id"}

    def queryable(self, name: str) -> Property:
        """Return a property that a query may filter by, or raise `UnknownProperty`."""
        if name not in self.queryables:
            raise UnknownProperty(name, self.collection, self.queryables)
        return self.queryables[name]

    def sortable(self, name: str) -> Property:
        """Return a property that a query may sort by, or raise `UnknownProperty`."""
        row = self.queryable(name)
        if not row.sortable:
            raise UnknownProperty(name, self.collection, self.sortables)
        return row


def _number(text: str) -> float:
    value = float(text)
    if value - value != 0 or "_" in text:  # NaN and the infinities are no values of a plot
        raise ValueError(text)
    return value


def _whole(text: str) -> int:
    if "_" in text:
        raise ValueError(text)
    return int(text)


def _boolean(text: str) -> bool:
    """Read a truth; GDAL writes 1 and 0."""
    if text.lower() not in {"true", "false", "1", "0"}:
        raise ValueError(text)
    return text.lower() in {"true", "1"}


def _date(text: str) -> Interval:
    date.fromisoformat(text)
    return Interval.parse(text)


_PARSERS: Mapping[Kind, Callable[[str], object]] = {
    Kind.TEXT: str,
    Kind.TEXTS: str,
    Kind.OBJECTS: str,
    Kind.NUMBER: _number,
    Kind.INTEGER: _whole,
    Kind.BOOLEAN: _boolean,
    Kind.DATE: _date,
    Kind.DATETIME: Interval.parse,
}

_FORMS = {
    Kind.TEXT: "a text of 1 to 2000 characters",
    Kind.TEXTS: "a list of texts",
    Kind.OBJECTS: "a list of objects",
    Kind.DATETIME: "an RFC 3339 date-time, as in 2026-01-31T09:00:00Z",
    Kind.NUMBER: "a number",
    Kind.INTEGER: "a whole number",
    Kind.BOOLEAN: "true or false",
    Kind.DATE: "a date YYYY-MM-DD",
}

_JSON_TYPES: Mapping[Kind, dict[str, Any]] = {
    Kind.TEXT: {"type": "string"},
    Kind.NUMBER: {"type": "number"},
    Kind.INTEGER: {"type": "integer"},
    Kind.BOOLEAN: {"type": "boolean"},
    Kind.DATE: {"type": "string", "format": "date"},
    Kind.DATETIME: {"type": "string", "format": "date-time"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.OBJECTS: {"type": ["array", "object"]},
}
