"""QGIS itself, without a screen, reads the service by its provider for OGC API – Features."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import shapely

from tests.clients.conftest import COLLECTIONS, stations
from tests.server import Served, qgis

pytestmark = pytest.mark.clients

SCRIPT = Path(__file__).parent / "qgis_reads.py"


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for what QGIS writes."""
    return tmp_path_factory.mktemp("qgis")


def read(server: Served, collection: str, profile: Path, *window: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(qgis(SCRIPT, str(profile), server.url, collection, *window))
    assert found["valid"], found["error"]
    return found


def test_qgis_reads_every_value_of_every_feature(server: Served, collection: str, profile: Path) -> None:
    layer = read(server, collection, profile)
    assert layer["crs"] in {"EPSG:4326", "OGC:CRS84"}
    assert layer["count"] == len(layer["features"]) == COLLECTIONS[collection]
    with server.client() as client:
        for feature in layer["features"]:
            values = feature["properties"]
            served = client.get(f"/collections/{collection}/items/{quote(values.pop('id'), safe='')}").json()
            held = {name: comparable(value) for name, value in values.items() if value not in (None, "", [])}
            assert held == {
                name: comparable(value) for name, value in served["properties"].items() if not is_objects(value)
            }
            assert same_place(feature["wkt"], served["geometry"])


def comparable(value: Any) -> Any:
    """Write a moment as QGIS does: without a fraction and a zone."""
    if isinstance(value, str) and len(value) >= 19 and value[4] == value[7] == "-" and value[10] == "T":
        return value[:19]
    return value


def is_objects(value: Any) -> bool:
    """Tell whether a value is a list of objects, of which QGIS 3.22 exports nothing."""
    return isinstance(value, list) and any(isinstance(member, dict) for member in value)


def same_place(wkt: str | None, geometry: dict[str, Any] | None) -> bool:
    if wkt is None or geometry is None:
        return wkt is geometry
    return bool(shapely.equals_exact(shapely.from_wkt(wkt), shapely.from_geojson(json.dumps(geometry)), 1e-7))


@pytest.mark.parametrize(
    ("collection", "types"),
    [
        ("plots", {"name": "String", "floor_area_ratio": "Real", "revision": "Integer", "updated_at": "DateTime"}),
        ("plots", {"tags": "StringList", "completion_expected_on": "Date"}),
        ("zoning", {"built": "Boolean", "floors": "Integer", "approved_on": "Date", "uses": "StringList"}),
    ],
)
def test_qgis_knows_the_types(server: Served, collection: str, types: dict[str, str], profile: Path) -> None:
    fields = read(server, collection, profile)["fields"]
    assert {name: fields[name] for name in types} == types


def test_qgis_shows_a_window(server: Served, profile: Path) -> None:
    west, south, east, north = 121.2, 31.25, 121.35, 31.4
    layer = read(server, "metro-stations", profile, f"{west},{south},{east},{north}")
    inside = {
        id
        for id, one in stations().items()
        if west <= one["geometry"]["coordinates"][0] <= east and south <= one["geometry"]["coordinates"][1] <= north
    }
    assert inside
    assert {feature["properties"]["id"] for feature in layer["features"]} == inside
