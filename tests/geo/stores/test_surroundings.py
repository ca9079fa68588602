"""What lies about a plot."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pyproj import Geod
from shapely.geometry import shape
from shapely.ops import nearest_points

from geo.measure import geodesic_gaps
from geo.stores import Catalogue, open_catalogue
from geo.stores.surroundings import Alike, Beside, Surroundings, surroundings
from tests.service import DATA, record, write_catalogue


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue(DATA)


def found(catalogue: Catalogue, id: str, **counts: int) -> Surroundings:
    async def ask() -> Surroundings:
        return await surroundings(catalogue, json.loads(await catalogue.collection("plots").item(id)), **counts)

    return asyncio.run(ask())


def written(folder: str) -> Iterator[dict[str, Any]]:
    for file in sorted((DATA / folder).glob("*.geojson")):
        content = json.loads(file.read_text())
        yield from content.get("features", [content])


def test_the_stations_are_the_nearest_of_all(catalogue: Catalogue) -> None:
    plot = shape(next(one for one in written("plots") if one["id"] == "waigang-29-08")["geometry"])
    stations = [one for one in written("reference") if "interchange" in one["properties"]]
    geometries = np.array([shape(one["geometry"]) for one in stations])
    gaps = geodesic_gaps(geometries, np.array([plot] * len(stations))).distance_m
    expected = [stations[i]["id"] for i in np.argsort(gaps)[:5]]
    near = found(catalogue, "waigang-29-08").stations
    assert [one.id for one in near] == expected
    assert [one.distance_m for one in near] == pytest.approx(sorted(gaps)[:5], abs=0.1)


def test_a_distance_is_as_unsure_as_both_positions(catalogue: Catalogue) -> None:
    for station in found(catalogue, "waigang-29-08").stations:
        off = 4000 + station.properties["uncertainty_m"]
        assert station.most_m == pytest.approx(station.distance_m + off, abs=0.11)
        assert station.least_m == pytest.approx(max(station.distance_m - off, 0), abs=0.11)


def test_the_neighbours_are_the_other_plots_nearest_first(catalogue: Catalogue) -> None:
    plots = {one["id"]: shape(one["geometry"]) for one in written("plots")}
    here = plots.pop("waigang-1704")

    def metres(id: str) -> float:
        a, b = nearest_points(here, plots[id])
        return float(Geod(ellps="GRS80").inv(a.x, a.y, b.x, b.y)[2])

    beside = found(catalogue, "waigang-1704", neighbours=9).neighbours
    assert [one.id for one in beside] == sorted(plots, key=metres)
    assert [one.distance_m for one in beside] == pytest.approx(sorted(map(metres, plots)), rel=1e-3)
    assert len(found(catalogue, "waigang-1704", neighbours=2).neighbours) == 2


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"site_area_m2": 10_000, "floor_area_ratio": 2.0}, ["twin", "denser", "larger"]),
        ({"floor_area_ratio": 2.0}, ["larger", "twin", "denser"]),
        ({}, []),
    ],
)
def test_what_is_alike_comes_most_alike_first(tmp_path: Path, stated: dict[str, Any], expected: list[str]) -> None:
    others = (
        record("twin", site_area_m2=10_100, floor_area_ratio=2.0, land_use_name="工业用地"),
        record("denser", site_area_m2=10_000, floor_area_ratio=2.4),
        record("larger", site_area_m2=19_000, floor_area_ratio=2.0),
        record("giant", site_area_m2=90_000, floor_area_ratio=3.0),
        record("silent"),
    )
    catalogue = open_catalogue(write_catalogue(tmp_path / "data", record("this", **stated), *others))
    alike = found(catalogue, "this").alike
    assert {one.beside.id for one in alike} == set(expected)
    if "site_area_m2" in stated:
        assert [one.beside.id for one in alike] == expected
    assert [one.unlikeness for one in alike] == sorted(one.unlikeness for one in alike)


def test_why_a_plot_is_alike_is_said(tmp_path: Path) -> None:
    stated = {"site_area_m2": 10_000, "floor_area_ratio": 2.0, "land_use_name": "工业用地"}
    other = record("other", site_area_m2=12_000, floor_area_ratio=1.8, land_use_name="仓储用地")
    catalogue = open_catalogue(write_catalogue(tmp_path / "data", record("this", **stated), other))
    (alike,) = found(catalogue, "this").alike
    assert (alike.area_ratio, alike.ratio_difference, alike.same_use) == (1.2, -0.2, False)


def test_another_use_makes_less_alike() -> None:
    beside = Beside("one", {}, shape({"type": "Point", "coordinates": [121, 31]}), 1.0, 0.0, 2.0, 0.1)
    assert Alike(beside, 1.0, 0.0, True).unlikeness == 0
    assert Alike(beside, 0.5, None, None).unlikeness == 1
    assert Alike(beside, 1.0, 0.0, False).unlikeness > 0


def test_without_stations_none_are_found(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "data", record("alone"))
    (folder / "reference" / "metro-stations.geojson").unlink()
    around = found(open_catalogue(folder), "alone")
    assert (around.stations, around.neighbours, around.alike) == ([], [], ())
