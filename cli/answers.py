"""Asking a catalogue without a service: all pages of an answer, and maps in one file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

from api.settings import Settings
from geo.crs import Crs
from geo.errors import BadValue
from geo.exchange.files import replacing
from geo.filters import read_filter
from geo.properties import Lang
from geo.stores import Catalogue, Collection, Query
from maps.answer import overview_of
from maps.basemaps import offered
from maps.overview import draw

_PAGE = 10_000


def filtered(query: Query, collection: Collection, catalogue: Catalogue, text: str | None) -> Query:
    """Add a condition in CQL2 to a query; None for none.

    Raises
    ------
    BadValue
        It cannot be read: says where.
    UnknownProperty
        It names a property that the items do not have.
    """
    if text is None:
        return query
    return query._replace(filter=read_filter(text, collection.about.schema, catalogue.targets))


def question(catalogue: Catalogue, near: str | None, within: str | None, certain: bool) -> Query:
    """Make the query that the options ask for.

    Raises
    ------
    BadValue
        ``within`` or ``certain`` without ``near``, or a value that cannot be used.
    """
    if near is None:
        if within is not None or certain:
            raise BadValue(within or "certain", "usable without --near, which says what the items are to be near to")
        return Query()
    return Query(near=catalogue.near(near, within, certain))


def system_of_files(name: str | None) -> Crs | None:
    """Return the coordinate system that a file is to be in, easting or longitude first, as files have it.

    Raises
    ------
    BadValue
        None that is known.
    """
    try:
        return None if name is None else Crs.named(name).east_first()
    except BadValue as error:
        raise error.at("--crs") from None


def features(collection: Collection, query: Query) -> Iterator[bytes]:
    """Yield all features of an answer, page by page."""
    cursor: str | None = None
    while True:
        page = asyncio.run(collection.page(query._replace(limit=_PAGE, cursor=cursor)))
        yield from page.features
        cursor = page.cursor
        if cursor is None:
            return


async def map_text(catalogue: Catalogue, query: Query, settings: Settings, lang: Lang) -> str:
    """Draw a map of an answer, with everything inside."""
    overview = await overview_of(catalogue, query, lang)
    basemaps = offered(settings.maps.tianditu_key, default=settings.maps.basemap)
    return draw(overview, lang=lang, basemaps=basemaps, assets="inline")


def save_text(text: str, path: Path) -> None:
    """Write a text to a file; an older one is replaced only when all is written."""
    with replacing(path) as out:
        out.write(text.encode())
