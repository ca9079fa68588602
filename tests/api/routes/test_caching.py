"""What a client may keep, and when it must ask anew; compression on the way."""

import asyncio
import json
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from geo.stores import open_catalogue
from geo.stores.memory import MemoryCollection
from tests.service import ADDRESS, Client, client_of, record, settings, write_catalogue

ADDRESSES = ["/collections/plots/items", "/collections/plots/items/waigang-29-08", "/plots/waigang-29-08", "/map"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_answer_that_the_client_has_is_not_sent_again(client: Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert re.fullmatch(r'W/"[^"]+"', tag)
    for said in (tag, f'"x", {tag}', "*"):
        again = client.get(path, headers={"If-None-Match": said})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["cache-control"] == first.headers["cache-control"] == "no-cache"
        assert "Accept" in again.headers["vary"]
    assert client.get(path, headers={"If-None-Match": 'W/"another"'}).status_code == 200


@pytest.mark.parametrize("path", ADDRESSES[:2])
def test_each_representation_has_a_tag_of_its_own(client: Client, path: str) -> None:
    tags = {
        client.get(path, headers={"Accept": accept, "Accept-Language": lang}).headers["etag"]
        for accept in ("application/json", "text/html")
        for lang in ("zh", "en")
    }
    assert len(tags) == 4


def test_what_cannot_be_asked_is_refused_even_where_the_client_has_the_answer(client: Client) -> None:
    response = client.get("/collections/plots/items?within=banana&near=metro", headers={"If-None-Match": "*"})
    assert response.status_code == 400


def test_a_catalogue_with_other_walking_has_other_tags(client: Client) -> None:
    with client_of(walking={"detour": 1.5}) as other:
        assert client.get(ADDRESSES[0]).headers["etag"] != other.get(ADDRESSES[0]).headers["etag"]


@pytest.mark.parametrize("setting", [{"maps": {"basemap": "gaode"}}, {"http": {"base_url": "https://plots.example"}}])
def test_a_service_with_other_settings_has_other_tags(client: Client, setting: dict[str, Any]) -> None:
    with client_of(**setting) as other:
        for address in ADDRESSES:
            assert client.get(address).headers["etag"] != other.get(address).headers["etag"]


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    return write_catalogue(tmp_path / "data", record("one"), record("two"))


async def answer_after(client: httpx.AsyncClient, url: str, old: httpx.Response) -> httpx.Response:
    """Ask as a client that has an answer does, until there is another."""
    for _ in range(200):
        response = await client.get(url, headers={"If-None-Match": old.headers["etag"]})
        if response.status_code != 304:
            return response
        await asyncio.sleep(0.05)
    raise AssertionError(f"{url} has not changed after ten seconds")


async def follow(folder: Path) -> None:
    app = create_app(settings(catalogue=folder))
    transport = httpx.ASGITransport(app)
    url = "/collections/plots/items"
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        await asyncio.sleep(0.5)
        first = await client.get(url)
        assert [one["id"] for one in first.json()["features"]] == ["one", "two"]

        changed = record("one", name="改名", site_area_m2=10500.0)
        (folder / "plots" / "one.geojson").write_text(json.dumps(changed), encoding="utf-8")
        second = await answer_after(client, url, first)
        assert second.json()["features"][0]["properties"]["name"] == "改名"
        assert "改名" in (await client.get("/plots/one")).text

        (folder / "plots" / "two.geojson").unlink()
        third = await answer_after(client, url, second)
        assert [one["id"] for one in third.json()["features"]] == ["one"]
        assert (await client.get(f"{url}/two")).status_code == 404

        (folder / "plots" / "one.geojson").write_text("{", encoding="utf-8")
        fourth = await answer_after(client, url, third)
        assert fourth.json()["features"] == []
        ready = (await client.get("/readyz")).json()
        assert (ready["plots_served"], ready["files_set_aside"]) == (0, 1)


def test_an_edit_on_disk_is_in_the_next_answer_under_another_tag(folder: Path) -> None:
    asyncio.run(follow(folder))


async def follow_target(folder: Path) -> None:
    app = create_app(settings(catalogue=folder))
    transport = httpx.ASGITransport(app)
    url = "/collections/places/items?near=plot:one&limit=1"
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=ADDRESS) as client:
        await asyncio.sleep(0.5)
        first = await client.get(url)
        moved = record("one")
        moved["geometry"]["coordinates"] = [[[x - 0.05, y] for x, y in moved["geometry"]["coordinates"][0]]]
        (folder / "plots" / "one.geojson").write_text(json.dumps(moved), encoding="utf-8")
        second = await answer_after(client, url, first)
        assert second.json()["features"] != first.json()["features"]


def test_an_answer_changes_with_the_plot_that_it_is_near_to(folder: Path) -> None:
    asyncio.run(follow_target(folder))


# Compression


@pytest.mark.parametrize(("accepted", "sent"), [("gzip", "gzip"), ("br", "br"), ("gzip, br;q=0.9", "br")])
@pytest.mark.parametrize("path", ["/collections/plots/items", "/collections/plots/items?f=html", "/api", "/map"])
def test_a_long_answer_is_compressed_as_the_client_can_read_it(
    client: Client, path: str, accepted: str, sent: str
) -> None:
    plain = client.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    packed = client.get(path, headers={"Accept-Encoding": accepted})
    assert packed.headers["content-encoding"] == sent
    assert int(packed.headers.get("content-length", 0)) < len(plain.content)
    assert "Accept-Encoding" in packed.headers["vary"]
    stamp = rb'"timeStamp":"[^"]*"'
    assert re.sub(stamp, b"", packed.content) == re.sub(stamp, b"", plain.content)


def test_a_short_answer_is_sent_as_it_is(client: Client) -> None:
    assert "content-encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip, br"}).headers


def test_from_which_length_answers_are_compressed_is_set() -> None:
    with client_of(http={"compress_min_bytes": 0}) as client:
        response = client.get("/healthz", headers={"Accept-Encoding": "br"})
    assert response.headers["content-encoding"] == "br"


async def exchange_under_way(folder: Path) -> None:
    """Ask for an item while all threads are busy, and let the catalogue change before one is free."""
    app = create_app(settings(catalogue=folder))
    plots, wgs84 = app.service.catalogue.collection("plots"), "http://www.opengis.net/def/crs/EPSG/0/4326"
    assert isinstance(plots, MemoryCollection)
    free, url = threading.Event(), f"/collections/plots/items/one?crs={wgs84}"
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(1))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=ADDRESS) as client:
        busy = asyncio.create_task(asyncio.to_thread(free.wait))
        await asyncio.sleep(0)
        asked = asyncio.create_task(client.get(url))
        await asyncio.sleep(0.2)
        (folder / "plots" / "one.geojson").write_text(json.dumps(record("one", name="改名")), encoding="utf-8")
        plots.exchange(open_catalogue(folder).collections["plots"].snapshot)  # type: ignore[attr-defined]
        free.set()
        await busy
        old, new = await asked, await client.get(url)
    assert (old.json()["properties"]["name"], new.json()["properties"]["name"]) == ("试验地块", "改名")
    assert old.headers["etag"] != new.headers["etag"]


def test_an_item_has_the_tag_of_the_catalogue_that_it_came_from(folder: Path) -> None:
    asyncio.run(exchange_under_way(folder))
