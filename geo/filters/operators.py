"""The operators of CQL2 and the functions that Dikuai adds: one table, from which filters are read and docs written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from geo.filters import comparisons, nearness, shapes, temporal, texts
from geo.filters.expressions import Cost, Evaluate, Type, evaluated
from geo.filters.vectors import Vector
from geo.properties import Lang, Title


class Kind(StrEnum):
    """What an argument may be, for people."""

    CONDITION = "a condition"
    SCALAR = "a number, a text, true or false, a date or a date-time"
    NUMBER = "a number"
    TEXT = "a text"
    PATTERN = "a text literal"
    MOMENT = "a date, a date-time or an interval"
    INTERVAL = "an interval"
    ARRAY = "an array"
    GEOMETRY = "a geometry"
    TARGET = "a geometry literal, or a text literal that says what near may say"
    ANY = "a property"


_SCALARS = frozenset({Type.BOOLEAN, Type.NUMBER, Type.TEXT, Type.DATE, Type.TIMESTAMP})

#: The types that an argument of a kind may have.
TAKEN: Mapping[Kind, frozenset[Type]] = {
    Kind.CONDITION: frozenset({Type.BOOLEAN}),
    Kind.SCALAR: _SCALARS,
    Kind.NUMBER: frozenset({Type.NUMBER}),
    Kind.TEXT: frozenset({Type.TEXT}),
    Kind.PATTERN: frozenset({Type.TEXT}),
    Kind.MOMENT: frozenset({Type.DATE, Type.TIMESTAMP, Type.INTERVAL}),
    Kind.INTERVAL: frozenset({Type.INTERVAL}),
    Kind.ARRAY: frozenset({Type.ARRAY}),
    Kind.GEOMETRY: frozenset({Type.GEOMETRY}),
    Kind.TARGET: frozenset({Type.GEOMETRY}),
    Kind.ANY: frozenset(Type),
}


@dataclass(frozen=True, slots=True, eq=False)
class Operator:
    """One row of the table.

    Parameters
    ----------
    name
        As in CQL2 JSON; a function's is written in capitals and read in any case.
    arguments
        What it takes; the last one as often as is written where `repeats`.
    result
        The type that it gives.
    conformance
        The conformance class of OGC 21-065r2 that asks for it.
    evaluate
        What it does.
    cost
        What that takes for a row.
    names, title
        Of a function: what its arguments are called, and what it does, for people.
    """

    name: str
    arguments: tuple[Kind, ...]
    result: Type
    conformance: str
    evaluate: Evaluate
    repeats: bool = False
    cost: Cost = Cost.COMPARING
    names: tuple[str, ...] = ()
    title: Title | None = None


def _rows(
    conformance: str, arguments: tuple[Kind, ...], result: Type, functions: Mapping[str, Callable[..., Vector]]
) -> list[Operator]:
    return [Operator(name, arguments, result, conformance, evaluated(f)) for name, f in functions.items()]


def _each(function: Callable[..., Vector], names: Mapping[str, object]) -> dict[str, Callable[..., Vector]]:
    return {name: partial(function, name) for name in names}


_COMPARISON = "advanced-comparison-operators"
_TWO_SCALARS, _TWO_NUMBERS = (Kind.SCALAR,) * 2, (Kind.NUMBER,) * 2

_ROWS = [
    *_rows("basic-cql2", _TWO_SCALARS, Type.BOOLEAN, _each(comparisons.compare, comparisons.COMPARISONS)),
    *_rows("basic-cql2", (Kind.CONDITION,), Type.BOOLEAN, {"not": lambda condition: ~condition}),
    Operator("isnull", (Kind.ANY,), Type.BOOLEAN, "basic-cql2", shapes.is_null),
    *_rows(_COMPARISON, (Kind.TEXT, Kind.PATTERN), Type.BOOLEAN, {"like": texts.like}),
    *_rows(_COMPARISON, (Kind.SCALAR,) * 3, Type.BOOLEAN, {"between": comparisons.between}),
    Operator("in", _TWO_SCALARS, Type.BOOLEAN, _COMPARISON, evaluated(comparisons.among), repeats=True),
    *_rows("case-insensitive-comparison", (Kind.TEXT,), Type.TEXT, {"casei": texts.casei}),
    *_rows("accent-insensitive-comparison", (Kind.TEXT,), Type.TEXT, {"accenti": texts.accenti}),
    *(
        Operator(
            name,
            (Kind.GEOMETRY, Kind.GEOMETRY),
            Type.BOOLEAN,
            "basic-spatial-functions" if name == "s_intersects" else "spatial-functions",
            shapes.relation(name),
            cost=Cost.RELATING,
        )
        for name in shapes.RELATIONS
    ),
    *_rows("temporal-functions", (Kind.MOMENT,) * 2, Type.BOOLEAN, _each(temporal.relate, temporal.RELATIONS)),
    *_rows(
        "temporal-functions", (Kind.INTERVAL,) * 2, Type.BOOLEAN, _each(temporal.relate, temporal.INTERVAL_RELATIONS)
    ),
    *_rows("array-functions", (Kind.ARRAY,) * 2, Type.BOOLEAN, _each(comparisons.relate_sets, comparisons.SETS)),
    *_rows("arithmetic", _TWO_NUMBERS, Type.NUMBER, _each(comparisons.arithmetic, comparisons.ARITHMETIC)),
    Operator(
        "S_DWITHIN",
        (Kind.GEOMETRY, Kind.TARGET, Kind.NUMBER),
        Type.BOOLEAN,
        "functions",
        nearness.within,
        cost=Cost.MEASURING,
        names=("geometry", "target", "metres"),
        title=Title(
            "到目标的大地线距离是否不超过若干米", "Whether a target lies within a geodesic distance, in metres"
        ),
    ),
    Operator(
        "DISTANCE_M",
        (Kind.GEOMETRY, Kind.TARGET),
        Type.NUMBER,
        "functions",
        nearness.distance_m,
        cost=Cost.MEASURING,
        names=("geometry", "target"),
        title=Title("到目标的大地线距离（米）", "The geodesic distance to a target, in metres"),
    ),
]

#: Every operator and function by its name in lower case.
OPERATORS: Mapping[str, Operator] = {row.name.lower(): row for row in _ROWS}

#: The functions that are no part of CQL2: what ``/functions`` lists.
FUNCTIONS: tuple[Operator, ...] = tuple(row for row in _ROWS if row.names)


#: What the functions document of OGC API – Features – Part 3 calls the types.
_JSON_TYPES: Mapping[Kind | Type, list[str]] = {
    Kind.GEOMETRY: ["geometry"],
    Kind.TARGET: ["geometry", "string"],
    Kind.NUMBER: ["number"],
    Type.BOOLEAN: ["boolean"],
    Type.NUMBER: ["number"],
}


def described_function(function: Operator, lang: Lang) -> dict[str, Any]:
    """Describe a function as the functions document of OGC API – Features – Part 3 has it."""
    assert function.title is not None
    arguments = zip(function.names, function.arguments, strict=True)
    return {
        "name": function.name,
        "description": function.title[lang],
        "args": [{"title": name, "description": kind, "type": _JSON_TYPES[kind]} for name, kind in arguments],
        "returns": _JSON_TYPES[function.result],
    }
