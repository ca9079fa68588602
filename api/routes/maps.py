"""Maps of the same queries that items answer."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from api.answers import CACHE, VARY, ask, unchanged
from api.deps import READ, Serving
from api.links import root
from api.negotiation import chosen_format
from api.parameters import known_parameters, read_query
from api.security import HEADER, content_security_policy
from maps.answer import overview_of
from maps.basemaps import offered
from maps.overview import draw
from maps.page import start_source

router = APIRouter()


@router.api_route("/map", methods=READ, name="map")
async def map_page(request: Request, service: Serving) -> Response:
    """Draw the plots that a query finds."""
    plots = service.catalogue.collection("plots")
    asked = ask(request, known_parameters(plots.about.schema))._replace(format="html")
    chosen_format(asked.params, None, ["html"])
    query = read_query(asked.params, plots.about.schema, service)
    most = service.settings.maps.plots_max
    query = query._replace(limit=min(query.limit, most) if "limit" in asked.params else most)
    tag = asked.tag(service.catalogue.version(plots))
    if asked.is_known(tag):
        return unchanged(tag)
    overview = await overview_of(service.catalogue, query, asked.lang)
    basemaps = offered(service.settings.maps.tianditu_key, default=service.settings.maps.basemap)
    prefix = root(request.scope, service.settings.http.base_url)
    text = await asyncio.to_thread(draw, overview, lang=asked.lang, basemaps=basemaps, root=prefix)
    origins = {origin for basemap in basemaps for origin in basemap.origins}
    headers = {"ETag": tag, "Cache-Control": CACHE, "Vary": VARY, "Content-Language": asked.lang}
    return HTMLResponse(text, headers={**headers, HEADER: content_security_policy(origins, [start_source()])})
