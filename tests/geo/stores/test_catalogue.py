import asyncio
import json
import logging
import shutil
from contextlib import suppress
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.errors import AmbiguousName, BadValue, CatalogueError, UnknownCollection
from geo.proximity import Walking
from geo.stores import LayerFile, Query, open_catalogue
from geo.stores.query import SortKey
from tests.geodesy import GEOD
from tests.zoo import X, Y, polygon, ring

DATA = Path(__file__).parents[3] / "data"


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue(DATA)


@pytest.fixture
def folder(tmp_path):
    """A copy of the catalogue, to be edited."""
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


def ask(catalogue, collection="plots", **query):
    page = asyncio.run(catalogue.collection(collection).page(Query(limit=1000, **query)))
    return {feature["id"]: feature["properties"] for feature in map(json.loads, page.features)}


def test_the_catalogue_of_jiading_is_whole(catalogue):
    counts = {id: collection.count for id, collection in catalogue.collections.items()}
    assert counts == {"plots": 6, "metro-stations": 418, "metro-lines": 21, "places": 20}
    assert catalogue.report.set_aside == ()


def test_waigang_29_08_is_served_with_its_figures(catalogue):
    feature = json.loads(asyncio.run(catalogue.collection("plots").item("waigang-29-08")))
    plot = feature["properties"]
    figures = {
        "area_mu": 26.5,
        "floor_area_ratio": 2.0,
        "boundary_south": "汇方路",
        "boundary_west": "管路河",
        "floor_area_max_m2": 35333,
        "floor_area_ratio_implied": 1.585,
    }
    assert plot.items() >= figures.items()
    assert [doubt["code"] for doubt in plot["doubts"]] == ["floor_area_unused", "location_approximate"]
    area, _ = GEOD.geometry_area_perimeter(shapely.from_geojson(json.dumps(feature["geometry"])))
    assert area == pytest.approx(17_666.67, rel=1e-3)
    assert plot["area_computed_m2"] == pytest.approx(17_666.67, rel=1e-3)


@pytest.mark.parametrize("target", ["metro", "metro:13"])
def test_the_aviation_park_is_perhaps_within_1_km_of_the_metro(catalogue, target):
    found = ask(catalogue, near=catalogue.near(target, "1km"))["zhenxin-general-aviation-park"]
    assert target == "metro" or "13" in found["nearest"]["lines"]
    assert found["match"] == "possible"
    assert found["distance_min_m"] <= 1000 < found["distance_max_m"]
    assert "zhenxin-general-aviation-park" not in ask(catalogue, near=catalogue.near(target, "1km", certain=True))


def test_derived_metro_columns_say_the_same_as_near_metro(catalogue):
    for plot in ask(catalogue, near=catalogue.near("metro")).values():
        assert plot["metro_station"] == plot["nearest"]["name"]
        assert plot["metro_lines"] == plot["nearest"]["lines"]
        assert plot["metro_distance_m"] == plot["distance_m"]
        assert plot["metro_walk_min"] == pytest.approx(plot["walk_min"], abs=0.051)


def test_plots_can_be_sorted_by_what_is_derived(catalogue):
    for name in ("metro_distance_m", "area_mu", "metro_station"):
        found = [plot[name] for plot in ask(catalogue, sort=(SortKey(name),)).values() if name in plot]
        assert found == sorted(found)
        assert found


@pytest.mark.parametrize(
    "target", ["metro:11", "嘉定北", "121.25,31.38", "North Jiading Station", "waigang-1704", "外冈镇"]
)
@pytest.mark.parametrize("collection", ["plots", "metro-stations", "metro-lines", "places"])
def test_near_works_on_every_collection(catalogue, target, collection):
    near = catalogue.near(target)
    found = ask(catalogue, collection, near=near)
    assert len(found) == catalogue.collection(collection).count
    metres = [item["distance_m"] for item in found.values()]
    assert metres == sorted(metres)
    within = ask(catalogue, collection, near=catalogue.near(target, "15min"))
    assert list(within) == [id for id, item in found.items() if item["distance_min_m"] <= 15 * 80 / 1.3]


def test_a_station_is_nearest_to_itself(catalogue):
    found = ask(catalogue, "metro-stations", near=catalogue.near("嘉定北", "0"))
    assert next(iter(found)) == "north-jiading"
    assert found["north-jiading"]["distance_m"] == 0


def test_a_plot_named_like_a_place_is_one_of_the_candidates(folder):
    path = folder / "plots/waigang-1704.geojson"
    path.write_text(path.read_text().replace('"name": "', '"name": "外冈镇", "alias": "', 1))
    with pytest.raises(AmbiguousName) as refused:
        open_catalogue(folder).near("外冈镇")
    assert set(refused.value.candidates) == {"place:外冈镇", "plot:waigang-1704"}


@pytest.mark.parametrize(
    ("target", "within", "place"),
    [
        ("Atlantis", None, "near"),
        ("31.38,121.25", None, "near"),
        ("metro", "banana", "within"),
        ("metro", "-1", "within"),
    ],
)
def test_a_bad_question_names_its_parameter(catalogue, target, within, place):
    with pytest.raises(BadValue, match=f"^{place}: "):
        catalogue.near(target, within)


@pytest.mark.parametrize("target", ["metro", "metro:11", "安亭镇", "121.25,31.38", "waigang-29-08"])
def test_the_same_question_is_the_same_while_names_mean_the_same(catalogue, target):
    assert catalogue.near(target, "1km") is catalogue.near(target, "1km")
    assert catalogue.near(target, "1km") is not catalogue.near(target, "2km")


def test_the_speed_of_walking_is_that_of_the_catalogue():
    slow = open_catalogue(DATA, walking=Walking(40, 1))
    near = slow.near("metro", "10min")
    assert (near.within.metres, near.within.minutes) == (400, 10)
    plot = next(iter(ask(slow, near=slow.near("metro")).values()))
    assert plot["walk_min"] == pytest.approx(plot["distance_m"] / 40, abs=0.06)


def test_a_version_differs_with_the_speed_of_walking_and_with_the_metro(catalogue, folder):
    plots = catalogue.collection("plots")
    assert catalogue.version(plots) == (again := open_catalogue(folder)).version(again.collection("plots"))
    slow = open_catalogue(DATA, walking=Walking(40, 1))
    stations = folder / "reference/metro-stations.geojson"
    stations.write_text(stations.read_text().replace('"uncertainty_m": 45', '"uncertainty_m": 46', 1))
    other = open_catalogue(folder)
    versions = {one.version(one.collection("plots")) for one in (catalogue, slow, other)}
    assert len(versions) == 3


def test_an_unknown_collection_is_named_with_those_there_are(catalogue):
    with pytest.raises(UnknownCollection, match="no collection “zoning”; there are plots, metro-stations, metro-lines"):
        catalogue.collection("zoning")


def test_a_catalogue_may_be_without_reference_and_without_plots(tmp_path):
    (tmp_path / "plots").mkdir()
    bare = open_catalogue(tmp_path)
    assert list(bare.collections) == ["plots"]
    assert ask(bare) == {}
    assert bare.collection("plots").extent.bbox is None
    with pytest.raises(BadValue, match="near: “metro” is not metro, or metro:LINE with one of the lines none"):
        bare.near("metro")
    assert ask(bare, near=bare.near("121.25,31.38")) == {}


@pytest.mark.parametrize(
    ("inside", "message"), [("", "there is no such catalogue folder"), ("data", "no such folder of plots")]
)
def test_a_folder_that_is_no_catalogue_is_named(tmp_path, inside, message):
    (tmp_path / "data").mkdir()
    with pytest.raises(CatalogueError, match=message):
        open_catalogue(tmp_path / (inside or "nowhere"))


def test_a_broken_reference_file_is_named(folder):
    (folder / "reference/places.geojson").write_text("hello")
    with pytest.raises(CatalogueError, match=r"places\.geojson: "):
        open_catalogue(folder)


def test_what_is_set_aside_is_logged_with_file_and_line(folder, caplog):
    path = folder / "plots/waigang-1704.geojson"
    path.write_text(path.read_text().replace('"revision": 1', '"revision": 0'))
    with caplog.at_level(logging.INFO):
        catalogue = open_catalogue(folder)
    line = next(n for n, text in enumerate(path.read_text().splitlines(), 1) if '"revision": 0' in text)
    assert "5 plots served, 1 files set aside" in caplog.text
    assert f"set aside waigang-1704.geojson:{line} revision: 0 is not a whole number from 1" in caplog.text
    assert catalogue.report.served == 5


def test_a_file_becomes_a_collection_of_its_own(tmp_path):
    frame = gpd.GeoDataFrame({"zone": ["M1", "M2"]}, geometry=[shapely.Point(X, Y), shapely.Point(X + 1, Y)], crs=4326)
    frame.to_file(tmp_path / "zoning.gpkg", layer="blocks")
    catalogue = open_catalogue(DATA, [LayerFile("zoning", tmp_path / "zoning.gpkg", "blocks")])
    zoning = catalogue.collection("zoning")
    assert (zoning.about.id, zoning.count, zoning.about.description.en) == ("zoning", 2, "From zoning.gpkg#blocks")
    assert list(ask(catalogue, "zoning", equals=(("zone", "M2"),))) == ["2"]
    assert list(ask(catalogue, "zoning", near=catalogue.near("metro")))
    with pytest.raises(CatalogueError, match="there is a collection plots already: choose another name for"):
        open_catalogue(DATA, [LayerFile("plots", tmp_path / "zoning.gpkg")])


def test_what_was_assumed_of_a_file_is_logged(tmp_path, caplog):
    gpd.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(X, Y)]).to_parquet(tmp_path / "a.parquet")
    open_catalogue(DATA, [LayerFile("a", tmp_path / "a.parquet")])
    assert "names no coordinate system: taken as WGS 84" in caplog.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("zoning=plans/z.gpkg", ("zoning", "plans/z.gpkg", None)),
        ("z-1=z.gpkg#街区", ("z-1", "z.gpkg", "街区")),
        ("a=b=c.fgb", ("a", "b=c.fgb", None)),
        ("a=b.fgb#", ("a", "b.fgb", None)),
    ],
)
def test_a_layer_is_written_as_name_and_file(text, parts):
    layer = LayerFile.parse(text)
    assert (layer.name, layer.path.as_posix(), layer.layer) == parts


@pytest.mark.parametrize(
    "text", ["", "zoning", "zoning=", "=z.gpkg", "Zoning=z.gpkg", "区=z.gpkg", "a b=z", "=", "a=#x"]
)
def test_another_way_to_write_a_layer_is_refused(text):
    with pytest.raises(CatalogueError, match="is not NAME=FILE or NAME=FILE#layer"):
        LayerFile.parse(text)


async def follows(catalogue, edit, settled):
    """Serve a catalogue while its folder is edited, until an answer has settled; fail after some seconds."""
    following = asyncio.ensure_future(catalogue.follow())
    async with asyncio.timeout(10):
        await asyncio.sleep(0.3)
        edit()
        while not settled(await catalogue.collection("plots").page(Query(limit=100))):
            assert not following.done()
            await asyncio.sleep(0.05)
    following.cancel()
    with suppress(asyncio.CancelledError):
        await following


def test_the_next_answers_show_an_edit_by_hand(folder):
    catalogue = open_catalogue(folder)
    version, path = catalogue.collection("plots").version, folder / "plots/waigang-1704.geojson"

    def edit():
        path.write_text(path.read_text().replace("外冈镇", "东海镇"))

    asyncio.run(follows(catalogue, edit, lambda page: any("东海镇".encode() in feature for feature in page.features)))
    assert catalogue.collection("plots").version != version
    assert catalogue.near("plot:waigang-1704").targets.key == "plot:waigang-1704"


def test_a_new_plot_can_be_named_and_a_broken_one_is_reported(folder):
    catalogue = open_catalogue(folder)
    new = json.loads((folder / "plots/waigang-1704.geojson").read_text()) | {"id": "new", "geometry": polygon(ring())}
    new["properties"]["name"] = "新地块"

    def edit():
        (folder / "plots/new.geojson").write_text(json.dumps(new))
        (folder / "plots/waigang-29-08.geojson").write_text("{")

    asyncio.run(follows(catalogue, edit, lambda page: page.matched == 6 and catalogue.report.set_aside))
    assert catalogue.near("新地块").targets.key == "plot:new"
    assert [error.record for error in catalogue.report.set_aside] == ["waigang-29-08.geojson"]
    with pytest.raises(BadValue):
        catalogue.near("waigang-29-08")


def test_a_change_that_cannot_be_served_leaves_the_answers_and_the_next_one_is_followed(folder, monkeypatch, caplog):
    catalogue = open_catalogue(folder)
    (make, failures), path = (catalogue._snapshot, []), folder / "plots/waigang-1704.geojson"

    def fail_once():
        if not failures:
            failures.append("once")
            raise ArithmeticError("of a record")
        return make()

    def edit():
        path.write_text(path.read_text().replace("外冈镇", "东海镇"))

    def settled(page):
        if failures and "外冈镇".encode() in bytes(page.text):
            path.write_text(path.read_text() + "\n")
        return "东海镇".encode() in bytes(page.text)

    monkeypatch.setattr(catalogue, "_snapshot", fail_once)
    asyncio.run(follows(catalogue, edit, settled))
    assert failures == ["once"]
    assert "the answers stay as they were" in caplog.text


def test_the_name_of_a_layer_file_may_have_a_hash(tmp_path):
    (tmp_path / "a#1.geojson").touch()
    assert LayerFile.parse(f"a={tmp_path}/a#1.geojson") == LayerFile("a", tmp_path / "a#1.geojson")
    assert LayerFile.parse(f"a={tmp_path}/b#1") == LayerFile("a", tmp_path / "b", "1")
