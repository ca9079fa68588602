"""The schemas of what a search box is answered, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

_SPAN: dict[str, Any] = {
    "text": {"type": "string"},
    "start": {"type": "integer", "minimum": 0},
    "end": {"type": "integer", "minimum": 0},
}
_CONDITION: dict[str, Any] = {
    "type": "object",
    "required": ["kind"],
    "properties": {
        "kind": {"type": "string", "enum": ["range", "choice", "near"]},
        "property": {"type": "string"},
        "min": {"type": "number"},
        "max": {"type": "number"},
        "values": {"type": "array", "minItems": 1, "items": {"type": "string"}},
        "target": {"type": "string"},
        "within": {"type": "string"},
        "certain": {"type": "boolean"},
    },
}
_PHRASE: dict[str, Any] = {
    "type": "object",
    "required": ["text", "conditions", "unread", "query", "links"],
    "properties": {
        "text": {"type": "string"},
        "conditions": {
            "type": "array",
            "items": {
                **_CONDITION,
                "required": ["kind", *_SPAN],
                "properties": {**_CONDITION["properties"], **_SPAN},
            },
        },
        "unread": {
            "type": "array",
            "items": {
                "type": "object",
                "required": list(_SPAN),
                "properties": {**_SPAN, "candidates": {"type": "array", "items": {"type": "string"}}},
            },
        },
        "query": {"type": "object", "additionalProperties": {"type": "string"}},
        "links": {"type": "array", "items": {"$ref": "#/components/schemas/link"}},
    },
}
_SUGGESTION: dict[str, Any] = {
    "type": "object",
    "required": ["kind", "title", "detail", "position", "bbox", "id", "condition", "datum"],
    "properties": {
        "kind": {"type": "string", "enum": ["plot", "station", "line", "town", "place", "address", "coordinates"]},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "position": {
            "type": "array",
            "nullable": True,
            "minItems": 2,
            "maxItems": 2,
            "items": {"type": "number"},
        },
        "bbox": {"type": "array", "nullable": True, "minItems": 4, "maxItems": 4, "items": {"type": "number"}},
        "id": {"type": "string", "nullable": True},
        "condition": {**_CONDITION, "nullable": True},
        "datum": {"type": "string", "nullable": True, "description": "wgs84, gcj02, bd09, or a zone of CGCS2000."},
    },
}

#: By their names in the document.
SEARCH_SCHEMAS: dict[str, Any] = {
    "phrase": _PHRASE,
    "suggestions": {
        "type": "object",
        "required": ["phrase", "suggestions"],
        "properties": {
            "phrase": {**_PHRASE, "nullable": True},
            "suggestions": {"type": "array", "items": _SUGGESTION},
        },
    },
}
