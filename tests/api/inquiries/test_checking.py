"""Checking a submission against the catalogue."""

import asyncio
from typing import Any

import pytest

from api.inquiries.bodies import Sent
from api.inquiries.checking import checked
from api.inquiries.faults import BadSubmission
from api.inquiries.submissions import Inquiry, Submission
from tests.inquiries import CONSENT, INQUIRY, PLOT
from tests.service import Client


def check(client: Client, sent: Sent) -> Submission:
    return asyncio.run(checked(Inquiry, sent, client.app.service))  # type: ignore[attr-defined]


def faults(client: Client, sent: Sent) -> dict[str, str]:
    with pytest.raises(BadSubmission) as caught:
        check(client, sent)
    assert len({fault.field for fault in caught.value.faults}) == len(caught.value.faults)
    return {fault.field: fault.kind for fault in caught.value.faults}


def of_json(**said: Any) -> Sent:
    return Sent({**INQUIRY, **said}, of_form=False)


def test_what_is_right_is_made(client: Client) -> None:
    assert check(client, of_json()).plot == PLOT
    assert check(client, of_json(consent_version=CONSENT.version)).plot == PLOT


@pytest.mark.parametrize("said", ["true", "on", "1"])
def test_a_form_says_yes_in_words(client: Client, said: str) -> None:
    assert check(client, Sent({**INQUIRY, "consent": said}, of_form=True)).plot == PLOT
    assert faults(client, of_json(consent=said)) == {"consent": "bool_type"}


@pytest.mark.parametrize(
    ("said", "kind"),
    [("atlantis", "unknown_plot"), ("", "not_stated"), (7, "string_type"), ("x" * 65, "unknown_plot")],
)
def test_the_plot_must_be_there(client: Client, said: object, kind: str) -> None:
    assert faults(client, of_json(plot=said)) == {"plot": kind}


def test_an_older_text_is_to_be_read_again(client: Client) -> None:
    assert faults(client, of_json(consent_version="of-yesterday")) == {"consent": "consent_changed"}


def test_all_faults_come_at_once(client: Client) -> None:
    sent = Sent({"plot": "atlantis", "phone": "1", "x": "1"}, of_form=True, repeated=frozenset({"contact"}))
    assert faults(client, sent) == {
        "contact": "given_twice",
        "plot": "unknown_plot",
        "requirement": "missing",
        "phone": "phone",
        "consent": "consent",
        "x": "extra_forbidden",
    }
