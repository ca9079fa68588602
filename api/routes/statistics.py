"""Counts of what a query finds: how many items, where, and how the values of their properties are distributed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from fastapi import APIRouter, Request
from starlette.responses import Response

from api import links
from api.answers import ask, json_answer, unchanged
from api.deps import READ, service_of
from api.links import link, query_without, with_query
from api.parameters import OF, read_counted, read_query, statistics_parameters
from api.words import Words
from geo.properties import Kind, Lang, Property, Schema
from geo.stores import Histogram, Statistics, Values

router = APIRouter()

#: How many digits of a second numpy writes: none of a date, as many as are held of a date-time.
_UNITS = {Kind.DATE: "D", Kind.DATETIME: "us"}


@router.api_route("/collections/{id}/statistics", methods=READ, name="statistics")
async def statistics(request: Request, id: str) -> Response:
    """Count what a query finds."""
    catalogue = service_of(request).catalogue
    collection = catalogue.collection(id)
    about = collection.about
    asked = ask(request, statistics_parameters(about.schema), ("json",))
    names = read_counted(asked.params, about.schema)
    conditions = {name: text for name, text in asked.params.items() if name != OF.name}
    query = read_query(conditions, about.schema, asked.service)
    tag = asked.tag(catalogue.version(collection))
    if asked.is_known(tag):
        return unchanged(tag)
    found = await collection.statistics(query, names)
    itself, items = (query_without(request.scope["query_string"], *left) for left in (("f",), ("f", "lang", OF.name)))
    href = f"{asked.base}/collections/{about.id}"
    linked = [
        link(with_query(asked.url, itself, "f=json"), "self", links.JSON, Words(asked.lang)("statistics")),
        link(with_query(f"{href}/items", items, "f=json"), "items", links.GEOJSON, Words(asked.lang)("items")),
        link(href, "collection", links.JSON, about.title[asked.lang]),
    ]
    return json_answer({**described(found, about.schema, asked.lang), "links": linked}, tag=tag)


def described(found: Statistics, schema: Schema, lang: Lang) -> dict[str, Any]:
    """Describe counts for an answer."""
    box = found.bbox
    return {
        "numberMatched": found.matched,
        "bbox": None if box is None else [box.west, box.south, box.east, box.north],
        "properties": {
            name: _histogram(one, schema[name]) if isinstance(one, Histogram) else _values(one, schema[name], lang)
            for name, one in found.properties.items()
        },
    }


def _histogram(said: Histogram, row: Property) -> dict[str, Any]:
    return {
        "kind": "histogram",
        "edges": [_end(edge, row.kind) for edge in said.edges],
        "counts": said.counts,
        "min": None if said.least is None else _end(said.least, row.kind),
        "max": None if said.most is None else _end(said.most, row.kind),
        "missing": said.missing,
    }


def _values(said: Values, row: Property, lang: Lang) -> dict[str, Any]:
    titles: Mapping[Any, str] = {value: title[lang] for value, title in row.choices.items()}
    if row.kind is Kind.BOOLEAN:
        titles = {True: Words(lang)("yes"), False: Words(lang)("no")}
    return {
        "kind": "values",
        "values": [
            {"value": value, **({"title": titles[value]} if value in titles else {}), "count": count}
            for value, count in said.counts
        ],
        "missing": said.missing,
        "others": said.others,
    }


def _end(value: float, kind: Kind) -> float | int | str:
    """Write the end of a bin as the property's own values are written."""
    if kind in _UNITS:
        text = str(np.datetime64(round(value * 1e6), "us").astype(f"M8[{_UNITS[kind]}]"))
        return text if kind is Kind.DATE else f"{text.removesuffix('.000000')}Z"
    return int(value) if kind is Kind.INTEGER else value
