"""The floor: the application with fixed bytes for items."""

import pytest

from api.app import create_app
from bench.floor import floor_app
from tests.service import Client, settings


@pytest.mark.parametrize("path", ["/collections/4500/items?bbox=1,2,3,4", "/collections/4500/items/plot-1"])
def test_an_answer_has_the_size_that_the_collection_names(path: str) -> None:
    with Client(floor_app(settings())) as client:
        answer = client.get(path)
    assert (answer.status_code, len(answer.content)) == (200, 4500)
    assert answer.headers["content-type"] == "application/geo+json"


def test_the_routes_and_the_middleware_are_those_of_the_service() -> None:
    floor, service = floor_app(settings()), create_app(settings())
    assert [getattr(r, "path", "") for r in floor.routes] == [getattr(r, "path", "") for r in service.routes]
    assert [str(m) for m in floor.user_middleware] == [str(m) for m in service.user_middleware]
