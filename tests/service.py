"""The service in this process, asked without a network, and the files that it is asked about.

`write_layer` makes a file layer with everything that is awkward: ids that an address must escape, a feature without a
geometry, missing values, every kind of property, text that looks like HTML.
"""

import asyncio
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
from starlette.types import ASGIApp, Message

from api.app import create_app
from api.settings import Settings

DATA = Path(__file__).parent.parent / "data"
ADDRESS = "http://dikuai.test"

#: What the repository holds: a collection and how many items it has, counted in the files themselves.
COUNTS: Mapping[str, int] = {
    "plots": len(list((DATA / "plots").glob("*.geojson"))),
    **{
        id: len(json.loads((DATA / "reference" / f"{id}.geojson").read_text())["features"])
        for id in ("metro-stations", "metro-lines", "places")
    },
}

HOSTILE = "<script>alert(1)</script>"


def settings(**given: Any) -> Settings:
    """Settings over the repository's data, whatever the environment says."""
    return Settings(_env_file=None, **{"catalogue": DATA, **given})  # type: ignore[call-arg]


class Client:
    """Asks an application as a program does; an error in it is an answer, as a server makes it."""

    def __init__(self, app: ASGIApp, base_url: str = ADDRESS) -> None:
        self.app = app
        self._runner = asyncio.Runner()
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url=base_url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._runner.run(self._client.aclose())
        self._runner.close()

    def request(self, method: str, url: str, **more: Any) -> httpx.Response:
        return self._runner.run(self._client.request(method, url, **more))

    def asked(self, path: str, query: bytes = b"") -> int:
        """Ask for a path and a query as they are, which no client would send, and return the status."""
        return self._runner.run(_asked(self.app, path, query))

    def get(self, url: str, *, headers: Mapping[str, str] | None = None, **params: Any) -> httpx.Response:
        """Ask for an address; parameters are added to it, and must not stand in it already."""
        return self.request("GET", url, headers=dict(headers or {}), params=params or None)

    def page(self, url: str, **params: Any) -> str:
        """Ask for a page."""
        response = self.get(url, **params)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"].startswith("text/html")
        return response.text

    def items(self, collection: str, **params: Any) -> dict[str, Any]:
        """Ask for a page of items."""
        response = self.get(f"/collections/{collection}/items", **params)
        assert response.status_code == 200, response.text
        assert response.headers["content-type"] == "application/geo+json"
        answer: dict[str, Any] = response.json()
        return answer

    def ids(self, collection: str, **params: Any) -> list[str]:
        """Ask for a page of items and return their ids, in order."""
        return [feature["id"] for feature in self.items(collection, **params)["features"]]

    def problem(self, url: str, code: int = 400, **params: Any) -> dict[str, Any]:
        """Ask for something that cannot be answered."""
        response = self.get(url, **params)
        assert response.status_code == code, response.text
        assert response.headers["content-type"] == "application/problem+json"
        said: dict[str, Any] = response.json()
        assert said["status"] == code
        return said

    def pages(self, collection: str, **params: Any) -> Iterator[dict[str, Any]]:
        """Ask for all pages of an answer, by the links from each to the next."""
        page = self.items(collection, **params)
        yield page
        while (href := linked(page, "next")) is not None:
            response = self.get(href)
            assert response.status_code == 200, response.text
            page = response.json()
            yield page


async def _asked(app: ASGIApp, path: str, query: bytes) -> int:
    scope = {"type": "http", "method": "GET", "path": path, "raw_path": b"", "query_string": query, "root_path": ""}
    scope |= {"headers": [(b"host", b"x")], "scheme": "http", "server": ("x", 80), "http_version": "1.1"}
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return int(sent[0]["status"])


def client_of(**given: Any) -> Client:
    return Client(create_app(settings(**given)))


def linked(document: Mapping[str, Any], rel: str, type: str = "") -> str | None:
    """Return the address of the link with a relation, if there is one."""
    found = [one["href"] for one in document["links"] if one["rel"] == rel and type in one.get("type", "")]
    return found[0] if found else None


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def record(id: str, **properties: Any) -> dict[str, Any]:
    """A record that is right."""
    ring = [[121.25, 31.38], [121.251, 31.38], [121.251, 31.381], [121.25, 31.381], [121.25, 31.38]]
    return {
        "type": "Feature",
        "id": id,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": {
            "name": "试验地块",
            "location_method": "surveyed",
            "sources": [{"title": "试验"}],
            "updated_at": "2025-03-01T08:00:00Z",
            "revision": 1,
        }
        | properties,
    }


def write_catalogue(folder: Path, *records: Mapping[str, Any]) -> Path:
    """Write a catalogue of a few records with the repository's metro and places."""
    plots = folder / "plots"
    plots.mkdir(parents=True)
    shutil.copytree(DATA / "reference", folder / "reference")
    for one in records:
        (plots / f"{one['id']}.geojson").write_text(json.dumps(one, ensure_ascii=False), encoding="utf-8")
    return folder


#: Ids that an address must escape, beside plain ones.
LAYER_IDS = ("JDS3-0101/29-08", "地块 2", "50%?#&+", "'quoted\"", "plain", "without-geometry", "without-anything")


def write_layer(path: Path) -> Path:
    """Write a GeoJSON file of seven features, two of them without a geometry or a date."""
    features = [_layer_feature(id, number) for number, id in enumerate(LAYER_IDS)]
    features[-2]["geometry"] = None
    features[-1] = {"type": "Feature", "id": LAYER_IDS[-1], "geometry": None, "properties": {}}
    content = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def _layer_feature(id: str, number: int) -> dict[str, Any]:
    west, east, south, north = round(121.2 + number / 100, 3), round(121.202 + number / 100, 3), 31.35, 31.352
    ring = [[west, south], [east, south], [east, north], [west, south]]
    properties = {
        "name": f"{HOSTILE} {number}",
        "floors": number,
        "floor_area_ratio": number + 0.5,
        "built": number % 2 == 0,
        "approved_on": f"2024-0{number + 1}-15",
        "uses": ["M1", f"M{number}"],
        "status": "planned" if number < 3 else "unheard-of",
        "extra": {"nested": [1, 2]},
    }
    return {
        "type": "Feature",
        "id": id,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "properties": properties,
    }
