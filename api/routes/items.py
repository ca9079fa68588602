"""Items: the routes that must be fast.

They are plain Starlette routes, described in the OpenAPI document like every other; a page is joined from features that
were encoded when the catalogue was loaded.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api import links
from api.answers import CACHE, VARY, Asked, ask, json_answer, unchanged
from api.links import link, query_without, with_query
from api.pages import render
from api.parameters import known_parameters, read_query
from geo.proximity import Near
from geo.stores import Collection, Page, Query


async def items(request: Request) -> Response:
    """Answer a query on a collection with a page of features."""
    collection = request.app.state.service.catalogue.collection(request.path_params["id"])
    asked = ask(request, known_parameters(collection.about.schema))
    tag = asked.tag(asked.service.catalogue.version(collection))
    query = read_query(asked.params, collection.about.schema, asked.service)
    if asked.is_known(tag):
        return unchanged(tag)
    page = await collection.page(query)
    if asked.format == "html":
        return _items_page(asked, collection, query, page, tag)
    return json_answer(_feature_collection(asked, collection, query, page), links.GEOJSON, tag)


async def item(request: Request) -> Response:
    """Answer with one feature."""
    catalogue = request.app.state.service.catalogue
    collection = catalogue.collection(request.path_params["id"])
    asked = ask(request)
    feature = await collection.item(request.path_params["item"])
    tag = asked.tag(catalogue.version(collection))
    if asked.is_known(tag):
        return unchanged(tag)
    if asked.format == "html":
        return item_page(asked, collection, feature, tag)
    said = [*asked.representations(links.GEOJSON), _collection_link(asked, collection)]
    return json_answer(feature[:-1] + b',"links":' + orjson.dumps(said) + b"}", links.GEOJSON, tag)


ROUTES = (
    Route("/collections/{id}/items", items, name="items"),
    Route("/collections/{id}/items/{item:path}", item, name="item"),
)


def _feature_collection(asked: Asked, collection: Collection, query: Query, page: Page) -> bytes:
    said: dict[str, Any] = {
        "numberMatched": page.matched,
        "numberReturned": len(page.features),
        "timeStamp": datetime.now(UTC),
        "links": _page_links(asked, collection, page),
    }
    if query.near is not None:
        said["near"] = described_near(query.near)
    members = orjson.dumps(said, option=orjson.OPT_OMIT_MICROSECONDS | orjson.OPT_UTC_Z)
    return b'{"type":"FeatureCollection","features":[%b],%b' % (b",".join(page.features), members[1:])


def _page_links(asked: Asked, collection: Collection, page: Page) -> list[links.Link]:
    said = [*asked.representations(links.GEOJSON), _collection_link(asked, collection)]
    if page.cursor is not None:
        query = query_without(asked.request.scope["query_string"], "cursor")
        href = with_query(asked.url, query, f"cursor={page.cursor}")
        said.append(link(href, "next", links.GEOJSON if asked.format == "json" else links.HTML))
    return said


def _collection_link(asked: Asked, collection: Collection) -> links.Link:
    about = collection.about
    return link(f"{asked.base}/collections/{about.id}", "collection", links.JSON, about.title[asked.lang])


@lru_cache(1024)
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
    said = _page_links(asked, collection, page)
    template = "plots.html" if collection.about.id == "plots" else "items.html"
    shown = [name for name in asked.params if name not in {"f", "lang", "cursor"}]
    answer = render(
        template,
        asked.lang,
        asked.request,
        collection=collection,
        schema=collection.about.schema,
        features=[orjson.loads(feature) for feature in page.features],
        matched=page.matched,
        params=asked.params,
        map_query={name: asked.params[name] for name in shown if name != "limit"},
        next_url=next((one["href"] for one in said if one["rel"] == "next"), None),
        near=query.near,
    )
    answer.headers.update({"ETag": tag, "Cache-Control": CACHE, "Vary": VARY})
    return answer


def item_page(asked: Asked, collection: Collection, feature: bytes, tag: str) -> Response:
    """Answer with the page of one item; a plot's has its figures, boundaries and doubts."""
    template = "plot.html" if collection.about.id == "plots" else "item.html"
    found = orjson.loads(feature)
    answer = render(
        template,
        asked.lang,
        asked.request,
        collection=collection,
        schema=collection.about.schema,
        feature=found,
        p=found["properties"],
        service=asked.service,
        json_url=f"/collections/{collection.about.id}/items/{quote(found['id'])}?f=json",
    )
    answer.headers.update({"ETag": tag, "Cache-Control": CACHE, "Vary": VARY})
    return answer
