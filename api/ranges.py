"""Ranges in the form that asks a collection: two fields a property, from and to.

An address says them as the API has them: as the first terms of a filter in CQL2 text (``area_mu >= 20 AND area_mu <=
50``), and the property that ``datetime`` asks about as an interval. The fields themselves are known to pages alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from geo.errors import BadValue
from geo.filters import LANGUAGES
from geo.properties import Kind, Property, Schema

#: What is added to a property's name in the names of its two fields.
ENDS = (".from", ".to")

#: The properties of plots that are asked by ranges: what an investor chooses by, each in one unit.
_WORTH = {
    "plots": (
        *("area_mu", "floor_area_ratio", "gross_floor_area_m2", "price_cny", "metro_distance_m", "tenure_years"),
        *("height_max_m", "announced_on", "transferred_on", "completion_expected_on"),
    )
}

#: Ranges of any other collection: the first of its properties, so that a form stays one.
_MOST = 12

_OPERATORS = (">=", "<=")
_NUMBER, _DATE = r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


class _Written(NamedTuple):
    """How the ends of a range are filled in, and how CQL2 text writes each."""

    pattern: str
    expected: str
    forms: tuple[str, str]


_A_NUMBER, _A_DATE = "a number", "a date YYYY-MM-DD"

#: A day that is the end of moments is its first or its last.
_WRITTEN: Mapping[Kind, _Written] = {
    Kind.NUMBER: _Written(_NUMBER, _A_NUMBER, ("{}", "{}")),
    Kind.INTEGER: _Written(_NUMBER, _A_NUMBER, ("{}", "{}")),
    Kind.DATE: _Written(_DATE, _A_DATE, ("DATE('{}')", "DATE('{}')")),
    Kind.DATETIME: _Written(_DATE, _A_DATE, ("TIMESTAMP('{}T00:00:00Z')", "TIMESTAMP('{}T23:59:59.999999Z')")),
}
_TERM = re.compile(
    rf"""(?P<name>[^\W\d]\w*|"(?:[^"]|"")+")\s*(?P<operator>>=|<=)\s*"""
    rf"(?P<value>{_NUMBER}|(?:DATE|TIMESTAMP)\('[^']*'\))(?:\s+AND\s+(?=\S)|\s*$)",
    re.IGNORECASE,
)
_INTERVAL = re.compile(rf"(?P<start>{_DATE}|\.\.|)/(?P<end>{_DATE}|\.\.|)")
_QUOTED_OR_BRACKET = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|[()]""")
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LITERALS = {"not", "null", "true", "false"}


class Ranges(NamedTuple):
    """The ranges that an address says.

    Parameters
    ----------
    ends
        What is filled in, by the names of fields.
    rest
        What is left of the filter.
    """

    ends: Mapping[str, str]
    rest: str


@cache
def ranged(schema: Schema) -> Mapping[str, Property]:
    """Return the properties that are asked by ranges, in order; the one that ``datetime`` asks about is the last."""
    rows = [schema.queryables[name] for name in _WORTH.get(schema.collection, schema.queryables)]
    asked = [row for row in rows if row.kind in _WRITTEN and row.name != schema.instant and not row.choices]
    asked = asked[:_MOST] + ([schema[schema.instant]] if schema.instant else [])
    return {row.name: row for row in asked if not {row.name + end for end in ENDS} & schema.queryables.keys()}


@cache
def range_fields(schema: Schema) -> Mapping[str, tuple[Property, int]]:
    """Return the fields of ranges: of which property each is, and which of its ends."""
    return {row.name + end: (row, at) for row in ranged(schema).values() for at, end in enumerate(ENDS)}


def read_ranges(params: Mapping[str, str], schema: Schema) -> Ranges:
    """Read the ranges of an address, as a form filled them in or as the API has them.

    A filter gives up its first terms as far as they are ranges; what they are joined to by an ``OR``, or written in
    JSON, stays as it is.
    """
    text = params.get("filter", "").strip()
    is_text = params.get("filter-lang", LANGUAGES[0]) == LANGUAGES[0]
    said = _of_filter(text, schema) if is_text else Ranges({}, text)
    filled = {name: text for name, text in params.items() if name in range_fields(schema)}
    return Ranges({**said.ends, **_of_datetime(params.get("datetime", ""), schema), **filled}, said.rest)


def write_ranges(params: Mapping[str, str], schema: Schema) -> dict[str, str]:
    """Return the parameters with the ranges that a form filled in said as the API has them.

    Raises
    ------
    BadValue
        An end is no number or no date, or there is a filter in JSON beside it; its place is the field.
    """
    fields = range_fields(schema)
    ends = {name: _checked(name, text.strip(), fields[name][0]) for name, text in params.items() if name in fields}
    kept = {name: text for name, text in params.items() if name not in fields}
    start, end = (ends.pop(schema.instant + which, "") for which in ENDS)
    if start or end:
        kept["datetime"] = f"{start or '..'}/{end or '..'}"
    terms = [_term(*fields[name], text) for name, text in ends.items() if text]
    return _with_filter(kept, terms) if terms else kept


def _with_filter(params: dict[str, str], terms: list[str]) -> dict[str, str]:
    """Return the parameters with terms before their filter; one in JSON takes none beside it."""
    rest = params.get("filter", "").strip()
    if not rest:
        params.pop("filter-lang", None)
    elif params.get("filter-lang", LANGUAGES[0]) != LANGUAGES[0]:
        raise BadValue(terms[0], "usable beside a filter in JSON", "filter")
    return {**params, "filter": " AND ".join([*terms, f"({rest})"] if rest else terms)}


def without_range(params: Mapping[str, str], schema: Schema, name: str) -> dict[str, str]:
    """Return the parameters with the range of a property taken out of the filter, and nothing left empty."""
    said = read_ranges(params, schema)
    left = {field: text for field, text in said.ends.items() if range_fields(schema)[field][0].name != name}
    written = write_ranges({**params, "filter": said.rest, **left}, schema)
    return {name: text for name, text in written.items() if text}


def _of_filter(text: str, schema: Schema) -> Ranges:
    ends: dict[str, str] = {}
    rest = text
    while term := _TERM.match(rest):
        field, value = _end(term, schema)
        if not value or field in ends:
            break
        ends[field] = value
        rest = rest[term.end() :]
    inner = _unwrapped(rest)
    if inner == rest and re.search(r"\bOR\b", rest, re.IGNORECASE):
        return Ranges({}, text)
    return Ranges(ends, inner if ends else text)


def _end(term: re.Match[str], schema: Schema) -> tuple[str, str]:
    """Return the field that a term of a filter fills, and with what; nothing where there is none for it."""
    name, at = term["name"], _OPERATORS.index(term["operator"])
    row = ranged(schema).get(name[1:-1].replace('""', '"') if name.startswith('"') else name)
    if row is None or row.name == schema.instant:
        return "", ""
    written = _WRITTEN[row.kind]
    before, _, after = written.forms[at].partition("{}")
    form = f"{re.escape(before)}({written.pattern}){re.escape(after)}"
    found = re.fullmatch(form, term["value"], re.IGNORECASE)
    return row.name + ENDS[at], found[1] if found and _is_right(found[1], row) else ""


def _of_datetime(text: str, schema: Schema) -> dict[str, str]:
    found = _INTERVAL.fullmatch(f"{text}/{text}" if re.fullmatch(_DATE, text) else text)
    row = ranged(schema).get(schema.instant)
    if found is None or row is None:
        return {}
    ends = {row.name + end: said for end, said in zip(ENDS, found.groups(), strict=True) if said not in {"", ".."}}
    return ends if all(_is_right(said, row) for said in ends.values()) else {}


def _checked(field: str, text: str, row: Property) -> str:
    """Return an end as it was filled in, if it is one or left empty."""
    if text and not _is_right(text, row):
        raise BadValue(text, _WRITTEN[row.kind].expected, field)
    return text


def _is_right(text: str, row: Property) -> bool:
    written = _WRITTEN[row.kind]
    if not re.fullmatch(written.pattern, text):
        return False
    try:
        return written.pattern != _DATE or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _term(row: Property, at: int, text: str) -> str:
    plain = _PLAIN.fullmatch(row.name) and row.name.lower() not in _LITERALS
    name = row.name if plain else '"{}"'.format(row.name.replace('"', '""'))
    return f"{name} {_OPERATORS[at]} {_WRITTEN[row.kind].forms[at].format(text)}"


def _unwrapped(text: str) -> str:
    """Return a text without the brackets around the whole of it, if there are any."""
    depth = 0
    for found in _QUOTED_OR_BRACKET.finditer(text if text.startswith("(") else ""):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if not depth:
            return text[1:-1].strip() if found.end() == len(text) else text
    return text
