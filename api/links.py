"""Addresses and links."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict
from urllib.parse import quote, urlencode

from starlette.requests import HTTPConnection

JSON = "application/json"
GEOJSON = "application/geo+json"
HTML = "text/html"
SCHEMA = "application/schema+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


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
    settings = scope["app"].state.service.settings
    if settings.http.base_url is not None:
        return str(settings.http.base_url).rstrip("/")
    host = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), None)
    if host is None:
        host = "{}:{}".format(*scope["server"])
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}"


def link(href: str, rel: str, type: str = "", title: str = "") -> Link:
    """Make a link; what is not given is left out."""
    made: Link = {"href": href, "rel": rel}
    if type:
        made["type"] = type
    if title:
        made["title"] = title
    return made


def with_query(href: str, query: dict[str, Any]) -> str:
    """Add a query to an address."""
    return f"{href}?{urlencode(query, quote_via=quote, safe=',:/')}" if query else href


def representations(href: str, query: dict[str, str], type: str, media: dict[str, tuple[str, str]]) -> list[Link]:
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
    links = []
    for name, (media_type, title) in media.items():
        rel = "self" if media_type == type else "alternate"
        links.append(link(with_query(href, {**query, "f": name}), rel, media_type, title))
    return links
