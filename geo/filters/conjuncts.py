"""The conditions that a filter is made of, and what each is about: to ask what would be found without one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from geo.filters.expressions import Call, Expression, Filter, Junction, PropertyValue


def conjuncts(filter: Filter) -> Iterator[Filter]:
    """Yield the conditions that must all be met for a filter to be met, as filters of their own.

    Parameters
    ----------
    filter
        Any; one that is no conjunction is its own only condition.
    """
    waiting = [filter.condition]
    while waiting:
        condition = waiting.pop(0)
        if isinstance(condition, Junction) and condition.all:
            waiting[:0] = condition.parts
        else:
            yield Filter(condition)


def conjunction(filters: Iterable[Filter]) -> Filter | None:
    """Return the filter that is met where all of some are; None for none of them."""
    conditions = tuple(filter.condition for filter in filters)
    if len(conditions) < 2:
        return Filter(conditions[0]) if conditions else None
    return Filter(Junction(True, conditions))


def subject(filter: Filter) -> str | None:
    """Return the name of the one property that a filter asks about; None where it asks about none or several.

    The geometry counts as a property, `geo.filters.expressions.GEOMETRY`.
    """
    names = set(_names(filter.condition))
    return names.pop() if len(names) == 1 else None


def _names(expression: Expression) -> Iterator[str]:
    waiting = [expression]
    while waiting:
        one = waiting.pop()
        if isinstance(one, PropertyValue):
            yield one.name
        elif isinstance(one, Call):
            waiting.extend(one.arguments)
        elif isinstance(one, Junction):
            waiting.extend(one.parts)
