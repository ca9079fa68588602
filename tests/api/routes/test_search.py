"""Phrases and suggestions over HTTP."""

import statistics
import time
from pathlib import Path
from typing import Any

import pytest

from tests.service import COUNTS, Client, client_of, write_layer

COORDINATES = ["wgs84", "gcj02", "bd09"]


def suggested(client: Client, text: str, **params: Any) -> list[dict[str, Any]]:
    response = client.get("/suggestions", text=text, **params)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["suggestions"]
    return found


def test_a_phrase_becomes_conditions_and_a_query(client: Client) -> None:
    text = "近地铁 20亩以上 外冈 xyz"
    answer = client.get("/phrases", text=text).json()
    assert answer["text"] == text
    assert answer["conditions"] == [
        {"kind": "near", "target": "metro", "within": "1km", "text": "近地铁", "start": 0, "end": 3},
        {"kind": "range", "property": "area_mu", "min": 20, "text": "20亩以上", "start": 4, "end": 9},
        {"kind": "choice", "property": "town", "values": ["外冈镇"], "text": "外冈", "start": 10, "end": 12},
    ]
    assert answer["unread"] == [{"text": "xyz", "start": 13, "end": 16}]
    assert answer["query"] == {"near": "metro", "within": "1km", "filter": "area_mu >= 20 AND town = '外冈镇'"}


def test_the_query_and_the_links_of_a_phrase_find_the_same_items(client: Client) -> None:
    answer = client.get("/phrases", text="外冈 25亩以上 R&D 100%").json()
    assert client.ids("plots", **answer["query"]) == ["waigang-29-08"]
    json_link, html_link = answer["links"]
    assert [one["id"] for one in client.get(json_link["href"]).json()["features"]] == ["waigang-29-08"]
    assert "29-08" in client.get(html_link["href"]).text


def test_suggestions_come_with_the_phrase_if_there_is_one(client: Client) -> None:
    answer = client.get("/suggestions", text="外冈").json()
    assert answer["phrase"] == client.get("/phrases", text="外冈").json()
    assert client.get("/suggestions", text="嘉蕴").json()["phrase"] is None


@pytest.mark.parametrize("text", ["外冈", "waigang", "waig", "wg", "WAIGANG", "外冈镇", "Ｗａｉｇａｎｇ"])
def test_a_town_is_found_by_every_beginning(client: Client, text: str) -> None:
    first = suggested(client, text)[0]
    assert (first["kind"], first["title"]) == ("town", "Waigang")
    assert first["condition"] == {"kind": "choice", "property": "town", "values": ["外冈镇"]}
    assert first["position"] == pytest.approx([121.15, 31.36], abs=0.05)


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("嘉定北", "station", "station:嘉定北"),
        ("North Jiad", "station", "station:嘉定北"),
        ("jdb", "station", "station:嘉定北"),
        ("11号线", "line", "metro:11"),
        ("line 11", "line", "metro:11"),
        ("208", "address", "place:汇源路 208 号"),
    ],
)
def test_what_plots_can_be_near_to_is_found(client: Client, text: str, kind: str, target: str) -> None:
    first = suggested(client, text)[0]
    assert (first["kind"], first["condition"]) == (kind, {"kind": "near", "target": target, "within": "1km"})
    assert client.items("plots", near=target, within="1km")["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("1704", "waigang-1704"),
        ("waigang-1704", "waigang-1704"),
        ("29-08", "waigang-29-08"),
        ("JDS3-0101", "waigang-29-08"),
        ("嘉蕴", "waigang-29-08"),
        ("1901 号", "waigang-29-08"),
        ("Liando U", "liando-u-valley-jiading"),
        ("金沙江支路", "zhenxin-general-aviation-park"),
    ],
)
def test_plots_are_found_by_their_texts(client: Client, text: str, id: str) -> None:
    plots = [one for one in suggested(client, text, limit=50) if one["kind"] == "plot"]
    assert plots[0]["id"] == id
    record = client.get(f"/collections/plots/items/{id}").json()
    west, south, east, north = plots[0]["bbox"]
    assert west <= plots[0]["position"][0] <= east
    assert south <= plots[0]["position"][1] <= north
    assert plots[0]["title"] == record["properties"]["name_en"]


def test_the_exact_come_first_then_beginnings_then_the_rest(client: Client) -> None:
    titles = [one["title"] for one in suggested(client, "安亭", lang="zh", limit=50)]
    assert titles[:2] == ["安亭镇", "安亭"]
    found = suggested(client, "外", lang="zh", limit=50)
    starts = [one["title"].startswith("外") for one in found if one["kind"] == "station"]
    assert starts == sorted(starts, reverse=True)


@pytest.mark.parametrize("text", ["121.2, 31.3", "31.3 121.2", "东经121.2 北纬31.3", "121°12'E 31°18'0\"N"])
def test_the_datum_of_pasted_coordinates_is_asked(client: Client, text: str) -> None:
    found = suggested(client, text)
    assert [one["datum"] for one in found] == COORDINATES
    assert found[0]["position"] == pytest.approx([121.2, 31.3])
    assert {one["kind"] for one in found} == {"coordinates"}


def test_other_languages_and_limits(client: Client) -> None:
    assert suggested(client, "waigang", lang="zh")[0]["title"] == "外冈镇"
    assert len(suggested(client, "路", limit=3)) == 3
    assert len(suggested(client, "路")) == 8
    assert suggested(client, "  ") == suggested(client, "x" * 101) == []


@pytest.mark.parametrize("path", ["/phrases", "/suggestions"])
def test_answers_are_kept_until_something_changes(client: Client, path: str) -> None:
    answer = client.get(path, text="外冈")
    assert answer.headers["cache-control"] == "no-cache"
    tag = answer.headers["etag"]
    assert client.get(path, text="外冈", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(path, text="外冈", lang="zh").headers["etag"] != tag


@pytest.mark.parametrize("path", ["/phrases", "/suggestions"])
def test_what_is_wrong_is_said(client: Client, path: str) -> None:
    assert client.problem(path)["parameter"] == "text"
    assert client.problem(path, text="x", near="metro")["parameter"] == "near"
    assert client.problem(path, 404, text="x", collection="nowhere")
    assert client.problem(path, text="x", lang="fr")["parameter"] == "lang"


@pytest.mark.parametrize("limit", ["0", "51", "x", "-1", "1.5", ""])
def test_a_limit_is_a_small_whole_number(client: Client, limit: str) -> None:
    assert client.problem("/suggestions", text="x", limit=limit)["parameter"] == "limit"


def test_every_collection_can_be_asked(tmp_path: Path) -> None:
    layer = write_layer(tmp_path / "zoning.geojson")
    with client_of(layers=(f"zoning={layer}",)) as client:
        for id in [*COUNTS, "zoning"]:
            assert client.get("/phrases", text="近地铁", collection=id).json()["query"]["near"] == "metro"
            assert client.get("/suggestions", text="安", collection=id).status_code == 200
        ids = [one["id"] for one in client.items("zoning", limit=50)["features"]]
        assert suggested(client, ids[0], collection="zoning", limit=50)[0]["id"] == ids[0]
        assert "area_mu" not in str(client.get("/phrases", text="20亩以上", collection="zoning").json()["query"])


def test_suggestions_are_quick(client: Client) -> None:
    suggested(client, "外冈")
    taken = []
    for text in ["外", "外冈", "wai", "park", "11", "121.2, 31.3", "近地铁 20亩以上 容积率2以上 外冈"] * 3:
        start = time.perf_counter()
        suggested(client, text)
        taken.append(time.perf_counter() - start)
    assert statistics.median(taken) < 0.02
