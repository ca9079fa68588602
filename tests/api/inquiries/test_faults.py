"""What is wrong with a submission, told."""

import pytest

from api.inquiries.faults import MESSAGES, BadSubmission, FieldFault
from geo.properties import Lang

FILLED = {"max_length": 3, "character": "U+0007"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", [*MESSAGES, "a-kind-of-tomorrow"])
def test_every_fault_is_told_in_both_languages(kind: str, lang: Lang) -> None:
    message = FieldFault("contact", kind, filled=FILLED).message(lang)
    assert message
    assert "{" not in message


@pytest.mark.parametrize("field", ["contact", "phone", "company", "requirement", "message", "whatever"])
def test_what_a_person_wrote_is_not_repeated(field: str) -> None:
    assert "secret" not in str(FieldFault(field, "phone", "secret").described("en"))


@pytest.mark.parametrize("field", ["plot", "property"])
def test_what_belongs_to_nobody_is_repeated_not_too_long(field: str) -> None:
    assert FieldFault(field, "unknown_plot", "x" * 1_000).described("en")["value"] == "x" * 100
    assert "value" not in FieldFault(field, "string_type", {"a": 1}).described("en")


def test_all_fields_are_named_once() -> None:
    faults = [FieldFault(name, "missing") for name in ("phone", "contact", "phone", "x" * 1_000)]
    assert str(BadSubmission(faults)) == f"these fields cannot be used: phone, contact, {'x' * 100}"
