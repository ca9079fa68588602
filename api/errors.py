"""Errors as answers: one table from the domain's errors to statuses, and problem+json (RFC 9457)."""

from __future__ import annotations

import logging
import re
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.answers import VARY
from api.deps import service_of
from api.forms import Form, form_of
from api.inquiries.refusals import ForeignOrigin, NotStored, Refusal, TooLarge, TooMany, UnreadableBody, WrongType
from api.negotiation import LANGUAGES, chosen_format, chosen_language
from api.pages import render
from api.sentences import detail_of
from api.words import WORDS, Words
from geo.errors import (
    AmbiguousName,
    BadRecord,
    BadValue,
    CatalogueError,
    DikuaiError,
    NotFound,
    UnknownParameter,
    UnknownProperty,
)
from geo.properties import Lang

log = logging.getLogger(__name__)

#: The most particular class that an error belongs to decides.
STATUSES: dict[type[Exception], tuple[int, str]] = {
    NotFound: (404, "Not found"),
    UnknownParameter: (400, "Unknown parameter"),
    UnknownProperty: (400, "Unknown property"),
    AmbiguousName: (400, "Ambiguous name"),
    BadRecord: (400, "Bad record"),
    BadValue: (400, "Bad value"),
    CatalogueError: (503, "Catalogue not available"),
    Refusal: (400, "Bad submission"),
    UnreadableBody: (400, "Unreadable body"),
    ForeignOrigin: (403, "Foreign origin"),
    TooLarge: (413, "Content too large"),
    WrongType: (415, "Unsupported media type"),
    TooMany: (429, "Too many requests"),
    NotStored: (503, "Not stored"),
    DikuaiError: (500, "Internal error"),
}

PROBLEM = "application/problem+json"


def install(app: FastAPI) -> None:
    """Make an application answer every error as a problem."""
    app.add_exception_handler(DikuaiError, _on_domain_error)
    app.add_exception_handler(HTTPException, _on_http_error)
    app.add_exception_handler(405, _on_other_method)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(Exception, _on_surprise)


def problem_of(error: DikuaiError) -> dict[str, Any]:
    """Describe a domain error: status, title, detail, and the value and place at fault."""
    status, title = next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)
    said: dict[str, Any] = {"type": _type(error), "title": title, "status": status, "detail": str(error)}
    if isinstance(error, BadValue):
        said |= {"parameter": error.place, "value": error.value, "expected": error.expected}
    if isinstance(error, UnknownParameter):
        said |= {"parameter": error.name, "expected": list(error.known)}
    if isinstance(error, AmbiguousName):
        said["candidates"] = list(error.candidates)
    return said


async def _on_domain_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DikuaiError)
    response = answer(request, problem_of(error), error)
    if isinstance(error, Refusal):
        response.headers.update(error.headers)
    return response


async def _on_http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = f"there is nothing at {request.scope['path']}" if error.status_code == 404 else str(error.detail)
    title = "Not found" if error.status_code == 404 else str(error.detail)
    response = answer(request, {"type": "about:blank", "title": title, "status": error.status_code, "detail": detail})
    response.headers.update(error.headers or {})
    return response


async def _on_other_method(request: Request, error: Exception) -> Response:
    """Say which methods are offered, to OPTIONS (Part 4, /req/create-replace-delete/options-response) or in a 405."""
    assert isinstance(error, HTTPException)
    offered = ", ".join(sorted({*(error.headers or {})["Allow"].split(", "), "OPTIONS"}))
    if request.method == "OPTIONS":
        return Response(headers={"Allow": offered})
    detail = f"{request.method} is not offered at {request.scope['path']}, which offers {offered}"
    said = {"type": "about:blank", "title": "Method not allowed", "status": 405, "detail": detail}
    response = answer(request, said)
    response.headers["Allow"] = offered
    return response


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [f"{'.'.join(str(step) for step in fault['loc'][1:])}: {fault['msg']}" for fault in error.errors()]
    said = {"type": "about:blank", "title": "Bad request", "status": 400, "detail": "; ".join(faults)}
    return answer(request, said)


async def _on_surprise(request: Request, error: Exception) -> Response:
    log.error("unexpected error at %r", request.scope["path"], exc_info=error)
    said = {
        "type": "about:blank",
        "title": "Internal error",
        "status": 500,
        "detail": "the service failed; it is logged",
    }
    return answer(request, said)


def answer(request: Request, problem: dict[str, Any], error: DikuaiError | None = None) -> Response:
    """Answer with a problem: as a page where a person asks, in their language, or else as problem+json, in English."""
    status = int(problem["status"])
    if _wants_page(request):
        lang, params = _language(request), dict(request.query_params)
        said = {"problem": problem, "summary": _summary(problem, lang), "detail": error and detail_of(error, lang)}
        page = render("error.html", lang, request, status, **said, params=params, form=_form(request, params, lang))
        page.headers["Vary"] = VARY
        return page
    return Response(orjson.dumps(problem, default=str), status, {"Vary": VARY}, PROBLEM)


def _form(request: Request, params: dict[str, str], lang: Lang) -> Form | None:
    """Return the form of the collection whose items were asked for, as it was filled."""
    collection = service_of(request).catalogue.collections.get(request.path_params.get("id", ""))
    if collection is None or not request.scope["path"].endswith("/items"):
        return None
    return form_of(collection.about.schema, params, lang)


def _summary(problem: dict[str, Any], lang: Lang) -> str:
    """Say what is wrong in the reader's language, where there are words for it."""
    said = {name: problem.get(name, "") for name in ("parameter", "value")}
    kinds = (
        str(problem["type"]).rpartition(":")[2],
        "bad-value" if said["parameter"] else f"status-{problem['status']}",
    )
    return next((Words(lang)(kind, **said) for kind in kinds if kind in WORDS), Words(lang)("error"))


def _wants_page(request: Request) -> bool:
    asked = request.query_params.get("f")
    if asked is not None:
        return asked == "html"
    return chosen_format({}, request.headers.get("accept")) == "html"


def _language(request: Request) -> Lang:
    asked = {"lang": lang} if (lang := request.query_params.get("lang")) in LANGUAGES else {}
    return chosen_language(asked, request.headers.get("accept-language"), service_of(request).settings.language)


def _type(error: DikuaiError) -> str:
    words = re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()
    return f"urn:dikuai:problem:{words}"
