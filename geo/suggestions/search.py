"""A search box's service on a catalogue: what it needs is gathered once, and anew when something changed."""

from __future__ import annotations

from typing import NamedTuple

from geo.phrases import Phrase, Vocabulary, read_phrase, vocabulary_of
from geo.properties import Title
from geo.stores import Catalogue, Collection
from geo.suggestions.known import Known, found, known_things
from geo.suggestions.plots import found_items
from geo.suggestions.positions import read_positions
from geo.suggestions.suggestion import Rank, Suggestion
from geo.values import Bbox
from geo.writing import folded

#: Longer texts are no names.
TEXT_MAX = 100

#: Which kind comes first of two that match as well.
_ORDER = ("coordinates", "town", "line", "station", "plot", "place", "address")


class _Held(NamedTuple):
    """What is known of one version of a collection."""

    version: str
    vocabulary: Vocabulary
    things: list[Known]


class Search:
    """Reads phrases and suggests names.

    Parameters
    ----------
    catalogue
        What is searched.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._held: dict[str, _Held] = {}

    async def phrase(self, text: str, collection: Collection) -> Phrase:
        """Read a phrase about the items of a collection; see `geo.phrases.read_phrase`."""
        return read_phrase(text, (await self._known(collection)).vocabulary)

    async def suggestions(self, text: str, collection: Collection, limit: int) -> list[Suggestion]:
        """Suggest what a text may mean, the best match first.

        Parameters
        ----------
        text
            As it was typed so far; blank or longer than `TEXT_MAX` characters, it means nothing.
        collection
            The one whose items are suggested.
        limit
            Most suggestions.
        """
        wanted = " ".join(folded(text).split())
        if not wanted or len(text) > TEXT_MAX:
            return []
        held = await self._known(collection)
        pasted = [
            Suggestion(
                "coordinates",
                Title(one.shown, one.shown),
                one.title,
                (one.position.lon, one.position.lat),
                datum=one.datum,
            )
            for one in read_positions(text, self._extent(collection))
        ]
        ranked = [(Rank.EXACT, one) for one in pasted]
        ranked += [*found(wanted, held.things), *await found_items(text, collection, self._catalogue.names, limit)]
        ranked.sort(key=lambda one: (one[0], _ORDER.index(one[1].kind), len(one[1].title.zh)))
        return [suggestion for _, suggestion in ranked[:limit]]

    async def _known(self, collection: Collection) -> _Held:
        id, version = collection.about.id, self._catalogue.version(collection)
        if id not in self._held or self._held[id].version != version:
            vocabulary = await vocabulary_of(self._catalogue, collection)
            things = await known_things(self._catalogue, vocabulary.texts.get("town", ()))
            self._held[id] = _Held(version, vocabulary, things)
        return self._held[id]

    def _extent(self, collection: Collection) -> Bbox | None:
        """Return where positions are expected: with the items, or else with the plots."""
        return collection.extent.bbox or self._catalogue.collections["plots"].extent.bbox
