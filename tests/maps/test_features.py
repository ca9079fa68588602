import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from pyproj import Geod

from maps import features, style

GEOD = Geod(ellps="GRS80")
SQUARE = shapely.box(121.15, 31.36, 121.16, 31.37)
NEAR = {
    "distance_m": 6400.4,
    "distance_min_m": 2400.4,
    "distance_max_m": 10400.4,
    "walk_min": 104.2,
    "match": "possible",
    "target_name": "嘉定西",
    "target_lines": ["11"],
    "edge_lon": 121.16,
    "edge_lat": 31.37,
    "target_lon": 121.2,
    "target_lat": 31.38,
}


def plots(geometries=(SQUARE,), **columns):
    ids = [f"plot-{i}" for i in range(len(geometries))]
    return gpd.GeoDataFrame(columns, geometry=list(geometries), index=ids, crs="EPSG:4326")


def properties(frame, nearest=None, lang="zh"):
    return [
        f["properties"] for f in features.plot_features(frame, pd.DataFrame() if nearest is None else nearest, lang)
    ]


def test_a_plot_lies_within_the_circle_about_its_centre():
    (found,) = properties(plots())
    lon, lat = found["centre"]
    corners = [GEOD.inv(lon, lat, x, y)[2] for x, y in SQUARE.exterior.coords]
    assert found["radius"] == pytest.approx(max(corners), rel=1e-4)


def test_the_ring_is_as_wide_as_plot_and_uncertainty_together():
    (found,) = properties(plots(location_uncertainty_m=[4000.0]))
    assert found["ring"] == pytest.approx(found["radius"] + 4000, abs=0.2)


@pytest.mark.parametrize("uncertainty", [np.nan, None, 0.0, 1.0])
def test_an_uncertainty_too_small_to_see_has_no_ring(uncertainty):
    (found,) = properties(plots(location_uncertainty_m=[uncertainty]))
    assert found["ring"] == 0
    assert style.RING_SHARE_MIN * found["radius"] > 1


def test_the_extent_holds_every_ring():
    found = features.plot_features(plots(location_uncertainty_m=[4000.0]), pd.DataFrame(), "zh")
    (south, west), (north, east) = features.extent(found)
    reach = found[0]["properties"]["ring"]
    assert GEOD.inv(121.155, south, 121.155, north)[2] == pytest.approx(2 * reach, rel=1e-3)
    assert GEOD.inv(west, 31.365, east, 31.365)[2] == pytest.approx(2 * reach, rel=1e-3)
    assert features.extent([]) == []


def test_coordinates_are_as_fine_as_a_screen():
    square = shapely.transform(SQUARE, lambda coordinates: coordinates + 1e-9 / 3)
    (feature,) = features.plot_features(plots([square]), pd.DataFrame(), "zh")
    assert feature["geometry"]["coordinates"][0][0] == (121.16, 31.36)


def test_the_nearest_target_is_told_with_its_uncertainty():
    (found,) = properties(plots(), pd.DataFrame([NEAR], index=["plot-0"]))
    assert found["nearest"] == {
        "name": "嘉定西",
        "lines": ["11"],
        "metres": 6400.4,
        "length": "6.4 公里",
        "spread": "4 公里",
        "walk": "104",
        "match": "possible",
        "path": [[121.16, 31.37], [121.2, 31.38]],
    }


def test_a_plot_without_target_falls_back_on_its_own_metro_station():
    nearest = pd.DataFrame([{**NEAR, "distance_m": np.nan}], index=["plot-0"])
    frame = plots(metro_station=["嘉定西"], metro_distance_m=[6400.0], metro_lines=[["11"]])
    (found,) = properties(frame, nearest)
    assert "nearest" not in found
    assert found["metro"] == [["metro_station", "嘉定西"], ["metro_distance_m", "6,400"]]
    assert found["metroLines"] == ["11"]


def test_a_target_without_position_or_spread_has_no_line():
    bare = {"distance_m": 120.0, "target_name": "A", "match": None, "walk_min": np.nan}
    (found,) = properties(plots(), pd.DataFrame([bare], index=["plot-0"]), "en")
    assert found["nearest"] == {
        "name": "A",
        "lines": [],
        "metres": 120.0,
        "length": "120 m",
        "spread": "",
        "walk": "",
        "match": "",
    }


@pytest.mark.parametrize(("lang", "name", "other"), [("zh", "甲地块", "Plot A"), ("en", "Plot A", "甲地块")])
def test_names_are_in_the_readers_language(lang, name, other):
    (found,) = properties(plots(name=["甲地块"], name_en=["Plot A"]), lang=lang)
    assert (found["name"], found["other"]) == (name, other)


def test_a_plot_without_a_name_bears_its_id():
    (found,) = properties(plots(name=[None]))
    assert found["name"] == "plot-0"
    assert "other" not in found
    (found,) = properties(plots(name=["甲"]), lang="en")
    assert found["name"] == "甲"
    assert "other" not in found


def test_what_has_no_place_is_not_drawn():
    frame = plots([SQUARE, shapely.Polygon(), None])
    assert list(features.drawable(frame).index) == ["plot-0"]
    assert features.plot_features(frame[:0], pd.DataFrame(), "zh") == []


def test_stations_lines_and_places():
    point = shapely.Point(121.2374, 31.3918)
    stations = gpd.GeoDataFrame({"name": ["嘉定北"], "name_en": ["North Jiading"], "lines": [["11"]]}, geometry=[point])
    assert features.stations(stations, "en") == [
        {"name": "North Jiading", "other": "嘉定北", "lines": ["11"], "at": [121.2374, 31.3918]}
    ]
    places = gpd.GeoDataFrame({"name": ["外冈镇"], "kind": ["town"]}, geometry=[point])
    assert features.places(places, "zh") == [{"name": "外冈镇", "kind": "town", "at": [121.2374, 31.3918]}]
    paths = shapely.MultiLineString([[(121, 31), (121.1, 31)], [(121, 31), (121, 31.1)]])
    lines = gpd.GeoDataFrame({"name": ["11号线"], "line": ["11"], "colour": ["#871C2B"]}, geometry=[paths])
    (line,) = features.lines(lines, "zh")
    assert (line["line"], line["colour"], len(line["paths"])) == ("11", "#871C2B", 2)


@pytest.mark.parametrize("colour", [None, "red", "#12", "url(//x)", '#"onload', "#12345g"])
def test_a_colour_that_is_none_gives_the_fallback(colour):
    path = shapely.LineString([(121, 31), (121.1, 31)])
    (line,) = features.lines(gpd.GeoDataFrame({"line": ["9"], "colour": [colour]}, geometry=[path]), "zh")
    assert line["colour"] == style.METRO_FALLBACK_COLOUR


def test_empty_layers_draw_nothing():
    empty = gpd.GeoDataFrame(geometry=[])
    assert features.stations(empty, "zh") == features.places(empty, "zh") == features.lines(empty, "zh") == []
