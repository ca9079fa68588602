"""Inquiries and reports in the description of the service (OpenAPI 3.0), from the models that check them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from api import links
from api.inquiries.bodies import FORM, JSON
from api.inquiries.submissions import Inquiry, Report, Submission

_NAMES: dict[type[Submission], str] = {Inquiry: "inquiry", Report: "report"}

_RECEIPT = {
    "type": "object",
    "required": ["reference", "received_at"],
    "properties": {
        "reference": {"type": "string", "description": "A random number in letters and digits."},
        "received_at": {"type": "string", "format": "date-time"},
    },
    "additionalProperties": False,
}


def submission_path(
    operation: str,
    summary: str,
    kind: type[Submission],
    parameters: Sequence[dict[str, Any]],
    problem: dict[str, Any],
) -> dict[str, Any]:
    """Describe how a submission is sent and what is answered."""
    schema = {"$ref": f"#/components/schemas/{_NAMES[kind]}"}
    return {
        "post": {
            "operationId": operation,
            "summary": summary,
            "parameters": list(parameters),
            "requestBody": {"required": True, "content": {JSON: {"schema": schema}, FORM: {"schema": schema}}},
            "responses": {
                "201": {
                    "description": "Taken; only the reference tells of it.",
                    "content": {links.JSON: {"schema": {"$ref": "#/components/schemas/receipt"}}},
                },
                "303": {"description": "Taken from a form: a page says so."},
                "429": {
                    "description": "Too much was sent.",
                    "headers": {"Retry-After": {"description": "In seconds.", "schema": {"type": "integer"}}},
                    "content": _PROBLEM_CONTENT,
                },
                "4XX": problem,
                "5XX": problem,
            },
        }
    }


def _schema(kind: type[Submission]) -> dict[str, Any]:
    """Return a model's schema as OpenAPI 3.0 has it: with one example, and without titles that repeat the names."""
    said = kind.model_json_schema()
    fields = {name: _field(row) for name, row in said["properties"].items()}
    return {
        "type": "object",
        "description": said["description"],
        "required": said["required"],
        "properties": fields,
        "additionalProperties": False,
        "example": {name: row["example"] for name, row in fields.items() if row.get("example", "") != ""},
    }


def _field(row: dict[str, Any]) -> dict[str, Any]:
    examples = row.get("examples", ())
    kept = {key: value for key, value in row.items() if key not in {"title", "examples"}}
    return kept | ({"example": examples[0]} if examples else {})


_PROBLEM_CONTENT = {
    "application/problem+json": {"schema": {"$ref": "#/components/schemas/problem"}},
    links.HTML: {"schema": {"type": "string"}},
}

_FAULTS = {
    "type": "array",
    "description": "What is wrong with each field, in the language asked.",
    "items": {
        "type": "object",
        "required": ["field", "message"],
        "properties": {name: {"type": "string"} for name in ("field", "message", "value")},
    },
}

SCHEMAS: dict[str, Any] = {
    "inquiry": _schema(Inquiry),
    "report": _schema(Report),
    "receipt": _RECEIPT,
    "faults": _FAULTS,
}
