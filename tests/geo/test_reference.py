from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.exchange.gdal import read_layer
from geo.reference import METRO_LINE, METRO_STATION, PLACE, PLACE_KINDS, gazetteer

REFERENCE = Path(__file__).parents[2] / "data/reference"
SCHEMAS = {"metro-stations": METRO_STATION, "metro-lines": METRO_LINE, "places": PLACE}
SHANGHAI = (120.8, 30.6, 122.2, 31.95)


def frame(id):
    return read_layer(id, REFERENCE / f"{id}.geojson", schema=SCHEMAS[id]).frame


@pytest.mark.parametrize("id", SCHEMAS)
def test_the_columns_of_a_reference_file_are_those_of_its_table(id):
    assert set(frame(id).columns) == {*SCHEMAS[id], "geometry"} - {"id"}


@pytest.mark.parametrize("id", SCHEMAS)
def test_everything_lies_in_shanghai(id):
    assert shapely.contains(shapely.box(*SHANGHAI), frame(id).geometry.to_numpy()).all()


def test_what_places_are_is_in_the_table():
    assert set(frame("places")["kind"]) <= set(PLACE_KINDS)


def test_every_line_of_a_station_is_a_line():
    lines = set(frame("metro-lines")["line"])
    assert {line for some in frame("metro-stations")["lines"] for line in some} == lines


def test_an_interchange_has_several_lines():
    stations = frame("metro-stations")
    assert (stations["interchange"].astype(bool) == (stations["lines"].map(len) > 1)).all()


def test_a_gazetteer_holds_everything_with_its_uncertainty():
    frames = [frame(id) for id in SCHEMAS]
    names = gazetteer(*frames)
    for row in frames[0].itertuples():
        (station,) = names.targets(f"station:{row.name}").members
        assert (station.name.en, station.uncertainty_m, list(station.lines)) == (
            row.name_en,
            row.uncertainty_m,
            row.lines,
        )
    for row in frames[2].itertuples():
        (place,) = names.targets(f"place:{row.name}").members
        assert (place.uncertainty_m, place.lines) == (row.uncertainty_m, ())


def test_empty_frames_make_an_empty_gazetteer():
    frames = [gpd.GeoDataFrame({name: [] for name in schema}, geometry=[], crs=4326) for schema in SCHEMAS.values()]
    assert gazetteer(*frames).layer("metro") is None
