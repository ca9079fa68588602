"""The description holds: whatever a client makes of it, right or wrong, is answered as it says.

Schemathesis makes the requests from the document at ``/api``, and compares each answer with it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, seed
from hypothesis import settings as examples
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode, checks

from tests.layers import AWKWARD, write_awkward
from tests.service import Client, client_of, write_layer

#: Beyond these, only that what the document allows is accepted cannot be asked: a JSON Schema cannot say which dates,
#: windows and names there are.
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
bounded = examples(
    max_examples=12,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    verbosity=Verbosity.quiet,
)


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The service with a layer of awkward features, and one of awkward columns."""
    folder: Path = tmp_path_factory.mktemp("described")
    layers = (f"zoning={write_layer(folder / 'a.geojson')}", f"odd={write_awkward(folder / 'b.geojson')}")
    with client_of(layers=layers, inquiries={"database": folder / "inquiries.sqlite"}) as made:
        yield made


def operations(service: Client) -> Iterator[Any]:
    schema = schemathesis.openapi.from_asgi("/api?f=json", service.app)
    for operation in schema.get_all_operations():
        yield operation.ok()


@pytest.mark.parametrize("mode", GenerationMode)
def test_every_answer_is_as_the_description_says(described: Client, mode: GenerationMode) -> None:
    statuses: dict[str, set[int]] = {}
    for operation in operations(described):
        ask = asking(statuses.setdefault(operation.label, set()))
        try:
            seed(1)(bounded(given(operation.as_strategy(generation_mode=mode))(ask)))()
        except Unsatisfiable:
            assert not list(operation.query), "without parameters, nothing can be asked wrongly"
    asked = set.union(*statuses.values())
    assert {200, 404} <= asked if mode is GenerationMode.POSITIVE else 400 in asked


def asking(statuses: set[int]) -> Callable[[Any], None]:
    """Return a test that sends a request, checks its answer and notes its status."""

    def ask(case: Any) -> None:
        response = case.call()
        statuses.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    return ask


def test_awkward_columns_are_described_and_can_be_asked_for(described: Client) -> None:
    feature = described.items("odd")["features"][0]
    assert set(feature["properties"]) >= set(AWKWARD)
    said = described.get("/api", f="json").json()["paths"]["/collections/odd/items"]["get"]["parameters"]
    named = {one["name"] for one in said}
    for name in AWKWARD:
        assert name in named
    for name in ("type", "links", "geometries", "列 名", "a.b", "#%&=+"):
        assert described.ids("odd", **{name: str(feature["properties"][name])}) == [feature["id"]]
