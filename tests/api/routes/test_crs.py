"""Coordinate systems and forms over HTTP: what links, pages, caches and problems make of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.service import COUNTS, Client, client_of, linked, write_layer

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
ZONE = f"{EPSG}4528"


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with client_of() as made:
        yield made


def test_links_keep_the_system_and_the_form(client: Client) -> None:
    asked = {"crs": ZONE, "properties": "name", "bbox-crs": ZONE, "bbox": "3400000,40500000,3500000,40700000"}
    pages = list(client.pages("metro-stations", limit=100, **asked))
    features = [one for page in pages for one in page["features"]]
    assert len({one["id"] for one in features}) == len(features) == pages[0]["numberMatched"] > 300
    for one in features:
        assert list(one["properties"]) == ["name"]
        assert one["geometry"]["coordinates"][1] > 40_000_000
    again = client.get(str(linked(pages[1], "self")))
    assert again.json()["features"] == pages[1]["features"]
    assert again.headers["content-crs"] == f"<{ZONE}>"


def test_nearness_is_said_of_items_whatever_is_shown_of_them(client: Client) -> None:
    whole = client.items("plots", near="metro")["features"]
    asked: dict[str, Any] = {"crs": ZONE, "properties": "name", "skipGeometry": "true"}
    for before, after in zip(whole, client.items("plots", near="metro", **asked)["features"], strict=True):
        kept = {"name", "distance_m", "distance_min_m", "distance_max_m", "walk_min", "nearest", "match"}
        assert after["properties"] == {name: value for name, value in before["properties"].items() if name in kept}
        assert after["geometry"] is None


def test_one_item_takes_the_same_form(client: Client) -> None:
    one = client.get("/collections/plots/items/waigang-29-08", properties="area_mu", skipGeometry="true").json()
    assert (one["geometry"], one["properties"]) == (None, {"area_mu": 26.5})
    said = client.problem("/collections/plots/items/waigang-29-08", properties="nam")
    assert "did you mean name?" in said["detail"]
    assert client.problem("/collections/plots/items/waigang-29-08", bbox="1,2,3,4")["parameter"] == "bbox"


@pytest.mark.parametrize("path", ["/collections/plots/items", "/collections/plots/items/waigang-29-08"])
def test_a_page_for_people_shows_everything(client: Client, path: str) -> None:
    plain, formed = (client.page(path, f="html", **more) for more in ({}, {"properties": "name", "crs": ZONE}))
    assert formed.count("waigang-29-08") >= plain.count("waigang-29-08")
    assert "26.5" in formed
    assert client.get(path, f="html", crs="x").status_code == 400


def test_a_map_is_drawn_whatever_the_system_of_the_list(client: Client) -> None:
    assert client.get("/map", crs=ZONE, limit=1).status_code == 200


def test_answers_in_two_systems_are_two_representations_to_a_cache(client: Client) -> None:
    first = client.get("/collections/plots/items", crs=ZONE)
    known = {"If-None-Match": first.headers["etag"]}
    assert client.get("/collections/plots/items", headers=known, crs=ZONE).status_code == 304
    assert (
        "content-crs"
        in client.get("/collections/plots/items", headers={"Origin": "http://map.example"})
        .headers["access-control-expose-headers"]
        .lower()
    )


PROBLEMS = [
    ({"crs": "EPSG:4528"}, "crs", f"did you mean {ZONE}?"),
    ({"crs": f"{EPSG}2364"}, "crs", "a coordinate system that is offered"),
    ({"bbox-crs": "x", "bbox": "1,2,3,4"}, "bbox-crs", "a coordinate system that is offered"),
    ({"bbox-crs": ZONE, "bbox": "121,31,122,32"}, "bbox", "northing,easting in metres, with eastings around 40500000"),
    ({"bbox-crs": ZONE, "bbox": "3400000,500000,3500000,700000"}, "bbox", "with eastings around 40500000"),
    ({"bbox-crs": f"{EPSG}4326", "bbox": "121,31,122,32"}, "bbox", "latitude,longitude in degrees"),
    ({"bbox-crs": ZONE, "bbox": "banana"}, "bbox", "four numbers"),
    ({"bbox-crs": ZONE, "bbox": "inf,nan,1e400,0"}, "bbox", "four numbers"),
    ({"skipGeometry": "perhaps"}, "skipGeometry", "true or false"),
]


@pytest.mark.parametrize(("asked", "parameter", "expected"), PROBLEMS, ids=range(len(PROBLEMS)))
def test_what_cannot_be_is_refused_with_what_would_be_right(
    client: Client, asked: dict[str, str], parameter: str, expected: str
) -> None:
    said = client.problem("/collections/plots/items", **asked)
    assert said["parameter"] == parameter
    assert expected in said["detail"]


def test_an_item_beyond_the_reach_of_a_system_is_a_problem_of_crs(tmp_path: Any) -> None:
    layer = tmp_path / "far.geojson"
    text = write_layer(layer).read_text(encoding="utf-8").replace("[121.", "[-73.")
    layer.write_text(text, encoding="utf-8")
    with client_of(layers=(f"far={layer}",)) as client:
        said = client.problem("/collections/far/items", crs=ZONE)
        assert (said["parameter"], said["value"]) == ("crs", ZONE)
        assert "reaches 62° to either side of 120°E" in said["detail"]
        assert client.items("far", crs=f"{EPSG}3857")["numberReturned"] == 7
        assert client.items("plots", crs=ZONE)["numberReturned"] == COUNTS["plots"]


def test_every_system_is_listed_on_the_page_of_a_collection(client: Client) -> None:
    page = client.page("/collections/plots", f="html")
    assert all(uri in page for uri in client.get("/collections/plots").json()["crs"])
