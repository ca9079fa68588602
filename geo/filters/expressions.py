"""Expressions: what a filter is made of once it is read, and how it is evaluated.

An expression is asked about rows of a `Frame`, which is all that filters know of where items are held.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from geo.filters.vectors import Mask, Shapes, Truth, Vector
from geo.measure import Floats, Geometries
from geo.proximity import Targets

Rows = NDArray[np.int64]
Where = Rows | slice

#: A conjunction goes on with the rows that are left where they are no more than one in so many.
_FEW = 8


class Type(StrEnum):
    """What an expression's value is."""

    BOOLEAN = "boolean"
    NUMBER = "number"
    TEXT = "text"
    DATE = "date"
    TIMESTAMP = "date-time"
    INTERVAL = "interval"
    ARRAY = "array"
    GEOMETRY = "geometry"


class Cost(IntEnum):
    """What looking at a row takes: a comparison, a look at its geometry, a distance measured."""

    COMPARING = 0
    RELATING = 1
    MEASURING = 2


class Frame(Protocol):
    """The rows that a filter is asked about."""

    def count(self, where: Where) -> int:
        """Return how many rows are meant."""

    def column(self, name: str, where: Where) -> Vector:
        """Return a property's values."""

    def geometries(self, where: Where) -> Geometries:
        """Return geometries in WGS 84 longitude and latitude; None for a missing or an empty one."""

    def placed(self, where: Where) -> Mask:
        """Tell which rows have a geometry."""

    def touching(self, bounds: Sequence[float], where: Where) -> Mask:
        """Tell at least of those rows whose geometry meets a box, west, south, east, north, that it may."""

    def in_box(self, bounds: Sequence[float], where: Where) -> Mask:
        """Tell which rows' geometries meet a box."""

    def around(self, targets: Targets, metres: float, where: Where) -> Mask:
        """Tell at least of those rows that lie within a distance of a target that they may."""

    def distances(self, targets: Targets, where: Where) -> Floats:
        """Return the geodesic distance to the nearest target, metres; NaN where there is no geometry."""


class Expression(Protocol):
    """A part of a filter."""

    @property
    def type(self) -> Type:
        """What its value is."""

    @property
    def cost(self) -> Cost:
        """What evaluating it for a row takes."""

    def value(self, frame: Frame, where: Where) -> Vector:
        """Evaluate it for some rows: one value for each, or one for all."""


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A literal: a vector of one value."""

    type: Type
    vector: Vector
    cost: Cost = Cost.COMPARING

    def value(self, frame: Frame, where: Where) -> Vector:
        """Return the one value."""
        return self.vector


@dataclass(frozen=True, slots=True, eq=False)
class PropertyValue:
    """A property of each row; the geometry bears the name `GEOMETRY`."""

    name: str
    type: Type

    @property
    def cost(self) -> Cost:
        """What evaluating it for a row takes."""
        return Cost.RELATING if self.type is Type.GEOMETRY else Cost.COMPARING

    def value(self, frame: Frame, where: Where) -> Vector:
        """Look the values up."""
        return Shapes(frame.geometries(where)) if self.type is Type.GEOMETRY else frame.column(self.name, where)


GEOMETRY = "geometry"

Evaluate = Callable[[Frame, Where, Sequence[Expression]], Vector]


@dataclass(frozen=True, slots=True, eq=False)
class Call:
    """An operator or a function with its arguments."""

    type: Type
    evaluate: Evaluate
    arguments: tuple[Expression, ...]
    own_cost: Cost = Cost.COMPARING

    @property
    def cost(self) -> Cost:
        """What evaluating it for a row takes."""
        return max(self.own_cost, *(argument.cost for argument in self.arguments))

    def value(self, frame: Frame, where: Where) -> Vector:
        """Evaluate it."""
        return self.evaluate(frame, where, self.arguments)


@dataclass(frozen=True, slots=True, eq=False)
class Junction:
    """Conditions of which all must be met, or any."""

    all: bool
    parts: tuple[Expression, ...]
    type: Type = Type.BOOLEAN

    @property
    def cost(self) -> Cost:
        """What evaluating it for a row takes."""
        return max(part.cost for part in self.parts)

    def value(self, frame: Frame, where: Where) -> Truth:
        """Evaluate it."""
        first, *others = (truth_of(part, frame, where) for part in self.parts)
        for other in others:
            first = first & other if self.all else first | other
        return first


def truth_of(condition: Expression, frame: Frame, where: Where) -> Truth:
    """Evaluate a condition."""
    value = condition.value(frame, where)
    assert isinstance(value, Truth)
    return value


def where_true(condition: Expression, frame: Frame, where: Where) -> Mask:
    """Tell which rows meet a condition.

    Of a conjunction the quick conditions are asked first, and the others about the rows that are left.
    """
    if not isinstance(condition, Junction):
        true = truth_of(condition, frame, where).true
        return np.broadcast_to(true, (frame.count(where),)) if len(true) == 1 else true
    mask: Mask | None = None
    for part in sorted(condition.parts, key=lambda part: part.cost):
        mask = _narrowed(part, frame, where, mask) if condition.all else _widened(part, frame, where, mask)
    assert mask is not None
    return mask


def _widened(part: Expression, frame: Frame, where: Where, mask: Mask | None) -> Mask:
    true = where_true(part, frame, where)
    return true if mask is None else mask | true


def _narrowed(part: Expression, frame: Frame, where: Where, mask: Mask | None) -> Mask:
    if mask is None:
        return where_true(part, frame, where)
    if np.count_nonzero(mask) * _FEW > len(mask):
        return mask & where_true(part, frame, where)
    left = np.flatnonzero(mask)
    narrowed = np.zeros(len(mask), dtype=bool)
    narrowed[left] = where_true(part, frame, left if isinstance(where, slice) else where[left])
    return narrowed


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on the items of a collection, read and checked; for one thread at a time, as GEOS's shapes are.

    Parameters
    ----------
    condition
        Of type boolean.
    key
        Filters with equal keys find the same items; without one, a filter is equal to itself alone.
    """

    condition: Expression = field(compare=False)
    key: object = field(default_factory=object, repr=False)

    @property
    def cost(self) -> Cost:
        """What asking it about a row takes."""
        return self.condition.cost

    def mask(self, frame: Frame, where: Where = slice(None)) -> Mask:
        """Tell which rows meet it; those of which it cannot be known do not (OGC 21-065r2, 6.2).

        Parameters
        ----------
        frame
            The rows.
        where
            Which of them are asked about; all rows, as a slice, or row numbers.
        """
        return where_true(self.condition, frame, where)


def evaluated(function: Callable[..., Vector]) -> Evaluate:
    """Make an evaluation of a function of vectors."""

    def evaluate(frame: Frame, where: Where, arguments: Sequence[Expression]) -> Vector:
        return function(*(argument.value(frame, where) for argument in arguments))

    return evaluate
