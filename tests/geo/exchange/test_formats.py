"""Every format of the table is written to a real file and read."""

import json
from pathlib import Path

import pytest
import shapely

from geo.exchange.formats import FORMATS, format_of
from geo.exchange.gdal import read_layer
from geo.stores.columns import Snapshot
from tests.layers import CASES, Case


def test_every_format_of_the_table_is_tested() -> None:
    assert {case.format for case in CASES} == {format.name for format in FORMATS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_the_ending_tells_the_format(case: Case) -> None:
    found = format_of(Path(case.file))
    assert found is not None
    assert found.name == case.format


def test_no_ending_stands_for_two_formats() -> None:
    endings = [ending for format in FORMATS for ending in format.endings]
    assert len(endings) == len(set(endings))
    assert format_of(Path("a.unheard-of")) is None
    assert format_of(Path("A.GPKG")) is FORMATS[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_layer_of_every_format_has_the_types_values_and_shapes_that_were_written(case: Case, tmp_path: Path) -> None:
    path = case.written(tmp_path)
    beside = sorted(tmp_path.rglob("*"))
    layer = read_layer("layer", path)
    kinds = {row.name: row.kind for row in layer.schema.values()}
    assert kinds.items() >= case.expected_kinds.items()
    snapshot = Snapshot(layer.frame, layer.schema)
    features = [json.loads(feature) for feature in snapshot.encoded.rows(snapshot.natural)]
    by_place = {round(shape.bounds[0], 3): feature for feature in features if (shape := shape_of(feature))}
    for expected in case.shapes:
        found = shape_of(by_place[round(expected.bounds[0], 3)])
        assert shapely.equals_exact(shapely.normalize(found), shapely.normalize(expected), 1e-6)
    first = by_place[round(case.shapes[0].bounds[0], 3)]["properties"]
    assert {name: first.get(name) for name in case.expected_first} == case.expected_first
    assert sorted(tmp_path.rglob("*")) == beside, "reading leaves nothing behind"


def shape_of(feature: dict[str, object]) -> shapely.Geometry:
    shape = shapely.from_geojson(json.dumps(feature["geometry"]))
    return shape.geoms[0] if shape.geom_type.startswith("Multi") and len(shape.geoms) == 1 else shape
