"""OWSLib, the Python client that many tools stand on, reads the service."""

from typing import Any
from urllib.parse import quote

import pytest
from owslib.ogcapi.features import Features

from tests.clients.conftest import COLLECTIONS, stations
from tests.server import Served

pytestmark = pytest.mark.clients


@pytest.fixture
def features(server: Served, monkeypatch: pytest.MonkeyPatch) -> Features:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return Features(f"{server.url}/")


def test_owslib_finds_every_collection(features: Features) -> None:
    assert [one["id"] for one in features.collections()["collections"]] == list(COLLECTIONS)
    assert features.feature_collections() == list(COLLECTIONS)


def test_owslib_finds_the_description_and_the_classes(features: Features) -> None:
    assert features.api()["openapi"].startswith("3.0")
    assert any(uri.endswith("/conf/core") for uri in features.conformance()["conformsTo"])


def test_owslib_reads_a_collection_and_its_queryables(features: Features, collection: str) -> None:
    assert features.collection(collection)["itemCount"] == COLLECTIONS[collection]
    assert "name" in features.collection_queryables(collection)["properties"]


def test_owslib_reads_every_item(features: Features, collection: str) -> None:
    answer = features.collection_items(collection, limit=1000)
    assert answer["numberMatched"] == len(answer["features"]) == COLLECTIONS[collection]


def test_owslib_pages_through_the_stations(features: Features) -> None:
    answer = features.collection_items("metro-stations", limit=50)
    ids = [one["id"] for one in answer["features"]]
    while cursor := next_cursor(answer):
        answer = features.collection_items("metro-stations", limit=50, cursor=cursor)
        ids += [one["id"] for one in answer["features"]]
    assert len(ids) == len(set(ids)) == 418
    assert set(ids) == set(stations())


def next_cursor(answer: dict[str, Any]) -> str:
    (href,) = [link["href"] for link in answer["links"] if link["rel"] == "next"] or [""]
    return str(href).partition("cursor=")[2].partition("&")[0]


def test_owslib_asks_for_a_window_and_a_value(features: Features) -> None:
    bbox = [121.2, 31.25, 121.35, 31.4]
    answer = features.collection_items("metro-stations", bbox=bbox, limit=1000, interchange="false")
    wanted = {
        id
        for id, one in stations().items()
        if not one["properties"]["interchange"]
        and bbox[0] <= one["geometry"]["coordinates"][0] <= bbox[2]
        and bbox[1] <= one["geometry"]["coordinates"][1] <= bbox[3]
    }
    assert wanted
    assert {one["id"] for one in answer["features"]} == wanted


def test_owslib_asks_what_is_near(features: Features) -> None:
    answer = features.collection_items("plots", near="metro:13", within="1km")
    assert "zhenxin-general-aviation-park" in [one["id"] for one in answer["features"]]


def test_owslib_reads_one_item(features: Features) -> None:
    item = features.collection_item("plots", "waigang-29-08")
    assert item["properties"]["area_mu"] == 26.5


@pytest.mark.parametrize("order", ["asc", "desc"])
def test_owslib_sorts(features: Features, order: str) -> None:
    answer = features.collection_items("metro-stations", limit=1000, sortby=("source_count", order))
    counts = [one["properties"]["source_count"] for one in answer["features"]]
    assert counts == sorted(counts, reverse=order == "desc")


def test_owslib_asks_for_a_time(features: Features) -> None:
    answer = features.collection_items("zoning", datetime_="2024-03-01/2024-04-30")
    dated = {one["id"] for one in answer["features"] if one["properties"].get("approved_on")}
    assert dated == {"50%?#&+", "'quoted\""}


def test_owslib_reads_an_item_of_each_collection(features: Features, collection: str) -> None:
    first = features.collection_items(collection, limit=1)["features"][0]
    assert features.collection_item(collection, quote(first["id"], safe=""))["id"] == first["id"]


@pytest.mark.parametrize("write", ["create", "update", "delete"])
def test_owslib_is_told_that_nothing_can_be_written(features: Features, write: str) -> None:
    with pytest.raises(RuntimeError):
        {
            "create": lambda: features.collection_item_create("zoning", "{}"),
            "update": lambda: features.collection_item_update("zoning", "plain", "{}"),
            "delete": lambda: features.collection_item_delete("zoning", "plain"),
        }[write]()


def test_owslib_is_told_what_is_wrong(features: Features) -> None:
    with pytest.raises(RuntimeError, match="banana"):
        features.collection_items("plots", near="metro", within="banana")
