"""The page at the root of the service: the explorer, whose state is in its address and read by its script alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import orjson
from markupsafe import Markup
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api import links
from api.deps import service_of
from api.negotiation import chosen_format, chosen_language, header
from api.pages import render
from maps import style
from maps.assets import explorer
from maps.basemaps import Basemap, offered

#: What could end a script element or open a tag: written as JSON escapes instead.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

_ORIGIN = re.compile(r"https?://[^/]+")


def is_for_explorer(request: Request) -> bool:
    """Tell whether a request for the root comes from somebody who looks at pages."""
    if "f" in QueryParams(request.scope["query_string"]):
        return False
    return chosen_format({}, header(request.scope, b"accept")) == "html"


def explorer_page(request: Request) -> Response:
    """Answer with the explorer; whatever else is in the address is for its script to read."""
    service, params = service_of(request), QueryParams(request.scope["query_string"])
    asked = {"lang": params["lang"]} if "lang" in params else {}
    lang = chosen_language(asked, header(request.scope, b"accept-language"), service.settings.language)
    collection = service.catalogue.collection(params.get("collection", "plots"))
    basemaps = offered(service.settings.maps.tianditu_key, default=service.settings.maps.basemap)
    held = {
        "lang": lang,
        "root": links.root(request.scope, service.settings.http.base_url),
        "collection": collection.about.id,
        "basemaps": [basemap.as_json(lang) for basemap in basemaps],
        "style": style.as_json(),
    }
    page = render("explorer.html", lang, request, settings=_json(held), built=explorer())
    page.headers["Content-Security-Policy"] = content_security_policy(basemaps)
    return page


def _json(value: Any) -> Markup:
    """Write a value as JSON that may stand inside a script element."""
    return Markup(orjson.dumps(value).decode().translate(_ESCAPES))


def content_security_policy(basemaps: Iterable[Basemap]) -> str:
    """Allow scripts, styles and questions of the service's own, and the base maps' images."""
    origins = sorted({origin for basemap in basemaps for origin in _origins(basemap)})
    images = " ".join(("'self'", "data:", "blob:", *origins))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "font-src 'self'",
            f"img-src {images}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        )
    )


def _origins(basemap: Basemap) -> Iterable[str]:
    for template in basemap.templates:
        found = _ORIGIN.match(template)
        if found is None:
            continue
        for subdomain in basemap.subdomains or " ":
            yield found[0].replace("{s}", subdomain.strip())
