"""Items and one item: what they hold, and how they are given out."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

from tests.service import COUNTS, DATA, LAYER_IDS, Client, client_of, linked

WAIGANG = "/collections/plots/items/waigang-29-08"


@pytest.fixture(scope="module")
def waigang(client: Client) -> dict[str, Any]:
    feature: dict[str, Any] = client.get(WAIGANG).json()
    return feature


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("area_mu", 26.5),
        ("floor_area_ratio", 2.0),
        ("boundary_south", "汇方路"),
        ("boundary_west", "管路河"),
        ("floor_area_max_m2", 35333),
        ("floor_area_ratio_implied", 1.585),
        ("site_area_stated", "约26.5亩"),
        ("town", "外冈镇"),
    ],
)
def test_the_plot_of_waigang_has_the_figures_of_its_notice(waigang: dict[str, Any], name: str, value: object) -> None:
    assert waigang["properties"][name] == value


def test_the_plot_of_waigang_says_what_is_doubtful(waigang: dict[str, Any]) -> None:
    doubts = {doubt["code"]: doubt for doubt in waigang["properties"]["doubts"]}
    assert set(doubts) == {"floor_area_unused", "location_approximate"}
    assert "7,333" in doubts["floor_area_unused"]["text_en"]
    assert "4,000" in doubts["location_approximate"]["text_zh"]


def test_the_plot_of_waigang_is_as_large_as_stated(waigang: dict[str, Any]) -> None:
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(shapely.from_geojson(json.dumps(waigang["geometry"])))
    assert area_m2 == pytest.approx(17_666.67, rel=1e-3)
    assert waigang["properties"]["area_computed_m2"] == pytest.approx(area_m2, rel=1e-4)


def test_an_item_is_its_record_and_what_follows_from_it(client: Client) -> None:
    for file in (DATA / "plots").glob("*.geojson"):
        stated = json.loads(file.read_text(encoding="utf-8"))
        served = client.get(f"/collections/plots/items/{stated['id']}").json()
        assert served["id"] == stated["id"]
        assert served["geometry"] == stated["geometry"]
        assert stated["properties"].items() <= served["properties"].items()


@pytest.mark.parametrize("collection", COUNTS)
def test_a_collection_gives_out_all_of_its_items(client: Client, collection: str) -> None:
    answer = client.items(collection, limit=1000)
    assert answer["numberMatched"] == answer["numberReturned"] == len(answer["features"]) == COUNTS[collection]
    assert linked(answer, "next") is None


@pytest.mark.parametrize("id", LAYER_IDS)
def test_an_item_is_found_by_any_id_and_links_to_itself(layered: Client, id: str) -> None:
    feature = layered.get(f"/collections/zoning/items/{quote(id, safe='')}").json()
    assert feature["id"] == id
    for link in feature["links"]:
        assert link["href"].isascii()
        assert " " not in link["href"]
        assert layered.get(link["href"]).status_code == 200
    assert layered.get(linked(feature, "self") or "").json()["id"] == id
    assert id in layered.page(linked(feature, "alternate") or "").replace("&#39;", "'").replace("&#34;", '"').replace(
        "&amp;", "&"
    )


def test_an_items_page_links_to_each_item_whatever_its_id(layered: Client) -> None:
    page = layered.page("/collections/zoning/items?f=html")
    for id in LAYER_IDS:
        href = f"/collections/zoning/items/{quote(id)}?f=html"
        assert href in page
        assert layered.get(href).status_code == 200


def test_a_page_of_an_item_links_to_its_json(layered: Client) -> None:
    for id in LAYER_IDS:
        href = f"/collections/zoning/items/{quote(id)}?f=json"
        assert f'href="{href}"' in layered.page(f"/collections/zoning/items/{quote(id)}?f=html")
        assert layered.get(href).json()["id"] == id


def test_a_feature_without_geometry_is_given_out_with_null(layered: Client) -> None:
    feature = layered.get("/collections/zoning/items/without-anything").json()
    assert feature["geometry"] is None
    assert feature["properties"] == {}


def test_a_file_layer_keeps_the_types_of_its_properties(layered: Client) -> None:
    properties = layered.get("/collections/zoning/items/plain").json()["properties"]
    assert properties == {
        "name": "<script>alert(1)</script> 4",
        "floors": 4,
        "floor_area_ratio": 4.5,
        "built": True,
        "approved_on": "2024-05-15",
        "uses": ["M1", "M4"],
        "status": "unheard-of",
        "extra": {"nested": [1, 2]},
    }


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/collections/parks/items", "parks"),
        ("/collections/parks/items/1", "parks"),
        ("/collections/plots/items/atlantis", "atlantis"),
        ("/collections/plots/items/waigang-29-08/more", "waigang-29-08/more"),
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str, what: str) -> None:
    assert what in client.problem(path, 404)["detail"]


def test_an_unknown_collection_is_answered_with_those_that_there_are(client: Client) -> None:
    detail = client.problem("/collections/parks/items", 404)["detail"]
    assert all(id in detail for id in COUNTS)


@pytest.mark.parametrize("path", ["/collections/plots/items", WAIGANG])
def test_every_link_of_an_answer_resolves_to_what_it_says(client: Client, path: str) -> None:
    links = client.get(path).json()["links"]
    assert [link["rel"] for link in links] == ["self", "alternate", "collection"]
    for link in links:
        response = client.get(link["href"])
        assert response.status_code == 200
        assert response.headers["content-type"].partition(";")[0] == link["type"]


def test_the_links_of_an_answer_keep_the_question(client: Client) -> None:
    asked = {"near": "嘉定北", "within": "20km", "limit": 2, "status": "transferred"}
    answer = client.items("plots", **asked)
    again = client.get(linked(answer, "self") or "").json()
    assert again["features"] == answer["features"]
    assert again["numberMatched"] == answer["numberMatched"]


@pytest.mark.parametrize("id", ["a\nb", "a\n", "a/b", "%2F", "a?b#c", " ", "<x>"])
def test_an_item_is_found_by_any_text_that_is_its_id(tmp_path: Path, id: str) -> None:
    frame = gpd.GeoDataFrame({"id": [id, "a", "b"]}, geometry=[shapely.Point(121, 31)] * 3, crs=4326)
    frame.to_parquet(tmp_path / "any.parquet")
    with client_of(layers=(f"any={tmp_path / 'any.parquet'}",)) as client:
        response = client.get(f"/collections/any/items/{quote(id, safe='')}")
        assert (response.status_code, response.json()["id"]) == (200, id)
        assert client.get(linked(response.json(), "self") or "").json()["id"] == id
