import json
import re
import time

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from maps.basemaps import GAODE, NONE, OPENSTREETMAP
from maps.overview import Overview, draw


def squares(count):
    x = 121 + np.arange(count) * 0.001
    names = [f"地块 {i}" for i in range(count)]
    boxes = shapely.box(x, 31, x + 0.0005, 31.0005)
    return gpd.GeoDataFrame({"name": names}, geometry=boxes, index=[f"p-{i}" for i in range(count)], crs="EPSG:4326")


def data_of(html):
    return json.loads(re.search(r'id="overview-data">(.*?)</script>', html)[1])


def test_an_answer_says_how_much_of_it_is_drawn():
    data = data_of(draw(Overview(squares(3), matched=12, question="近地铁"), lang="zh"))
    assert (data["count"], data["matched"], data["question"]) == (3, 12, "近地铁")
    assert len(data["plots"]["features"]) == 3
    assert data_of(draw(Overview(squares(3)), lang="zh"))["matched"] == 3


def test_the_title_tells_the_question():
    assert "<title>near metro · Map of land plots</title>" in draw(
        Overview(squares(1), question="near metro"), lang="en"
    )
    assert "<title>地块地图</title>" in draw(Overview(squares(1)), lang="zh")


@pytest.mark.parametrize(
    ("assets", "given", "shown"),
    [
        ("served", [GAODE, NONE], ["gaode", "none"]),
        ("served", [], ["none"]),
        ("inline", [GAODE, NONE, OPENSTREETMAP], ["none", "gaode", "openstreetmap"]),
        ("inline", [GAODE], ["none", "gaode"]),
    ],
)
def test_a_file_begins_without_base_map_and_a_served_page_with_the_first(assets, given, shown):
    data = data_of(draw(Overview(squares(1)), lang="zh", basemaps=given, assets=assets))
    assert [basemap["key"] for basemap in data["basemaps"]] == shown


@pytest.mark.parametrize(("assets", "page"), [("served", "/plots/"), ("inline", "")])
def test_only_a_served_map_leads_to_the_plots_pages(assets, page):
    assert data_of(draw(Overview(squares(1)), lang="zh", assets=assets))["plotPage"] == page


def test_without_plots_the_places_around_are_shown():
    towns = gpd.GeoDataFrame({"name": ["a", "b"]}, geometry=[shapely.Point(121, 31), shapely.Point(122, 32)])
    data = data_of(draw(Overview(squares(0), places=towns), lang="en"))
    assert data["bounds"] == [[31, 121], [32, 122]]
    assert data_of(draw(Overview(squares(0)), lang="en"))["bounds"] == []


def test_thousands_of_plots_are_drawn_quickly_and_compactly():
    began = time.perf_counter()
    html = draw(Overview(squares(5_000), pd.DataFrame()), lang="zh")
    assert time.perf_counter() - began < 10
    assert len(html) < 5_000 * 500
