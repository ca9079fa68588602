"""The service under test: a real server, asked over HTTP."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx
import pytest

from tests.layers import CASES, name_of
from tests.server import Served, serving
from tests.service import COUNTS, DATA, write_layer

#: What the repository holds, a layer of awkward features, and a layer of every format of file.
COLLECTIONS = [*COUNTS, "zoning", *map(name_of, CASES)]


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

    def instant(self, collection: str) -> str:
        """Name the property that says when an item is; empty where none does."""
        schema = self.json(f"/collections/{collection}/schema")["properties"]
        return next((name for name, one in schema.items() if one.get("x-ogc-role") == "primary-instant"), "")

    def text(self, collection: str) -> str:
        """Name a property of free text that a collection can be asked by."""
        asked = self.json(f"/collections/{collection}/queryables")["properties"]
        texts = (n for n, one in asked.items() if one.get("type") == "string" and not {"format", "enum"} & one.keys())
        return next(name for name in texts if name != "id")

    def _api(self) -> dict[str, Any]:
        landing = self.json("/")
        (href,) = [link["href"] for link in landing["links"] if link["rel"] == "service-desc"]
        document: dict[str, Any] = self.json(href)
        return document

    def _all(self, collection: str) -> list[dict[str, Any]]:
        features: list[dict[str, Any]] = self.items(collection, "?limit=10000")["features"]
        return features


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of all `COLLECTIONS`."""
    folder = tmp_path_factory.mktemp("everything")
    files = {"zoning": write_layer(folder / "zoning.geojson")}
    files |= {name_of(case): case.written(tmp_path_factory.mktemp("layer")) for case in CASES}
    layers = [part for name, file in files.items() for part in ("--layer", f"{name}={file}")]
    with serving(folder / "log.txt", str(DATA), *layers) as served:
        yield served


@pytest.fixture(scope="session")
def ogc(everything: Served) -> Iterator[Ogc]:
    with everything.client() as client:
        yield Ogc(client)


@pytest.fixture(params=COLLECTIONS)
def collection(request: pytest.FixtureRequest) -> str:
    """Each collection in turn."""
    id: str = request.param
    return id
