from typing import Any

import pytest

from geo.filters import Filter
from geo.tiles.grid import MATRIX_SETS
from tests.mvt import Feature, read
from tests.service import COUNTS, Client, client_of, linked, path_of

MVT = "application/vnd.mapbox-vector-tile"
ID = "waigang-29-08"


@pytest.fixture(scope="session")
def url(client: Client) -> str:
    """The address of a tile with a plot in it."""
    return tile_of(client)


def tile_of(client: Client, matrix_set: str = "WebMercatorQuad", z: int = 14) -> str:
    """Return the address of the tile in which a plot begins."""
    geometry = client.get(f"/collections/plots/items/{ID}").json()["geometry"]
    lon, lat = geometry["coordinates"][0][0]
    tile = MATRIX_SETS[matrix_set].tile_at(z, lon, lat)
    return f"/collections/plots/tiles/{matrix_set}/{z}/{tile.row}/{tile.col}"


def features(client: Client, url: str, **params: Any) -> list[Feature]:
    """Ask for a tile and return the features in it."""
    response = client.get(url, **params)
    assert response.status_code in {200, 204}, response.text
    return [one for layer in read(response.content).values() for one in layer.features]


@pytest.mark.parametrize("matrix_set", MATRIX_SETS)
@pytest.mark.parametrize("z", [11, 14, 18])
def test_a_plot_is_in_the_tiles_it_lies_in_with_all_that_can_be_asked_by(
    client: Client, matrix_set: str, z: int
) -> None:
    found = {one.properties.get("id"): one for one in features(client, tile_of(client, matrix_set, z))}
    item = client.get(f"/collections/plots/items/{ID}").json()["properties"]
    plain = {name: value for name, value in item.items() if isinstance(value, str | float | int | bool)}
    assert plain.items() <= found[ID].properties.items()


@pytest.mark.parametrize("collection", COUNTS)
@pytest.mark.parametrize("matrix_set", MATRIX_SETS)
def test_the_first_zoom_stands_for_every_item(client: Client, collection: str, matrix_set: str) -> None:
    ids, merged = set(), 0
    for col in range(MATRIX_SETS[matrix_set].columns):
        for one in features(client, f"/collections/{collection}/tiles/{matrix_set}/0/0/{col}"):
            ids |= {one.properties["id"]} if "id" in one.properties else set()
            merged += one.properties.get("count", 0)
    assert len(ids) + merged == COUNTS[collection]


@pytest.mark.parametrize("query", ["status=planned", "near=metro&within=2km", "bbox=121.1,31.3,121.2,31.4"])
def test_a_tile_has_the_items_that_the_same_query_finds(client: Client, query: str) -> None:
    found = {item["id"] for item in client.get(f"/collections/plots/items?limit=1000&{query}").json()["features"]}
    everything = {one.properties["id"] for one in features(client, tile_of(client, z=14))}
    assert {one.properties["id"] for one in features(client, f"{tile_of(client)}?{query}")} == everything & found


@pytest.mark.parametrize(
    ("path", "code", "said"),
    [
        ("WebMercatorQuad/a/0/0", 400, "tileMatrix: “a” is not a whole number"),
        ("WebMercatorQuad/0/-1/0", 400, "tileRow: “-1” is not a whole number"),
        ("WebMercatorQuad/0/0/1.5", 400, "tileCol: “1.5” is not a whole number"),
        ("WebMercatorQuad/25/0/0", 404, "there is no tile “WebMercatorQuad/25/0/0”"),
        ("WebMercatorQuad/1/2/0", 404, "there is no tile “WebMercatorQuad/1/2/0”"),
        ("WorldCRS84Quad/0/0/2", 404, "there is no tile “WorldCRS84Quad/0/0/2”"),
        ("Mercator/0/0/0", 404, "there is no tile matrix set “Mercator”; there are WebMercatorQuad, WorldCRS84Quad"),
        ("WebMercatorQuad/0/0/0?limit=3", 400, "there is no parameter “limit”"),
        ("WebMercatorQuad/0/0/0?status=sold", 400, "status: “sold” is not one of planned"),
        ("WebMercatorQuad/0/0/0?properties=colour", 400, "plots has no property “colour”"),
        ("WebMercatorQuad/0/0/0?properties=status,sources", 400, "plots has no property “sources”"),
        ("WebMercatorQuad/0/0/0?max-bytes=999", 400, "max-bytes: “999” is not a whole number from 1000 to 500000"),
        ("WebMercatorQuad/0/0/0?max-bytes=500001", 400, "max-bytes: “500001” is not a whole number"),
        ("WebMercatorQuad/0/0/0?max-bytes=1e4", 400, "max-bytes: “1e4” is not a whole number"),
        ("WebMercatorQuad?max-bytes=", 400, "max-bytes: “” is not a whole number"),
        ("WebMercatorQuad/0/0/0?f=png", 400, "f: “png” is not one of mvt"),
        ("WorldCRS84Quad?f=tilejson", 400, "f: “tilejson” is not one of json"),
        ("WebMercatorQuad?near=nowhere-at-all", 400, "near: "),
    ],
)
def test_what_cannot_be_answered_is_named(client: Client, path: str, code: int, said: str) -> None:
    assert said in client.problem(f"/collections/plots/tiles/{path}", code)["detail"]


def test_a_tile_where_nothing_lies_has_no_content(client: Client) -> None:
    response = client.get("/collections/plots/tiles/WebMercatorQuad/14/0/0")
    assert (response.status_code, response.content) == (204, b"")


def test_a_tile_that_the_client_has_is_not_sent_again(client: Client, url: str) -> None:
    first = client.get(url)
    assert (first.status_code, first.headers["content-type"]) == (200, MVT)
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(url, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_large_tile_is_compressed_and_kept_so(client: Client, coding: str) -> None:
    url = tile_of(client, z=9)
    plain, packed, again = (client.get(url, headers={"Accept-Encoding": one}) for one in ("identity", coding, coding))
    assert len(plain.content) > 1000
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == again.headers["content-encoding"] == coding
    assert packed.content == again.content == plain.content
    assert int(packed.headers["content-length"]) < len(plain.content)
    assert plain.headers["etag"] == packed.headers["etag"]
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept, Accept-Language, Accept-Encoding, Origin"
    known = client.get(url, headers={"Accept-Encoding": coding, "If-None-Match": packed.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")


def test_a_small_tile_is_sent_as_it_is(client: Client) -> None:
    with client_of(http={"compress_min_bytes": 1_000_000}) as plain:
        response = plain.get(tile_of(client, z=9), headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in response.headers


@pytest.mark.parametrize("cache_mb", [0, 1])
def test_the_service_keeps_as_much_as_the_setting_says(cache_mb: int) -> None:
    with client_of(tiles={"cache_mb": cache_mb}) as client:
        first, again = client.get(tile_of(client)), client.get(tile_of(client))
        assert first.content == again.content
        (kept,) = {id(one.tiles): one.tiles for one in client.app.service.catalogue._held}.values()  # type: ignore[attr-defined]
        assert (kept.most_bytes, len(kept)) == (cache_mb * 1_000_000, min(cache_mb, 1))


@pytest.mark.parametrize(
    ("told", "keys"), [("", {"id"}), ("id", {"id"}), ("status,area_mu", {"id", "status", "area_mu"})]
)
def test_a_tile_tells_what_it_is_asked_for(client: Client, url: str, told: str, keys: set[str]) -> None:
    everything = features(client, url)
    found = features(client, f"{url}?properties={told}")
    assert [one.properties["id"] for one in found] == [one.properties["id"] for one in everything]
    for one, whole in zip(found, everything, strict=True):
        assert one.properties == {key: value for key, value in whole.properties.items() if key in keys}
    assert features(client, url) == everything


def test_tiles_of_other_sizes_are_other_tiles(client: Client) -> None:
    url = "/collections/metro-stations/tiles/WebMercatorQuad/8/104/214"
    whole, small = features(client, url), features(client, f"{url}?max-bytes=1000")
    assert len(client.get(f"{url}?max-bytes=1000").content) <= 1000 < len(client.get(url).content)
    assert sum(one.properties.get("count", 1) for one in small) == sum(one.properties.get("count", 1) for one in whole)
    assert features(client, url) == whole


def test_a_filter_is_asked_once_for_all_tiles_of_a_map(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    asked = []
    mask = Filter.mask
    monkeypatch.setattr(Filter, "mask", lambda *some: asked.append(some[0]) or mask(*some))
    for z in (11, 12, 13):
        assert client.get(tile_of(client, z=z), filter="area_mu > 20 AND area_mu < 987654").status_code in {200, 204}
    assert len(asked) == 1


def test_links_lead_from_the_landing_page_to_a_tile(client: Client) -> None:
    collections = client.get(linked(client.get("/?f=json").json(), "data") or "").json()["collections"]
    for collection in collections:
        listed = client.get(linked(collection, "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector") or "").json()
        for tileset in listed["tilesets"]:
            described = client.get(linked(tileset, "self") or "").json()
            template = linked(described, "item", MVT) or ""
            for name in ("{tileMatrix}", "{tileRow}", "{tileCol}"):
                template = template.replace(name, "0")
            assert client.get(template).status_code in {200, 204}


def test_tilejson_and_style_hand_the_query_on(client: Client) -> None:
    style = client.get("/collections/plots/style?status=planned").json()
    tilejson = client.get(style["sources"]["plots"]["url"])
    assert tilejson.headers["content-type"] == "application/vnd.mapbox.tilejson+json"
    (template,) = tilejson.json()["tiles"]
    assert path_of(template).endswith("{z}/{y}/{x}?status=planned")
    z, y, x = tile_of(client).split("/")[-3:]
    url = template.replace("{z}", z).replace("{y}", y).replace("{x}", x)
    assert features(client, url) == features(client, f"{tile_of(client)}?status=planned")


def test_tilejson_and_the_tileset_name_the_properties_that_the_tiles_tell(client: Client) -> None:
    for told, names in (("status,area_mu", {"id", "status", "area_mu"}), ("", {"id"})):
        url = f"/collections/plots/tiles/WebMercatorQuad?properties={told}&max-bytes=60000"
        (layer,) = client.get(f"{url}&f=tilejson").json()["vector_layers"]
        assert set(layer["fields"]) == names
        (described,) = client.get(url).json()["layers"]
        assert set(described["propertiesSchema"]["properties"]) == names
        (template,) = client.get(f"{url}&f=tilejson").json()["tiles"]
        assert template.endswith(f"properties={told}&max-bytes=60000")


def test_tilejson_says_where_the_tiles_are_and_what_is_in_them(client: Client) -> None:
    said = client.get("/collections/metro-stations/tiles/WebMercatorQuad?f=tilejson").json()
    assert (said["tilejson"], said["scheme"], said["attribution"]) == ("3.0.0", "xyz", "© OpenStreetMap contributors")
    west, south, east, north = said["bounds"]
    assert west < said["center"][0] < east
    assert south < said["center"][1] < north
    (layer,) = said["vector_layers"]
    assert layer["id"] == "metro-stations"
    assert {"id": "String", "name": "String"}.items() <= layer["fields"].items()
