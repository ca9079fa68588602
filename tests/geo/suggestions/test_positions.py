"""Pasted positions, compared with PROJ and with an independent GCJ-02."""

import prcoords
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geo.suggestions.positions import read_positions
from geo.values import Bbox

JIADING = Bbox(121.1, 31.2, 121.4, 31.5)
LON, LAT = st.floats(121.1, 121.4), st.floats(31.2, 31.5)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "121.2,31.3",
            "31.3, 121.2",
            "121.2 31.3",
            "（121.2，31.3）",
            "[121.2, 31.3]",
            "１２１．２，３１．３",
            "31.3/121.2",
        ),
        *(
            "东经121.2 北纬31.3",
            "北纬31.3°，东经121.2°",
            "E121.2 N31.3",
            "31.3N 121.2E",
            "lon=121.2 lat=31.3",
            "lat: 31.3, lng: 121.2",
        ),
        *(
            "121°12'E 31°18'N",
            "121°12′0″E, 31°18′0″N",
            "31°18'N121°12'E",
            "121度12分0秒 31度18分0秒",
            "东经121°12′ 北纬31°18′",
        ),
    ],
)
def test_ways_to_write_degrees(text: str) -> None:
    found = read_positions(text, JIADING)
    assert [one.datum for one in found] == ["wgs84", "gcj02", "bd09"]
    assert (found[0].position.lon, found[0].position.lat) == pytest.approx((121.2, 31.3))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "121.2",
            "外冈",
            "121.2.31.3",
            "121°75'E 31°18'N",
            "E121.2 E31.3",
            "1,2,3",
            "200 300",
            "121.2 95.0x",
            "20亩 30亩",
        ),
        *("999999999 3462345", "40512345.6 40512345.6", "40050000 3462345.1", "1" * 200 + " 2"),
    ],
)
def test_what_is_no_position_is_none(text: str) -> None:
    assert read_positions(text, JIADING) == []


def test_both_orders_are_kept_where_neither_is_likelier() -> None:
    assert [(one.position.lon, one.position.lat) for one in read_positions("2.35, 48.86", JIADING)] == [
        (2.35, 48.86),
        (48.86, 2.35),
    ]
    assert [one.datum for one in read_positions("W2.35 N48.86")] == ["wgs84"]


@given(lon=LON, lat=LAT)
def test_shifted_positions_are_shifted_back(lon: float, lat: float) -> None:
    shifted = prcoords.wgs_gcj((lat, lon))
    _, gcj02, bd09 = read_positions(f"{shifted[1]:.8f}, {shifted[0]:.8f}", JIADING)
    assert (gcj02.position.lon, gcj02.position.lat) == pytest.approx((lon, lat), abs=2e-6)
    baidu = prcoords.wgs_bd((lat, lon))
    bd09 = read_positions(f"{baidu[1]:.8f}, {baidu[0]:.8f}", JIADING)[2]
    assert (bd09.position.lon, bd09.position.lat) == pytest.approx((lon, lat), abs=2e-5)


@pytest.mark.parametrize(("code", "zoned"), [(4528, True), (4499, True), (4549, False), (4510, False)])
@given(lon=LON, lat=LAT, turned=st.booleans())
def test_metres_are_read_as_proj_writes_them(code: int, zoned: bool, lon: float, lat: float, turned: bool) -> None:
    east, north = Transformer.from_crs("EPSG:4490", f"EPSG:{code}", always_xy=True).transform(lon, lat)
    numbers = (north, east) if turned else (east, north)
    found = {one.datum: one.position for one in read_positions("{:.3f} {:.3f}".format(*numbers), JIADING)}
    where = found[f"EPSG:{code}"]
    assert (where.lon, where.lat) == pytest.approx((lon, lat), abs=1e-7)
    assert len(found) == 1 if zoned else len(found) >= 2


def test_zones_without_a_number_need_an_extent() -> None:
    assert read_positions("612345.6 3462345.1") == []
    assert read_positions("612345.6 3462345.1", JIADING)[0].datum == "EPSG:4549"
    assert read_positions("X=3462345.1 Y=40612345.6")[0].datum == "EPSG:4528"


@given(st.text(alphabet="0123456789.,-+°'\"NSEWXY 东经北纬度分秒=:()m", max_size=40) | st.text(max_size=20))
def test_no_text_is_too_odd(text: str) -> None:
    for one in read_positions(text, JIADING):
        assert -180 <= one.position.lon <= 180
        assert -90 <= one.position.lat <= 90
