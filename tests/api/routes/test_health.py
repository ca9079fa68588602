"""Whether the process lives and what it serves."""

import json
from pathlib import Path

from tests.service import COUNTS, Client, client_of, record, write_catalogue


def test_the_process_says_that_it_lives(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_what_is_served_is_counted(client: Client) -> None:
    assert client.get("/readyz").json() == {
        "status": "ready",
        "collections": dict(COUNTS),
        "plots_served": COUNTS["plots"],
        "files_set_aside": 0,
        "set_aside": [],
    }


def test_a_broken_file_is_named_with_line_and_reason(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "data", record("good"))
    bad = record("bad", floor_area_ratio=99, status="sold")
    (folder / "plots" / "bad.geojson").write_text(json.dumps(bad, indent=1), encoding="utf-8")
    (folder / "plots" / "torn.geojson").write_text('{"type": "Feature",\n"id": "torn",\n', encoding="utf-8")
    with client_of(catalogue=folder) as client:
        ready = client.get("/readyz").json()
        assert client.ids("plots") == ["good"]
    assert (ready["plots_served"], ready["files_set_aside"]) == (1, 2)
    faults = {one["file"]: one["faults"] for one in ready["set_aside"]}
    lines = (folder / "plots" / "bad.geojson").read_text().splitlines()
    for fault in faults["bad.geojson"]:
        assert fault["field"] in lines[fault["line"] - 1]
    assert {fault["field"] for fault in faults["bad.geojson"]} == {"floor_area_ratio", "status"}
    assert "up to 30" in next(one["message"] for one in faults["bad.geojson"] if one["field"] == "floor_area_ratio")
    assert faults["torn.geojson"][0]["line"] >= 2


def test_two_files_of_one_id_are_named_with_each_other(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "data", record("one"))
    (folder / "plots" / "other.geojson").write_text(json.dumps(record("one")), encoding="utf-8")
    with client_of(catalogue=folder) as client:
        (aside,) = client.get("/readyz").json()["set_aside"]
        assert client.ids("plots") == ["one"]
    assert aside["file"] == "other.geojson"
    assert "one.geojson" in aside["faults"][0]["message"]


def test_a_catalogue_without_plots_is_served(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "data")
    with client_of(catalogue=folder) as client:
        assert client.get("/readyz").json()["plots_served"] == 0
        for path in ("/collections/plots/items", "/collections/plots/items?near=metro&within=1km", "/map", "/"):
            assert client.get(path).status_code == 200
        assert client.get("/collections/plots").json()["extent"] == {}


def test_a_question_that_is_not_known_is_refused(client: Client) -> None:
    for path in ("/healthz", "/readyz"):
        assert client.problem(path, deep="yes")["parameter"] == "deep"
