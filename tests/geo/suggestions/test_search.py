"""A search on a catalogue that changes."""

import asyncio

from geo.plots import PLOT
from geo.stores import Catalogue, Query, open_catalogue
from geo.stores.columns import Snapshot
from geo.stores.memory import MemoryCollection
from geo.suggestions import Search
from tests.service import DATA


def test_a_search_follows_what_changes() -> None:
    catalogue: Catalogue = open_catalogue(DATA)
    plots = catalogue.collections["plots"]
    assert isinstance(plots, MemoryCollection)
    search = Search(catalogue)

    async def ask() -> tuple[str, str]:
        first = await search.suggestions("外冈", plots, 8)
        before = search._held["plots"]
        await search.suggestions("安亭", plots, 8)
        assert search._held["plots"] is before, "gathered once"
        plots.exchange(Snapshot(await plots.frame(Query(limit=2)), PLOT))
        await search.suggestions("外冈", plots, 8)
        assert search._held["plots"] is not before, "and anew when something changed"
        return first[0].kind, first[0].title.zh

    assert asyncio.run(ask()) == ("town", "外冈镇")


def test_coordinates_come_first_and_limits_hold() -> None:
    catalogue = open_catalogue(DATA)
    search, plots = Search(catalogue), catalogue.collections["plots"]

    async def ask(text: str, limit: int) -> list[str]:
        return [one.kind for one in await search.suggestions(text, plots, limit)]

    assert asyncio.run(ask("121.2, 31.3", 2)) == ["coordinates"] * 2
    assert len(asyncio.run(ask("路", 5))) == 5
    assert asyncio.run(ask(" ", 5)) == []
    assert asyncio.run(search.phrase("近地铁", plots)).conditions
