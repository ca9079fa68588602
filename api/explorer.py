"""The page at the root of the service: the explorer, whose state is in its address and read by its script alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api import links
from api.answers import CACHE, VARY, Asked
from api.deps import service_of
from api.negotiation import chosen_format, chosen_language, header
from api.pages import render
from api.security import HEADER, content_security_policy
from geo.values import Bbox
from maps import style
from maps.assets import explorer
from maps.basemaps import offered

#: What could end a script element or open a tag: written as JSON escapes instead.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def for_explorer(request: Request) -> Asked | None:
    """Return what is asked of the explorer, if a request for the root comes from somebody who looks at pages.

    Whatever else is in the address is for its script to read. A browser that asks for ``f`` gets the plain page.
    """
    params = QueryParams(request.scope["query_string"])
    if "f" in params or chosen_format({}, header(request.scope, b"accept")) != "html":
        return None
    said = {name: params[name] for name in ("lang", "collection") if name in params}
    service = service_of(request)
    lang = chosen_language(said, header(request.scope, b"accept-language"), service.settings.language)
    base = links.base_url(request.scope, service.settings.http.base_url)
    return Asked(request, said, "html", lang, service, base, f"{base}/")


def explorer_page(asked: Asked, landing: Mapping[str, Any]) -> Response:
    """Answer with the explorer, which links to all that the landing page does."""
    request, service = asked.request, asked.service
    collection = service.catalogue.collection(asked.params.get("collection", "plots"))
    basemaps = offered(service.settings.maps.tianditu_key, default=service.settings.maps.basemap)
    held = {
        "lang": asked.lang,
        "root": links.root(request.scope, service.settings.http.base_url),
        "collection": collection.about.id,
        "extent": _extent(collection.extent.bbox),
        "basemaps": [basemap.as_json(asked.lang) for basemap in basemaps],
        "style": style.as_json(),
    }
    page = render("explorer.html", asked.lang, request, settings=_json(held), built=explorer(), document=landing)
    origins = {origin for basemap in basemaps for origin in basemap.origins}
    page.headers.update({HEADER: content_security_policy(origins), "Cache-Control": CACHE, "Vary": VARY})
    return page


def _extent(box: Bbox | None) -> list[float] | None:
    return None if box is None else [box.west, box.south, box.east, box.north]


def _json(value: Any) -> Markup:
    """Write a value as JSON that may stand inside a script element."""
    return Markup(orjson.dumps(value).decode().translate(_ESCAPES))
