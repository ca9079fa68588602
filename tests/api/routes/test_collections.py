"""The collections and their queryables."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import jsonschema
import pytest
import shapely

from tests.service import COUNTS, DATA, Client, client_of, linked

COLLECTIONS = [*COUNTS, "zoning"]


def bounds_of(features: list[dict[str, Any]]) -> tuple[float, float, float, float]:
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features if one["geometry"]]
    west, south, east, north = shapely.total_bounds(shapes)
    return west, south, east, north


@pytest.mark.parametrize("id", COLLECTIONS)
def test_a_collection_says_how_many_items_it_has_and_where(layered: Client, id: str) -> None:
    said = layered.get(f"/collections/{id}").json()
    features = layered.items(id, limit=1000)["features"]
    assert said["itemCount"] == len(features)
    assert said["extent"]["spatial"]["bbox"] == [list(bounds_of(features))]


def test_the_extent_in_time_is_that_of_the_records(client: Client) -> None:
    records = [json.loads(file.read_text(encoding="utf-8")) for file in (DATA / "plots").glob("*.geojson")]
    moments = sorted(one["properties"]["updated_at"] for one in records)
    interval = client.get("/collections/plots").json()["extent"]["temporal"]["interval"]
    assert interval == [[moments[0], moments[-1]]]
    assert "temporal" not in client.get("/collections/places").json()["extent"]


def test_an_extent_of_early_years_is_written_in_four_digits(tmp_path: Path) -> None:
    days = gpd.GeoDataFrame(
        {"day": [date(221, 1, 1), date(2026, 1, 31)]}, geometry=[shapely.Point(121, 31)] * 2, crs=4326
    )
    days.to_parquet(tmp_path / "days.parquet")
    with client_of(layers=(f"days={tmp_path / 'days.parquet'}",)) as client:
        interval = client.get("/collections/days").json()["extent"]["temporal"]["interval"]
    assert interval == [["0221-01-01T00:00:00Z", "2026-01-31T00:00:00Z"]]


@pytest.mark.parametrize(
    ("last", "said"),
    [
        ("2026-01-31T08:00:00.5Z", "2026-01-31T08:00:01Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59Z"),  # what databases write for "without end"
    ],
)
def test_an_extent_holds_the_fraction_of_its_last_second_while_there_is_one_after_it(
    tmp_path: Path, last: str, said: str
) -> None:
    features = [
        {"type": "Feature", "properties": {"at": at}, "geometry": {"type": "Point", "coordinates": [121, 31]}}
        for at in ("2020-01-01T00:00:00Z", last)
    ]
    (tmp_path / "moments.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    with client_of(layers=(f"moments={tmp_path / 'moments.geojson'}",)) as client:
        interval = client.get("/collections/moments").json()["extent"]["temporal"]["interval"]
    assert interval == [["2020-01-01T00:00:00Z", said]]


@pytest.mark.parametrize("id", COLLECTIONS)
def test_every_link_of_a_collection_resolves(layered: Client, id: str) -> None:
    said = layered.get(f"/collections/{id}").json()
    assert {"self", "alternate", "items"} <= {link["rel"] for link in said["links"]}
    for link in said["links"]:
        response = layered.get(link["href"])
        assert response.status_code == 200
        assert response.headers["content-type"].partition(";")[0] == link["type"]


def test_data_of_others_is_named_with_its_source(client: Client) -> None:
    for id in ("metro-stations", "metro-lines", "places"):
        assert "OpenStreetMap" in client.get(f"/collections/{id}").json()["attribution"]


def test_titles_are_in_the_language_asked(client: Client) -> None:
    assert client.get("/collections/plots?lang=zh").json()["title"] == "地块"
    assert client.get("/collections/plots?lang=en").json()["title"] == "Land plots"


@pytest.mark.parametrize("id", COLLECTIONS)
def test_the_queryables_are_the_properties_of_the_items(layered: Client, id: str) -> None:
    response = layered.get(f"/collections/{id}/queryables")
    assert response.headers["content-type"] == "application/schema+json"
    properties = response.json()["properties"]
    held = {name for one in layered.items(id, limit=1000)["features"] for name in one["properties"]}
    unasked = {"sources", "extra"}
    assert held - unasked <= properties.keys()
    assert not unasked & properties.keys()
    assert {"id", "geometry"} <= properties.keys()


@pytest.mark.parametrize("id", COLLECTIONS)
def test_the_ids_of_the_items_are_as_the_queryables_say(layered: Client, id: str) -> None:
    schema = layered.get(f"/collections/{id}/queryables").json()["properties"]["id"]
    for feature in layered.items(id, limit=1000)["features"]:
        jsonschema.validate(feature["id"], schema)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", ["/collections", "/collections/plots", "/collections/plots/queryables"])
def test_there_is_a_page_for_people(client: Client, path: str, lang: str) -> None:
    page = client.page(f"{path}?f=html&lang={lang}")
    assert ("地块" if lang == "zh" else "Land plots") in page
    if path.endswith("queryables"):
        for name in client.get(path).json()["properties"]:
            assert name == "geometry" or f"<code>{name}</code>" in page


def test_a_collection_that_is_not_there_is_not_found(client: Client) -> None:
    for path in ("/collections/parks", "/collections/parks/queryables"):
        said = client.problem(path, 404)
        assert said["type"] == "urn:dikuai:problem:unknown-collection"
        assert "metro-stations" in said["detail"]


def test_a_page_of_a_collection_links_to_its_items_and_queryables(client: Client) -> None:
    page = client.page("/collections/places?f=html")
    assert "/collections/places/items" in page
    assert "/collections/places/queryables" in page
    assert linked(client.get("/collections/places").json(), "alternate", "html")
