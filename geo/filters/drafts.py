"""The language that drafts of the standard called cql-text, as GDAL writes it: brought to CQL2.

GDAL (3.12 still) sends the conditions of its users in no other language. What it writes is CQL2 text, but for names
without quotation marks, moments and truths as texts and numbers, backslashes that escape nothing, and ILIKE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from geo.properties import Kind, Schema

LANGUAGE = "cql-text"

_TEXT = r"'(?:[^']|'')*'"
_COMPARISONS = {"=", "<>", "<", "<=", ">", ">="}

#: A moment as GDAL writes it: a day with the T of a time, or also with hours, minutes and seconds.
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(?:(\d\d)(?::(\d\d))?(?::(\d\d(?:\.\d+)?))?Z?)?)?", re.IGNORECASE)


def as_cql2_text(text: str, schema: Schema) -> str:
    """Write the names, patterns and operators of a filter as CQL2 text has them.

    Parameters
    ----------
    text
        As GDAL writes it: each comparison has its property on the left.
    schema
        The properties that may be named.

    Examples
    --------
    >>> from geo.plots import PLOT
    >>> print(as_cql2_text("(name ILIKE '%park%') AND (floor_area_ratio >= 2)", PLOT))
    (CASEI("name") LIKE CASEI('%park%')) AND ("floor_area_ratio" >= 2)
    """
    names = "|".join(map(re.escape, sorted(schema.queryables, key=len, reverse=True)))
    condition = rf"(?P<pattern>(?P<named>{names}) (?P<like>I?LIKE) (?P<like_text>{_TEXT}))"
    compared = rf"(?P<name>{names})(?= (?:=|<>|[<>]=?|IS NULL)(?:[ )]|$))"
    return re.sub(rf"{_TEXT}|(?<![^(])(?:{condition}|{compared})", _rewritten, text)


def _rewritten(found: re.Match[str]) -> str:
    if found["name"] is not None:
        return f'"{found["name"]}"'
    if found["pattern"] is None:
        return found[0]
    name, text = f'"{found["named"]}"', found["like_text"].replace("\\", "\\\\")
    return f"{name} LIKE {text}" if found["like"] == "LIKE" else f"CASEI({name}) LIKE CASEI({text})"


def with_types(tree: Any, schema: Schema) -> Any:
    """Give the literals that properties are compared with the types of these.

    Parameters
    ----------
    tree
        A parsed filter; it is changed.
    schema
        The properties.

    Returns
    -------
    Any
        The tree.
    """
    for node in _comparisons(tree):
        name, said = node["args"][0]["property"], node["args"][1]
        kind = schema.queryables[name].kind if name in schema.queryables else None
        if kind in _TYPED:
            node["args"][1] = _TYPED[kind](said)
        elif kind in {Kind.TEXTS, Kind.OBJECTS} and node["op"] == "=" and isinstance(said, str):
            node["op"], node["args"][1] = "a_contains", [said]
    return tree


def _comparisons(tree: Any) -> Iterator[dict[str, Any]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, dict) or "op" not in node:
            continue
        arguments = node["args"]
        if node["op"] in _COMPARISONS and isinstance(arguments[0], dict) and "property" in arguments[0]:
            yield node
        else:
            waiting.extend(arguments)


def _date(said: Any) -> Any:
    """Read a day; one with a time is compared as the moment that it is."""
    found = _MOMENT.fullmatch(said) if isinstance(said, str) else None
    return {"date": found[1]} if found and not found[2] else _timestamp(said)


def _timestamp(said: Any) -> Any:
    """Read a moment; a day is its first, as SQL has it."""
    found = _MOMENT.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        return said
    day, *time = found.groups("00")
    return {"timestamp": f"{day}T{':'.join(time)}Z"}


def _truth(said: Any) -> Any:
    return bool(said) if isinstance(said, int | float) and said in {0, 1} else said


_TYPED: Mapping[Kind | None, Any] = {Kind.DATE: _date, Kind.DATETIME: _timestamp, Kind.BOOLEAN: _truth}
