import json
import warnings
from datetime import UTC, date, datetime
from decimal import Decimal

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import pytest
import shapely

from geo.errors import CatalogueError
from geo.exchange.gdal import infer_schema, read_layer
from geo.plots import PLOT
from geo.properties import Kind
from geo.reference import METRO_STATION
from geo.stores.columns import Snapshot
from tests.zoo import SOUND, X, Y

POINTS = shapely.points([[X, Y], [X + 0.5, Y], [X + 1, Y + 1]])
AT = datetime(2026, 1, 31, 1, 2, 3, tzinfo=UTC)
TABLE = {
    "name": pa.array(["外冈镇", None, "<b>"]),
    "floors": pa.array([1, None, 3], pa.int32()),
    "code": pa.array([310114001001, 2, None], pa.int64()),
    "sold": pa.array([True, None, False]),
    "floor_area_ratio": pa.array([2.0, None, 1.5]),
    "agreed": pa.array([date(2026, 1, 31), None, date(9999, 12, 31)]),
    "changed": pa.array([AT, None, AT], pa.timestamp("ms", "UTC")),
}
KINDS = {
    "name": Kind.TEXT,
    "floors": Kind.INTEGER,
    "code": Kind.INTEGER,
    "sold": Kind.BOOLEAN,
    "floor_area_ratio": Kind.NUMBER,
    "agreed": Kind.DATE,
    "changed": Kind.DATETIME,
}
FIRST = {
    "name": "外冈镇",
    "floors": 1,
    "code": 310114001001,
    "sold": True,
    "floor_area_ratio": 2.0,
    "agreed": "2026-01-31",
    "changed": "2026-01-31T01:02:03Z",
}
FORMATS = {"a.gpkg": "GPKG", "a.fgb": "FlatGeobuf", "a.geojson": "GeoJSON", "a.geojsonl": "GeoJSONSeq", "a.parquet": ""}


def write(path, table=TABLE, shapes=POINTS, crs="EPSG:4326", **more):
    """Write a table with geometries by Arrow, which keeps the types that pandas would lose."""
    if path.suffix == ".parquet":
        columns = {name: pd.Series(values, dtype=pd.ArrowDtype(values.type)) for name, values in table.items()}
        gpd.GeoDataFrame(columns, geometry=shapes, crs=crs).to_parquet(path)
        return path
    arrow = pa.table({**table, "geometry": pa.array(shapely.to_wkb(shapes), pa.binary())})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "'crs' was not provided")
        pyogrio.write_arrow(arrow, path, geometry_name="geometry", geometry_type="Unknown", crs=crs, **more)
    return path


def driver(name):
    return {"driver": FORMATS[name]} if FORMATS[name] else {}


def features(path, **more):
    """What a collection of the file gives out, in natural order."""
    layer = read_layer("layer", path, **more)
    snapshot = Snapshot(layer.frame, layer.schema)
    return [json.loads(feature) for feature in snapshot.encoded.rows(snapshot.natural)]


@pytest.mark.parametrize("name", FORMATS)
def test_types_are_inferred_and_encoded_in_every_format(tmp_path, name):
    path = write(tmp_path / name, **driver(name))
    kinds, first = KINDS, FIRST
    if name == "a.fgb":  # has no type for dates
        kinds, first = KINDS | {"agreed": Kind.DATETIME}, FIRST | {"agreed": "2026-01-31T00:00:00Z"}
    layer = read_layer("layer", path)
    assert {row.name: row.kind for row in layer.schema.values() if row.name != "id"} == kinds
    found = {feature["properties"].get("floors"): feature for feature in features(path)}
    assert found[1]["properties"] == first
    assert found[None]["properties"] == {"code": 2}
    assert found[1]["geometry"] == {"type": "Point", "coordinates": [X, Y]}
    assert type(found[1]["properties"]["floor_area_ratio"]) is float
    assert layer.remarks == ()
    assert layer.schema.instant == "agreed"


def test_a_shapefile_in_gbk_and_cgcs2000_is_read(tmp_path):
    plane = gpd.GeoSeries(POINTS, crs="EPSG:4326").to_crs("EPSG:4528").to_numpy()
    frame = gpd.GeoDataFrame({"name": ["嘉定区外冈镇", None, "c"], "lou": [1.5, np.nan, 3]}, geometry=plane, crs=4528)
    frame.to_file(tmp_path / "a.shp", encoding="GBK")
    assert "嘉定区外冈镇".encode("gbk") in (tmp_path / "a.dbf").read_bytes()
    first, second, _ = features(tmp_path / "a.shp")
    assert first["properties"] == {"name": "嘉定区外冈镇", "lou": 1.5}
    assert second["properties"] == {}
    assert first["geometry"]["coordinates"] == pytest.approx([X, Y], abs=1e-7)


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.parquet"])
def test_every_kind_of_geometry_is_read_without_heights(tmp_path, name):
    kinds, shapes = pa.array([*SOUND, "missing"]), [*SOUND.values(), None]
    path = write(tmp_path / name, {"kind": kinds}, shapes, **driver(name))
    found = {feature["properties"]["kind"]: feature["geometry"] for feature in features(path)}
    assert found.pop("missing") is None
    for kind, geometry in found.items():
        shape = shapely.from_geojson(json.dumps(geometry))
        assert shape.geom_type == SOUND[kind].geom_type
        assert not shape.has_z
        assert shapely.hausdorff_distance(shape, SOUND[kind]) < 1e-6


def test_a_layer_is_named_where_there_are_several(tmp_path):
    path = write(tmp_path / "a.gpkg", driver="GPKG", layer="blocks")
    write(path, driver="GPKG", layer="街区", append=False)
    with pytest.raises(CatalogueError, match=r"has 2 layers, name one as a\.gpkg#LAYER: blocks, 街区"):
        read_layer("layer", path)
    with pytest.raises(CatalogueError, match=r"has no layer “streets”; it has blocks, 街区"):
        read_layer("layer", path, "streets")
    assert len(read_layer("layer", path, "街区").frame) == 3


@pytest.mark.parametrize(
    ("ids", "expected", "kept"),
    [
        (["b", "a", "外"], ["b", "a", "外"], False),
        ([7, 5, 6], ["7", "5", "6"], False),
        ([7.0, 5.5, 6.0], ["7", "5.5", "6"], False),
        (["b", "b", "a"], ["0", "1", "2"], True),
        (["b", None, "a"], ["0", "1", "2"], True),
    ],
)
def test_the_column_id_is_the_id_where_it_can_be(tmp_path, ids, expected, kept):
    path = tmp_path / "a.parquet"
    gpd.GeoDataFrame({"id": ids}, geometry=POINTS, crs=4326).to_parquet(path)
    layer = read_layer("layer", path)
    assert list(layer.frame.index) == expected
    assert ("id_in_file" in layer.frame) == kept
    assert ("id_in_file" in layer.schema) == kept


def test_feature_numbers_are_ids_where_there_is_no_column(tmp_path):
    assert list(read_layer("layer", write(tmp_path / "a.gpkg", driver="GPKG")).frame.index) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("values", "kind", "encoded"),
    [
        ([Decimal("1.50"), None, Decimal(2)], Kind.NUMBER, [1.5, None, 2.0]),
        ([["a"], None, ["b", "c"]], Kind.TEXTS, [["a"], None, ["b", "c"]]),
        ([{"a": 1}, None, {"a": 2}], Kind.OBJECTS, [{"a": 1}, None, {"a": 2}]),
        (pd.Categorical(["x", None, "y"]), Kind.TEXT, ["x", None, "y"]),
        (pd.to_timedelta(["90s", None, "1h"]), Kind.NUMBER, [90.0, None, 3600.0]),
        (pd.to_datetime(["2026-01-31T09:02:03.5+08:00", None, "2026-01-31T09:02:03.0+08:00"], format="ISO8601"),
         Kind.DATETIME, ["2026-01-31T01:02:03.500000Z", None, "2026-01-31T01:02:03Z"]),
        (pd.to_datetime(["2026-01-31T09:02:03", None, "2026-02-01T00:00:00"]), Kind.DATETIME,
         ["2026-01-31T09:02:03Z", None, "2026-02-01T00:00:00Z"]),
        ([None, None, None], Kind.TEXT, [None, None, None]),
        ([np.inf, np.nan, 1.0], Kind.NUMBER, [None, None, 1.0]),
    ],
)  # fmt: skip
def test_a_parquet_column_of_any_type_can_be_given_out(tmp_path, values, kind, encoded):
    path = tmp_path / "a.parquet"
    gpd.GeoDataFrame({"it": values}, geometry=POINTS, crs=4326).to_parquet(path)
    assert read_layer("layer", path).schema["it"].kind is kind
    assert [feature["properties"].get("it") for feature in features(path)] == encoded


def test_bytes_are_left_out_with_a_remark(tmp_path):
    path = write(tmp_path / "a.gpkg", {"photo": pa.array([b"x", None, b"y"]), "n": pa.array([1, 2, 3])}, driver="GPKG")
    layer = read_layer("layer", path)
    assert "photo" not in layer.schema
    assert layer.remarks == ("the column photo holds bytes: left out",)
    assert [feature["properties"] for feature in features(path)] == [{"n": 1}, {"n": 2}, {"n": 3}]


@pytest.mark.parametrize("name", ["a.gpkg", "a.parquet"])
def test_features_without_any_property_are_read(tmp_path, name):
    gpd.GeoDataFrame(geometry=POINTS, crs=4326).pipe(
        lambda frame: frame.to_parquet(tmp_path / name) if name.endswith("parquet") else frame.to_file(tmp_path / name)
    )
    assert [feature["properties"] for feature in features(tmp_path / name)] == [{}, {}, {}]


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.parquet"])
def test_a_file_without_features_is_an_empty_layer(tmp_path, name):
    none = {"it": pa.array([], pa.string())}
    assert features(write(tmp_path / name, none, np.empty(0, dtype=object), **driver(name))) == []


def test_positions_without_a_system_are_degrees_with_a_remark(tmp_path):
    layer = read_layer("layer", write(tmp_path / "a.gpkg", driver="GPKG", crs=None))
    assert layer.frame.crs == "EPSG:4326"
    assert layer.remarks == ("it names no coordinate system: taken as WGS 84 longitude and latitude",)


def test_positions_without_a_system_that_are_no_degrees_are_refused(tmp_path):
    path = write(tmp_path / "a.gpkg", shapes=shapely.points([[4e7, 3e6]] * 3), driver="GPKG", crs=None)
    with pytest.raises(CatalogueError, match="names no coordinate system, and its positions are not degrees"):
        read_layer("layer", path)


def test_swapped_axes_are_refused_in_one_line(tmp_path):
    path = tmp_path / "a.parquet"
    gpd.GeoDataFrame(geometry=shapely.points([[Y, X]]), crs=4326).to_parquet(path)
    with pytest.raises(CatalogueError, match=r"outside ±180 and ±90 degrees.*does longitude come first\?"):
        read_layer("layer", path)


def test_missing_positions_need_no_system(tmp_path):
    path = tmp_path / "a.parquet"
    gpd.GeoDataFrame({"a": [1]}, geometry=[None]).to_parquet(path)
    assert features(path) == [{"type": "Feature", "id": "0", "geometry": None, "properties": {"a": 1}}]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"hello", "not recognized as being in a supported file format"),
        ("a.json", b"{}", "not recognized as being in a supported file format"),
        ("a.geojson", b'{"type":"FeatureCollection","features":[{]}', "."),
        ("a.gpkg", b"SQLite format 3\x00" + bytes(200), "."),
        ("a.csv", b"a,b\n1,2\n", "a table without geometries"),
        ("a.parquet", b"hello", "Parquet"),
        ("a.parquet", b"", "Parquet"),
    ],
)
@pytest.mark.filterwarnings("ignore:GPKG. bad application_id")
def test_a_file_that_is_no_layer_is_refused_in_one_line(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CatalogueError, match=message) as refused:
        read_layer("layer", tmp_path / name)
    assert str(refused.value).startswith(str(tmp_path / name))
    assert "\n" not in str(refused.value)
    assert "driver" not in str(refused.value)


def test_a_parquet_table_without_geometries_is_refused_in_one_line(tmp_path):
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(CatalogueError, match="Missing geo metadata"):
        read_layer("layer", tmp_path / "a.parquet")


@pytest.mark.parametrize("name", ["a.gpkg", "a.parquet"])
def test_a_missing_file_is_named(tmp_path, name):
    with pytest.raises(CatalogueError, match=f"{name}: there is no such file"):
        read_layer("layer", tmp_path / name)


def test_another_name_of_the_geometry_column_does_not_matter(tmp_path):
    gpd.GeoDataFrame({"a": [1, 2, 3], "形": POINTS}, geometry="形", crs=4326).to_parquet(tmp_path / "a.parquet")
    assert read_layer("layer", tmp_path / "a.parquet").frame.geometry.name == "geometry"


def test_a_column_that_plots_have_too_keeps_its_title_and_unit():
    frame = gpd.GeoDataFrame({"area_mu": [1.5], "name": [5], "新列": ["x"]}, geometry=POINTS[:1], crs=4326)
    schema = infer_schema("layer", frame)
    assert (schema["area_mu"].title, schema["area_mu"].unit) == (PLOT["area_mu"].title, "mu")
    assert (schema["name"].title["zh"], schema["name"].kind) == ("name", Kind.INTEGER)
    assert schema["新列"].title["en"] == "新列"
    assert schema.instant == ""


def test_objects_cannot_be_asked_for():
    frame = gpd.GeoDataFrame({"it": [{"a": 1}]}, geometry=POINTS[:1], crs=4326)
    assert not infer_schema("layer", frame)["it"].queryable


def test_a_given_schema_is_kept(tmp_path):
    path = write(tmp_path / "a.gpkg", driver="GPKG")
    assert read_layer("metro-stations", path, schema=METRO_STATION).schema is METRO_STATION


def test_a_column_named_like_an_answer_about_nearness_gets_another_name(tmp_path):
    path = tmp_path / "near.geojson"
    frame = gpd.GeoDataFrame({"distance_m": [1.5], "match": ["x"]}, geometry=[shapely.Point(121, 31)], crs="EPSG:4326")
    frame.to_file(path)
    layer = read_layer("near", path)
    assert list(layer.schema) == ["id", "distance_m_in_file", "match_in_file"]
    assert layer.remarks == (
        "its property distance_m is served as distance_m_in_file",
        "its property match is served as match_in_file",
    )


def test_positions_that_rounding_put_beyond_the_antimeridian_are_brought_back(tmp_path):
    beyond = shapely.from_wkt("POLYGON ((179 1, 180.00000000000006 1, 180 2, 179 1))")
    path = tmp_path / "fiji.gpkg"
    gpd.GeoDataFrame({"name": ["Fiji"]}, geometry=[beyond], crs=4326).to_file(path)
    layer = read_layer("fiji", path)
    assert layer.frame.total_bounds.tolist() == [179, 1, 180, 2]
    assert layer.frame.crs == "EPSG:4326"
