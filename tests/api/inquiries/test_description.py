"""Inquiries and reports in the description of the service."""

from typing import Any

import pytest
from openapi_schema_validator import OAS30Validator

from api.inquiries.description import SCHEMAS
from api.inquiries.submissions import Inquiry, Report, Submission
from tests.inquiries import INQUIRY, REPORT

KINDS: dict[str, tuple[type[Submission], dict[str, Any]]] = {"inquiry": (Inquiry, INQUIRY), "report": (Report, REPORT)}


@pytest.mark.parametrize("name", KINDS)
def test_the_example_is_right_by_the_schema_and_by_the_model(name: str) -> None:
    kind, _ = KINDS[name]
    example = SCHEMAS[name]["example"]
    OAS30Validator(SCHEMAS[name]).validate(example)
    assert kind.model_validate(example, strict=True).plot == example["plot"]


@pytest.mark.parametrize("name", KINDS)
def test_the_schema_has_the_fields_of_the_model(name: str) -> None:
    kind, right = KINDS[name]
    OAS30Validator(SCHEMAS[name]).validate(right)
    assert set(SCHEMAS[name]["properties"]) == set(kind.model_fields)
    assert set(SCHEMAS[name]["required"]) == {name for name, row in kind.model_fields.items() if row.is_required()}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("inquiry", {"consent": False}),
        ("inquiry", {"x": 1}),
        ("inquiry", {"plot": "x" * 65}),
        ("report", {"property": "x"}),
    ],
)
def test_the_schema_refuses_what_the_model_does(name: str, wrong: dict[str, Any]) -> None:
    assert not OAS30Validator(SCHEMAS[name]).is_valid({**KINDS[name][1], **wrong})
