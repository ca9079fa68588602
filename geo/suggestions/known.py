"""The stations, lines and places of a catalogue, to be suggested by what is typed of their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import geopandas as gpd

from geo.names import Gazetteer
from geo.phrases import Choice, Condition, Nearness
from geo.phrases.grammar import NEAR_WITHIN
from geo.properties import Title
from geo.reference import PLACE_KINDS
from geo.stores import Catalogue, Query
from geo.suggestions.suggestion import Rank, Reading, Suggestion, best, readings

_STATION, _LINE = Title("地铁站", "Metro station"), Title("地铁线", "Metro line")
_TOWN_ENDINGS = ("街道", "镇", "新区", "区")

#: What the kinds of places are suggested as; any other is a place.
_PLACES = {"town": "town", "address": "address"}


class Known(NamedTuple):
    """Something with a name, and the ways to read it."""

    suggestion: Suggestion
    readings: Sequence[Reading]


async def known_things(catalogue: Catalogue, towns: Iterable[str]) -> list[Known]:
    """Gather what a catalogue knows by name.

    Parameters
    ----------
    catalogue
        Its reference collections may be absent.
    towns
        The texts of the property ``town``; empty where a collection has none.
    """
    made: list[Known] = []
    for id, make in (("metro-lines", _lines), ("metro-stations", _stations), ("places", _places)):
        collection = catalogue.collections.get(id)
        if collection is not None:
            frame = await collection.frame(Query(limit=collection.count + 1))
            made += make(frame, catalogue.names, frozenset(towns))
    return made


def found(text: str, things: Iterable[Known]) -> Iterator[tuple[Rank, Suggestion]]:
    """Yield what a folded text matches, and how well."""
    for thing in things:
        rank = best(text, thing.readings)
        if rank is not None:
            yield rank, thing.suggestion


def _rows(frame: gpd.GeoDataFrame) -> Iterator[Any]:
    return iter(frame.rename(columns={"name": "name_zh"}).itertuples())


def _title(row: Any) -> Title:
    return Title(row.name_zh, row.name_en or row.name_zh)


def _known(suggestion: Suggestion, *names: str) -> Known:
    said = dict.fromkeys(name for name in (suggestion.title.zh, suggestion.title.en, *names) if name)
    return Known(suggestion, [reading for name in said for reading in readings(name)])


def _stations(frame: gpd.GeoDataFrame, names: Gazetteer, towns: frozenset[str]) -> Iterator[Known]:
    for row in _rows(frame):
        title, lines = _title(row), [names.lines[line] for line in row.lines if line in names.lines]
        detail = Title(
            _joined(_STATION.zh, "、".join(line.zh for line in lines)),
            _joined(_STATION.en, ", ".join(line.en for line in lines)),
        )
        near = Nearness(names.key(f"station:{row.Index}"), NEAR_WITHIN)
        where = (row.geometry.x, row.geometry.y)
        yield _known(
            Suggestion("station", title, detail, where, condition=near), f"{title.zh}站", f"{title.en} Station"
        )


def _lines(frame: gpd.GeoDataFrame, names: Gazetteer, towns: frozenset[str]) -> Iterator[Known]:
    for row in _rows(frame):
        count = int(row.station_count)
        detail = Title(_joined(_LINE.zh, f"{count} 站"), _joined(_LINE.en, f"{count} stations"))
        near = Nearness(f"metro:{row.line}", NEAR_WITHIN) if names.layer(f"metro:{row.line}") else None
        suggestion = Suggestion("line", _title(row), detail, None, row.geometry.bounds, condition=near)
        yield _known(suggestion, f"地铁{row.name_zh}", f"Metro {row.name_en}", str(row.line))


def _places(frame: gpd.GeoDataFrame, names: Gazetteer, towns: frozenset[str]) -> Iterator[Known]:
    for row in _rows(frame):
        title = _title(row)
        condition: Condition = Nearness(names.key(f"place:{row.Index}"), NEAR_WITHIN)
        if title.zh in towns:
            condition = Choice("town", (title.zh,))
        kind = _PLACES.get(row.kind, "place")
        detail = PLACE_KINDS.get(row.kind, PLACE_KINDS["place"])
        centre = row.geometry.representative_point()
        bare = next((title.zh.removesuffix(end) for end in _TOWN_ENDINGS if title.zh.endswith(end)), "")
        yield _known(Suggestion(kind, title, detail, (centre.x, centre.y), condition=condition), bare)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
