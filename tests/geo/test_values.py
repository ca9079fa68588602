import contextlib
from datetime import UTC, datetime, timedelta

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import BadValue
from geo.values import Bbox, Distance, Interval, LonLat, looks_swapped


@pytest.mark.parametrize(
    ("text", "lon", "lat"),
    [
        *(("121.25,31.38", 121.25, 31.38), (" 121.25 , 31.38 ", 121.25, 31.38), ("-180,90", -180, 90), ("0,0", 0, 0)),
        *(("1e2,-5", 100, -5), ("121.123456789,31.987654321", 121.123456789, 31.987654321)),
    ],
)
def test_a_position_is_read_longitude_first(text, lon, lat):
    assert LonLat.parse(text) == LonLat(lon, lat)


@pytest.mark.parametrize("text", ["", "121.25", "1,2,3", "a,b", "121.25;31.38", "nan,1", "1,inf", "1e999,1", ","])
def test_what_is_no_position_is_refused(text):
    with pytest.raises(BadValue, match=r"longitude,latitude in degrees, as in 121\.25,31\.38"):
        LonLat.parse(text)


@pytest.mark.parametrize("text", ["31.38,121.25", "43.8,87.6"])
def test_swapped_axes_are_noticed_with_the_right_order(text):
    lat, lon = text.split(",")
    with pytest.raises(BadValue, match=f"axes look swapped, did you mean {lon},{lat}"):
        LonLat.parse(text)


@pytest.mark.parametrize("text", ["180.1,0", "-181,0", "0,90.1", "0,-91"])
def test_a_position_lies_on_the_earth(text):
    with pytest.raises(BadValue, match="within ±180 and ±90"):
        LonLat.parse(text)


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_a_position_written_is_the_position_to_a_millimetre(lon, lat):
    if not looks_swapped(lon, lat):
        again = LonLat.parse(str(LonLat(lon, lat)))
        assert (again.lon, again.lat) == pytest.approx((lon, lat), abs=1e-8, rel=0)


@pytest.mark.parametrize(
    ("text", "boxes"),
    [
        ("121.1,31.3,121.3,31.5", ((121.1, 31.3, 121.3, 31.5),)),
        ("121.1,31.3,0,121.3,31.5,99", ((121.1, 31.3, 121.3, 31.5),)),
        ("170,-10,-170,10", ((170, -10, 180, 10), (-180, -10, -170, 10))),
        ("-180,-90,180,90", ((-180, -90, 180, 90),)),
        ("121,31,121,31", ((121, 31, 121, 31),)),
    ],
)
def test_a_window_is_read_as_boxes_west_to_east(text, boxes):
    assert Bbox.parse(text).boxes == boxes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        *(("1,2,3", "four numbers"), ("1,2,3,4,5", "four numbers"), ("a,b,c,d", "four numbers"), ("", "four numbers")),
        *(("1,2,3,nan", "four numbers"), ("0,10,1,5", "south ≤ north"), ("0,-91,1,5", "within ±90")),
        *(("-181,0,1,5", "longitudes within ±180"), ("0,0,361,5", "longitudes within ±180")),
        ("31.3,121.1,31.5,121.3", "look swapped"),
    ],
)
def test_what_is_no_window_is_refused(text, message):
    with pytest.raises(BadValue, match=message):
        Bbox.parse(text)


@pytest.mark.parametrize(
    ("box", "kind", "area"),
    [
        ((1, 2, 3, 5), "Polygon", 6),
        ((179, 0, -179, 1), "MultiPolygon", 2),
        ((180, 0, -180, 1), "MultiLineString", 0),
        ((1, 2, 1, 5), "LineString", 0),
        ((1, 2, 1, 2), "Point", 0),
    ],
)
def test_a_window_is_the_shape_it_is(box, kind, area):
    shape = Bbox(*box).geometry
    assert (shape.geom_type, shapely.area(shape)) == (kind, area)


@given(st.floats(-180, 180), st.floats(-90, 90), st.integers(0, 9))
def test_a_window_is_rounded_outward_to_what_both_it_and_its_rounded_bounds_lie_in(lon, lat, decimals):
    point = Bbox(lon, lat, lon, lat) if not looks_swapped(lon, lat) else Bbox(lon, 0, lon, 0)
    box = point.outward(decimals)
    assert box.west <= min(point.west, round(point.west, decimals))
    assert box.east >= max(point.east, round(point.east, decimals))
    assert box.south <= min(point.south, round(point.south, decimals))
    assert box.north >= max(point.north, round(point.north, decimals))
    assert max(box.east - box.west, box.north - box.south) <= 1.001 * 10.0**-decimals


def day(*numbers):
    return datetime(*numbers, tzinfo=UTC)


LAST = timedelta(days=1, microseconds=-1)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024-09-21", day(2024, 9, 21), day(2024, 9, 21) + LAST),
        ("2024-09-21T08:30:00Z", day(2024, 9, 21, 8, 30), day(2024, 9, 21, 8, 30)),
        ("2024-09-21t08:30:00+08:00", day(2024, 9, 21, 0, 30), day(2024, 9, 21, 0, 30)),
        ("2024-09-21/..", day(2024, 9, 21), None),
        ("../2024-09-21", None, day(2024, 9, 21) + LAST),
        ("2024-09-21/", day(2024, 9, 21), None),
        ("/2024-09-21T00:00:00.5Z", None, day(2024, 9, 21, 0, 0, 0, 500_000)),
        ("2024-09-21/2024-09-21", day(2024, 9, 21), day(2024, 9, 21) + LAST),
        ("9999-12-31", day(9999, 12, 31), day(9999, 12, 31) + LAST),
    ],
)
def test_an_interval_holds_both_its_ends(text, start, end):
    assert Interval.parse(text) == Interval(start, end)


@pytest.mark.parametrize(
    "text",
    [
        *("", "..", "../..", "/", "banana", "2024", "2024-13-01", "2024-02-30", "20240921", "2024-09-21/x", "a/b/c"),
        *("2024-09-21T08:30:00", "2024-09-21T25:00:00Z", "2024-09-21T08:30Z", "0000-01-01", "２０２４-09-21"),
    ],
)
def test_what_is_no_interval_is_refused(text):
    with pytest.raises(BadValue, match="RFC 3339"):
        Interval.parse(text)


def test_an_interval_ends_after_it_starts():
    with pytest.raises(BadValue, match="starts before it ends"):
        Interval.parse("2024-09-22/2024-09-21")


@pytest.mark.parametrize("metres", [-1, 20_040_001, float("inf"), float("nan")])
def test_a_distance_fits_on_the_earth(metres):
    with pytest.raises(BadValue, match="from 0 to 20 040 km"):
        Distance(metres)


@pytest.mark.parametrize("parse", [LonLat.parse, Bbox.parse, Interval.parse])
@given(text=st.text(max_size=30) | st.text("0123456789-+:.,/TZ e", max_size=40))
def test_any_text_is_read_or_refused(parse, text):
    with contextlib.suppress(BadValue):
        parse(text)
