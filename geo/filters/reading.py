"""Reading: a parsed filter becomes an expression, its names and types checked against a collection's properties."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import orjson

from geo.crs import CRS84, Crs
from geo.errors import BadValue, UnknownProperty
from geo.filters import drafts
from geo.filters.expressions import (
    GEOMETRY,
    Call,
    Constant,
    Cost,
    Expression,
    Filter,
    Frame,
    Junction,
    PropertyValue,
    Type,
    evaluated,
)
from geo.filters.nearness import Aim, targets_at
from geo.filters.operators import FUNCTIONS, OPERATORS, TAKEN, Kind, Operator
from geo.filters.parse import LANGUAGES as STANDARD_LANGUAGES
from geo.filters.parse import Limits, parse
from geo.filters.shapes import shape_of
from geo.filters.temporal import OPEN, date_of, interval_of, last_of, moment_of, timestamp_of
from geo.filters.vectors import Coded, Moments, Numbers, Shapes, Truth
from geo.properties import Kind as PropertyKind
from geo.properties import Schema
from geo.proximity import Targets

_TYPES: Mapping[PropertyKind, Type] = {
    PropertyKind.TEXT: Type.TEXT,
    PropertyKind.NUMBER: Type.NUMBER,
    PropertyKind.INTEGER: Type.NUMBER,
    PropertyKind.BOOLEAN: Type.BOOLEAN,
    PropertyKind.DATE: Type.DATE,
    PropertyKind.DATETIME: Type.TIMESTAMP,
    PropertyKind.TEXTS: Type.ARRAY,
    PropertyKind.OBJECTS: Type.ARRAY,
}

#: What a value of each type is compared with, where that is another type too.
_ALIKE = {Type.TIMESTAMP: Type.DATE}

#: How to write what was meant, by the type that is wanted.
_HINTS = {
    Type.DATE: "write a date as DATE('2026-01-31')",
    Type.TIMESTAMP: "write a date-time as TIMESTAMP('2026-01-31T09:00:00Z')",
    Type.ARRAY: "ask for members of an array by A_CONTAINS or A_OVERLAPS",
    Type.INTERVAL: "compare intervals by the T_ functions",
    Type.GEOMETRY: "compare geometries by the S_ functions",
}

#: The languages of the standard, and that of its drafts.
LANGUAGES = (*STANDARD_LANGUAGES, drafts.LANGUAGE)

DEFAULT_LIMITS = Limits()

#: Literals know no rows.
_NO_FRAME = cast(Frame, None)

#: The types of instants, and how CQL2 JSON writes a literal of each.
_INSTANTS = {Type.DATE: "date", Type.TIMESTAMP: "timestamp"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads filters on the items of a collection.

    Parameters
    ----------
    schema
        Their properties.
    targets
        What a name stands for that distances are measured to; raises `BadValue` where it is none.
    limits
        What a filter may be at most.
    edition
        Differs whenever a name stands for something else; where it is given, filters of the same text are equal.
    """

    schema: Schema
    targets: Callable[[str], Targets]
    limits: Limits = DEFAULT_LIMITS
    edition: str = ""

    def read(self, text: str, language: str = "cql2-text", crs: str = CRS84) -> Filter:
        """Read a filter; see `read_filter`."""
        try:
            system = Crs.parse(crs)
        except BadValue as error:
            raise error.at("filter-crs") from None
        try:
            tree = self._tree(text, language)
            condition = _Reading(self, system).expression(tree)
            _expect(condition, Kind.CONDITION, tree, "the filter")
        except BadValue as error:
            raise error.at("filter") from None
        return Filter(condition, self._key(text, language, crs)) if self.edition else Filter(condition)

    def _key(self, *said: str) -> object:
        """Return what filters of the same text have in common; short, for it is kept with every tile."""
        digest = hashlib.blake2b("\0".join(said).encode(), digest_size=16).hexdigest()
        return self.schema, self.edition, digest

    def _tree(self, text: str, language: str) -> Any:
        if language != drafts.LANGUAGE:
            return parse(text, language, self.limits)
        tree = parse(drafts.as_cql2_text(text, self.schema), "cql2-text", self.limits)
        return drafts.with_types(tree, self.schema)


def read_filter(
    text: str,
    schema: Schema,
    targets: Callable[[str], Targets],
    language: str = "cql2-text",
    crs: str = CRS84,
) -> Filter:
    """Read a filter on the items of a collection.

    Parameters
    ----------
    text
        CQL2.
    schema, targets
        See `Reader`.
    language
        One of `geo.filters.LANGUAGES`.
    crs
        URI of the coordinate system of geometry literals.

    Raises
    ------
    BadValue
        It cannot be read, is too much, names a function that is not there, or its types do not fit: says where.
    UnknownProperty
        It names a property that the items do not have.
    """
    return Reader(schema, targets).read(text, language, crs)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reading of one filter."""

    reader: Reader
    crs: Crs

    def expression(self, tree: Any) -> Expression:
        """Read a part of a tree."""
        if isinstance(tree, dict):
            for member, read in _MEMBERS.items():
                if member in tree:
                    return read(self, tree)
        if isinstance(tree, list):
            return self._array(tree)
        if isinstance(tree, bool):
            return Constant(Type.BOOLEAN, Truth(np.array([tree])))
        if isinstance(tree, int):
            return Constant(Type.NUMBER, Coded.of(tree))
        if isinstance(tree, float):
            return Constant(Type.NUMBER, Numbers(np.array([float(tree)]), True))
        if isinstance(tree, str):
            return Constant(Type.TEXT, Coded.of(tree))
        raise BadValue(_said(tree), "something to compare with: ask IS NULL for what has no value")

    def _property(self, tree: Mapping[str, Any]) -> Expression:
        name, schema = tree["property"], self.reader.schema
        if name == GEOMETRY and name not in schema.queryables:
            return PropertyValue(GEOMETRY, Type.GEOMETRY)
        if name not in schema.queryables:
            raise UnknownProperty(name, schema.collection, [*schema.queryables, GEOMETRY])
        return PropertyValue(name, _TYPES[schema.queryable(name).kind])

    def _call(self, tree: Mapping[str, Any]) -> Expression:
        name, arguments = tree["op"].lower(), tree["args"]
        if name in {"and", "or"}:
            parts = tuple(self.expression(argument) for argument in arguments)
            for part, said in zip(parts, arguments, strict=True):
                _expect(part, Kind.CONDITION, said, name.upper())
            if not parts:
                raise BadValue(_said(tree), f"{name.upper()} with conditions")
            return Junction(name == "and", parts)
        operator = OPERATORS.get(name)
        if operator is None:
            known = ", ".join(row.name for row in FUNCTIONS)
            raise BadValue(tree["op"], f"a function that is known here: {known}, and those of CQL2")
        if name == "in":
            members = _members(arguments)
            arguments = self._listed(arguments[0], members)
        read = tuple(self._arguments(operator, arguments))
        if Kind.SCALAR in operator.arguments:
            _expect_one_type(read, arguments, operator.name)
        return _folded(Call(operator.result, operator.evaluate, read, operator.cost))

    def _listed(self, value: Any, members: Sequence[Any]) -> list[Any]:
        """Return what IN takes; a plain text is a time where the property is one (annex A, abstract test "in")."""
        named = isinstance(value, dict) and "property" in value
        member = _INSTANTS.get(self._property(value).type) if named else None
        return [value, *({member: one} if member and isinstance(one, str) else one for one in members)]

    def _arguments(self, operator: Operator, arguments: Sequence[Any]) -> list[Expression]:
        kinds = list(operator.arguments)
        if operator.repeats:
            kinds += [kinds[-1]] * (len(arguments) - len(kinds))
        if len(arguments) != len(kinds):
            raise BadValue(operator.name.upper(), f"given {len(kinds)} arguments: it has {len(arguments)}")
        read = []
        for said, kind in zip(arguments, kinds, strict=True):
            argument = self._target(said) if kind is Kind.TARGET else self.expression(said)
            _expect(argument, kind, said, operator.name.upper())
            if kind is Kind.PATTERN and not isinstance(argument, Constant):
                raise BadValue(_said(said), f"{kind}, as a pattern must be")
            read.append(argument)
        return read

    def _target(self, said: Any) -> Expression:
        if isinstance(said, str):
            return Aim(self.reader.targets(said))
        shape = self.expression(said)
        if isinstance(shape, Constant) and isinstance(shape.vector, Shapes):
            return Aim(targets_at(shape.vector))
        raise BadValue(_said(said), Kind.TARGET)

    def _geometry(self, tree: Mapping[str, Any]) -> Expression:
        return Constant(Type.GEOMETRY, shape_of(tree, self.crs))

    def _date(self, tree: Mapping[str, Any]) -> Expression:
        return Constant(Type.DATE, date_of(tree["date"]))

    def _timestamp(self, tree: Mapping[str, Any]) -> Expression:
        return Constant(Type.TIMESTAMP, timestamp_of(tree["timestamp"]))

    def _interval(self, tree: Mapping[str, Any]) -> Expression:
        if len(tree["interval"]) != 2:
            raise BadValue(_said(tree), "an interval of two ends")
        start, end = (self._end(said) for said in tree["interval"])
        if isinstance(start, Constant) and isinstance(end, Constant):
            moments = interval_of(_moments(start), _moments(end))
            if moments.start[0] > last_of(moments)[0]:
                raise BadValue(_said(tree), "an interval that starts before it ends")
            return Constant(Type.INTERVAL, moments)
        return Call(Type.INTERVAL, evaluated(interval_of), (start, end))

    def _end(self, said: Any) -> Expression:
        if isinstance(said, str):
            return Constant(Type.DATE, moment_of(said))
        end = self.expression(said)
        if end.type not in _INSTANTS:
            raise BadValue(_said(said), f"an end of an interval: a date, a date-time, or {OPEN} for an open end")
        return end

    def _array(self, members: Sequence[Any]) -> Expression:
        read = [self.expression(member) for member in members]
        for member, said in zip(read, members, strict=True):
            if not isinstance(member, Constant):
                raise BadValue(_said(said), "a literal: an array is made of literals")
        return Constant(Type.ARRAY, Coded.of(frozenset(map(_member, read))))


_MEMBERS: Mapping[str, Callable[[_Reading, Mapping[str, Any]], Expression]] = {
    "op": _Reading._call,
    "property": _Reading._property,
    "date": _Reading._date,
    "timestamp": _Reading._timestamp,
    "interval": _Reading._interval,
    "bbox": _Reading._geometry,
    "type": _Reading._geometry,
}


def _expect(expression: Expression, kind: Kind, said: Any, place: str) -> None:
    if expression.type not in TAKEN[kind]:
        raise BadValue(_said(said), f"{kind}, which {place} takes: it is {_a(expression.type)}{_hint(expression.type)}")


def _expect_one_type(read: Sequence[Expression], said: Sequence[Any], name: str) -> None:
    wanted = _ALIKE.get(read[0].type, read[0].type)
    for expression, tree in zip(read[1:], said[1:], strict=True):
        if _ALIKE.get(expression.type, expression.type) is not wanted:
            raise BadValue(
                _said(tree),
                f"{_a(read[0].type)} as {_said(said[0])} is, with which {name.upper()} compares it: "
                f"it is {_a(expression.type)}{_hint(read[0].type, expression.type)}",
            )


def _members(arguments: Sequence[Any]) -> Sequence[Any]:
    if len(arguments) != 2 or not isinstance(arguments[1], list) or not arguments[1]:
        raise BadValue(_said(list(arguments)), "a value and a list of values, as IN takes")
    return arguments[1]


def _folded(call: Call) -> Expression:
    """Work out once what is made of literals alone."""
    if call.own_cost is Cost.COMPARING and all(isinstance(argument, Constant) for argument in call.arguments):
        return Constant(call.type, call.value(_NO_FRAME, slice(None)))
    return call


def _moments(constant: Constant) -> Moments:
    assert isinstance(constant.vector, Moments)
    return constant.vector


def _member(constant: Expression) -> object:
    """Return what a member of an array is known by; texts by themselves."""
    assert isinstance(constant, Constant)
    vector = constant.vector
    if isinstance(vector, Coded):
        return vector.uniques[0] if constant.type is not Type.NUMBER else (constant.type, vector.uniques[0])
    if isinstance(vector, Moments):
        return constant.type, float(vector.start[0]), float(vector.end[0])
    if isinstance(vector, Shapes):
        return vector.values[0].wkt
    return constant.type, (vector.holds if isinstance(vector, Truth) else vector.values)[0].item()


def _hint(*types: Type) -> str:
    """Say how to write what is harder to write than a number or a text."""
    hints = [_HINTS[type] for type in types if type in _HINTS]
    return f"; {hints[0]}" if hints else ""


def _a(type: Type) -> str:
    return f"an {type}" if type[0] in "ai" else f"a {type}"


def _said(tree: Any) -> str:
    """Write a part of a filter for a message."""
    if isinstance(tree, dict) and "property" in tree:
        return str(tree["property"])
    return tree if isinstance(tree, str) else orjson.dumps(tree).decode()
