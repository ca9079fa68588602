import json

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.crs import Crs
from geo.properties import Schema
from geo.stores.encoding import encode
from geo.stores.query import Form
from geo.stores.rewriting import rewritten
from tests.zoo import SHAPES, SOUND, X, Y, column

NOWHERE = ["missing", "empty polygon", "empty point", "empty collection"]


def features(shapes, **columns):
    frame = gpd.GeoDataFrame(columns, index=list(shapes), geometry=column(shapes), crs="EPSG:4326")
    return encode(frame, Schema("s", [])).rows(np.arange(len(shapes)))


def test_what_is_not_asked_for_stays_to_the_byte():
    encoded = features(SOUND, a=[1.0] * len(SOUND), 名=["甲"] * len(SOUND))
    assert rewritten(encoded, column(SOUND), Form()) == encoded
    assert rewritten(encoded, column(SOUND), Form(("名", "a"))) == encoded


@pytest.mark.parametrize("name", ["EPSG:4490", "EPSG:4528", "BD-09"])
def test_positions_are_those_of_the_geometry_itself_rounded_once(name):
    shapes, crs = {"fine": shapely.LineString([(X + 1e-9 / 3, Y), (X + 1 / 3, Y + 1 / 7)])}, Crs.named(name)
    (feature,) = map(json.loads, rewritten(features(shapes), column(shapes), Form(crs=crs)))
    exact = shapely.get_coordinates(crs.from_wgs84(column(shapes)))
    assert feature["geometry"]["coordinates"] == exact.round(crs.decimals).tolist()


@pytest.mark.parametrize("name", NOWHERE)
def test_what_is_nowhere_has_no_geometry_in_any_system(name):
    shapes = {name: SHAPES[name], "square": SHAPES["square"]}
    gone, there = map(json.loads, rewritten(features(shapes), column(shapes), Form(crs=Crs.named("EPSG:4528"))))
    assert gone["geometry"] is None
    assert there["geometry"]["type"] == "Polygon"


def test_no_features_are_none():
    assert rewritten([], column({}), Form((), crs=Crs.named("EPSG:4528"))) == []


def test_numbers_keep_how_they_were_written():
    (feature,) = rewritten(
        features({"a": None}, x=[28000.0], n=[2**53 + 1], s=["1e5"]), column({"a": None}), Form(("x", "n", "s"))
    )
    assert feature.endswith(b'"properties":{"x":28000.0,"n":9007199254740993,"s":"1e5"}}')
