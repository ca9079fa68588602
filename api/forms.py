"""The form that asks a collection: its fields from the table of properties, filled with what the address says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from api.parameters import known_parameters
from api.words import Words
from geo.properties import Kind, Lang, Property, Schema

#: What is asked first; the rest stands behind “more conditions”. Those that a service does not take are not shown.
_FIRST = ("q", "near", "within")
_MORE = ("datetime", "filter")

#: What the form or the page sees to itself, so that it is no condition of the answer.
_NOT_CONDITIONS = {"f", "lang", "cursor", "limit", "sortby", "count", "crs"}

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
    hidden
        What the address asks that no field is for.
    conditions
        What the answer is narrowed by.
    """

    first: list[Field]
    more: list[Field]
    hidden: dict[str, str]
    conditions: list[Condition]

    @property
    def is_open(self) -> bool:
        """Whether a field that is not seen at first is filled."""
        return any(field.value for field in self.more if field.name not in {"sortby", "limit"})


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
    first = [_text(name, params, t) for name in _FIRST if name in known]
    more = [_select(row, params, lang) for row in _chosen(schema)]
    more += [_text(name, params, t) for name in _MORE if name in known and (name != "datetime" or schema.instant)]
    more += [_sort(schema, params, lang), _limit(params, t)]
    fields = {field.name for field in (*first, *more)} | {"f", "lang", "cursor", "certainty"}
    hidden = {name: value for name, value in params.items() if name not in fields}
    return Form(first, more, hidden, list(_conditions(schema, params, lang)))


def without_empties(params: Mapping[str, str]) -> str | None:
    """Return a query less what a form left empty; None where nothing is."""
    if "" not in params.values():
        return None
    return urlencode({name: value for name, value in params.items() if value})


def _text(name: str, params: Mapping[str, str], t: Words) -> Field:
    return Field(name, t(f"ask_{name}"), params.get(name, ""), t(f"ask_{name}_hint"))


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
    for name, value in params.items():
        if name in _NOT_CONDITIONS:
            continue
        row = schema.queryables.get(name)
        label = t(f"ask_{name}") if name in _LABELLED else row.title[lang] if row else name
        shown = row.choices[value][lang] if row and value in row.choices else value
        shown = t(value) if (name, value) == ("certainty", "certain") else shown
        gone = {name, "cursor", "within", "certainty"} if name == "near" else {name, "cursor"}
        gone |= {"certainty"} if name == "within" else set()
        yield Condition(label, shown, urlencode({key: said for key, said in params.items() if key not in gone}))


_LABELLED = {*_FIRST, *_MORE, "bbox", "certainty"}
