import json
import os
import sqlite3
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
from tests.layers import AWKWARD, write_awkward
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
    assert layer.remarks == (("the column agreed has no time zone: taken as UTC",) if name == "a.fgb" else ())
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
def test_a_file_without_features_is_refused_unless_its_schema_is_known(tmp_path, name):
    none = {"name": pa.array([], pa.string())}
    path = write(tmp_path / name, none, np.empty(0, dtype=object), **driver(name))
    with pytest.raises(CatalogueError, match=f"{name}: it holds no features"):
        read_layer("layer", path)
    assert read_layer("metro-stations", path, schema=METRO_STATION).frame.empty


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
        ("a.parquet", b"", "the file is empty"),
        ("a.gpkg", b"", "the file is empty"),
        ("a.arrow", b"hello", "."),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "not recognized as being in a supported file format"),
        ("a.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00", "not recognized as being in a supported file format"),
        ("a.zip", b"hello", "it cannot be unpacked: File is not a zip file"),
    ],
)
def test_a_file_that_is_no_layer_is_refused_in_one_line(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CatalogueError, match=message) as refused:
        read_layer("layer", tmp_path / name)
    assert str(refused.value).startswith(str(tmp_path / name))
    assert "\n" not in str(refused.value)
    assert "driver" not in str(refused.value)


def test_a_parquet_table_without_geometries_is_refused_in_one_line(tmp_path):
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "a.parquet")
    with pytest.raises(CatalogueError, match="it holds a table without geometries: positions are looked for"):
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


def test_the_time_of_a_layer_is_the_first_date_that_has_a_value():
    columns = {"none": pd.to_datetime([None]), "one": pd.to_datetime(["2026-01-31"]), "other": [date(2026, 1, 31)]}
    assert infer_schema("layer", gpd.GeoDataFrame(columns, geometry=POINTS[:1], crs=4326)).instant == "one"
    assert (
        infer_schema("layer", gpd.GeoDataFrame(columns, geometry=POINTS[:1], crs=4326)[["none", "geometry"]]).instant
        == ""
    )


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


@pytest.mark.parametrize("crs", [4490, 4528, 3857, 4979, "OGC:CRS84", 4534, 32651, 2437])
@pytest.mark.parametrize("name", ["a.gpkg", "a.parquet", "a.gml"])
def test_any_system_is_brought_to_longitude_and_latitude(tmp_path, name, crs):
    plane = gpd.GeoSeries(POINTS, crs="EPSG:4326").to_crs(crs)
    frame = gpd.GeoDataFrame({"a": [1, 2, 3]}, geometry=plane)
    frame.to_parquet(tmp_path / name) if name == "a.parquet" else frame.to_file(tmp_path / name)
    layer = read_layer("layer", tmp_path / name)
    assert layer.frame.crs == "EPSG:4326"
    assert shapely.get_coordinates(layer.frame.geometry) == pytest.approx(shapely.get_coordinates(POINTS), abs=1e-7)


def test_a_system_of_this_building_only_is_refused(tmp_path):
    local = 'ENGCRS["site",EDATUM["site"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]]'
    path = tmp_path / "a.parquet"
    gpd.GeoDataFrame({"a": [1]}, geometry=POINTS[:1], crs=local).to_parquet(path)
    with pytest.raises(CatalogueError, match=r"a\.parquet: ") as refused:
        read_layer("layer", path)
    assert "\n" not in str(refused.value)


def test_a_system_may_stand_in_a_file_beside(tmp_path):
    plane = gpd.GeoSeries(POINTS, crs="EPSG:4326").to_crs(4528)
    rows = [f"{number},{point.x},{point.y}" for number, point in enumerate(plane)]
    (tmp_path / "a.csv").write_text("\n".join(["n,x,y", *rows]))
    with pytest.raises(CatalogueError, match=r"not degrees: say which it is in a\.prj, as well-known text or as EPSG"):
        read_layer("layer", tmp_path / "a.csv")
    (tmp_path / "a.prj").write_text(plane.crs.to_wkt("WKT1_ESRI"))
    layer = read_layer("layer", tmp_path / "a.csv")
    assert shapely.get_coordinates(layer.frame.geometry) == pytest.approx(shapely.get_coordinates(POINTS), abs=1e-6)
    (tmp_path / "a.prj").write_text("nonsense")
    with pytest.raises(CatalogueError, match=r"a\.csv: "):
        read_layer("layer", tmp_path / "a.csv")


def test_curves_become_lines_and_heights_are_left_out(tmp_path):
    shapes = [
        "CURVEPOLYGON (CIRCULARSTRING (121 31,121.1 31.1,121.2 31,121.1 30.9,121 31))",
        "COMPOUNDCURVE (CIRCULARSTRING (121 31,121.1 31.1,121.2 31),(121.2 31,121.3 31))",
        "POINT ZM (121 31 5 6)",
        "MULTISURFACE (CURVEPOLYGON ((121 31,121.1 31,121.1 31.1,121 31)))",
    ]
    rows = [f'{number},"{shape}"' for number, shape in enumerate(shapes)]
    (tmp_path / "a.csv").write_text("\n".join(["n,WKT", *rows]))
    layer = read_layer("layer", tmp_path / "a.csv")
    circle, arc, point, area = layer.frame.geometry
    assert circle.area == pytest.approx(np.pi * 0.01, rel=2e-3)
    assert (arc.geom_type, point.wkt, area.geom_type) == ("LineString", "POINT (121 31)", "MultiPolygon")
    assert arc.length == pytest.approx(np.pi * 0.1 + 0.1, rel=1e-3)
    assert "its heights and measures are left out" in layer.remarks


def test_a_broken_geometry_does_not_stop_the_others(tmp_path):
    ring = "POLYGON ((121 31,121.1 31))"
    (tmp_path / "a.csv").write_text(f'n,WKT\n1,"{ring}"\n2,POINT (121 31)\n3,\n')
    layer = read_layer("layer", tmp_path / "a.csv")
    assert list(layer.frame.geometry.notna()) == [False, True, False]
    assert "geometries broken or of a kind that is not known, left out: 1" in layer.remarks


CUT = {"GPKG": "a.gpkg", "FlatGeobuf": "a.fgb", "ESRI Shapefile": "a.shp", "GeoJSON": "a.geojson", "GML": "a.gml",
       "LIBKML": "a.kml", "MapInfo File": "a.tab", "SQLite": "a.sqlite", "GeoJSONSeq": "a.geojsonl",
       "parquet": "a.parquet", "feather": "a.feather", "OpenFileGDB": "a.gdb", "XLSX": "a.xlsx"}  # fmt: skip


@pytest.mark.parametrize("driver", CUT)
def test_a_file_that_is_cut_off_is_refused(tmp_path, driver):
    path = tmp_path / CUT[driver]
    points = shapely.points(np.linspace(121, 122, 500), 31)
    frame = gpd.GeoDataFrame({"name": [f"n{number}" for number in range(500)]}, geometry=points, crs=4326)
    if driver in {"parquet", "feather"}:
        getattr(frame, f"to_{driver}")(path)
    elif driver == "XLSX":
        pyogrio.write_dataframe(pd.DataFrame({"lon": shapely.get_x(points), "lat": 31.0}), path)
    else:
        frame.to_file(path, driver=driver)
    cut = {"OpenFileGDB": max(path.rglob("*"), default=path, key=lambda one: one.stat().st_size)}.get(driver, path)
    cut = path.with_suffix(".map") if driver == "MapInfo File" else cut
    os.truncate(cut, cut.stat().st_size // 2)
    with pytest.raises(CatalogueError) as refused:
        read_layer("layer", path)
    assert str(refused.value).startswith(f"{path}: ")
    assert "\n" not in str(refused.value)


def test_what_gdal_warns_of_is_a_remark(tmp_path):
    path = write(tmp_path / "a.gpkg", driver="GPKG")
    with sqlite3.connect(path) as held:
        held.execute("pragma application_id = 1")
    held.close()
    assert any("application_id" in remark for remark in read_layer("layer", path).remarks)


def test_the_layer_that_has_features_is_meant(tmp_path):
    path = write(tmp_path / "a.gpkg", driver="GPKG", layer="blocks")
    write(path, shapes=POINTS[:0], table={"n": pa.array([], pa.int32())}, driver="GPKG", layer="empty")
    pyogrio.write_dataframe(pd.DataFrame({"a": [1]}), path, layer="codes", driver="GPKG", append=False)
    layer = read_layer("layer", path)
    assert len(layer.frame) == 3
    assert layer.remarks == ("of its 3 layers, blocks alone has features on the map: it is served",)
    with pytest.raises(CatalogueError, match="it holds a table without geometries"):
        read_layer("layer", path, "codes")


def test_columns_may_have_any_name(tmp_path):
    (found,) = features(write_awkward(tmp_path / "a.geojson"))
    assert found["properties"].pop("geometry_in_file_") == "g"
    assert found["properties"].pop("geometry_in_file") == "h"
    assert found["properties"] == {name: number for number, name in enumerate(AWKWARD)}


def test_two_columns_of_one_name_are_both_served(tmp_path):
    (tmp_path / "a.csv").write_text("a,a,WKT\n1,2,POINT (121 31)\n")
    assert features(tmp_path / "a.csv")[0]["properties"] == {"a": 1, "a_2": 2}


def test_ids_that_are_not_all_different_are_said_to_be_replaced(tmp_path):
    path = write(tmp_path / "a.geojson", {"id": pa.array(["a", "a", "b"])}, driver="GeoJSON")
    said = "its ids are missing or not all different: the numbers of features are the ids"
    assert read_layer("layer", path).remarks == (said, "its property id is served as id_in_file")
    path = write(tmp_path / "b.parquet", {"id": pa.array(["a", "", "b"])})
    assert list(read_layer("layer", path).frame.index) == ["0", "1", "2"]


def test_positions_that_rounding_put_beyond_the_antimeridian_are_brought_back(tmp_path):
    beyond = shapely.from_wkt("POLYGON ((179 1, 180.00000000000006 1, 180 2, 179 1))")
    path = tmp_path / "fiji.gpkg"
    gpd.GeoDataFrame({"name": ["Fiji"]}, geometry=[beyond], crs=4326).to_file(path)
    layer = read_layer("fiji", path)
    assert layer.frame.total_bounds.tolist() == [179, 1, 180, 2]
    assert layer.frame.crs == "EPSG:4326"


def test_the_largest_whole_number_is_known_whatever_its_sign():
    columns = {"a": [1, -7], "b": pd.array([2**62, None], "Int64"), "c": pd.array([None, None], "Int64"), "d": [1.5, 9]}
    schema = infer_schema("layer", gpd.GeoDataFrame(columns, geometry=[shapely.Point(X, Y)] * 2, crs="EPSG:4326"))
    assert {name: schema[name].largest for name in columns} == {"a": 7, "b": 2**62, "c": 0, "d": 0}


def test_positions_that_are_no_numbers_are_left_out(tmp_path):
    shapes = np.array([shapely.Point(X, Y), shapely.LineString([(X, Y), (X, 99), (X, Y + 1)]), shapely.Point(X, 99)])
    with np.errstate(invalid="ignore"):
        unfinished = shapely.transform(shapes, lambda xy: np.where(xy == 99, np.nan, xy))
    layer = read_layer("layer", write(tmp_path / "a.parquet", shapes=unfinished))
    assert layer.frame.geometry.isna().tolist() == [False, True, True]
    assert "geometries with positions that are no numbers, left out: 2" in layer.remarks
