"""Why a submission is not taken, as an answer."""

import pytest

from api.errors import problem_of
from api.inquiries import refusals
from api.inquiries.faults import BadSubmission, FieldFault
from api.inquiries.refusals import (
    ForeignOrigin,
    NotStored,
    Refusal,
    TooLarge,
    TooMany,
    UnreadableBody,
    WrongType,
)
from api.words import WORDS

EVERY: list[tuple[Refusal, int, dict[str, str]]] = [
    (TooLarge(10), 413, {}),
    (UnreadableBody("JSON"), 400, {}),
    (WrongType(("text/x",)), 415, {"Accept": "text/x"}),
    (ForeignOrigin(), 403, {}),
    (TooMany(7), 429, {"Retry-After": "7"}),
    (NotStored("disk is full"), 503, {}),
    (BadSubmission([FieldFault("phone", "phone")]), 400, {}),
]


@pytest.mark.parametrize(("error", "status", "headers"), EVERY, ids=lambda value: type(value).__name__)
def test_each_has_its_status_its_headers_and_words(error: Refusal, status: int, headers: dict[str, str]) -> None:
    said = problem_of(error)
    assert (said["status"], error.headers) == (status, headers)
    assert said["detail"] == str(error)
    kind = said["type"].rpartition(":")[2]
    assert kind in WORDS or kind == "bad-submission"


def test_every_refusal_is_tried() -> None:
    kinds = {kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, Refusal)}
    assert kinds - {Refusal} <= {type(error) for error, _, _ in EVERY}
