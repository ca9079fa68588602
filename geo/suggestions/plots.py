"""The items of a collection, to be suggested by words in any of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import orjson
from shapely.geometry import shape

from geo.errors import BadValue, NotFound
from geo.names import Gazetteer
from geo.properties import Kind, Lang, Schema, Title
from geo.stores import Collection, Query
from geo.stores.words import parse_words
from geo.suggestions.suggestion import Rank, Suggestion, rank_in
from geo.writing import folded

#: The texts in which a whole match counts, the weightiest first, and by which a plot is told from others.
FIELDS = ("name", "name_en", "parcel_code", "lot_number", "address", "town", "grantee")

#: The texts that tell one plot from all others, or nearly.
_EXACT = ("name", "parcel_code", "lot_number")

#: So many of the items that have the words are compared; the first by id.
_COMPARED = 64


async def found_items(text: str, collection: Collection, names: Gazetteer, limit: int) -> list[tuple[Rank, Suggestion]]:
    """Return the items in whose texts all words of a text are found, and the one whose id or name it is.

    Parameters
    ----------
    text
        Words that are found as ``q`` finds them; a text without a word finds nothing.
    collection
        Where to look.
    names
        Tells what a town is called in English.
    limit
        Most items, the best matches first.
    """
    wanted = " ".join(folded(text).split())
    features = {
        feature["id"]: feature for feature in [*await _named(text, collection), *await _with_words(text, collection)]
    }
    ranked = [(*_best(wanted, feature), feature) for feature in features.values()]
    ranked.sort(key=lambda one: (one[0], len(str(one[2]["properties"].get("name", "")))))
    schema = collection.about.schema
    return [(rank, _suggested(feature, matched, schema, names)) for rank, matched, feature in ranked[:limit]]


async def _named(text: str, collection: Collection) -> list[dict[str, Any]]:
    """Return the items that are called so exactly: few of many, which need not be among those compared."""
    found = []
    with suppress(NotFound):
        found.append(orjson.loads(await collection.item(text.strip())))
    queryables = collection.about.schema.queryables
    for name in _EXACT:
        if name in queryables and queryables[name].kind is Kind.TEXT:
            page = await collection.page(Query(equals=((name, text.strip()),), limit=_COMPARED, counted=False))
            found += map(orjson.loads, page.features)
    return found


async def _with_words(text: str, collection: Collection) -> list[dict[str, Any]]:
    try:
        words = parse_words(text)
    except BadValue:
        return []
    page = await collection.page(Query(words=words, limit=_COMPARED, counted=False))
    return [orjson.loads(feature) for feature in page.features]


def _best(wanted: str, feature: Mapping[str, Any]) -> tuple[Rank, str]:
    """Tell how well the best of an item's texts matches, and which it is if it is not the name."""
    if feature["id"] == wanted or folded(str(feature["id"])) == wanted:
        return Rank.EXACT, ""
    ranks = [(rank, at, name) for at, name, rank in _ranks(wanted, feature["properties"])]
    if not ranks:
        return Rank.SCATTERED, ""
    rank, at, name = min(ranks)
    return Rank(rank), name if at > 1 else ""


def _ranks(text: str, properties: Mapping[str, Any]) -> Iterator[tuple[int, str, Rank]]:
    for at, name in enumerate(FIELDS):
        value = properties.get(name)
        rank = rank_in(text, value) if isinstance(value, str) else None
        if rank is not None:
            yield at, name, rank


def _suggested(feature: Mapping[str, Any], matched: str, schema: Schema, names: Gazetteer) -> Suggestion:
    """Make the suggestion; its detail is the text that matched, or else the town, the area and the status."""
    said, id = feature["properties"], str(feature["id"])
    name = str(said.get("name") or id)
    geometry = shape(feature["geometry"]) if feature["geometry"] else None
    point = geometry and geometry.representative_point()
    return Suggestion(
        "plot",
        Title(name, str(said.get("name_en") or name)),
        Title(_detail(said, matched, schema, names, "zh"), _detail(said, matched, schema, names, "en")),
        (round(point.x, 7), round(point.y, 7)) if point else None,
        geometry.bounds if geometry else None,
        id,
    )


def _detail(said: Mapping[str, Any], matched: str, schema: Schema, names: Gazetteer, lang: Lang) -> str:
    status, area, town = said.get("status"), said.get("area_mu"), str(said.get("town") or "")
    choices = schema["status"].choices if "status" in schema else {}
    title = choices.get(str(status))
    parts = [
        said.get(matched) if matched != "town" else None,
        (names.place(town) or Title(town, town))[lang],
        f"{area:g} {'亩' if lang == 'zh' else 'mu'}" if isinstance(area, int | float) else None,
        title[lang] if title else None,
    ]
    return " · ".join(str(part) for part in parts if part)
