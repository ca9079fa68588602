"""The landing page, what the service conforms to, and its description."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import links
from api.answers import Asked, ask, document
from api.conformance import CLASSES
from api.deps import READ, Serving
from api.explorer import explorer_page, for_explorer
from api.links import link
from api.openapi import openapi_document
from api.routes.tiles import TILING_SCHEMES
from api.words import Words
from geo.filters import FUNCTIONS, described_function

router = APIRouter()

FUNCTIONS_REL = "http://www.opengis.net/def/rel/ogc/1.0/functions"


@router.api_route("/", methods=READ, name="landing")
async def landing(request: Request) -> Response:
    """Say what the service is and link to everything in it; a browser gets the explorer, unless it asks for ``f``."""
    wanted = for_explorer(request)
    if wanted is not None:
        return explorer_page(wanted, _landing(wanted))
    asked = ask(request)
    return document(asked, _landing(asked), "landing.html", collections=asked.service.catalogue.collections)


def _landing(asked: Asked) -> dict[str, Any]:
    t, base = Words(asked.lang), asked.base
    return {
        "title": t("site"),
        "description": t("lead"),
        "links": [
            *asked.representations(),
            link(f"{base}/api", "service-desc", links.OPENAPI, t("api")),
            link(f"{base}/api?f=html", "service-doc", links.HTML, t("api")),
            link(f"{base}/conformance", "conformance", links.JSON, t("conformance")),
            link(f"{base}/collections", "data", links.JSON, t("collections")),
            link(f"{base}/functions", FUNCTIONS_REL, links.JSON, t("functions")),
            link(f"{base}/tileMatrixSets", TILING_SCHEMES, links.JSON, t("tile_matrix_sets")),
            link(f"{base}/map", "preview", links.HTML, t("map")),
        ],
    }


@router.api_route("/conformance", methods=READ, name="conformance")
async def conformance(request: Request) -> Response:
    """List the conformance classes."""
    asked = ask(request)
    return document(asked, {"conformsTo": list(CLASSES), "links": asked.representations()}, "conformance.html")


@router.api_route("/functions", methods=READ, name="functions")
async def functions(request: Request) -> Response:
    """List the functions that a filter may use beside those of CQL2 (OGC 19-079r2, /req/filter/get-functions-op)."""
    asked = ask(request)
    described = [described_function(function, asked.lang) for function in FUNCTIONS]
    return document(asked, {"functions": described, "links": asked.representations()}, "functions.html")


@router.api_route("/api", methods=READ, name="api")
async def api(request: Request, service: Serving) -> Response:
    """Describe the service by OpenAPI 3.0."""
    asked = ask(request)
    content = openapi_document(service, asked.base, asked.lang)
    return document(asked, content, "api.html", links.OPENAPI)
