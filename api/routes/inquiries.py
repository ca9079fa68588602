"""Inquiries and reports: taken here, and shown to no one here."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api import links
from api.answers import Asked, ask, json_answer
from api.deps import READ
from api.errors import PROBLEM, problem_of
from api.inquiries.bodies import Sent, read_sent
from api.inquiries.checking import checked
from api.inquiries.consent import Consent
from api.inquiries.faults import BadSubmission
from api.inquiries.forms import FORMS, is_required, longest
from api.inquiries.senders import check_origin, sender_address
from api.inquiries.store import Receipt, Store, is_reference
from api.inquiries.submissions import Inquiry, Report, Submission
from api.pages import render
from api.words import Words
from geo.errors import BadValue
from geo.properties import Lang

router = APIRouter()

#: Nothing of what is said here may be kept by a browser or a proxy.
_UNKEPT = {"Cache-Control": "no-store"}

_NAMES: dict[type[Submission], str] = {Inquiry: "inquiry", Report: "report"}
_OTHER: dict[Lang, Lang] = {"zh": "en", "en": "zh"}

#: What a form does not hold when it comes back with its faults.
_PRIVATE = ("contact", "phone", "consent")


@router.post("/inquiries", name="inquire")
async def inquire(request: Request) -> Response:
    """Take an inquiry about a plot."""
    return await _take(request, Inquiry)


@router.post("/reports", name="report")
async def report(request: Request) -> Response:
    """Take a report of what is wrong with a record."""
    return await _take(request, Report)


@router.api_route("/inquiries/consent", methods=READ, name="consent")
async def consent(request: Request) -> Response:
    """Answer with the text that people agree to."""
    asked = ask(request, ("f", "lang"), ("json",))
    settings = asked.service.settings.inquiries
    held = Consent.of(settings)
    said = {"version": held.version, "text": held.text[asked.lang], "lang": asked.lang, "keep_days": settings.keep_days}
    return json_answer(said)


@router.api_route("/plots/{id}/inquiry", methods=READ, name="inquiry_form")
async def inquiry_form(request: Request, id: str) -> Response:
    """Show the form of an inquiry."""
    return await _empty_form(request, id, Inquiry)


@router.api_route("/plots/{id}/report", methods=READ, name="report_form")
async def report_form(request: Request, id: str) -> Response:
    """Show the form of a report."""
    return await _empty_form(request, id, Report)


@router.api_route("/plots/{id}/received", methods=READ, name="received")
async def received(request: Request, id: str) -> Response:
    """Thank for a submission."""
    asked = ask(request, ("lang", "reference"))._replace(format="html")
    reference = asked.params.get("reference", "")
    if not is_reference(reference):
        raise BadValue(reference, "the reference of an inquiry or a report", "reference")
    plot = await _plot(asked, id)
    return render("received.html", asked.lang, request, plot=plot, reference=reference)


async def _take(request: Request, kind: type[Submission]) -> Response:
    asked = ask(request)
    settings = asked.service.settings
    check_origin(request, settings.http)
    sent = await read_sent(request, settings.inquiries.body_max_bytes)
    try:
        submission = await checked(kind, sent, asked.service)
    except BadSubmission as error:
        return await _refused(asked, kind, sent, error)
    address = sender_address(request, settings.http.proxies)
    held, store = Consent.of(settings.inquiries), Store.of(settings)
    receipt = await asyncio.to_thread(store.put, submission, address, held, asked.lang)
    return _taken(asked, submission, receipt)


def _taken(asked: Asked, submission: Submission, receipt: Receipt) -> Response:
    """Answer with the reference alone: there is no address at which what was sent could be read."""
    if asked.format == "html":
        root = links.root(asked.request.scope, asked.service.settings.http.base_url)
        page = f"{root}/plots/{quote(submission.plot)}/received?reference={receipt.reference}&lang={asked.lang}"
        return RedirectResponse(page, 303, _UNKEPT)
    return Response(orjson.dumps(receipt._asdict()), 201, _UNKEPT, links.JSON)


async def _refused(asked: Asked, kind: type[Submission], sent: Sent, error: BadSubmission) -> Response:
    """Answer with all that is wrong; in a form that is about a plot, beside its fields."""
    plot = str(sent.values.get("plot", ""))
    if asked.format == "html" and sent.of_form and not any(fault.field == "plot" for fault in error.faults):
        values = {name: str(value) for name, value in sent.values.items() if name not in _PRIVATE}
        messages = {fault.field: fault.message(asked.lang) for fault in error.faults}
        return await _form(asked, plot, kind, values, messages)
    problem = problem_of(error) | {"errors": [fault.described(asked.lang) for fault in error.faults]}
    return Response(orjson.dumps(problem), 400, {"Content-Language": asked.lang, **_UNKEPT}, PROBLEM)


async def _empty_form(request: Request, id: str, kind: type[Submission]) -> Response:
    asked = ask(request, ("lang",))._replace(format="html")
    return await _form(asked, id, kind, {}, {})


async def _form(
    asked: Asked, plot: str, kind: type[Submission], values: dict[str, str], messages: dict[str, str]
) -> Response:
    name, root = _NAMES[kind], links.root(asked.request.scope, asked.service.settings.http.base_url)
    labels = {field.name: field.title(asked.lang) for field in FORMS[kind]}
    page = render(
        "inquiry.html",
        asked.lang,
        asked.request,
        400 if messages else 200,
        plot=await _plot(asked, plot),
        kind=name,
        labels=labels | {"consent": Words(asked.lang)("consent")},
        other_language=f"{root}/plots/{quote(plot)}/{name}?lang={_OTHER[asked.lang]}",
        fields=FORMS[kind],
        required=partial(is_required, kind),
        longest=partial(longest, kind),
        values=values,
        messages=messages,
        consent=Consent.of(asked.service.settings.inquiries),
    )
    page.headers.update(_UNKEPT)
    return page


async def _plot(asked: Asked, id: str) -> dict[str, str]:
    """Return a plot's id and its name in the reader's language."""
    feature: dict[str, Any] = orjson.loads(await asked.service.catalogue.collection("plots").item(id))
    return {"id": feature["id"], "name": _named(feature["properties"], asked.lang)}


def _named(properties: dict[str, str], lang: Lang) -> str:
    return properties["name"] if lang == "zh" else properties.get("name_en", properties["name"])
