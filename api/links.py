"""Addresses and links."""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import lru_cache
from typing import NotRequired, TypedDict
from urllib.parse import quote, urlsplit

from starlette.types import Scope

from api.negotiation import header

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
TEXT = "text/plain"
PDF = "application/pdf"
SVG = "image/svg+xml"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
MVT = "application/vnd.mapbox-vector-tile"
TILEJSON = "application/vnd.mapbox.tilejson+json"
STYLE = "application/vnd.mapbox.style+json"

#: The relation of a collection to the counts on it; one of our own, as RFC 8288 lets one write it (2.1.2).
STATISTICS = "urn:dikuai:def:rel:statistics"

JSON_TYPES = (JSON, GEOJSON, SCHEMA, OPENAPI)

#: Beside letters, digits and _.-~, what stands in a path or a query as it is (RFC 3986, 3.3 and 3.4).
_SAFE = ",:/"
_PLAIN = (string.ascii_letters + string.digits + "_.~-" + _SAFE).encode()
_PLAIN_QUERY = _PLAIN + b"%&=+"


class Link(TypedDict):
    """A link as OGC API and RFC 8288 have it."""

    href: str
    rel: str
    type: NotRequired[str]
    title: NotRequired[str]
    hreflang: NotRequired[str]


def base_url(scope: Scope, public: object = None) -> str:
    """Return the address of the service without a slash at the end: its public one if set, or as the request came."""
    if public is not None:
        return str(public).rstrip("/")
    host = header(scope, b"host") or "{}:{}".format(*scope["server"])
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}"


def root(scope: Scope, public: object = None) -> str:
    """Return the path under which the service is reached, as its pages link to each other: empty, or a prefix."""
    return urlsplit(base_url(scope, public)).path


def path(scope: Scope) -> str:
    """Return the path of a request below the service's own; servers differ in whether they leave the prefix in it."""
    prefix = scope.get("root_path", "")
    asked: str = scope["path"]
    return asked.removeprefix(prefix) if prefix and asked.startswith(f"{prefix}/") else asked


def link(href: str, rel: str, type: str = "", title: str = "") -> Link:
    """Make a link; what is not given is left out."""
    made: Link = {"href": href, "rel": rel}
    if type:
        made["type"] = type
    if title:
        made["title"] = title
    return made


@lru_cache(256)
def quoted(text: str) -> str:
    """Write a text as it may stand in a path or a query."""
    return text if not text.encode().translate(None, _PLAIN) else quote(text, safe=_SAFE)


def query_without(query_string: bytes, *names: str) -> str:
    """Return a request's query as it came, less some parameters; what may not stand in an address is escaped."""
    plain = not query_string.translate(None, _PLAIN_QUERY)
    text = query_string.decode() if plain else quote(query_string, safe=f"{_SAFE}%&=+")
    for name in names:
        if name in text:
            return "&".join([part for part in text.split("&") if part.partition("=")[0] not in names])
    return text


def with_query(href: str, query: str, *more: str) -> str:
    """Add a query to an address, and more members (``name=value``) to the query."""
    members = "&".join((query, *more) if query else more)
    return f"{href}?{members}" if members else href


def representations(href: str, query: str, type: str, media: Mapping[str, tuple[str, str]]) -> list[Link]:
    """Link a resource to itself and to its other representations.

    Parameters
    ----------
    href
        Address without a query.
    query
        The query asked, without ``f``.
    type
        Media type of this representation.
    media
        For every ``f``: the media type and a title.
    """
    start = f"{href}?{query}&f=" if query else f"{href}?f="
    return [
        {"href": start + name, "rel": "self" if media_type == type else "alternate", "type": media_type, "title": title}
        for name, (media_type, title) in media.items()
    ]
