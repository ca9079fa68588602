import io
import json

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geo.crs import CRS84, Crs
from geo.errors import BadValue
from geo.exchange.geojson import SUFFIXES, save_features, write_features
from geo.properties import Schema
from geo.stores.encoding import encode
from tests.zoo import SOUND


def features():
    frame = gpd.GeoDataFrame({"名": [*SOUND]}, geometry=list(SOUND.values()), crs=4326)
    encoded = encode(frame, Schema("s", []))
    return [encoded.row(row) for row in range(len(SOUND))]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_gdal_reads_what_is_written(tmp_path, suffix):
    path = tmp_path / f"all{suffix}"
    assert save_features(features(), path) == len(SOUND)
    frame = pyogrio.read_dataframe(path)
    assert frame["名"].tolist() == [*SOUND]
    assert shapely.hausdorff_distance(frame.geometry.to_numpy(), list(SOUND.values())).max() < 1e-6


@pytest.mark.parametrize("suffix", [".geojson", ".JSON"])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_collection_is_one_json_document(suffix, count):
    out = io.BytesIO()
    assert write_features(iter(features()[:count]), out, suffix) == count
    document = json.loads(out.getvalue())
    assert document["type"] == "FeatureCollection"
    assert document["features"] == [json.loads(feature) for feature in features()[:count]]


@pytest.mark.parametrize(("suffix", "mark"), [(".geojsons", "\x1e"), (".geojsonl", ""), (".ndjson", "")])
@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_sequence_is_a_json_document_a_line(suffix, mark, count):
    out = io.BytesIO()
    assert write_features(features()[:count], out, suffix) == count
    lines = out.getvalue().decode().split("\n")[:-1]
    assert len(lines) == count
    assert all(line.startswith(mark) for line in lines)
    assert [json.loads(line.removeprefix(mark)) for line in lines] == [json.loads(f) for f in features()[:count]]


def test_another_format_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(BadValue, match=r"“out\.dxf” is not a file that ends in one of \.geojson, "):
        save_features([], tmp_path / "out.dxf")
    with pytest.raises(BadValue, match=r"“\.dxf” is not one of the endings \.geojson, "):
        write_features([], io.BytesIO(), ".dxf")
    assert list(tmp_path.iterdir()) == []


def test_an_older_file_stays_when_a_feature_fails(tmp_path):
    path = tmp_path / "out.geojson"
    path.write_text("old")

    def failing():
        yield features()[0]
        raise BadValue("x", "y")

    with pytest.raises(BadValue):
        save_features(failing(), path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("name", ["EPSG:4528", "EPSG:4490", "EPSG:3857", "GCJ-02"])
def test_a_file_in_another_system_says_so(name):
    out = io.BytesIO()
    write_features(features()[:1], out, crs=Crs.named(name).east_first())
    said = json.loads(out.getvalue())["crs"]
    assert said == {"type": "name", "properties": {"name": Crs.named(name).label}}


@pytest.mark.parametrize("name", [CRS84, "EPSG:4326"])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_wgs84_needs_no_saying(name, suffix):
    plain, said = io.BytesIO(), io.BytesIO()
    write_features(features()[:2], plain, suffix)
    write_features(features()[:2], said, suffix, Crs.named(name).east_first())
    assert said.getvalue() == plain.getvalue()


@pytest.mark.parametrize("suffix", [".geojsons", ".geojsonl", ".ndjson"])
def test_a_sequence_cannot_name_a_system(suffix, tmp_path):
    with pytest.raises(BadValue, match=r"is not an ending of a file that can name a coordinate system: \.geojson"):
        save_features(features(), tmp_path / f"all{suffix}", Crs.named("EPSG:4528"))
    assert list(tmp_path.iterdir()) == []
