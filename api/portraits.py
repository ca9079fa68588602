"""A plot as it is answered: its page, a text for a chat, the sheet, the map in one file."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from starlette.responses import HTMLResponse, PlainTextResponse, Response

from api import links
from api.answers import CACHE, VARY, Asked
from api.pages import render
from api.security import HEADER
from geo.errors import BadValue
from geo.stores import Query
from geo.units import AreaUnit
from maps.answer import overview_of
from maps.basemaps import offered
from maps.chat import chat_text
from maps.locality import draw
from maps.overview import draw as draw_overview
from maps.page import file_policy
from maps.portrait import UNITS, WALK_MIN, portrait
from maps.portrait_words import Words
from maps.sheet import Imprint, sheet
from maps.sketch import outline
from maps.subject import Subject, subject_of

#: Of the page's map: names can be read on a phone, and are not too large on a screen.
_MAP_WIDTH, _MAP_HEIGHT = 430.0, 320.0

#: Letters of a name that may stand in that of a file.
_NOT_IN_FILE_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_FILE_NAME_MOST = 60


def read_unit(params: Mapping[str, str]) -> AreaUnit:
    """Read the unit of areas; without one, the usual."""
    asked = params.get("unit", UNITS[0])
    if asked not in UNITS:
        raise BadValue(asked, "one of " + ", ".join(UNITS), "unit")
    return asked


async def plot_page(asked: Asked, id: str, tag: str) -> Response:
    """Answer with a plot's own page."""
    unit, t = read_unit(asked.params), Words(asked.lang)
    subject = await subject_of(asked.service.catalogue, id)
    said = await asyncio.to_thread(portrait, subject, asked.lang, unit)
    root = links.root(asked.request.scope, asked.service.settings.http.base_url)
    page = render(
        "plot.html",
        asked.lang,
        asked.request,
        said=said,
        w=t,
        units=UNITS,
        walk_min=WALK_MIN,
        drawn_map=await asyncio.to_thread(_map, subject, asked),
        drawn_outline=outline(subject.geometry, said.outline, asked.lang),
        chat=chat_text(said, page_address(asked, id)),
        schema=asked.service.catalogue.collection("plots").about.schema,
        p=subject.properties,
        query=f"?{urlencode({'lang': asked.lang, 'unit': unit})}",
        here=f"/plots/{id}?{urlencode({'lang': asked.lang, 'unit': unit})}",
        json_url=f"{root}/collections/plots/items/{quote(id)}?f=json",
    )
    page.headers.update(_kept(tag))
    return page


async def plot_text(asked: Asked, id: str, tag: str) -> Response:
    """Answer with a plot as a plain text."""
    subject = await subject_of(asked.service.catalogue, id)
    said = portrait(subject, asked.lang, read_unit(asked.params))
    return PlainTextResponse(chat_text(said, page_address(asked, id)), headers=_kept(tag))


async def plot_sheet(asked: Asked, id: str, tag: str) -> Response:
    """Answer with a plot's sheet as PDF."""
    unit = read_unit(asked.params)
    subject = await subject_of(asked.service.catalogue, id)
    imprint = Imprint(page_address(asked, id), datetime.now(UTC).date())
    content = await asyncio.to_thread(sheet, subject, imprint, asked.lang, unit)
    named = {"Content-Disposition": disposition("inline", id, str(subject.properties["name"]), "pdf")}
    return Response(content, media_type=links.PDF, headers=_kept(tag) | named)


async def plot_map(asked: Asked, id: str, tag: str) -> Response:
    """Answer with a plot's map as one file that opens with no network."""
    service = asked.service
    subject = await subject_of(service.catalogue, id)
    overview = await overview_of(service.catalogue, Query(equals=(("id", id),), limit=1), asked.lang)
    basemaps = offered(service.settings.maps.tianditu_key, default=service.settings.maps.basemap)
    text = await asyncio.to_thread(draw_overview, overview, lang=asked.lang, basemaps=basemaps, assets="inline")
    named = {"Content-Disposition": disposition("attachment", id, str(subject.properties["name"]), "html")}
    origins = {origin for basemap in basemaps for origin in basemap.origins}
    return HTMLResponse(text, headers=_kept(tag) | named | {HEADER: file_policy(origins)})


def page_address(asked: Asked, id: str) -> str:
    """Return the whole address of a plot's page, as others are given it."""
    return f"{asked.base}/plots/{quote(id)}"


def disposition(kind: str, id: str, name: str, ending: str) -> str:
    """Write a Content-Disposition with the plot's name as that of the file (RFC 6266, 4.3; RFC 8187, 3.2.1)."""
    plain = _NOT_IN_FILE_NAMES.sub(" ", name)[:_FILE_NAME_MOST].strip(" .") or id
    return f"{kind}; filename=\"{id}.{ending}\"; filename*=UTF-8''{quote(f'{plain}.{ending}', safe='')}"


def _map(subject: Subject, asked: Asked) -> str:
    locality = subject.locality
    plane = locality.plane(_MAP_WIDTH, _MAP_HEIGHT)
    return draw(locality, subject.surface, plane, Words(asked.lang)("map"), asked.lang)


def _kept(tag: str) -> dict[str, str]:
    return {"ETag": tag, "Cache-Control": CACHE, "Vary": VARY}
