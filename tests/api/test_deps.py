"""What every route needs."""

from starlette.requests import Request

from api.deps import READ, service_of
from tests.service import Client


def test_a_request_knows_the_service_that_it_came_to(client: Client, layered: Client) -> None:
    for asked in (client, layered):
        service = service_of(Request({"type": "http", "app": asked.app}))
        assert service is asked.app.service  # type: ignore[attr-defined]
        assert set(service.catalogue.collections) >= {"plots", "places"}
        assert service.settings.paging.limit_default == 10


def test_what_can_be_got_can_be_asked_for_its_head() -> None:
    assert set(READ) == {"GET", "HEAD"}
