"""Records: GeoJSON Features read into plots with every fault named, and plots written in the one canonical form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Annotated, Any

import orjson
import shapely
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model
from pydantic.functional_validators import AfterValidator

from geo.errors import BadRecord, BadValue, Fault
from geo.geometry import read_geometry
from geo.plots import ID_PATTERN, PLOT, REQUIRED, SOURCE_MEMBERS, Plot
from geo.properties import Kind, Lang, Property, Schema
from geo.values import Interval

#: Decimals of a stored position: about a centimetre.
DECIMALS = 7

_MEMBERS = {"type", "id", "geometry", "properties", "bbox", "links"}


def read_record(feature: object, name: str = "record") -> Plot:
    """Read a GeoJSON Feature as a plot.

    Parameters
    ----------
    feature
        The parsed JSON.
    name
        What to call the record in messages: its file, or its place in one.

    Raises
    ------
    BadRecord
        With every fault found: of the id, the geometry, each property, and between properties.
    """
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        kind = feature.get("type") if isinstance(feature, Mapping) else feature
        raise BadRecord(name, [Fault("type", str(BadValue(kind, "“Feature”")))])
    faults: list[Fault] = []
    remarks = [Fault(key, "unknown member, left out") for key in feature if key not in _MEMBERS]
    stated = feature.get("properties")
    if not isinstance(stated, Mapping):
        faults.append(Fault("properties", str(BadValue(stated, "an object"))))
        stated = {}
    id = feature.get("id")
    if not isinstance(id, str) or not re.fullmatch(ID_PATTERN, id):
        faults.append(Fault("id", str(BadValue(id, "lower-case letters, digits and hyphens, 64 at most"))))
    shape = None
    try:
        shape, mended = read_geometry(feature.get("geometry"), ("Polygon", "MultiPolygon"))
        remarks += [Fault("geometry", remark) for remark in mended]
    except BadValue as error:
        faults.append(Fault("geometry", str(error)))
    known = {key: value for key, value in stated.items() if key in PLOT and key != "id"}
    extra = {key: value for key, value in stated.items() if key not in known and key != "id"}
    faults += _property_faults(known)
    faults += [
        Fault(key, "cannot be written as JSON") for key, value in extra.items() if not _can_be_written(key, value)
    ]
    if faults:
        raise BadRecord(name, faults)
    remarks += [Fault(key, "unknown property, kept") for key in extra]
    ordered = {key: known[key] for key in PLOT if known.get(key) is not None}
    return Plot(str(id), shape, ordered, extra, tuple(remarks))


def read_record_bytes(data: bytes, name: str) -> Plot:
    """Read one file's bytes as a plot; faults carry the line of their property.

    Raises
    ------
    BadRecord
        The bytes are no JSON, or hold a record with faults.
    """
    try:
        feature = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        line = min(error.lineno, data.count(b"\n") + 1)
        raise BadRecord(name, [Fault("file", f"not JSON: {error.msg} at column {error.colno}", line)]) from None
    try:
        return read_record(feature, name)
    except BadRecord as error:
        text = data.decode()
        located = [Fault(f.field, f.message, _line_of(f.field, text)) for f in error.faults]
        raise BadRecord(name, located) from None


def record_schema(lang: Lang = "en") -> dict[str, Any]:
    """Return the JSON Schema of a record as it is stored: a GeoJSON Feature without derived properties.

    Rules between properties, and those of RFC 7946 about rings, are beyond JSON Schema; `read_record` checks them.
    """
    stored = {name: row for name, row in PLOT.json_schema(lang).items() if not row.get("readOnly")}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plot",
        "type": "object",
        "required": ["type", "id", "geometry", "properties"],
        "properties": {
            "type": {"const": "Feature"},
            "id": PLOT["id"].json_schema(lang),
            "geometry": {
                "type": "object",
                "required": ["type", "coordinates"],
                "properties": {"type": {"enum": ["Polygon", "MultiPolygon"]}, "coordinates": {"type": "array"}},
            },
            "properties": {"type": "object", "required": list(REQUIRED), "properties": stored},
        },
    }


def write_record(plot: Plot) -> bytes:
    """Write a plot in canonical form: keys in the table's order, 7 decimals, a newline at the end."""
    shape = shapely.transform(plot.geometry, lambda positions: positions.round(DECIMALS))
    feature = {
        "type": "Feature",
        "id": plot.id,
        "geometry": orjson.loads(shapely.to_geojson(shape)),
        "properties": {**plot.properties, **dict(sorted(plot.extra.items()))},
    }
    text = orjson.dumps(feature, option=orjson.OPT_INDENT_2).decode()
    return (_POSITION.sub(r"[\1, \2]", text) + "\n").encode()


#: With its line breaks, which no text has: in JSON they are escaped.
_POSITION = re.compile(r"\[\n\s+(-?[\d.e-]+),\n\s+(-?[\d.e-]+)\n\s+\]")


def _can_be_written(name: str, value: object) -> bool:
    """Tell whether a property is within the limits of JSON as we write it: UTF-8, 64 bits, 250 levels."""
    try:
        orjson.dumps([[{name: value}]])
    except orjson.JSONEncodeError:
        return False
    return True


def _line_of(field: str, text: str) -> int | None:
    key = re.escape(orjson.dumps(re.split(r"[.\[]", field)[0]).decode())
    found = re.search(rf"{key}\s*:", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _property_faults(stated: Mapping[str, Any]) -> list[Fault]:
    faults = [Fault(name, "must be stated") for name in REQUIRED if stated.get(name) is None]
    faults += [Fault(name, "is derived, never stored: leave it out") for name in stated if PLOT[name].derived]
    faults += _model_faults({key: value for key, value in stated.items() if not PLOT[key].derived})
    if not faults:
        faults += [fault for rule in _RULES for fault in rule(stated)]
    return faults


def _model_faults(stated: Mapping[str, Any]) -> list[Fault]:
    try:
        _model(PLOT).model_validate({name: value for name, value in stated.items() if value is not None})
    except ValidationError as error:
        return [_fault(stated, detail["loc"]) for detail in error.errors()]
    return []


_MEMBER_FORMS = {Kind.TEXTS: "a text", Kind.OBJECTS: "an object"}


def _fault(stated: Mapping[str, Any], loc: tuple[int | str, ...]) -> Fault:
    """Put the place that pydantic found in our words; a bad source is named by its member."""
    path = str(loc[0])
    value: Any = stated[path]
    row = PLOT[path]
    expected = _MEMBER_FORMS.get(row.kind, row.expected) if len(loc) > 1 else row.expected
    for step in loc[1:]:
        if isinstance(step, int) and isinstance(value, list):
            value, path = value[step], f"{path}[{step}]"
        elif isinstance(value, dict) and row.kind is Kind.OBJECTS:
            path = f"{path}.{step}"
            if step not in SOURCE_MEMBERS:
                return Fault(path, f"is unknown here; known are {', '.join(SOURCE_MEMBERS)}")
            value, expected = value.get(step), SOURCE_MEMBERS[str(step)].expected
            if value is None:
                return Fault(path, "must be stated")
    return Fault(path, str(BadValue(value, expected)))


@cache
def _model(schema: Schema) -> type[BaseModel]:
    """Make the pydantic model of a table."""
    required = {"title"} if schema is SOURCE_MEMBERS else set()
    fields: dict[str, Any] = {
        row.name: (_annotation(row), ...) if row.name in required else (_annotation(row) | None, None)
        for row in schema.values()
        if not row.derived
    }
    return create_model(schema.collection, __config__=ConfigDict(extra="forbid", strict=True), **fields)


def _annotation(row: Property) -> Any:
    if row.kind is Kind.OBJECTS:
        return list[_model(SOURCE_MEMBERS)]  # type: ignore[misc]
    if row.kind is Kind.TEXTS:
        return list[_LINE]
    if row.kind in {Kind.NUMBER, Kind.INTEGER}:
        least: dict[str, Any] = {"gt" if row.exclusive else "ge": row.minimum}
        if row.kind is Kind.NUMBER:
            return Annotated[float, Field(le=row.maximum, allow_inf_nan=False, **least)]
        return Annotated[int, Field(le=_INTEGER_MAX if row.maximum is None else row.maximum, **least)]
    return Annotated[_LINE, AfterValidator(_CHECKS.get(row.kind, _one_of(row)))]


_INTEGER_MAX = 2**53 - 1  # what every reader of JSON keeps exactly (RFC 7493, 2.2)
_LINE = Annotated[str, Field(min_length=1, max_length=2000)]


def _one_of(row: Property) -> Callable[[str], str]:
    def check(text: str) -> str:
        if (row.choices and text not in row.choices) or (row.pattern and not re.fullmatch(row.pattern, text)):
            raise ValueError(text)
        return text

    return check


def _is_date(text: str) -> str:
    if date.fromisoformat(text).isoformat() != text:
        raise ValueError(text)
    return text


def _is_moment(text: str) -> str:
    try:
        interval = Interval.parse(text)
    except BadValue:
        raise ValueError(text) from None
    if interval.start != interval.end or "/" in text:
        raise ValueError(text)
    return text


_CHECKS: Mapping[Kind, Callable[[str], str]] = {Kind.DATE: _is_date, Kind.DATETIME: _is_moment}


def _rising(*names: str) -> Callable[[Mapping[str, Any]], Iterator[Fault]]:
    """Make the rule that values, where stated, do not fall from one property to the next."""

    def rule(stated: Mapping[str, Any]) -> Iterator[Fault]:
        present = [name for name in names if stated.get(name) is not None]
        for lower, upper in pairwise(present):
            if stated[lower] > stated[upper]:
                yield Fault(upper, f"{stated[upper]} is less than {lower}, which is {stated[lower]}")

    return rule


def _uncertain(stated: Mapping[str, Any]) -> Iterator[Fault]:
    if stated["location_method"] == "approximate" and stated.get("location_uncertainty_m") is None:
        yield Fault("location_uncertainty_m", "must be stated where location_method is approximate")


def _land_use(stated: Mapping[str, Any]) -> Iterator[Fault]:
    if stated.get("land_use_code") and not stated.get("land_use_scheme"):
        yield Fault("land_use_scheme", "must be stated with land_use_code: the same letters mean different uses")


_RULES = (
    _rising("floor_area_ratio_min", "floor_area_ratio", "floor_area_ratio_max"),
    _rising("announced_on", "transferred_on", "completion_expected_on"),
    _uncertain,
    _land_use,
)
