"""The items of a collection, to be suggested by words in any of their texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from shapely.geometry import shape

from geo.errors import BadValue, NotFound
from geo.properties import Schema, Title
from geo.stores import Collection, Query
from geo.stores.words import parse_words
from geo.suggestions.suggestion import Rank, Suggestion, best, readings
from geo.writing import folded

#: The texts in which a whole match counts, the weightiest first, and by which a plot is told from others.
FIELDS = ("name", "name_en", "parcel_code", "lot_number", "address", "town", "grantee")

#: So many of the items that have the words are compared; the first by id.
_COMPARED = 64


async def found_items(text: str, collection: Collection) -> list[tuple[Rank, Suggestion]]:
    """Return the items in whose texts all words of a text are found, and the one whose id it is.

    Parameters
    ----------
    text
        Words that are found as ``q`` finds them; a text without a word finds nothing.
    """
    wanted = " ".join(folded(text).split())
    features = {feature["id"]: feature for feature in await _with_words(wanted, collection)}
    try:
        named = orjson.loads(await collection.item(text.strip()))
    except NotFound:
        named = None
    ranked = [_ranked(wanted, feature, collection.about.schema) for feature in features.values()]
    if named is None:
        return ranked
    exact = _suggested(named, "", collection.about.schema)
    return [(Rank.EXACT, exact), *(one for one in ranked if one[1].id != exact.id)]


async def _with_words(text: str, collection: Collection) -> list[dict[str, Any]]:
    try:
        words = parse_words(text)
    except BadValue:
        return []
    page = await collection.page(Query(words=words, limit=_COMPARED, counted=False))
    return [orjson.loads(feature) for feature in page.features]


def _ranked(text: str, feature: Mapping[str, Any], schema: Schema) -> tuple[Rank, Suggestion]:
    """Tell how well the best of an item's texts matches."""
    ranks = [(rank, at, name) for at, name, rank in _ranks(text, feature["properties"])]
    if not ranks:
        return Rank.SCATTERED, _suggested(feature, "", schema)
    rank, at, name = min(ranks)
    return Rank(rank), _suggested(feature, name if at > 1 else "", schema)


def _ranks(text: str, properties: Mapping[str, Any]) -> Iterator[tuple[int, str, Rank]]:
    for at, name in enumerate(FIELDS):
        value = properties.get(name)
        rank = best(text, readings(value)) if isinstance(value, str) else None
        if rank is not None:
            yield at, name, rank


def _suggested(feature: Mapping[str, Any], matched: str, schema: Schema) -> Suggestion:
    """Make the suggestion; its detail is the text that matched, or else the town, the area and the status."""
    said, id = feature["properties"], str(feature["id"])
    name = str(said.get("name") or id)
    geometry = shape(feature["geometry"]) if feature["geometry"] else None
    point = geometry and geometry.representative_point()
    return Suggestion(
        "plot",
        Title(name, str(said.get("name_en") or name)),
        Title(_detail(said, matched, schema, zh=True), _detail(said, matched, schema, zh=False)),
        (round(point.x, 7), round(point.y, 7)) if point else None,
        geometry.bounds if geometry else None,
        id,
    )


def _detail(said: Mapping[str, Any], matched: str, schema: Schema, *, zh: bool) -> str:
    status, area = said.get("status"), said.get("area_mu")
    choices = schema["status"].choices if "status" in schema else {}
    title = choices.get(str(status))
    parts = [
        said.get(matched) if matched != "town" else None,
        said.get("town"),
        f"{area:g} {'亩' if zh else 'mu'}" if isinstance(area, int | float) else None,
        title["zh" if zh else "en"] if title else None,
    ]
    return " · ".join(str(part) for part in parts if part)
