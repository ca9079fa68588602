"""Maps of the same queries that items answer."""

from __future__ import annotations

import asyncio
from functools import partial

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api.answers import CACHE, VARY, ask, unchanged
from api.deps import READ, Serving
from api.links import root
from api.negotiation import chosen_format
from api.parameters import OFFLINE, known_parameters, read_flag, read_query, without
from api.portraits import disposition
from api.security import HEADER, content_security_policy
from maps.answer import overview_of
from maps.basemaps import offered
from maps.overview import draw
from maps.page import file_policy, start_source

router = APIRouter()

#: What a map is called that is saved and was asked nothing in particular.
_FILE = "dikuai-map"


@router.api_route("/map", methods=READ, name="map")
async def map_page(request: Request, service: Serving) -> Response:
    """Draw the plots that a query finds: as a page of the service, or as a file that needs none."""
    plots = service.catalogue.collection("plots")
    asked = ask(request, (*known_parameters(plots.about.schema), OFFLINE.name))._replace(format="html")
    chosen_format(asked.params, None, ["html"])
    is_file = read_flag(asked.params, OFFLINE)
    query = read_query(without(asked.params, OFFLINE), plots.about.schema, service)
    most = service.settings.maps.plots_max
    query = query._replace(limit=min(query.limit, most) if "limit" in asked.params else most)
    tag = asked.tag(service.catalogue.version(plots))
    if asked.is_known(tag):
        return unchanged(tag)
    overview = await overview_of(service.catalogue, query, asked.lang)
    basemaps = offered(service.settings.maps.tianditu_key, default=service.settings.maps.basemap)
    origins = {origin for basemap in basemaps for origin in basemap.origins}
    headers = {"ETag": tag, "Cache-Control": CACHE, "Vary": VARY, "Content-Language": asked.lang}
    drawn = partial(draw, overview, lang=asked.lang, basemaps=basemaps)
    if is_file:
        named = disposition("attachment", _FILE, overview.question or _FILE, "html")
        said = {"Content-Disposition": named, HEADER: file_policy(origins)}
        return HTMLResponse(await asyncio.to_thread(drawn, assets="inline"), headers=headers | said)
    policy = {HEADER: content_security_policy(origins, [start_source()])}
    prefix = root(request.scope, service.settings.http.base_url)
    return HTMLResponse(await asyncio.to_thread(drawn, root=prefix), headers=headers | policy)
