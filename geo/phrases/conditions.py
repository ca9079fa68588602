"""Conditions as a phrase states them, and how a service is asked by them: the one place where they become CQL2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from geo.errors import BadValue

_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Range:
    """A number between bounds, both included.

    Parameters
    ----------
    property
        The property's name.
    min, max
        In the property's unit; None leaves that side open.

    Raises
    ------
    BadValue
        Both sides are open, or the lower bound lies above the upper one.
    """

    property: str
    min: float | None = None
    max: float | None = None

    def __post_init__(self) -> None:
        if self.min is None and self.max is None:
            raise BadValue(self.property, "a range with a lower or an upper bound")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise BadValue(f"{self.min:g} to {self.max:g}", "a range whose lower bound comes first")

    def as_json(self) -> dict[str, Any]:
        """Return it as an object; open sides are left out."""
        bounds = {"min": self.min, "max": self.max}
        sides = {side: _shortest(bound) for side, bound in bounds.items() if bound is not None}
        return {"kind": "range", "property": self.property, **sides}

    def cql2(self) -> str:
        """Write it as CQL2."""
        name = _named(self.property)
        if self.min is None:
            return f"{name} <= {_shortest(self.max)}"
        if self.max is None:
            return f"{name} >= {_shortest(self.min)}"
        return f"{name} BETWEEN {_shortest(self.min)} AND {_shortest(self.max)}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some texts.

    Parameters
    ----------
    property
        The property's name.
    values
        At least one.
    listed
        Whether the property is a list, of which one member is to be among the values.
    """

    property: str
    values: tuple[str, ...]
    listed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {"kind": "choice", "property": self.property, "values": list(self.values)}

    def cql2(self) -> str:
        """Write it as CQL2."""
        name, quoted = _named(self.property), ",".join(map(_quoted, self.values))
        if self.listed:
            return f"A_OVERLAPS({name},({quoted}))"
        return f"{name} = {quoted}" if len(self.values) == 1 else f"{name} IN ({quoted})"


@dataclass(frozen=True, slots=True)
class Nearness:
    """Nearness to something.

    Parameters
    ----------
    target
        As `geo.names.NEAR_FORM` has it.
    within
        As `geo.proximity.WITHIN_FORM` has it; empty for however far.
    certain
        Whether the distance must hold whatever the uncertainty of positions.
    """

    target: str
    within: str = ""
    certain: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as an object; what is not said is left out."""
        said: dict[str, Any] = {"kind": "near", "target": self.target}
        if self.within:
            said["within"] = self.within
        return said | ({"certain": True} if self.certain else {})


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be found in any of an item's texts."""

    words: str

    def as_json(self) -> dict[str, Any]:
        """Return it as an object."""
        return {"kind": "words", "text": self.words}


Condition = Range | Choice | Nearness | Words


def parameters_of(conditions: Iterable[Condition]) -> dict[str, str]:
    """Return the parameters by which a service is asked for what meets every condition.

    Returns
    -------
    dict
        ``near``, ``within``, ``certainty``, ``q`` and ``filter`` (CQL2), as far as they are needed.

    Examples
    --------
    >>> parameters_of([Nearness("metro", "1km"), Range("area_mu", 20), Choice("town", ("外冈镇",))])
    {'near': 'metro', 'within': '1km', 'filter': "area_mu >= 20 AND town = '外冈镇'"}
    """
    asked: dict[str, str] = {}
    filters = []
    for condition in conditions:
        if isinstance(condition, Range | Choice):
            filters.append(condition.cql2())
        else:
            asked |= _parameters(condition)
    return asked | ({"filter": " AND ".join(filters)} if filters else {})


def _parameters(condition: Nearness | Words) -> Mapping[str, str]:
    if isinstance(condition, Words):
        return {"q": condition.words}
    said = {"near": condition.target, "within": condition.within, "certainty": "certain" if condition.certain else ""}
    return {name: value for name, value in said.items() if value}


def _named(property: str) -> str:
    """Write a property's name as CQL2 has it: in double quotes where it is none by itself."""
    return property if _PLAIN_NAME.fullmatch(property) else '"' + property.replace('"', '""') + '"'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _shortest(number: float | None) -> float | int | None:
    """Return a whole number without a fraction, as JSON and CQL2 write it shortest."""
    return int(number) if number is not None and float(number).is_integer() else number
