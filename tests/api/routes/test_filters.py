"""Items by property, by window and by time."""

import json
from typing import Any

import pytest

from tests.service import COUNTS, DATA, Client

ITEMS = "/collections/plots/items"
RECORDS: list[dict[str, Any]] = [
    json.loads(file.read_text(encoding="utf-8")) for file in sorted((DATA / "plots").glob("*.geojson"))
]


def expected(client: Client, collection: str, name: str, value: object) -> set[str]:
    """Ids of the items that have a value, or a list with it, picked one by one."""
    found = set()
    for feature in client.items(collection, limit=1000)["features"]:
        has = feature["id"] if name == "id" else feature["properties"].get(name)
        members = [one["code"] if isinstance(one, dict) else one for one in has] if isinstance(has, list) else [has]
        if value in members:
            found.add(feature["id"])
    return found


@pytest.mark.parametrize(
    ("collection", "name", "text", "value"),
    [
        ("plots", "status", "transferred", "transferred"),
        ("plots", "district", "嘉定区", "嘉定区"),
        ("plots", "id", "waigang-29-08", "waigang-29-08"),
        ("plots", "floor_area_ratio", "2", 2.0),
        ("plots", "floor_area_ratio", "2.0", 2.0),
        ("plots", "area_mu", "26.5", 26.5),
        ("plots", "revision", "1", 1),
        ("plots", "completion_expected_on", "2024-12-31", "2024-12-31"),
        ("plots", "updated_at", "2026-11-22T00:00:00Z", "2026-11-22T00:00:00Z"),
        ("plots", "tags", "产业园区", "产业园区"),
        ("plots", "doubts", "floor_area_unused", "floor_area_unused"),
        ("plots", "metro_lines", "14", "14"),
        ("metro-stations", "interchange", "true", True),
        ("metro-stations", "lines", "13", "13"),
        ("metro-stations", "source_count", "4", 4),
        ("metro-stations", "name", "嘉定北", "嘉定北"),
        ("metro-lines", "line", "11", "11"),
        ("places", "kind", "town", "town"),
        ("zoning", "built", "false", False),
        ("zoning", "built", "TRUE", True),
        ("zoning", "approved_on", "2024-03-15", "2024-03-15"),
        ("zoning", "floors", "4", 4),
        ("zoning", "uses", "M3", "M3"),
        ("zoning", "status", "unheard-of", "unheard-of"),
    ],
)
def test_a_queryable_by_name_keeps_what_has_the_value(
    layered: Client, collection: str, name: str, text: str, value: object
) -> None:
    wanted = expected(layered, collection, name, value)
    answer = layered.items(collection, limit=1000, **{name: text})
    assert wanted, "an example that nothing has proves nothing"
    assert {feature["id"] for feature in answer["features"]} == wanted
    assert answer["numberMatched"] == len(wanted)


@pytest.mark.parametrize("collection", [*COUNTS, "zoning"])
def test_every_queryable_is_taken_by_name(layered: Client, collection: str) -> None:
    examples = {"integer": "2", "number": "1.5", "boolean": "true", "date": "2025-01-01", "date-time": "2025-01-01"}
    properties = layered.get(f"/collections/{collection}/queryables").json()["properties"]
    for name, schema in properties.items():
        if name == "geometry":
            continue
        value = schema.get("enum", [examples.get(schema.get("format") or schema["type"], "x")])[0]
        assert layered.items(collection, **{name: value})["numberMatched"] <= 1000


def test_conditions_are_joined_by_and(client: Client) -> None:
    both = client.ids("plots", status="transferred", district="嘉定区", floor_area_ratio="2")
    wanted = [
        one["id"]
        for one in RECORDS
        if one["properties"].get("status") == "transferred" and one["properties"].get("floor_area_ratio") == 2
    ]
    assert both == wanted != []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("status", "sold", "one of planned, announced, listed"),
        ("location_method", "guessed", "surveyed, digitised, approximate"),
        ("floor_area_ratio", "two", "a number"),
        ("floor_area_ratio", "nan", "a number"),
        ("site_area_m2", "1e999", "a number"),
        ("revision", "1.5", "a whole number"),
        ("announced_on", "yesterday", "a date YYYY-MM-DD"),
        ("updated_at", "noon", "RFC 3339"),
    ],
)
def test_a_value_that_a_property_cannot_have_is_refused(client: Client, name: str, value: str, said: str) -> None:
    problem = client.problem(ITEMS, **{name: value})
    assert problem["parameter"] == name
    assert said in problem["expected"]


def test_a_boolean_is_true_or_false(client: Client) -> None:
    problem = client.problem("/collections/metro-stations/items", interchange="yes")
    assert problem["expected"] == "true or false"


@pytest.mark.parametrize("name", ["colour", "sources", "Status", "geometry", "distance_m"])
def test_an_unknown_parameter_is_refused_with_those_that_there_are(client: Client, name: str) -> None:
    problem = client.problem(ITEMS, **{name: "x"})
    assert problem["parameter"] == name
    assert {"bbox", "datetime", "near", "within", "certainty", "sortby", "area_mu"} <= set(problem["expected"])


def test_a_misspelt_parameter_is_answered_with_the_one_that_is_meant(client: Client) -> None:
    assert "did you mean floor_area_ratio?" in client.problem(ITEMS, flor_area_ratio=2)["detail"]


@pytest.mark.parametrize("name", ["near", "status", "limit", "f", "bbox"])
def test_a_parameter_given_twice_is_refused(client: Client, name: str) -> None:
    problem = client.problem(f"{ITEMS}?{name}=1&{name}=1")
    assert problem["parameter"] == name
    assert "once" in problem["detail"]


# Windows


@pytest.mark.parametrize(
    ("bbox", "ids"),
    [
        ("121.15,31.36,121.154,31.363", {"waigang-29-08"}),
        ("121.15,31.36,-10,121.154,31.363,9000", {"waigang-29-08"}),
        ("121.1520,31.3620,121.1521,31.3621", {"waigang-29-08"}),
        ("170,-10,-170,10", set()),
        ("0,0,0,0", set()),
    ],
)
def test_a_window_keeps_what_meets_it(client: Client, bbox: str, ids: set[str]) -> None:
    assert ids <= set(client.ids("plots", bbox=bbox)) <= ids | {"waigang-1704"}


def test_a_window_across_the_antimeridian_goes_round_the_other_way(client: Client) -> None:
    assert client.items("plots", bbox="170,-90,-170,90")["numberMatched"] == 0
    assert client.items("plots", bbox="121.5,-90,121,90")["numberMatched"] == 0
    assert client.items("plots", bbox="121,-90,121.5,90")["numberMatched"] == len(RECORDS)


@pytest.mark.parametrize(
    ("bbox", "said"),
    [
        ("31.3,121.1,31.5,121.3", "look swapped"),
        ("1,2,3", "four numbers"),
        ("1,2,3,4,5", "four numbers"),
        ("a,b,c,d", "four numbers"),
        ("1,2,3,nan", "four numbers"),
        ("", "four numbers"),
        ("121,32,122,31", "south ≤ north"),
        ("-181,0,0,1", "within ±180"),
        ("0,-91,1,0", "within ±90"),
    ],
)
def test_a_window_that_cannot_be_is_refused(client: Client, bbox: str, said: str) -> None:
    problem = client.problem(ITEMS, bbox=bbox)
    assert problem["parameter"] == "bbox"
    assert said in problem["expected"]


# Time


@pytest.mark.parametrize(
    ("datetime", "matches"),
    [
        ("2026-11-22", True),
        ("2026-11-22T00:00:00Z", True),
        ("2026-11-22T08:00:00+08:00", True),
        ("2026-11-22t00:00:00z", True),
        ("2026-11-22T00:00:01Z", False),
        ("2026-01-01/2026-12-31", True),
        ("../2026-11-22", True),
        ("2026-11-22/..", True),
        ("/2026-11-22", True),
        ("2026-11-22/", True),
        ("2026-11-23/..", False),
        ("../2026-11-21", False),
        ("0001-01-01/9999-12-31", True),
    ],
)
def test_time_is_asked_as_rfc_3339_has_it(client: Client, datetime: str, matches: bool) -> None:
    assert client.items("plots", datetime=datetime)["numberMatched"] == (len(RECORDS) if matches else 0)


@pytest.mark.parametrize(
    "datetime", ["", "..", "../..", "2026-13-01", "2026-11-22T25:00:00Z", "2026-11-22T00:00:00", "now", "2026/27/28"]
)
def test_a_time_that_cannot_be_is_refused(client: Client, datetime: str) -> None:
    problem = client.problem(ITEMS, datetime=datetime)
    assert problem["parameter"] == "datetime"
    assert "RFC 3339" in problem["expected"]


def test_an_interval_that_ends_before_it_starts_is_refused(client: Client) -> None:
    assert client.problem(ITEMS, datetime="2026-02-01/2026-01-01")["parameter"] == "datetime"


def test_a_collection_without_time_answers_with_everything(client: Client) -> None:
    assert client.items("metro-stations", datetime="1999-01-01")["numberMatched"] == COUNTS["metro-stations"]
