"""Items near something: what is near, how far, and how certain."""

import json
from typing import Any

import numpy as np
import pytest
import shapely
from pyproj import Geod

from tests.service import Client

PARK = "zhenxin-general-aviation-park"
ITEMS = "/collections/plots/items"
GEOD = Geod(ellps="WGS84")


def park(client: Client, **params: Any) -> dict[str, Any]:
    found = [one for one in client.items("plots", **params)["features"] if one["id"] == PARK]
    assert found, f"{PARK} is missing"
    properties: dict[str, Any] = found[0]["properties"]
    return properties


@pytest.mark.parametrize("near", ["metro", "metro:13"])
def test_the_aviation_park_is_near_the_metro(client: Client, near: str) -> None:
    properties = park(client, near=near, within="1km")
    assert properties["match"] == "possible", "its position is known to 1.5 km only"
    assert properties["distance_m"] <= 1000 + 1500 + properties["nearest"]["uncertainty_m"]


def test_line_13_answers_with_its_own_stations_only(client: Client) -> None:
    for feature in client.items("plots", near="metro:13")["features"]:
        assert "13" in feature["properties"]["nearest"]["lines"]


@pytest.mark.parametrize(
    "near", ["metro:11", "嘉定北", "North Jiading", "121.25,31.38", "place:安亭镇", "waigang-29-08"]
)
def test_near_takes_what_people_write(client: Client, near: str) -> None:
    answer = client.items("plots", near=near)
    distances = [feature["properties"]["distance_m"] for feature in answer["features"]]
    assert answer["numberMatched"] == 6, "without a distance every plot belongs to the answer"
    assert distances == sorted(distances)


def test_a_distance_is_geodesic_from_the_edge(client: Client) -> None:
    lon, lat = 121.25, 31.38
    for feature in client.items("plots", near=f"{lon},{lat}")["features"]:
        edge = shapely.segmentize(shapely.from_geojson(json.dumps(feature["geometry"])).exterior, 1e-6)
        xy = shapely.get_coordinates(edge)
        metres = GEOD.inv(xy[:, 0], xy[:, 1], np.full(len(xy), lon), np.full(len(xy), lat))[2].min()
        assert feature["properties"]["distance_m"] == pytest.approx(metres, rel=1e-3, abs=0.2)


def test_each_distance_carries_its_uncertainty(client: Client) -> None:
    for feature in client.items("plots", near="metro")["features"]:
        said = feature["properties"]
        off = said["location_uncertainty_m"] + said["nearest"]["uncertainty_m"]
        assert said["distance_max_m"] == pytest.approx(said["distance_m"] + off, abs=0.1)
        assert said["distance_min_m"] == pytest.approx(max(said["distance_m"] - off, 0), abs=0.1)
        assert {"name", "name_en", "lines", "position"} <= said["nearest"].keys()


def test_minutes_are_walked_at_the_speed_that_the_answer_states(client: Client) -> None:
    answer = client.items("plots", near="metro", within="15min")
    near = answer["near"]
    assert (near["walking_speed_m_min"], near["detour_factor"], near["within_min"]) == (80.0, 1.3, 15.0)
    assert near["within_m"] == pytest.approx(15 * 80 / 1.3, abs=0.1)
    assert PARK in [feature["id"] for feature in answer["features"]]
    for feature in answer["features"]:
        said = feature["properties"]
        assert said["distance_min_m"] <= near["within_m"]
        assert said["walk_min"] == pytest.approx(said["distance_m"] * 1.3 / 80, abs=0.1)


@pytest.mark.parametrize(("within", "metres"), [("800", 800), ("800m", 800), ("1.5km", 1500), ("1.5公里", 1500)])
def test_a_distance_is_read_in_its_unit(client: Client, within: str, metres: float) -> None:
    assert client.items("plots", near="metro", within=within)["near"]["within_m"] == metres


def test_certain_keeps_only_what_lies_within_whatever_the_uncertainty(client: Client) -> None:
    for within in ("1km", "10km", "20km"):
        possible = client.items("plots", near="metro", within=within, certainty="possible")["features"]
        certain = client.ids("plots", near="metro", within=within, certainty="certain")
        assert certain == [one["id"] for one in possible if one["properties"]["match"] == "certain"]
        for one in possible:
            surely = one["properties"]["distance_max_m"] <= float(within.removesuffix("km")) * 1000
            assert (one["properties"]["match"] == "certain") is surely


def test_a_distance_left_empty_in_a_form_is_none(client: Client) -> None:
    answer = client.items("plots", near="metro", within="")
    assert answer["features"] == client.items("plots", near="metro")["features"]
    assert answer["near"]["within_m"] is None


@pytest.mark.parametrize(
    ("params", "parameter", "expected"),
    [
        ({"near": "metro", "within": "banana"}, "within", "800m or 1.5km, or a walking time such as 15min"),
        ({"near": "metro", "within": "-5km"}, "within", "15min"),
        ({"near": "metro", "within": "99999km"}, "within", "20 040 km"),
        ({"near": "atlantis"}, "near", "metro, a line (metro:11), a station or place by name"),
        ({"near": ""}, "near", "metro, a line"),
        ({"near": "metro:99"}, "near", "11"),
        ({"near": "31.38,121.25"}, "near", "did you mean 121.25,31.38"),
        ({"near": "190,31"}, "near", "within ±180 and ±90"),
        ({"within": "1km"}, "within", "without near"),
        ({"certainty": "certain"}, "certainty", "without near"),
        ({"near": "metro", "certainty": "certain"}, "certainty", "without within"),
        ({"near": "metro", "within": "1km", "certainty": "maybe"}, "certainty", "one of possible, certain"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_what_is_accepted(
    client: Client, params: dict[str, str], parameter: str, expected: str
) -> None:
    said = client.problem(ITEMS, **params)
    assert said["parameter"] == parameter
    assert expected in said["expected"]
    assert expected in said["detail"]


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Anting", {"station:安亭", "place:安亭镇"}),
        ("South Pudong Road", {"station:浦东南路（原东昌路）", "station:浦东南路"}),
    ],
)
def test_an_ambiguous_name_is_refused_with_each_thing_that_bears_it(
    client: Client, name: str, candidates: set[str]
) -> None:
    said = client.problem(ITEMS, near=name)
    assert said["type"] == "urn:dikuai:problem:ambiguous-name"
    assert set(said["candidates"]) == candidates
    for candidate in candidates:
        assert client.items("plots", near=candidate)["numberMatched"] == 6


@pytest.mark.parametrize("collection", ["metro-stations", "metro-lines", "places", "zoning"])
def test_near_works_on_every_collection(layered: Client, collection: str) -> None:
    answer = layered.items(collection, near="waigang-29-08", within="10km", limit=1000)
    placed = layered.items(collection, near="waigang-29-08", limit=1000)
    assert 0 < answer["numberMatched"] <= placed["numberMatched"]
    kept = [one["id"] for one in placed["features"] if one["properties"]["distance_min_m"] <= 10_000]
    assert [feature["id"] for feature in answer["features"]] == kept


def test_what_has_no_geometry_is_near_to_nothing(layered: Client) -> None:
    ids = layered.ids("zoning", near="metro")
    assert len(ids) == 5
    assert not {"without-geometry", "without-anything"} & set(ids)


def test_near_goes_with_other_conditions_and_orders(client: Client) -> None:
    both = client.ids("plots", near="metro", within="20km", status="transferred")
    assert "waigang-29-08" in both
    assert set(both) == set(client.ids("plots", near="metro", within="20km")) & set(
        client.ids("plots", status="transferred")
    )
    by_id = client.ids("plots", near="metro", sortby="id")
    assert by_id == sorted(by_id)
