"""Asking a catalogue by phrases: the vocabulary of a collection, and conditions as a query."""

from __future__ import annotations

from collections.abc import Iterable

from geo.filters import Reader
from geo.phrases.conditions import Condition, parameters_of
from geo.phrases.vocabulary import NAMED_PROPERTIES, Vocabulary
from geo.properties import Kind
from geo.stores import Catalogue, Collection, Query
from geo.stores.words import parse_words

#: Where the towns are listed of which no plot may be at hand.
_PLACES = "places"


async def vocabulary_of(catalogue: Catalogue, collection: Collection) -> Vocabulary:
    """Gather the words by which phrases about a collection are read."""
    schema = collection.about.schema
    texts = {
        name: await collection.texts(name)
        for name in NAMED_PROPERTIES
        if name in schema.queryables and schema[name].kind is Kind.TEXT
    }
    if "town" in texts:
        texts["town"] = list(dict.fromkeys([*await _towns(catalogue), *texts["town"]]))
    return Vocabulary(catalogue.names, schema, texts)


async def _towns(catalogue: Catalogue) -> list[str]:
    places = catalogue.collections.get(_PLACES)
    if places is None:
        return []
    frame = await places.frame(Query(equals=(("kind", "town"),), limit=places.count + 1))
    return [str(name) for name in frame["name"]]


def query_of(conditions: Iterable[Condition], collection: Collection, catalogue: Catalogue) -> Query:
    """Return the query for the items that meet every condition.

    Raises
    ------
    BadValue, UnknownProperty
        A condition is none of the collection's, or of something that the catalogue does not know.
    """
    asked = parameters_of(conditions)
    query = Query(words=parse_words(asked["q"]) if "q" in asked else ())
    if "near" in asked:
        near = catalogue.near(asked["near"], asked.get("within"), asked.get("certainty") == "certain")
        query = query._replace(near=near)
    if "filter" in asked:
        reader = Reader(collection.about.schema, catalogue.targets)
        query = query._replace(filter=reader.read(asked["filter"]))
    return query
