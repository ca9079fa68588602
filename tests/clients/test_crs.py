"""Clients read other coordinate systems: GDAL's newer reader inside pyogrio, for that of Debian has no such option."""

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely
from owslib.ogcapi.features import Features
from pyproj import Transformer

from tests.clients.conftest import COLLECTIONS, stations
from tests.server import DIKUAI, Served, gdal
from tests.service import DATA

pytestmark = pytest.mark.clients

SYSTEMS = {"EPSG:4326": 1e-7, "EPSG:4490": 1e-7, "EPSG:3857": 0.02, "EPSG:4528": 0.02, "EPSG:4549": 0.02}


@pytest.fixture(autouse=True)
def without_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.setenv(name, "127.0.0.1")


def placed(geometries: Any, name: str) -> Any:
    """Positions with easting first, as GDAL has them in memory."""
    transform = Transformer.from_crs("OGC:CRS84", name, always_xy=True).transform
    return np.column_stack(transform(*shapely.get_coordinates(geometries).T))


@pytest.mark.parametrize("option", ["CRS", "PREFERRED_CRS"])
@pytest.mark.parametrize("name", SYSTEMS)
def test_gdal_reads_a_collection_in_another_system(server: Served, name: str, option: str) -> None:
    source = f"OAPIF:{server.url}"
    for collection in ("plots", "metro-stations"):
        frame = pyogrio.read_dataframe(source, layer=collection, **{option: name})
        plain = pyogrio.read_dataframe(source, layer=collection)
        assert len(frame) == COLLECTIONS[collection]
        said = ":".join(frame.crs.to_authority())
        assert said == name or (said, name) == ("OGC:CRS84", "EPSG:4326")  # the same to GDAL, which turns the axes
        expected = placed(plain.geometry.to_numpy(), name)
        assert shapely.get_coordinates(frame.geometry.to_numpy()) == pytest.approx(expected, rel=0, abs=SYSTEMS[name])


@pytest.mark.parametrize("name", SYSTEMS)
def test_gdal_asks_for_a_window_in_another_system(server: Served, name: str) -> None:
    held = stations()
    points = shapely.points([one["geometry"]["coordinates"] for one in held.values()])
    positions = placed(points, name)
    (west, south), (east, north) = placed(shapely.points([(121.2, 31.25), (121.35, 31.4)]), name)
    inside = ((positions >= [west, south]) & (positions <= [east, north])).all(axis=1)
    frame = pyogrio.read_dataframe(
        f"OAPIF:{server.url}", layer="metro-stations", bbox=(west, south, east, north), CRS=name
    )
    assert inside.any()
    assert set(frame["id"]) == {id for id, one in zip(held, inside, strict=True) if one}


def test_owslib_is_given_coordinates_in_the_order_of_the_authority(server: Served) -> None:
    features = Features(f"{server.url}/")
    uri = "http://www.opengis.net/def/crs/EPSG/0/4528"
    assert uri in features.collection("plots")["crs"]
    answer = features.collection_items("metro-stations", limit=1000, crs=uri, properties="name", skipGeometry="false")
    transform = Transformer.from_crs("EPSG:4326", "EPSG:4528").transform
    held = stations()
    for one in answer["features"]:
        lon, lat = held[one["id"]]["geometry"]["coordinates"]
        assert one["geometry"]["coordinates"] == pytest.approx(transform(lat, lon), abs=1e-3)
        assert one["properties"] == {"name": held[one["id"]]["properties"]["name"]}
    window = {"bbox": [3460000, 40610000, 3480000, 40620000], "bbox-crs": uri}
    found = features.collection_items("metro-stations", limit=1000, skipGeometry="true", **window)
    assert found["features"]
    assert all(one["geometry"] is None for one in found["features"])
    positions = {one["id"]: one["geometry"]["coordinates"] for one in answer["features"]}
    within = {id for id, (x, y) in positions.items() if 3460000 <= x <= 3480000 and 40610000 <= y <= 40620000}
    assert {one["id"] for one in found["features"]} == within


@pytest.mark.parametrize("name", ["EPSG:4490", "EPSG:4528", "EPSG:4549", "EPSG:3857", "GCJ-02"])
def test_ogrinfo_reads_an_exported_file_where_it_lies(name: str, tmp_path: Path) -> None:
    path = tmp_path / "stations.geojson"
    command = [str(DIKUAI), "export", "--collection", "metro-stations", "--crs", name, "-c", str(DATA), "-o", str(path)]
    gdal(*command)
    said = gdal("ogrinfo", "-so", "-al", str(path))
    if name == "GCJ-02":
        assert 'GEOGCRS["GCJ-02"' in said
        assert 'ID["EPSG",4326]' not in said
        return
    assert f'ID["EPSG",{name.removeprefix("EPSG:")}]]\nData axis' in said
    back = tmp_path / "back.geojson"
    gdal("ogr2ogr", "-t_srs", "EPSG:4326", "-lco", "COORDINATE_PRECISION=9", str(back), str(path))
    frame = pyogrio.read_dataframe(back).set_index("id")
    assert len(frame) == COLLECTIONS["metro-stations"]
    for id, one in stations().items():
        assert frame.geometry[id].coords[0] == pytest.approx(one["geometry"]["coordinates"], abs=2e-7)
