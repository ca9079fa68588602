"""Items: the routes that must be fast.

They are plain Starlette routes, described in the OpenAPI document like every other; a page is joined from features that
were encoded when the catalogue was loaded.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from time import time
from typing import Any
from urllib.parse import quote

from orjson import dumps, loads
from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from api import links
from api.answers import CACHE, VARY, Asked, ask, json_answer, unchanged
from api.deps import service_of
from api.forms import form_of, tidied
from api.links import link, query_without, with_query
from api.pages import render
from api.parameters import ITEM, known_parameters, read_query
from api.portraits import plot_page
from api.presentation import content_crs, read_form
from api.ranges import range_fields
from api.words import Words
from geo.errors import UnknownParameter
from geo.properties import Lang, Schema
from geo.proximity import Near
from geo.stores import About, Collection, Page, Query

ITEM_NAMES = tuple(parameter.name for parameter in ITEM)


async def items(request: Request) -> Response:
    """Answer a query on a collection with a page of features."""
    collection = service_of(request).catalogue.collection(request.path_params["id"])
    asked = _asked(request, collection.about.schema)
    if asked.format == "html" and (meant := tidied(asked.params, collection.about.schema)) is not None:
        return RedirectResponse(with_query(asked.url, meant), 303)
    tag = asked.tag(asked.service.catalogue.version(collection))
    query = read_query(asked.params, collection.about.schema, asked.service)
    if asked.is_known(tag):
        return unchanged(tag)
    if asked.format == "html":  # which shows no coordinates, and everything else
        query = query._replace(form=None)
        return _items_page(asked, collection, query, await collection.page(query), tag)
    page = await collection.page(query)
    content = _feature_collection(asked, collection, query, page)
    return json_answer(content, links.GEOJSON, tag, content_crs(query.form))


def _asked(request: Request, schema: Schema) -> Asked:
    """Read a request for items; what the fields of a form are called beside the parameters, its page alone knows."""
    known = known_parameters(schema)
    try:
        return ask(request, known)
    except UnknownParameter:
        asked = ask(request, {**known, **dict.fromkeys(range_fields(schema))})
        if asked.format != "html":
            raise
        return asked


async def item(request: Request) -> Response:
    """Answer with one feature."""
    catalogue = service_of(request).catalogue
    collection = catalogue.collection(request.path_params["id"])
    asked = ask(request, ITEM_NAMES)
    form = read_form(asked.params, collection.about.schema)
    tag = asked.tag(catalogue.version(collection))  # before the wait: there may be another snapshot after it
    feature = await collection.item(request.path_params["item"], form if asked.format == "json" else None)
    if asked.is_known(tag):
        return unchanged(tag)
    if asked.format == "html":
        if collection.about.id == "plots":
            return await plot_page(asked, request.path_params["item"], tag)
        return _item_page(asked, collection, feature, tag)
    return json_answer(feature_with_links(feature, asked, collection), links.GEOJSON, tag, content_crs(form))


def feature_with_links(feature: bytes, asked: Asked, collection: Collection) -> bytes:
    """Add to an encoded feature the links of its answer."""
    return b'%b,"links":[%b]}' % (feature[:-1], _links(asked, collection))


class _AnyText(PathConvertor):
    """The rest of a path, whatever an id may have in it: slashes, and line breaks too."""

    regex = r"[\s\S]*"


register_url_convertor("text", _AnyText())

ROUTES = (
    Route("/collections/{id}/items", items, name="items"),
    Route("/collections/{id}/items/{item:text}", item, name="item"),
)


def _feature_collection(asked: Asked, collection: Collection, query: Query, page: Page) -> bytes:
    following = _next(asked, page)
    members = b'],%b"numberReturned":%d,%b,"links":[%b%b]%b}' % (
        b"" if page.matched is None else b'"numberMatched":%d,' % page.matched,
        len(page.ends),
        _stamp(int(time())),
        _links(asked, collection),
        b"" if following is None else b',{"href":%b,"rel":"next","type":"application/geo+json"}' % dumps(following),
        b"" if query.near is None else _encoded_near(query.near),
    )
    return b"".join((b'{"type":"FeatureCollection","features":[', page.text, members))


@lru_cache(1)
def _stamp(second: int) -> bytes:
    return datetime.fromtimestamp(second, UTC).strftime('"timeStamp":"%Y-%m-%dT%H:%M:%SZ"').encode()


def _links(asked: Asked, collection: Collection) -> bytes:
    """Encode the links of an answer in GeoJSON: to itself, to the page for people, to the collection."""
    query = query_without(asked.request.scope["query_string"], "f")
    address = dumps(with_query(asked.url, query, "f="))[:-1]  # without the quotation mark at its end
    return (
        b'{"href":%bjson","rel":"self","type":"application/geo+json","title":"JSON"},'
        b'{"href":%bhtml","rel":"alternate","type":"text/html","title":"HTML"},%b'
    ) % (address, address, _collection_link(asked.base, collection.about, asked.lang))


@lru_cache(1024)
def _collection_link(base: str, about: About, lang: Lang) -> bytes:
    return dumps(link(f"{base}/collections/{about.id}", "collection", links.JSON, about.title[lang]))


def _next(asked: Asked, page: Page) -> str | None:
    """Return the address of the page after this one."""
    if page.cursor is None:
        return None
    query = query_without(asked.request.scope["query_string"], "cursor")
    return with_query(asked.url, query, f"cursor={page.cursor}")


@lru_cache(1024)
def _encoded_near(near: Near) -> bytes:
    return b',"near":' + dumps(described_near(near))


def described_near(near: Near) -> dict[str, Any]:
    """Say how an answer about nearness was worked out."""
    within = near.within
    return {
        "target": near.targets.key,
        "within_m": None if within is None else round(within.metres, 1),
        "within_min": None if within is None else within.minutes,
        "certainty": "certain" if near.certain else "possible",
        "walking_speed_m_min": near.walking.speed_m_min,
        "detour_factor": near.walking.detour,
    }


def _items_page(asked: Asked, collection: Collection, query: Query, page: Page, tag: str) -> Response:
    template = "plots.html" if collection.about.id == "plots" else "items.html"
    shown = [name for name in asked.params if name not in {"f", "lang", "cursor"}]
    answer = render(
        template,
        asked.lang,
        asked.request,
        collection=collection,
        schema=collection.about.schema,
        features=[loads(feature) for feature in page.features],
        matched=page.matched,
        params=asked.params,
        form=form_of(collection.about.schema, asked.params, asked.lang),
        download_links=_downloads(asked, collection, page),
        map_query={name: asked.params[name] for name in shown if name != "limit"},
        next_url=_next(asked, page),
        near=query.near,
    )
    answer.headers.update({"ETag": tag, "Cache-Control": CACHE, "Vary": VARY})
    return answer


def _downloads(asked: Asked, collection: Collection, page: Page) -> list[dict[str, str]]:
    """Link to the items of a page, and of the whole answer as far as one page may hold it, as GeoJSON."""
    t, most = Words(asked.lang), asked.service.settings.paging.limit_max
    query, name = asked.request.scope["query_string"], collection.about.id
    this = with_query(asked.url, query_without(query, "f"), "f=json")
    whole = with_query(asked.url, query_without(query, "f", "limit", "cursor"), f"limit={most}", "f=json")
    fits = page.matched is not None and page.matched <= most
    title = t("download_all") if fits else t("download_first", n=f"{most:,}")
    return [
        {"href": this, "title": t("download_page"), "name": f"{name}-page.geojson"},
        {"href": whole, "title": title, "name": f"{name}.geojson"},
    ]


def _item_page(asked: Asked, collection: Collection, feature: bytes, tag: str) -> Response:
    """Answer with the page of one item; that of a plot is in `api.portraits`."""
    found = loads(feature)
    root = links.root(asked.request.scope, asked.service.settings.http.base_url)
    answer = render(
        "item.html",
        asked.lang,
        asked.request,
        collection=collection,
        schema=collection.about.schema,
        feature=found,
        p=found["properties"],
        service=asked.service,
        json_url=f"{root}/collections/{collection.about.id}/items/{quote(found['id'])}?f=json",
    )
    answer.headers.update({"ETag": tag, "Cache-Control": CACHE, "Vary": VARY})
    return answer
