"""Addresses and links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NotRequired, TypedDict
from urllib.parse import quote

from starlette.requests import HTTPConnection

from api.negotiation import header

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"

#: Beside letters, digits and _.-~, what stands in a path or a query as it is (RFC 3986, 3.3 and 3.4).
_SAFE = ",:/"
_PLAIN = re.compile(rf"[A-Za-z0-9_.~{_SAFE}-]*")
_PLAIN_QUERY = re.compile(rf"[A-Za-z0-9_.~{_SAFE}%&=+-]*")


class Link(TypedDict):
    """A link as OGC API and RFC 8288 have it."""

    href: str
    rel: str
    type: NotRequired[str]
    title: NotRequired[str]
    hreflang: NotRequired[str]


def base_url(connection: HTTPConnection) -> str:
    """Return the address of the service without a slash at the end: as set, or as the request came."""
    scope = connection.scope
    public = scope["app"].state.service.settings.http.base_url
    if public is not None:
        return str(public).rstrip("/")
    host = header(scope, b"host") or "{}:{}".format(*scope["server"])
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}"


def link(href: str, rel: str, type: str = "", title: str = "") -> Link:
    """Make a link; what is not given is left out."""
    made: Link = {"href": href, "rel": rel}
    if type:
        made["type"] = type
    if title:
        made["title"] = title
    return made


def quoted(text: str) -> str:
    """Write a text as it may stand in a path or a query."""
    return text if _PLAIN.fullmatch(text) else quote(text, safe=_SAFE)


def query_without(query_string: bytes, *names: str) -> str:
    """Return a request's query as it came, less some parameters; what may not stand in an address is escaped."""
    text = query_string.decode("latin-1")
    if not _PLAIN_QUERY.fullmatch(text):
        text = quote(query_string, safe=f"{_SAFE}%&=+")
    if any(name in text for name in names):
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
    return [
        {
            "href": with_query(href, query, f"f={name}"),
            "rel": "self" if media_type == type else "alternate",
            "type": media_type,
            "title": title,
        }
        for name, (media_type, title) in media.items()
    ]
