"""Positions in the systems that people copy them into."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.crs import Crs
from geo.positions import readings, zone_of
from geo.values import LonLat

CHINA = {"lon": st.floats(73.6, 136.0), "lat": st.floats(3.5, 53.5)}


@given(**CHINA)
def test_the_zone_is_the_one_whose_middle_is_nearest(lon: float, lat: float) -> None:
    zone = zone_of(lon)
    assert zone is not None
    easting, _ = Transformer.from_crs(4490, int(zone.name[5:]), always_xy=True).transform(lon, lat)
    number = int(easting // 1_000_000)
    assert number == int(zone.title.split()[-1])
    assert abs(lon - 3 * number) <= 1.5


@given(**CHINA)
def test_every_reading_leads_back_to_the_position(lon: float, lat: float) -> None:
    said = readings(LonLat(lon, lat))
    assert [reading.system.name.partition(":")[0] for reading in said] == ["CRS84", "GCJ-02", "EPSG"]
    for reading in said:
        written = np.array([shapely.Point(*map(float, reading.text.split(",")))], dtype=object)
        back = shapely.get_coordinates(reading.system.to_wgs84(written))[0]
        assert back == pytest.approx([lon, lat], abs=2e-6)


@pytest.mark.parametrize("lon", [-0.5, 50.0, 73.4, 136.6, 180.0])
def test_outside_china_there_is_no_zone(lon: float) -> None:
    assert zone_of(lon) is None
    assert [reading.system.name for reading in readings(LonLat(lon, 60.0))] == ["CRS84", "GCJ-02"]


def test_no_more_digits_are_written_than_a_decimetre_needs() -> None:
    for reading in readings(LonLat(121.123456789, 31.987654321)):
        assert max(len(number.partition(".")[2]) for number in reading.text.split(",")) <= 6
    assert Crs.named("EPSG:4528") == readings(LonLat(121.25, 31.38))[-1].system
