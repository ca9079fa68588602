"""The service under test: a real server, asked over HTTP."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
import pytest

from tests.server import Served
from tests.service import COUNTS

COLLECTIONS = [*COUNTS, "zoning"]


class Ogc:
    """Asks a server as a client that knows the standard only."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self.api = cache(self._api)
        self.all = cache(self._all)

    def get(self, url: str, code: int = 200, **headers: str) -> httpx.Response:
        """Ask for an address; the status must be as said."""
        response = self._client.get(url, headers={"Accept": "application/json", **headers})
        assert response.status_code == code, f"{url}: {response.status_code} {response.text[:500]}"
        return response

    def request(self, method: str, url: str) -> httpx.Response:
        return self._client.request(method, url)

    def json(self, url: str) -> Any:
        return self.get(url).json()

    def problem(self, url: str, code: int = 400) -> dict[str, Any]:
        said: dict[str, Any] = self.get(url, code).json()
        return said

    def html(self, url: str) -> httpx.Response:
        return self.get(url, Accept="text/html")

    def items(self, collection: str, query: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self.json(f"/collections/{collection}/items{query}")
        return found

    def ids(self, collection: str, query: str) -> set[str]:
        return {feature["id"] for feature in self.items(collection, query)["features"]}

    def parameter(self, collection: str, name: str) -> dict[str, Any]:
        """Return the description of a parameter of a collection's items."""
        described = self.api()["paths"][f"/collections/{collection}/items"]["get"]["parameters"]
        (found,) = [one for one in described if one["name"] == name and one["in"] == "query"]
        assert isinstance(found, dict)
        return found

    def _api(self) -> dict[str, Any]:
        landing = self.json("/")
        (href,) = [link["href"] for link in landing["links"] if link["rel"] == "service-desc"]
        document: dict[str, Any] = self.json(href)
        return document

    def _all(self, collection: str) -> list[dict[str, Any]]:
        features: list[dict[str, Any]] = self.items(collection, "?limit=10000")["features"]
        return features


@pytest.fixture(scope="session")
def ogc(server: Served) -> Iterator[Ogc]:
    with server.client() as client:
        yield Ogc(client)


@pytest.fixture(params=COLLECTIONS)
def collection(request: pytest.FixtureRequest) -> str:
    """Each collection in turn."""
    id: str = request.param
    return id
