"""Checking a submission: everything that is wrong is found at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from pydantic import ValidationError

from api.deps import Service
from api.inquiries.bodies import Sent
from api.inquiries.consent import Consent
from api.inquiries.faults import BadSubmission, FieldFault
from api.inquiries.submissions import Submission
from geo.errors import NotFound

Kind = TypeVar("Kind", bound=Submission)


async def checked(kind: type[Kind], sent: Sent, service: Service) -> Kind:
    """Make a submission of what was sent.

    Raises
    ------
    BadSubmission
        With all of its faults.
    """
    faults = [FieldFault(name, "given_twice") for name in sorted(sent.repeated)]
    faults += await _unknown_plot(sent, service)
    consent = Consent.of(service.settings.inquiries)
    if sent.values.get("consent_version", "") not in {"", consent.version}:
        faults.append(FieldFault("consent", "consent_changed"))
    submission = None
    try:
        submission = kind.model_validate(dict(sent.values), strict=not sent.of_form)
    except ValidationError as error:
        known = {fault.field for fault in faults}
        faults += [fault for fault in _faults(error) if fault.field not in known]
    if submission is None or faults:
        raise BadSubmission(faults)
    return submission


def _faults(error: ValidationError) -> Iterator[FieldFault]:
    for one in error.errors(include_url=False):
        field, kind = str(one["loc"][0]), one["type"]
        if (field, kind) == ("consent", "missing"):
            kind = "consent"
        yield FieldFault(field, kind, one["input"], one.get("ctx", {}))


async def _unknown_plot(sent: Sent, service: Service) -> list[FieldFault]:
    plot = sent.values.get("plot")
    if not isinstance(plot, str) or not plot:
        return []
    try:
        await service.catalogue.collection("plots").item(plot)
    except NotFound:
        return [FieldFault("plot", "unknown_plot", plot)]
    return []
