"""The form that asks a collection: its fields from the table of properties, filled with what the address says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from api.parameters import known_parameters
from api.ranges import ENDS, Ranges, range_fields, ranged, read_ranges, without_range, write_ranges
from api.words import Words
from geo.properties import Kind, Lang, Property, Schema

#: What is asked first; the rest stands behind “more conditions”. Those that a service does not take are not shown.
_FIRST = ("q", "near", "within")
_MORE = ("filter",)

#: What the form or the page sees to itself, so that it is no condition of the answer.
_NOT_CONDITIONS = {"f", "lang", "cursor", "limit", "sortby", "count", "crs", "bbox-crs"} | {"filter-lang", "filter-crs"}

#: Items a page can be asked to have.
_LIMITS = ("10", "25", "50", "100")


class Option(NamedTuple):
    """One choice of a list."""

    value: str
    label: str


class Group(NamedTuple):
    """Choices under a heading; without one for a list of its own."""

    label: str
    options: list[Option]


class Field(NamedTuple):
    """One field of a form; of text where it has no groups of choices."""

    name: str
    label: str
    value: str = ""
    hint: str = ""
    groups: tuple[Group, ...] = ()


class Range(NamedTuple):
    """Two fields of a form, from and to: numbers or days, their names the range's and an ending."""

    name: str
    label: str
    values: tuple[str, str]
    row: Property

    @property
    def type(self) -> str:
        """What kind of field a browser shows."""
        return "number" if self.row.kind in {Kind.NUMBER, Kind.INTEGER} else "date"

    @property
    def said(self) -> str:
        """The range in signs."""
        start, end = self.values
        return f"{start} – {end}" if start and end else f"≥ {start}" if start else f"≤ {end}"


class Condition(NamedTuple):
    """Something that the answer is asked for, and the address that asks without it."""

    label: str
    value: str
    without: str


class Form(NamedTuple):
    """What a page needs to ask a collection.

    Parameters
    ----------
    first, more
        Fields that are always seen, and those behind “more conditions”.
    ranges
        Pairs of fields, from and to, behind “more conditions” too.
    hidden
        What the address asks that no field is for.
    conditions
        What the answer is narrowed by.
    """

    first: list[Field]
    more: list[Field]
    ranges: list[Range]
    hidden: dict[str, str]
    conditions: list[Condition]

    @property
    def is_open(self) -> bool:
        """Whether a field that is not seen at first is filled."""
        filled = any(field.value for field in self.more if field.name not in {"sortby", "limit"})
        return filled or any(any(one.values) for one in self.ranges)


def form_of(schema: Schema, params: Mapping[str, str], lang: Lang) -> Form:
    """Make the form of a collection.

    Parameters
    ----------
    schema
        The properties that can be asked by.
    params
        What is asked now.
    lang
        Language of the labels.
    """
    t, known = Words(lang), known_parameters(schema)
    said = read_ranges(params, schema)
    ranges = [_range(row, said, lang) for row in ranged(schema).values()]
    first = [_text(name, params, t) for name in _FIRST if name in known]
    more = [_select(row, params, lang) for row in _chosen(schema)]
    more += [_sort(schema, params, lang), _limit(params, t)]
    more += [_text(name, {**params, "filter": said.rest}, t) for name in _MORE if name in known]
    fields = (
        {field.name for field in (*first, *more)} | {"f", "lang", "cursor", "certainty"} | range_fields(schema).keys()
    )
    if any(one.name == schema.instant and any(one.values) for one in ranges):
        fields.add("datetime")
    hidden = {name: value for name, value in params.items() if name not in fields}
    return Form(first, more, ranges, hidden, list(_conditions(schema, params, lang)))


def tidied(params: Mapping[str, str], schema: Schema) -> str | None:
    """Return the query that a form means: its ranges as the API has them, without what was left empty.

    None where that is what it says.

    Raises
    ------
    BadValue
        See `write_ranges`.
    """
    if "" not in params.values() and range_fields(schema).keys().isdisjoint(params):
        return None
    return urlencode({name: value for name, value in write_ranges(params, schema).items() if value})


def _text(name: str, params: Mapping[str, str], t: Words) -> Field:
    return Field(name, t(f"ask_{name}"), params.get(name, ""), t(f"ask_{name}_hint"))


def _range(row: Property, said: Ranges, lang: Lang) -> Range:
    start, end = (said.ends.get(row.name + which, "") for which in ENDS)
    return Range(row.name, row.title[lang], (start, end), row)


def _chosen(schema: Schema) -> Iterable[Property]:
    return (row for row in schema.queryables.values() if row.choices or row.kind is Kind.BOOLEAN)


def _select(row: Property, params: Mapping[str, str], lang: Lang) -> Field:
    t = Words(lang)
    choices = [Option(value, title[lang]) for value, title in row.choices.items()]
    options = [Option("", t("any")), *(choices or [Option("true", t("yes")), Option("false", t("no"))])]
    return Field(row.name, row.title[lang], params.get(row.name, ""), groups=(Group("", options),))


def _sort(schema: Schema, params: Mapping[str, str], lang: Lang) -> Field:
    t, asked = Words(lang), params.get("sortby", "").strip()
    groups = [Group("", [Option("", t("nearest_first") if params.get("near") else t("by_id"))])]
    for sign, arrow, words in (("", "↑", "ascending"), ("-", "↓", "descending")):
        rows = schema.sortables.values()
        groups.append(Group(t(words), [Option(sign + row.name, f"{row.title[lang]} {arrow}") for row in rows]))
    if asked and asked not in {option.value for group in groups for option in group.options}:
        groups[0].options.append(Option(asked, asked))
    return Field("sortby", t("sort_by"), asked, groups=tuple(groups))


def _limit(params: Mapping[str, str], t: Words) -> Field:
    asked = params.get("limit", "")
    numbers = _LIMITS if asked in ("", *_LIMITS) else (*_LIMITS, asked)
    options = [Option("", t("as_usual")), *(Option(number, number) for number in numbers)]
    return Field("limit", t("page_size"), asked, groups=(Group("", options),))


def _conditions(schema: Schema, params: Mapping[str, str], lang: Lang) -> Iterable[Condition]:
    t = Words(lang)
    params = {name: value for name, value in params.items() if name not in range_fields(schema)}
    for name, value in params.items():
        if name in _NOT_CONDITIONS:
            continue
        if name == "filter":
            yield from _conditions_of_filter(schema, params, lang)
            continue
        row = schema.queryables.get(schema.instant if name == "datetime" else name)
        is_ours = name in _LABELLED and not (name == "datetime" and row)
        label = t(f"ask_{name}") if is_ours else row.title[lang] if row else name
        shown = row.choices[value][lang] if row and value in row.choices else value
        shown = t(value) if (name, value) == ("certainty", "certain") else shown
        if name == "datetime" and row:
            one = _range(row, read_ranges({name: value}, schema), lang)
            shown = one.said if any(one.values) else shown
        yield Condition(label, shown, _without(params, name, *_WITH_IT.get(name, ())))


def _conditions_of_filter(schema: Schema, params: Mapping[str, str], lang: Lang) -> Iterable[Condition]:
    """Name the ranges of a filter one by one, then what is left of it."""
    said = read_ranges({name: value for name, value in params.items() if name != "datetime"}, schema)
    for row in ranged(schema).values():
        one = _range(row, said, lang)
        if any(one.values):
            yield Condition(one.label, one.said, _without(without_range(params, schema, row.name)))
    if said.rest:
        terms = write_ranges({**params, "filter": "", **said.ends}, schema)["filter"]
        without = _without({**params, "filter": terms}) if terms else _without(params, "filter", *_WITH_IT["filter"])
        yield Condition(Words(lang)("ask_filter"), said.rest, without)


def _without(params: Mapping[str, str], *names: str) -> str:
    """Return the query without some parameters, from its first page."""
    return urlencode({name: value for name, value in params.items() if name not in {*names, "cursor"}})


_LABELLED = {*_FIRST, *_MORE, "bbox", "datetime", "certainty"}

#: What goes when a condition goes, for it says nothing alone.
_WITH_IT = {
    "near": ("within", "certainty"),
    "within": ("certainty",),
    "bbox": ("bbox-crs",),
    "filter": ("filter-lang", "filter-crs"),
}
