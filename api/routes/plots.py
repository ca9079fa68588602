"""A plot's own page, its sheet, and its map, for people."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from api import links
from api.answers import Asked, ask, json_answer, unchanged
from api.deps import READ
from api.portraits import plot_map, plot_page, plot_sheet, plot_text, read_unit
from api.routes.items import feature_with_links
from geo.stores.surroundings import surroundings

router = APIRouter()

_Answer = Callable[[Asked, str, str], Awaitable[Response]]


@router.api_route("/plots/{id}", methods=READ, name="plot")
async def plot(request: Request, id: str) -> Response:
    """Show a plot."""
    asked = ask(request, ("f", "lang", "unit"), ("html", "json", "txt"))
    return await _answered(asked, id, {"html": plot_page, "json": _feature, "txt": plot_text}[asked.format])


@router.api_route("/plots/{id}/sheet", methods=READ, name="plot_sheet")
async def plot_as_sheet(request: Request, id: str) -> Response:
    """Give a plot's sheet, true for today."""
    asked = ask(request, ("lang", "unit"), ("pdf",))
    return await _answered(asked._replace(format=f"pdf-{datetime.now(UTC).date()}"), id, plot_sheet)


@router.api_route("/plots/{id}/map", methods=READ, name="plot_map")
async def plot_as_map(request: Request, id: str) -> Response:
    """Give a plot's map in one file."""
    return await _answered(ask(request, ("lang",), ("map",)), id, plot_map)


@router.api_route("/plots/{id}/surroundings", methods=READ, name="plot_surroundings")
async def plot_surroundings(request: Request, id: str) -> Response:
    """Tell what lies about a plot: stations, neighbours, and the plots that are like it."""
    return await _answered(ask(request, ("f", "lang"), ("json",)), id, _surroundings)


async def _answered(asked: Asked, id: str, answer: _Answer) -> Response:
    """Answer unless the client has the answer already; a plot that is not there is none it can have."""
    read_unit(asked.params)
    catalogue = asked.service.catalogue
    plots = catalogue.collection("plots")
    await plots.item(id)
    tag = asked.tag(catalogue.version(plots))
    return unchanged(tag) if asked.is_known(tag) else await answer(asked, id, tag)


async def _feature(asked: Asked, id: str, tag: str) -> Response:
    """Answer with the plot as its collection does."""
    plots = asked.service.catalogue.collection("plots")
    return json_answer(feature_with_links(await plots.item(id), asked, plots), links.GEOJSON, tag)


async def _surroundings(asked: Asked, id: str, tag: str) -> Response:
    """Answer with features, each with how far it is; those that are alike say in what."""
    catalogue = asked.service.catalogue
    around = await surroundings(catalogue, orjson.loads(await catalogue.collection("plots").item(id)))
    said = {
        "stations": [one.as_feature() for one in around.stations],
        "neighbours": [one.as_feature() for one in around.neighbours],
        "alike": [one.as_feature() for one in around.alike],
    }
    return json_answer(said, tag=tag)
