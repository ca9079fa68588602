"""The functions that Dikuai adds: distances on the ellipsoid, to a geometry or to what a name stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from geo.filters.expressions import Constant, Cost, Expression, Frame, PropertyValue, Type, Where
from geo.filters.vectors import Coded, Numbers, Shapes, Truth
from geo.measure import Floats
from geo.properties import Title
from geo.proximity import Target, Targets, nearest


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What distances are measured to."""

    targets: Targets
    type: Type = Type.GEOMETRY
    cost: Cost = Cost.COMPARING

    def value(self, frame: Frame, where: Where) -> Shapes:
        """Return the geometries of the targets."""
        return Shapes(self.targets.geometries)


def targets_at(shapes: Shapes) -> Targets:
    """Make the target that a geometry literal is."""
    title = Title("图形", "the geometry")
    return Targets("the geometry", title, [Target(title, shapes.values[0])])


def distance_m(frame: Frame, where: Where, arguments: Sequence[Expression]) -> Numbers:
    """Evaluate ``DISTANCE_M(geometry, target)``."""
    geometry, target = arguments
    assert isinstance(target, Aim)
    return Numbers(_distances(geometry, target.targets, frame, where))


def within(frame: Frame, where: Where, arguments: Sequence[Expression]) -> Truth:
    """Evaluate ``S_DWITHIN(geometry, target, metres)``; only what may lie that near is measured."""
    geometry, target, metres = arguments
    assert isinstance(target, Aim)
    most = metres.value(frame, where)
    most = most.numbers() if isinstance(most, Coded) else most
    assert isinstance(most, Numbers)
    literal = isinstance(metres, Constant) and most.values[0] >= 0
    if not (isinstance(geometry, PropertyValue) and literal):
        distance = Numbers(_distances(geometry, target.targets, frame, where))
        return Truth(distance.values <= most.values, np.isnan(distance.values) | np.isnan(most.values))
    placed = frame.placed(where)
    near = np.flatnonzero(frame.around(target.targets, float(most.values[0]), where))
    holds = np.zeros(len(placed), dtype=bool)
    rows = near if isinstance(where, slice) else where[near]
    holds[near] = frame.distances(target.targets, rows) <= most.values[0]
    return Truth(holds, None if placed.all() else ~placed)


def _distances(geometry: Expression, targets: Targets, frame: Frame, where: Where) -> Floats:
    if isinstance(geometry, PropertyValue):
        return frame.distances(targets, where)
    shapes = geometry.value(frame, where)
    assert isinstance(shapes, Shapes)
    return nearest(shapes.values, targets).distance_m
