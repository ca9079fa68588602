"""OGC API – Tiles – Part 1: Core (OGC 20-057), by requirement."""

from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest
import shapely
from pyproj import Transformer

from tests.conformance.conftest import Ogc
from tests.conformance.requirements import TILES_1, TILESET, TILESETS
from tests.mvt import Layer, read

MVT = "application/vnd.mapbox-vector-tile"
OGC_REL = "http://www.opengis.net/def/rel/ogc/1.0"
MATRIX_SETS = ("WebMercatorQuad", "WorldCRS84Quad")


def links(document: dict[str, Any], rel: str) -> list[dict[str, Any]]:
    return [link for link in document["links"] if link["rel"] == rel]


def tilesets(ogc: Ogc, collection: str) -> list[dict[str, Any]]:
    """The full metadata of each tileset of a collection, reached by links alone."""
    described = ogc.json(f"/collections/{collection}")
    (listed,) = links(described, f"{OGC_REL}/tilesets-vector")
    return [ogc.json(links(one, "self")[0]["href"]) for one in ogc.json(listed["href"])["tilesets"]]


def tile_url(tileset: dict[str, Any], z: object, row: object, col: object) -> str:
    (link,) = links(tileset, "item")
    url: str = link["href"]
    for name, value in (("{tileMatrix}", z), ("{tileRow}", row), ("{tileCol}", col)):
        assert name in url
        url = url.replace(name, str(value))
    return url


def last_of(ogc: Ogc, tileset: dict[str, Any], place: int) -> dict[str, Any]:
    """One tile matrix of a tileset, as the definition that it links to has it."""
    (scheme,) = links(tileset, f"{OGC_REL}/tiling-scheme")
    matrix: dict[str, Any] = ogc.json(scheme["href"])["tileMatrices"][place]
    return matrix


def layers(ogc: Ogc, url: str) -> list[Layer]:
    response = ogc._client.get(url)
    assert response.status_code in {200, 204}
    return list(read(response.content).values())


def test_req_core_conformance_success_of_tiles(ogc: Ogc) -> None:
    """/req/core/conformance-success: the list of classes has those of this standard."""
    declared = ogc.json("/conformance")["conformsTo"]
    assert {f"{TILES_1}/core", f"{TILES_1}/tileset", f"{TILES_1}/mvt"} <= set(declared)


def test_req_core_tc_op(ogc: Ogc, collection: str) -> None:
    """/req/core/tc-op: tiles are got by a template of three variables, which the tileset gives."""
    for tileset in tilesets(ogc, collection):
        matrix = last_of(ogc, tileset, 0)
        for col in range(matrix["matrixWidth"]):
            response = ogc._client.get(tile_url(tileset, matrix["id"], 0, col))
            assert response.status_code in {200, 204}


def test_req_core_tc_success(ogc: Ogc, collection: str) -> None:
    """/req/core/tc-success: 200, in the format asked for, with what lies in the tile."""
    items = [one for one in ogc.all(collection) if one["geometry"]]
    for tileset in tilesets(ogc, collection):
        matrix = last_of(ogc, tileset, 0)
        count, ids = 0, set()
        for col in range(matrix["matrixWidth"]):
            for layer in layers(ogc, tile_url(tileset, 0, 0, col)):
                count += sum(one.properties.get("count", 0) for one in layer.features)
                ids |= {one.properties["id"] for one in layer.features if "id" in one.properties}
        assert count + len(ids) == len(items)


def test_req_core_tc_error(ogc: Ogc, collection: str) -> None:
    """/req/core/tc-error: out of range is 404 or 400; a tile without data is 204 or 200."""
    for tileset in tilesets(ogc, collection):
        first, last = last_of(ogc, tileset, 0), last_of(ogc, tileset, -1)
        ogc.problem(tile_url(tileset, int(last["id"]) + 1, 0, 0), 404)
        ogc.problem(tile_url(tileset, 0, first["matrixHeight"], 0), 404)
        ogc.problem(tile_url(tileset, 0, 0, first["matrixWidth"]), 404)
        ogc.problem(tile_url(tileset, 0, 0, "x"), 400)
        url = tile_url(tileset, last["id"], last["matrixHeight"] - 1, last["matrixWidth"] - 1)
        assert ogc._client.get(url).status_code == 204


def test_req_tileset_description(ogc: Ogc, collection: str) -> None:
    """/req/tileset/description: tileset metadata in JSON, linked to its matrix set and, by a template, to its tiles."""
    for tileset in tilesets(ogc, collection):
        jsonschema.validate(tileset, TILESET)
        assert tileset["tileMatrixSetURI"].startswith("http://www.opengis.net/def/tilematrixset/OGC/1.0/")
        (scheme,) = links(tileset, f"{OGC_REL}/tiling-scheme")
        definition = ogc.json(scheme["href"])
        assert (definition["uri"], definition["crs"]) == (tileset["tileMatrixSetURI"], tileset["crs"])
        (item,) = links(tileset, "item")
        assert (item["type"], item["templated"]) == (MVT, True)


def test_req_tilesets_list_tileset_path(ogc: Ogc, collection: str) -> None:
    """/req/tilesets-list/tileset-path: GET on …/tiles gives the list."""
    assert ogc.json(f"/collections/{collection}/tiles")["tilesets"]


def test_req_tilesets_list_tileset_links(ogc: Ogc, collection: str) -> None:
    """/req/tilesets-list/tileset-links: each tileset with its type, CRS, and links to itself and its matrix set."""
    listed = ogc.json(f"/collections/{collection}/tiles")
    jsonschema.validate(listed, TILESETS)
    for one in listed["tilesets"]:
        full = ogc.json(links(one, "self")[0]["href"])
        assert {name: one[name] for name in ("dataType", "crs", "tileMatrixSetURI")}.items() <= full.items()
        assert links(one, f"{OGC_REL}/tiling-scheme")


def test_req_geodata_tilesets_operation(ogc: Ogc, collection: str) -> None:
    """/req/geodata-tilesets/operation: the list is at the address of the collection followed by /tiles."""
    (own,) = links(ogc.json(f"/collections/{collection}"), "self")
    assert ogc.json(f"{own['href'].partition('?')[0]}/tiles")["tilesets"]


def test_req_geodata_tilesets_desc_links(ogc: Ogc, collection: str) -> None:
    """/req/geodata-tilesets/desc-links: the collection links to the list of its vector tilesets."""
    (link,) = links(ogc.json(f"/collections/{collection}"), f"{OGC_REL}/tilesets-vector")
    assert urlsplit(link["href"]).path == f"/collections/{collection}/tiles"


def test_req_mvt_content(ogc: Ogc, collection: str) -> None:
    """/req/mvt/content: a Mapbox Vector Tile of one tile, its grid linear in the tileset's CRS."""
    lon, lat = first_position(ogc, collection)
    for tileset in tilesets(ogc, collection):
        matrix = last_of(ogc, tileset, 10)
        left, top = matrix["pointOfOrigin"]
        x, y = (lon, lat) if tileset["crs"].endswith("CRS84") else mercator(lon, lat)
        size = matrix["cellSize"] * matrix["tileWidth"]
        col, row = (x - left) / size, (top - y) / size
        response = ogc._client.get(tile_url(tileset, 10, int(row), int(col)))
        assert response.headers["content-type"] == MVT
        (layer,) = read(response.content).values()
        assert layer.name == collection
        place = ((col % 1) * layer.extent, (row % 1) * layer.extent)
        near = min(one.geometry.distance(shapely.Point(place)) for one in layer.features)
        assert near <= 16, "within a pixel: small things are merged by the pixel"


def first_position(ogc: Ogc, collection: str) -> tuple[float, float]:
    position = next(one["geometry"]["coordinates"] for one in ogc.all(collection) if one["geometry"])
    while isinstance(position[0], list):
        position = position[0]
    return position[0], position[1]


def mercator(lon: float, lat: float) -> tuple[float, float]:
    from_wgs84 = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)
    x, y = from_wgs84.transform(lon, lat)
    return float(x), float(y)


def test_req_oas30_completeness_of_tiles(ogc: Ogc, collection: str) -> None:
    """/req/oas30/completeness: paths of the tilesets and tiles, with the variables that they need."""
    paths = ogc.api()["paths"]
    start = f"/collections/{collection}/tiles"
    tile = f"{start}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}"
    assert {start, f"{start}/{{tileMatrixSetId}}", tile, "/tileMatrixSets"} <= set(paths)
    required = {one["name"] for one in paths[tile]["get"]["parameters"] if one["in"] == "path"}
    assert required == {"tileMatrixSetId", "tileMatrix", "tileRow", "tileCol"}
    assert "limit" not in {one["name"] for one in paths[tile]["get"]["parameters"]}


def test_req_oas30_operation_id(ogc: Ogc, collection: str) -> None:
    """/req/oas30/operation-id: operations end as the standard names them."""
    paths = ogc.api()["paths"]
    start = f"/collections/{collection}/tiles"
    endings = {
        start: ".collection.vector.getTileSetsList",
        f"{start}/{{tileMatrixSetId}}": ".collection.vector.getTileSet",
        f"{start}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": ".collection.vector.getTile",
    }
    for path, ending in endings.items():
        assert paths[path]["get"]["operationId"].endswith(ending)


@pytest.mark.parametrize("id", MATRIX_SETS)
def test_the_matrix_sets_offered_are_defined(ogc: Ogc, id: str) -> None:
    listed = {one["id"]: one for one in ogc.json("/tileMatrixSets")["tileMatrixSets"]}
    definition = ogc.json(links(listed[id], "self")[0]["href"])
    widths = [matrix["matrixWidth"] for matrix in definition["tileMatrices"]]
    assert widths == [widths[0] * 2**z for z in range(len(widths))]
