"""The parameters of a query: one table, from which requests are read and the OpenAPI document is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote_plus

from api.deps import Service
from api.presentation import FORMS, TILE_BYTES, read_form, read_window
from geo.crs import CRS84, Crs
from geo.errors import BadValue, UnknownParameter
from geo.filters import LANGUAGES, Filter, Reader
from geo.names import NEAR_FORM
from geo.properties import Schema
from geo.proximity import WITHIN_FORM, Near
from geo.stores import Query, SortKey
from geo.stores.statistics import PROPERTIES_COUNTED
from geo.stores.words import parse_words
from geo.values import Bbox, Interval

CERTAINTIES = ("possible", "certain")
COUNTS = ("all", "none")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter.

    Parameters
    ----------
    name
        As in the address.
    description
        For the OpenAPI document and people.
    schema
        JSON Schema of its values.
    example
        A value that works.
    explode
        Whether a list is written as one value with commas (False), as OGC API has it.
    """

    name: str
    description: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    example: Any = None


F = Parameter("f", "The representation.", {"type": "string", "enum": ["json", "html"]})
TILESET_F = Parameter("f", "The representation.", {"type": "string", "enum": ["json", "html", "tilejson"]})
PLOT_F = Parameter("f", "The representation.", {"type": "string", "enum": ["html", "json", "txt"]})
UNIT = Parameter("unit", "The unit of site areas.", {"type": "string", "enum": ["mu", "m2", "ha"]})
OFFLINE = Parameter(
    "offline", "Whether the map is one file that opens with no network, to be saved.", {"type": "boolean"}, True
)
TO = Parameter(
    "to",
    "A path of this service, with its query; / without it.",
    {"type": "string", "maxLength": 1000},
    "/plots/waigang-29-08",
)
LANG = Parameter("lang", "The language of titles and pages.", {"type": "string", "enum": ["zh", "en"]})

BBOX = Parameter(
    "bbox",
    "Items whose geometry meets the window west,south,east,north, in degrees of WGS 84; west of east unless the window "
    "crosses the antimeridian. Six numbers are taken too; heights are passed over.",
    {
        "type": "array",
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
        "items": {"type": "number"},
    },
    [121.1, 31.3, 121.3, 31.5],
)
DATETIME = Parameter(
    "datetime",
    "Items whose date lies at an RFC 3339 date or date-time, or within an interval of two with a slash; .. leaves an "
    "end open.",
    example="2026-01-01/..",
)
BBOX_CRS = Parameter(
    "bbox-crs",
    "The URI of the coordinate system in which bbox is written, its corners in that system's order of axes; each "
    "collection lists those that are offered.",
    {"type": "string", "format": "uri", "default": CRS84},
    "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
)
CRS = Parameter(
    "crs",
    "The URI of the coordinate system in which geometries are answered, in its order of axes; the header Content-Crs "
    "repeats it.",
    {"type": "string", "format": "uri"},
    "http://www.opengis.net/def/crs/EPSG/0/4490",
)
PROPERTIES = Parameter(
    "properties",
    "The properties that are shown, separated by commas; all without it. What is said of nearness is always shown.",
    {"type": "array", "items": {"type": "string"}},
    ["id"],  # the one that every collection has
)
SKIP_GEOMETRY = Parameter("skipGeometry", "Whether geometries are left out.", {"type": "boolean", "default": False})
LIMIT = Parameter("limit", "Most items in the page.", {"type": "integer", "minimum": 1})
CURSOR = Parameter("cursor", "Where the page starts: as the link to the next page has it.")
SORTBY = Parameter(
    "sortby",
    "Properties to sort by, separated by commas; - in front for descending order.",
    {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"[+|-]?[A-Za-z_].*"}},
)
Q = Parameter(
    "q",
    "Items in whose texts all words are found, each anywhere in them: Chinese, English, pinyin (waigang) or its "
    "initials (wg), whatever the case, width and accents, traditional or simplified. A comma means or.",
    example="嘉定",
)
COUNT = Parameter(
    "count",
    "none leaves out numberMatched, which costs more than the page where items are held in a database; all is the "
    "default.",
    {"type": "string", "enum": list(COUNTS)},
)
NEAR = Parameter("near", f"Items near something, nearest first: {NEAR_FORM}.", example="metro")
WITHIN = Parameter("within", f"How far at most, with near: {WITHIN_FORM}. Left empty: however far.", example="1km")
CERTAINTY = Parameter(
    "certainty",
    "With near and within: certain keeps only the items that lie within the distance whatever the uncertainty of "
    "positions; possible, the default, those that may.",
    {"type": "string", "enum": list(CERTAINTIES)},
)
FILTER = Parameter(
    "filter",
    "Items of which a condition in CQL2 is true; /functions lists the functions that it may use beside those of CQL2.",
    example="S_DWITHIN(geometry,'metro',1000)",
)
FILTER_LANG = Parameter(
    "filter-lang", "How the filter is written.", {"type": "string", "enum": list(LANGUAGES), "default": LANGUAGES[0]}
)
FILTER_CRS = Parameter(
    "filter-crs",
    "The coordinate system of the geometries in the filter, by its URI.",
    {"type": "string", "format": "uri-reference", "default": CRS84},
)

TILE_PROPERTIES = Parameter(
    "properties",
    "The properties that features have beside their id, separated by commas; they are not left out where a tile grows "
    "too large. Left empty, none; without it, all that there is room for.",
    {"type": "array", "items": {"type": "string"}},
    ["id"],  # the one that every collection has
)
MAX_BYTES = Parameter(
    "max-bytes",
    "Most bytes of a tile before compression; the smaller, the earlier are items merged into points with their count.",
    {"type": "integer", "minimum": TILE_BYTES[0], "maximum": TILE_BYTES[1], "default": TILE_BYTES[1]},
)
OF = Parameter(
    "of",
    "The properties that are counted, separated by commas; without it, those whose values say what kind a thing is. "
    "Left empty, none is.",
    {"type": "array", "items": {"type": "string"}, "maxItems": PROPERTIES_COUNTED},
    ["id"],  # the one that every collection has
)
JSON_F = Parameter("f", "The representation.", {"type": "string", "enum": ["json"]})

#: What filters and nearness are asked by, each together.
_OF_FILTERS = frozenset({"filter", "filter-lang", "filter-crs"})
_OF_NEARNESS = frozenset({"near", "within", "certainty"})

#: What says how a page of items is to look; a tile has neither order nor pages, and a form of its own.
_OF_PAGES = {"limit", "cursor", "sortby", "crs", "properties", "skipGeometry", "count"}

#: What items and maps are asked by, beside the queryables.
QUERY = (
    *(BBOX, BBOX_CRS, DATETIME, Q, LIMIT, CURSOR, COUNT, SORTBY, NEAR, WITHIN, CERTAINTY),
    *(FILTER, FILTER_LANG, FILTER_CRS),
)
ITEMS = (*QUERY, CRS, PROPERTIES, SKIP_GEOMETRY, F, LANG)
#: What one item is asked by.
ITEM = (CRS, PROPERTIES, SKIP_GEOMETRY, F, LANG)
PAGE = (F, LANG)

SUGGESTIONS_DEFAULT, SUGGESTIONS_MAX = 8, 50
TEXT = Parameter(
    "text", "What was typed, in Chinese or English: a phrase, or part of a name.", example="近地铁 20亩以上"
)
ABOUT = Parameter("collection", "The collection that the text is about.", {"type": "string", "default": "plots"})
MOST = Parameter(
    "limit",
    "Most suggestions.",
    {"type": "integer", "minimum": 1, "maximum": SUGGESTIONS_MAX, "default": SUGGESTIONS_DEFAULT},
)
REFERENCE = Parameter("reference", "What was answered to an inquiry or a report.", example="0123-4567-89AB-CDEF")
#: What phrases and suggestions are asked by.
PHRASE = (TEXT, ABOUT, JSON_F, LANG)
SUGGESTED = (TEXT, ABOUT, MOST, JSON_F, LANG)


def read_parameters(query_string: bytes, known: Iterable[str]) -> dict[str, str]:
    """Read a request's parameters.

    Raises
    ------
    UnknownParameter
        One that is not known.
    BadValue
        One that is given twice.
    """
    params: dict[str, str] = {}
    if not query_string:
        return params
    for member in query_string.decode("utf-8", "replace").split("&"):
        name, _, value = member.partition("=")
        if "%" in member or "+" in member:
            name, value = unquote_plus(name), unquote_plus(value)
        if name in params:
            raise BadValue(f"{name}={value}", "given once only", name)
        if member:
            params[name] = value
    for name in params:
        if name not in known:
            raise UnknownParameter(name, known)
    return params


@cache
def known_parameters(schema: Schema) -> Mapping[str, None]:
    """Return the names that a query on a collection may use, in order: the table's, and its queryables."""
    return dict.fromkeys([*(parameter.name for parameter in ITEMS), *schema.queryables])


def read_flag(params: Mapping[str, str], parameter: Parameter) -> bool:
    """Read a parameter that says yes or no; without it, no.

    Raises
    ------
    BadValue
        It says something else.
    """
    asked = params.get(parameter.name, "false")
    if asked not in {"true", "false"}:
        raise BadValue(asked, "true or false", parameter.name)
    return asked == "true"


def without(params: Mapping[str, str], parameter: Parameter) -> Mapping[str, str]:
    """Return what is asked but for one parameter."""
    return {name: value for name, value in params.items() if name != parameter.name}


@cache
def tile_parameters(schema: Schema) -> Mapping[str, None]:
    """Return the names that a query on tiles may use: those that say which items are meant, and what is told."""
    names = (name for name in known_parameters(schema) if name not in _OF_PAGES)
    return dict.fromkeys([*names, TILE_PROPERTIES.name, MAX_BYTES.name])


@cache
def statistics_parameters(schema: Schema) -> Mapping[str, None]:
    """Return the names that a query on statistics may use: those that say which items are meant, and what of."""
    return dict.fromkeys([*(name for name in known_parameters(schema) if name not in _OF_PAGES), OF.name])


def read_counted(params: Mapping[str, str], schema: Schema) -> tuple[str, ...] | None:
    """Read which properties are counted; None where that is not said.

    Raises
    ------
    BadValue
        They are too many.
    UnknownProperty
        Items do not have one of them, or cannot be asked by it.
    """
    text = params.get(OF.name)
    if not text:
        return None if text is None else ()
    names = tuple(dict.fromkeys(text.split(",")))
    if len(names) > PROPERTIES_COUNTED:
        raise BadValue(text, f"a list of at most {PROPERTIES_COUNTED} properties", OF.name)
    return tuple(schema.queryable(name).name for name in names)


def read_query(params: Mapping[str, str], schema: Schema, service: Service) -> Query:
    """Read a query.

    Raises
    ------
    BadValue
        A value cannot be used; its place is the parameter.
    UnknownProperty
        ``sortby`` names a property that the collection does not have.
    """
    read: dict[str, Any] = {"limit": service.settings.paging.limit_default}
    equals = []
    if not FORMS.isdisjoint(params):
        params = _read_forms(params, schema, read)
    for name, text in params.items():
        if name in _READERS:
            field_name, reader = _READERS[name]
            read[field_name] = _at(name, reader, text)
        elif name in schema.queryables and name not in _OTHERS:
            equals.append((name, schema[name].parse(text)))
    read["limit"] = min(read["limit"], service.settings.paging.limit_max)
    for key in read.get("sort", ()):
        if key.name not in schema.sortables:
            raise BadValue(key.name, "one of " + ", ".join(schema.sortables), "sortby")
    if not _OF_FILTERS.isdisjoint(params):
        read["filter"] = _filter(params, schema, service)
    if not _OF_NEARNESS.isdisjoint(params):
        read["near"] = _near(params, service)
    return Query(equals=tuple(equals), **read)


def _filter(params: Mapping[str, str], schema: Schema, service: Service) -> Filter | None:
    language, crs = params.get("filter-lang", LANGUAGES[0]), params.get("filter-crs", CRS84)
    if language not in LANGUAGES:
        raise BadValue(language, "one of " + ", ".join(LANGUAGES), "filter-lang")
    if "filter-crs" in params:
        _at("filter-crs", Crs.parse, crs)
    text = params.get("filter", "").strip()  # left empty in a form: whatever
    if not text:
        return None
    catalogue = service.catalogue
    reader = Reader(schema, catalogue.targets, service.settings.filters.limits, catalogue.edition)
    return reader.read(text, language, crs)


def _read_forms(params: Mapping[str, str], schema: Schema, read: dict[str, Any]) -> dict[str, str]:
    """Read the form of the answer and a window in another system, and return the parameters that are left."""
    read["form"] = read_form(params, schema)
    done = FORMS
    if "bbox-crs" in params:
        read |= read_window(params)
        done = FORMS | {"bbox"}
    return {name: text for name, text in params.items() if name not in done}


def _near(params: Mapping[str, str], service: Service) -> Near | None:
    near, certainty = params.get("near"), params.get("certainty")
    within = params.get("within") or None  # left empty in a form: however far
    if certainty is not None and certainty not in CERTAINTIES:
        raise BadValue(certainty, "one of " + ", ".join(CERTAINTIES), "certainty")
    if near is None:
        for name, value in (("within", within), ("certainty", certainty)):
            if value is not None:
                raise BadValue(value, "usable without near, which says what the items are to be near to", name)
        return None
    if certainty == "certain" and within is None:
        raise BadValue(
            certainty, "usable without within: without a distance every item belongs to the answer", "certainty"
        )
    return service.catalogue.near(near, within, certainty == "certain")


def _at(name: str, reader: Callable[[str], Any], text: str) -> Any:
    try:
        return reader(text)
    except BadValue as error:
        raise error.at(name) from None


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text[:12]) < 1:
        raise BadValue(text, "a whole number, at least 1")
    return int(text[:12])


def _counted(text: str) -> bool:
    if text not in COUNTS:
        raise BadValue(text, "one of " + ", ".join(COUNTS))
    return text != "none"


def _interval(text: str) -> Interval:
    """Read an interval; GDAL up to 3.6 at least writes a day as 2026-01-31T."""
    return Interval.parse("/".join(end.removesuffix("T") for end in text.split("/")))


def _sort(text: str) -> tuple[SortKey, ...]:
    """Read an order; a property that is named again changes nothing, and would cost a column each time."""
    keys: dict[str, SortKey] = {}
    for part in text.split(","):
        key = SortKey.parse(part)
        keys.setdefault(key.name, key)
    return tuple(keys.values())


_READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "bbox": ("bbox", Bbox.parse),
    "datetime": ("interval", _interval),
    "limit": ("limit", _limit),
    "cursor": ("cursor", str),
    "sortby": ("sort", _sort),
    "q": ("words", parse_words),
    "count": ("counted", _counted),
}
_OTHERS = {"near", "within", "certainty", "filter", "filter-lang", "filter-crs", "f", "lang"}
