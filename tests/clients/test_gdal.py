"""GDAL's own command line reads the service: ogrinfo and ogr2ogr, as QGIS would.

The machine's GDAL is asked, not the one inside pyogrio: it is another build, and of another age.
"""

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio
import pytest
import shapely

from tests.clients.conftest import COLLECTIONS, stations
from tests.server import Served, gdal, gdal_log
from tests.service import DATA

pytestmark = pytest.mark.clients


def ogrinfo(server: Served, *more: str) -> str:
    """What ogrinfo says; as text, which GDAL 3.6 of Debian 12 says too, unlike ``-json``."""
    return gdal("ogrinfo", "-so", f"OAPIF:{server.url}", *more)


def converted(server: Served, collection: str, path: Path, *more: str) -> Any:
    """Convert a collection to a GeoPackage and return it as a frame."""
    gdal("ogr2ogr", "-f", "GPKG", str(path), f"OAPIF:{server.url}", collection, *more)
    return pyogrio.read_dataframe(path)


def test_gdal_finds_every_collection(server: Served) -> None:
    said = ogrinfo(server)
    assert "using driver `OAPIF' successful" in said
    assert re.findall(r"^\d+: (\S+)", said, re.MULTILINE) == list(COLLECTIONS)


def test_gdal_counts_what_a_collection_holds(server: Served, collection: str) -> None:
    assert f"Feature Count: {COLLECTIONS[collection]}\n" in ogrinfo(server, collection)


@pytest.mark.parametrize(
    ("collection", "types"),
    [
        ("plots", {"name": "String", "floor_area_ratio": "Real", "revision": "Integer", "updated_at": "DateTime"}),
        ("plots", {"tags": "StringList", "sources": "String", "completion_expected_on": "Date"}),
        ("metro-stations", {"lines": "StringList", "interchange": "Integer(Boolean)", "source_count": "Integer"}),
        ("metro-lines", {"colour": "String", "station_count": "Integer"}),
        ("places", {"kind": "String", "uncertainty_m": "Real"}),
        ("zoning", {"built": "Integer(Boolean)", "floors": "Integer", "approved_on": "Date", "uses": "StringList"}),
    ],
)
def test_gdal_knows_the_types_of_the_properties(server: Served, collection: str, types: dict[str, str]) -> None:
    found = dict(re.findall(r"^(\w+): (\S+) \(\d+\.\d+\)$", ogrinfo(server, collection), re.MULTILINE))
    assert {name: found[name] for name in types} == types


@pytest.mark.parametrize("page", [[], ["-oo", "PAGE_SIZE=7"]], ids=["default", "small pages"])
def test_gdal_copies_every_feature_over_many_pages(
    server: Served, collection: str, page: list[str], tmp_path: Path
) -> None:
    frame = converted(server, collection, tmp_path / "copy.gpkg", *page)
    assert len(frame) == COLLECTIONS[collection]
    assert frame["id"].is_unique
    assert frame.crs.equals("EPSG:4326") or frame.crs.to_authority() == ("OGC", "CRS84")


def test_the_copy_has_the_values_of_the_stations(server: Served, tmp_path: Path) -> None:
    frame = converted(server, "metro-stations", tmp_path / "copy.gpkg").set_index("id")
    held = stations()
    assert set(frame.index) == set(held)
    for id, one in held.items():
        row, stated = frame.loc[id], one["properties"]
        assert (row["name"], row["name_en"]) == (stated["name"], stated["name_en"])
        assert (bool(row["interchange"]), row["source_count"]) == (stated["interchange"], stated["source_count"])
        assert row.geometry.equals_exact(shapely.Point(one["geometry"]["coordinates"]), 1e-9)


@pytest.mark.parametrize("page", [[], ["-oo", "PAGE_SIZE=3"]], ids=["default", "small pages"])
def test_the_copy_has_every_value_of_every_feature(
    server: Served, collection: str, page: list[str], tmp_path: Path
) -> None:
    frame = converted(server, collection, tmp_path / "copy.gpkg", *page)
    with server.client() as client:
        served = client.get(f"/collections/{collection}/items", params={"limit": 10000}).json()["features"]
    assert len(frame) == len(served)
    rows = {row["id"]: row for row in frame.to_dict("records")}
    for feature in served:
        row = rows[feature["id"]]
        held = {name: written(value) for name, value in row.items() if name not in {"id", "geometry"}}
        held = {name: value for name, value in held.items() if value is not None}
        assert held == {name: written(value) for name, value in feature["properties"].items()}
        shape = feature["geometry"] and shapely.from_geojson(json.dumps(feature["geometry"]))
        assert shapely.equals_exact(row["geometry"], shape, 1e-9) if shape else row["geometry"] is None


def written(value: Any) -> Any:
    """Return a value as both sides can be compared."""
    if isinstance(value, str):
        return read_text(value)
    if isinstance(value, list | dict):
        return value
    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat() if value.tzinfo is None else value.tz_convert("UTC").round("ms")
    return value


def read_text(text: str) -> Any:
    """Read what stands in a text: GDAL 3.6 writes lists as (2:a,b) into a GeoPackage, and objects as JSON."""
    if listed := re.fullmatch(r"\(\d+:(.*)\)", text):
        return listed[1].split(",")
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", text):
        return pd.Timestamp(text).round("ms")
    return json.loads(text) if text[:1] in {"[", "{"} else text


def test_lists_are_lists_to_gdal(server: Served, tmp_path: Path) -> None:
    gdal("ogr2ogr", "-f", "GeoJSON", str(tmp_path / "copy.geojson"), f"OAPIF:{server.url}", "metro-stations")
    copied = json.loads((tmp_path / "copy.geojson").read_text(encoding="utf-8"))["features"]
    lines = {one["properties"]["id"]: one["properties"]["lines"] for one in copied}
    assert lines == {id: one["properties"]["lines"] for id, one in stations().items()}


def test_the_copy_has_the_values_of_the_plots(server: Served, tmp_path: Path) -> None:
    frame = converted(server, "plots", tmp_path / "copy.gpkg").set_index("id")
    for file in (DATA / "plots").glob("*.geojson"):
        stated = json.loads(file.read_text(encoding="utf-8"))
        row = frame.loc[stated["id"]]
        assert row.geometry.equals(shapely.from_geojson(json.dumps(stated["geometry"])))
        for name in ("name", "name_en", "status", "site_area_m2", "floor_area_ratio", "gross_floor_area_m2"):
            if name in stated["properties"]:
                assert row[name] == stated["properties"][name]
    assert frame.loc["waigang-29-08", "area_mu"] == 26.5


def test_gdal_asks_the_server_for_a_window(server: Served, tmp_path: Path) -> None:
    west, south, east, north = 121.2, 31.25, 121.35, 31.4
    window = ["-spat", str(west), str(south), str(east), str(north)]
    frame = converted(server, "metro-stations", tmp_path / "copy.gpkg", *window)
    inside = {
        id
        for id, one in stations().items()
        if west <= one["geometry"]["coordinates"][0] <= east and south <= one["geometry"]["coordinates"][1] <= north
    }
    assert inside
    assert set(frame["id"]) == inside


@pytest.mark.parametrize(
    ("where", "name", "value"),
    [
        ("name = '嘉定北'", "name", "嘉定北"),
        ("source_count = 3", "source_count", 3),
        ("interchange = 1", "interchange", True),
    ],
)
def test_gdal_keeps_what_has_a_value(server: Served, tmp_path: Path, where: str, name: str, value: object) -> None:
    frame = converted(server, "metro-stations", tmp_path / "copy.gpkg", "-where", where)
    wanted = {id for id, one in stations().items() if one["properties"][name] == value}
    assert wanted
    assert set(frame["id"]) == wanted


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("floors >= 3 AND built = 1", {"plain"}),
        ("floor_area_ratio BETWEEN 1 AND 3", {"地块 2", "50%?#&+"}),
        ("status = 'planned' AND NOT floors = 1", {"JDS3-0101/29-08", "50%?#&+"}),
        ("name LIKE '%2'", {"50%?#&+"}),
        ("approved_on IS NULL", {"without-anything"}),
    ],
)
def test_gdal_keeps_what_meets_conditions(server: Served, tmp_path: Path, where: str, ids: set[str]) -> None:
    assert set(converted(server, "zoning", tmp_path / "copy.gpkg", "-where", where)["id"]) == ids


def test_gdal_sends_the_condition_and_the_window_to_the_server(server: Served, tmp_path: Path) -> None:
    command = ["ogr2ogr", "-f", "GPKG", str(tmp_path / "copy.gpkg"), f"OAPIF:{server.url}", "metro-stations"]
    where = ["-where", "source_count = 3 AND interchange = 1", "-spat", "121.2", "31.1", "121.6", "31.4"]
    asked = [line for line in gdal_log(*command, *where).splitlines() if "/items?" in line and "bbox=121.2" in line]
    assert asked
    assert all("source_count%20%3D%203" in line and "interchange%20%3D%201" in line for line in asked)


@pytest.mark.parametrize(("moment", "found"), [("2000/01/01 00:00:00", True), ("2100/01/01 00:00:00", False)])
def test_gdal_asks_for_a_time(server: Served, tmp_path: Path, moment: str, found: bool) -> None:
    frame = converted(server, "plots", tmp_path / "copy.gpkg", "-where", f"updated_at >= '{moment}'")
    assert len(frame) == (COLLECTIONS["plots"] if found else 0)
