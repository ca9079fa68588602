"""Files of every format, served: what was written comes out of the API, and can be asked for."""

import json
from collections.abc import Iterator

import pytest
import shapely

from geo.properties import Kind
from tests.layers import CASES, Case, name_of
from tests.service import Client, client_of

JSON_TYPES = {
    Kind.TEXT: ("string", None),
    Kind.NUMBER: ("number", None),
    Kind.INTEGER: ("integer", None),
    Kind.BOOLEAN: ("boolean", None),
    Kind.DATE: ("string", "date"),
    Kind.DATETIME: ("string", "date-time"),
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The service with a layer of every format."""
    layers = [f"{name_of(case)}={case.written(tmp_path_factory.mktemp('layers'))}" for case in CASES]
    with client_of(layers=tuple(layers)) as made:
        yield made


@pytest.fixture(params=CASES, ids=name_of)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_the_queryables_have_the_types_of_the_columns(served: Client, case: Case) -> None:
    properties = served.get(f"/collections/{name_of(case)}/queryables").json()["properties"]
    said = {name: (properties[name]["type"], properties[name].get("format")) for name in case.expected_kinds}
    assert said == {name: JSON_TYPES[kind] for name, kind in case.expected_kinds.items()}


def test_every_feature_comes_out_as_it_was_written(served: Client, case: Case) -> None:
    features = served.items(name_of(case))["features"]
    assert len(features) == len(case.shapes)
    shapes = [shapely.from_geojson(json.dumps(one["geometry"])) for one in features]
    for expected in case.shapes:
        assert min(shapely.hausdorff_distance(shape, expected) for shape in shapes) < 1e-6
    first = min(features, key=lambda one: shapely.from_geojson(json.dumps(one["geometry"])).bounds[0])
    assert first["properties"].items() >= case.expected_first.items()
    assert served.get(f"/collections/{name_of(case)}/items/{first['id']}").json()["properties"] == first["properties"]


def test_a_feature_is_found_by_each_of_its_values_and_by_its_place(served: Client, case: Case) -> None:
    first = min(
        served.items(name_of(case))["features"],
        key=lambda one: shapely.from_geojson(json.dumps(one["geometry"])).bounds[0],
    )
    for name, value in case.expected_first.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        assert first["id"] in served.ids(name_of(case), **{name: text}), name
    assert served.ids(name_of(case), bbox="121.19,31.29,121.26,31.36") == [first["id"]]


def test_the_time_of_a_layer_is_its_first_date(served: Client, case: Case) -> None:
    dated = [name for name, kind in case.expected_kinds.items() if kind in {Kind.DATE, Kind.DATETIME}]
    extent = served.get(f"/collections/{name_of(case)}").json()["extent"]
    if {"agreed", "changed"} & set(dated):
        start, _ = extent["temporal"]["interval"][0]
        assert start[:10] == "2026-01-31"
    assert extent["spatial"]["bbox"][0] == pytest.approx(list(shapely.total_bounds(case.shapes)), abs=1e-6)


def test_the_pages_give_each_feature_once_and_wound_as_geojson_has_it(served: Client, case: Case) -> None:
    features = [one for page in served.pages(name_of(case), limit=1) for one in page["features"]]
    assert [one["id"] for one in features] == served.ids(name_of(case))
    for one in features:
        shape = shapely.from_geojson(json.dumps(one["geometry"]))
        outer = [part.exterior for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
        assert all(ring.is_ccw for ring in outer)
