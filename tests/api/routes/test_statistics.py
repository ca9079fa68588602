from collections import Counter
from typing import Any

import pytest

from tests.service import COUNTS, HOSTILE, LAYER_IDS, Client, linked, path_of

URL = "/collections/plots/statistics"


def counted(client: Client, url: str = URL, **params: Any) -> dict[str, Any]:
    response = client.get(url, **params)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def features(client: Client, **params: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.items("plots", limit=1000, **params)["features"]
    return found


QUERIES = [
    {},
    {"near": "metro", "within": "3km"},
    {"bbox": "121.1,31.3,121.25,31.5", "filter": "area_mu > 20"},
    {"filter": "area_mu > 20 AND status IN ('planned','completed') AND A_OVERLAPS(metro_lines,('11'))", "q": "外冈"},
    {"status": "completed", "filter": "metro_distance_m BETWEEN 0 AND 5000"},
    {"filter": "floor_area_ratio > 99 AND area_mu > 99"},
]


@pytest.mark.parametrize("query", QUERIES)
def test_counts_are_those_of_the_items_found(client: Client, query: dict[str, str]) -> None:
    said, found = counted(client, of="town,area_mu", **query), features(client, **query)
    assert said["numberMatched"] == len(found)
    assert list(said["properties"]) == ["town", "area_mu"]
    towns = {one["value"]: one["count"] for one in said["properties"]["town"]["values"]}
    assert towns == dict(Counter(one["properties"]["town"] for one in found if "town" in one["properties"]))
    if not found:
        assert said["bbox"] is None


def test_a_property_is_counted_under_all_conditions_but_its_own(client: Client) -> None:
    asked = {"filter": "status = 'completed' AND area_mu > 20", "of": "status,area_mu,location_method"}
    said = counted(client, **asked)
    statuses = {one["value"]: one["count"] for one in said["properties"]["status"]["values"]}
    everything = Counter(one["properties"]["status"] for one in features(client, filter="area_mu > 20"))
    assert {value: count for value, count in statuses.items() if count} == everything
    areas = said["properties"]["area_mu"]
    known = [one["properties"].get("area_mu") for one in features(client, status="completed")]
    assert (sum(areas["counts"]), areas["missing"]) == (len(known) - known.count(None), known.count(None))
    assert counted(client, of="area_mu", status="completed", filter="area_mu > 20")["properties"]["area_mu"] == areas


@pytest.mark.parametrize(("lang", "title"), [("zh", "挂牌"), ("en", "Listed")])
def test_choices_come_in_their_own_order_with_titles(client: Client, lang: str, title: str) -> None:
    values = counted(client, of="status", lang=lang)["properties"]["status"]["values"]
    assert [one["value"] for one in values[:4]] == ["planned", "announced", "listed", "transferred"]
    assert values[2]["title"] == title


def test_dates_and_instants_are_written_as_those_of_items(layered: Client) -> None:
    said = counted(layered, "/collections/zoning/statistics", of="approved_on,floors,built,uses,name")["properties"]
    days = said["approved_on"]
    assert (days["min"], days["max"]) == ("2024-01-15", "2024-06-15")
    assert days["edges"][0] <= days["min"]
    assert sum(days["counts"]) == 6
    assert said["floors"]["edges"] == [0, 1, 2, 3, 4, 5, 6]
    assert said["built"]["values"] == [
        {"value": False, "title": "no", "count": 3},
        {"value": True, "title": "yes", "count": 3},
    ]
    assert said["uses"]["values"][:2] == [{"value": "M1", "count": 6}, {"value": "M0", "count": 1}]
    assert {one["value"] for one in said["name"]["values"]} == {f"{HOSTILE} {n}" for n in range(6)}
    assert {one["missing"] for one in said.values()} == {len(LAYER_IDS) - 6}
    moments = counted(layered, of="updated_at")["properties"]["updated_at"]
    assert all(edge.endswith("Z") and "T" in edge for edge in moments["edges"])


@pytest.mark.parametrize("collection", COUNTS)
def test_unasked_what_says_what_kind_a_thing_is_is_counted(client: Client, collection: str) -> None:
    said = counted(client, f"/collections/{collection}/statistics")
    assert said["numberMatched"] == COUNTS[collection]
    assert "id" not in said["properties"]
    if collection == "plots":
        assert {"status", "area_mu", "metro_lines", "doubts"} <= said["properties"].keys()
        assert "name" not in said["properties"]


def test_nothing_need_be_counted_but_the_items(client: Client) -> None:
    said = counted(client, f"{URL}?of=")
    assert (said["numberMatched"], said["properties"]) == (COUNTS["plots"], {})
    assert len(said["bbox"]) == 4


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("of=colour", "plots has no property “colour”"),
        ("of=status,,town", "plots has no property “”"),
        ("of=sources", "plots has no property “sources”"),
        ("of=geometry", "plots has no property “geometry”"),
        ("of=" + ",".join(f"x{n}" for n in range(51)), "is not a list of at most 50 properties"),
        ("limit=3", "there is no parameter “limit”"),
        ("status=sold", "status: “sold” is not one of planned"),
        ("filter=colour='red'", "plots has no property “colour”"),
        ("f=png", "f: “png” is not one of json"),
        ("within=1km", "within: "),
    ],
)
def test_what_cannot_be_answered_is_named(client: Client, query: str, said: str) -> None:
    assert said in client.problem(f"{URL}?{query}")["detail"]


def test_an_answer_that_the_client_has_is_not_sent_again(client: Client) -> None:
    first = client.get(URL)
    again = client.get(URL, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_links_lead_from_the_collection_to_its_counts_and_from_them_to_the_items(client: Client) -> None:
    href = linked(client.get("/collections/plots").json(), "urn:dikuai:def:rel:statistics") or ""
    said = counted(client, f"{href}?of=status&status=planned&lang=en")
    assert counted(client, linked(said, "self") or "") == said
    assert path_of(linked(said, "items") or "") == "/collections/plots/items?status=planned&f=json"
    assert client.get(linked(said, "items") or "").json()["numberMatched"] == said["numberMatched"]


def test_the_description_has_the_counts_of_every_collection(client: Client) -> None:
    paths = client.get("/api").json()["paths"]
    for id in COUNTS:
        names = {one["name"] for one in paths[f"/collections/{id}/statistics"]["get"]["parameters"]}
        assert {"of", "bbox", "filter", "near", "q"} <= names
        assert not names & {"limit", "cursor", "sortby", "properties"}
