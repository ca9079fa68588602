"""Vector tiles read by GDAL, from a file and over HTTP."""

import json
from pathlib import Path

import httpx
import pytest
import shapely

from geo.tiles.grid import WEB_MERCATOR_QUAD, Tile
from tests.server import Served, gdal

pytestmark = pytest.mark.clients

ID = "waigang-29-08"


@pytest.fixture(scope="module")
def item(server: Served) -> dict:
    with server.client() as client:
        return client.get(f"/collections/plots/items/{ID}", headers={"Accept": "application/json"}).json()


@pytest.fixture(scope="module")
def tile(item: dict) -> Tile:
    """The tile in which a plot begins."""
    return WEB_MERCATOR_QUAD.tile_at(14, *item["geometry"]["coordinates"][0][0])


def url_of(server: Served, tile: Tile, collection: str = "plots") -> str:
    return f"{server.url}/collections/{collection}/tiles/WebMercatorQuad/{tile.z}/{tile.row}/{tile.col}"


def converted(source: str, tile: Tile, target: Path) -> dict[str, dict]:
    """Convert a tile to GeoJSON by GDAL: its features by id."""
    options = [f"{name}={value}" for name, value in (("Z", tile.z), ("X", tile.col), ("Y", tile.row))]
    placed = [part for option in options for part in ("-oo", option)]
    gdal("ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", str(target), source, *placed)
    return {one["properties"]["id"]: one for one in json.loads(target.read_text())["features"]}


def check(found: dict, item: dict) -> None:
    plain = {name: value for name, value in item["properties"].items() if isinstance(value, str | float | int)}
    assert {name: found["properties"][name] for name in plain} == plain
    ours, theirs = (shapely.geometry.shape(one["geometry"]) for one in (item, found))
    assert shapely.hausdorff_distance(ours, theirs) < 2e-5  # two units, of half a metre each


def test_gdal_reads_a_tile_from_a_file(server: Served, tile: Tile, item: dict, tmp_path: Path) -> None:
    file = tmp_path / "tile.mvt"
    file.write_bytes(httpx.get(url_of(server, tile), trust_env=False).content)
    check(converted(f"MVT:{file}", tile, tmp_path / "out.geojson")[ID], item)


def test_gdal_reads_a_tile_over_http(server: Served, tile: Tile, item: dict, tmp_path: Path) -> None:
    found = converted(f"MVT:/vsicurl/{url_of(server, tile)}?f=mvt", tile, tmp_path / "out.geojson")
    check(found[ID], item)


def test_gdal_knows_the_types_of_the_properties(server: Served, tile: Tile, tmp_path: Path) -> None:
    file = tmp_path / "tile.mvt"
    file.write_bytes(httpx.get(url_of(server, tile), trust_env=False).content)
    said = gdal("ogrinfo", "-ro", "-al", "-so", f"MVT:{file}")
    for line in ("Layer name: plots", "name: String", "site_area_m2: Real", "revision: Integer"):
        assert line in said
