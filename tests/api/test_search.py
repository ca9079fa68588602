"""What the description says of phrases and suggestions is what is answered."""

import pytest
from jsonschema import Draft202012Validator

from api.search import SEARCH_SCHEMAS
from tests.service import Client


def nullable(schema: object) -> object:
    """Turn OpenAPI 3.0's nullable into JSON Schema, and leave out what leads elsewhere."""
    if isinstance(schema, list):
        return [nullable(one) for one in schema]
    if not isinstance(schema, dict) or "$ref" in schema:
        return {} if isinstance(schema, dict) else schema
    made = {name: nullable(value) for name, value in schema.items() if name != "nullable"}
    return {"anyOf": [made, {"type": "null"}]} if schema.get("nullable") is True else made


@pytest.mark.parametrize("text", ["近地铁 20亩以上", "near Anting", "外冈", "121.2, 31.3", "嘉定", "11", "park", ""])
def test_answers_are_as_their_schemas_say(client: Client, text: str) -> None:
    for path, name in (("/phrases", "phrase"), ("/suggestions", "suggestions")):
        answer = client.get(path, text=text)
        assert answer.status_code == 200
        Draft202012Validator(nullable(SEARCH_SCHEMAS[name])).validate(answer.json())  # type: ignore[arg-type]
