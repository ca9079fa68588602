"""Answering: representation and language chosen once, caching and links put on every answer alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import orjson
from starlette.requests import Request
from starlette.responses import Response

from api import links
from api.deps import Service, service_of
from api.negotiation import chosen_format, chosen_language, header
from api.pages import render
from api.parameters import PAGE, read_parameters
from geo.properties import Lang

#: An answer may be kept, but must be asked after each time: a record can change at any moment.
CACHE = "no-cache"
VARY = "Accept, Accept-Language"
_HEADERS = ((b"cache-control", CACHE.encode()), (b"vary", VARY.encode()))

#: What every resource takes.
PAGE_NAMES = tuple(parameter.name for parameter in PAGE)


#: The representations of a resource, by the type of the one that is JSON.
_MEDIA = {type: {"json": (type, "JSON"), "html": (links.HTML, "HTML")} for type in links.JSON_TYPES}


class Asked(NamedTuple):
    """What a request asks for, apart from the query itself.

    Parameters
    ----------
    request
        The request.
    params
        Its parameters, all of them known.
    format
        ``json``, ``html`` or another that the resource offers.
    lang
        Language of titles and pages.
    service
        The service asked.
    base
        Address of the service.
    url
        Address of the resource, without a query.
    """

    request: Request
    params: Mapping[str, str]
    format: str
    lang: Lang
    service: Service
    base: str
    url: str

    def tag(self, version: str) -> str:
        """Return the entity tag of this representation; weak, for compression and clocks may change the bytes."""
        return f'W/"{version}-{self.service.edition}-{self.format}-{self.lang}"'

    def is_known(self, tag: str) -> bool:
        """Tell whether the client has the representation with this tag (RFC 9110, 13.1.2)."""
        said = header(self.request.scope, b"if-none-match")
        return said is not None and (said.strip() == "*" or tag in {one.strip() for one in said.split(",")})

    def representations(self, json_type: str = links.JSON) -> list[links.Link]:
        """Link this resource to itself and to its other representation."""
        query = links.query_without(self.request.scope["query_string"], "f")
        type = json_type if self.format == "json" else links.HTML
        return links.representations(self.url, query, type, _MEDIA[json_type])


def ask(request: Request, known: Iterable[str] = PAGE_NAMES, formats: Sequence[str] = ("json", "html")) -> Asked:
    """Read what a request asks for.

    Raises
    ------
    UnknownParameter, BadValue
        A parameter that is not known, given twice, or of a wrong value.
    """
    params = read_parameters(request.scope["query_string"], known)
    scope, service = request.scope, service_of(request)
    lang = chosen_language(params, header(scope, b"accept-language"), service.settings.language)
    format = chosen_format(params, header(scope, b"accept"), formats)
    base = links.base_url(scope, service.settings.http.base_url)
    return Asked(request, params, format, lang, service, base, base + links.quoted(links.path(scope)))


def unchanged(tag: str) -> Response:
    """Answer that the client has what it asks for."""
    return Response(status_code=304, headers={"ETag": tag, "Cache-Control": CACHE, "Vary": VARY})


def json_answer(content: bytes | Any, type: str = links.JSON, tag: str | None = None, crs: str = "") -> Response:
    """Answer with JSON; features say in which coordinate system they are (Part 2, /req/crs/ogc-crs-header)."""
    headers = [*_HEADERS, (b"content-crs", b"<%b>" % crs.encode())] if crs else _HEADERS
    return _Ready(content if isinstance(content, bytes) else orjson.dumps(content), type, tag, headers)


def bytes_answer(content: bytes, type: str, tag: str, coding: str = "") -> Response:
    """Answer with bytes as they are, compressed already if there is a coding; without content where there are none."""
    return _Ready(content, type, tag, _coded(coding) if coding else _HEADERS)


@cache
def _coded(coding: str) -> Sequence[tuple[bytes, bytes]]:
    said = {"cache-control": CACHE, "vary": f"{VARY}, Accept-Encoding", "content-encoding": coding}
    return [(name.encode(), value.encode()) for name, value in said.items()]


class _Ready(Response):
    """A response whose headers need no working out."""

    def __init__(self, body: bytes, type: str, tag: str | None, headers: Sequence[tuple[bytes, bytes]]) -> None:
        self.status_code = 200 if body else 204
        self.background = None
        self.body = body
        self.raw_headers = [*headers]
        if body:
            self.raw_headers += [(b"content-length", b"%d" % len(body)), (b"content-type", type.encode())]
        if tag is not None:
            self.raw_headers.append((b"etag", tag.encode()))


def document(asked: Asked, content: dict[str, Any], template: str, type: str = links.JSON, **context: Any) -> Response:
    """Answer with a document, as JSON or as the page made from it."""
    if asked.format == "json":
        return json_answer(content, type)
    page = render(template, asked.lang, asked.request, document=content, service=asked.service, **context)
    page.headers.update({"Cache-Control": CACHE, "Vary": VARY})
    return page
