import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Transformer

from geo import crs, gcj02
from geo.crs import CRS84, OFFERED, Crs
from geo.errors import BadValue
from geo.values import Bbox
from tests.zoo import SHAPES, column

MILLIMETRE = 1e-3
MILLIMETRE_DEG = 1e-8
EPSG = {system.name: system for system in OFFERED.values() if system.name.startswith("EPSG:")}
ZONES = {name: system for name, system in EPSG.items() if name not in {"EPSG:4326", "EPSG:4490", "EPSG:3857"}}
OURS = ["GCJ-02", "BD-09"]
ALL = [system.name for system in OFFERED.values()]
UNREACHED = {"world", "antimeridian", "east edge", "arctic"}  # of the zoo, by a zone of China
CHINA = (73.5, 3.5, 135.1, 53.6)  # degrees

chinese = st.tuples(st.floats(CHINA[0], CHINA[2]), st.floats(CHINA[1], CHINA[3]))


def points(positions):
    return shapely.points(np.asarray(positions, dtype=float).reshape(-1, 2))


def coordinates(geometries):
    return shapely.get_coordinates(geometries)


def scattered(n=500):
    random = np.random.default_rng(20_26)
    return np.column_stack([random.uniform(CHINA[0], CHINA[2], n), random.uniform(CHINA[1], CHINA[3], n)])


def test_every_zone_that_epsg_has_for_cgcs2000_is_offered_and_no_other():
    assert [*ZONES] == [f"EPSG:{code}" for code in range(4491, 4555)]
    for name, system in ZONES.items():
        known = CRS.from_user_input(name)
        assert known.name == system.title
        assert known.geodetic_crs.to_epsg() == 4490


@pytest.mark.parametrize("name", EPSG)
def test_the_order_of_axes_is_that_of_the_authority(name):
    first, second = CRS.from_user_input(name).axis_info
    system = EPSG[name]
    assert (first.direction == "north") == system.north_first
    assert {first.direction, second.direction} == {"north", "east"}
    assert first.unit_name == ("metre" if system.decimals == 4 else "degree")
    words = [word.partition(" ")[0].lower() for word in system.axes.split(" ")[0].split(",")]
    assert words == [axis.name.lower().removeprefix("geodetic ") for axis in (first, second)]


@pytest.mark.parametrize("name", EPSG)
def test_positions_agree_with_those_of_proj_to_a_millimetre(name):
    china, system = scattered(), EPSG[name]
    there = Transformer.from_crs("EPSG:4326", name)  # both in the order of the authority
    expected = np.column_stack(there.transform(china[:, 1], china[:, 0]))
    off = MILLIMETRE if system.decimals == 4 else MILLIMETRE_DEG
    assert np.abs(coordinates(system.from_wgs84(points(china))) - expected).max() < off
    assert np.abs(coordinates(system.to_wgs84(points(expected))) - china).max() < MILLIMETRE_DEG


@given(st.sampled_from(ALL), st.lists(chinese, min_size=1, max_size=8))
def test_there_and_back_is_where_it_was(name, positions):
    system, start = Crs.named(name), points(positions)
    again = system.to_wgs84(system.from_wgs84(start))
    assert np.abs(coordinates(again) - coordinates(start)).max() < MILLIMETRE_DEG


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CRS84", (121.25, 31.38)),
        ("EPSG:4326", (31.38, 121.25)),
        ("EPSG:4490", (31.38, 121.25)),
        ("EPSG:4528", (3473781.441, 40618908.662)),
        ("EPSG:4549", (3473781.441, 618908.662)),
        ("EPSG:3857", (13497488.259, 3682198.334)),
        ("GCJ-02", (121.2544385, 31.3780351)),
    ],
)
def test_a_known_point_of_jiading_lies_where_it_must(name, expected):
    placed = coordinates(Crs.named(name).from_wgs84(points([(121.25, 31.38)])))[0]
    assert placed == pytest.approx(expected, abs=0.0006 if expected[0] > 1000 or expected[1] > 1000 else 1e-7)


@pytest.mark.parametrize("name", ZONES)
def test_a_zone_has_its_number_before_its_easting_on_its_meridian(name):
    system = ZONES[name]
    northing, easting = coordinates(system.from_wgs84(points([(system.reach.centre, 31.0)])))[0]
    prefix, metres = divmod(easting, 1_000_000)
    assert metres == pytest.approx(500_000, abs=MILLIMETRE)
    assert northing == pytest.approx(3_431_000, abs=1000)
    zone = system.title.rpartition("zone ")[2]
    assert str(int(prefix)) == zone if "zone" in system.title else prefix == 0
    assert f"eastings around {easting:.0f}" in system.axes


@pytest.mark.parametrize(
    ("name", "there"), [("GCJ-02", gcj02.gcj02_from_wgs84), ("BD-09", gcj02.bd09_from_wgs84)], ids=OURS
)
def test_the_shifted_systems_are_those_of_the_map_providers_longitude_first(name, there):
    china = scattered()
    assert coordinates(Crs.named(name).from_wgs84(points(china))) == pytest.approx(np.column_stack(there(*china.T)))


@pytest.mark.parametrize("name", OURS)
def test_outside_china_nothing_is_shifted(name):
    abroad = points([(2.35, 48.86), (15.0, 78.2), (-180, -90), (180, 90)])  # the second reads like swapped axes
    system = Crs.named(name)
    for geometries in (system.from_wgs84(abroad), system.to_wgs84(abroad)):
        assert shapely.equals_identical(geometries, abroad).all()


@pytest.mark.parametrize("name", ["CRS84", "EPSG:4490", "EPSG:4528", "EPSG:3857", "GCJ-02"])
def test_every_kind_of_geometry_is_transformed_and_what_is_nowhere_stays_so(name):
    shapes = {name: shape for name, shape in SHAPES.items() if name not in UNREACHED}
    given, system = column(shapes), Crs.named(name)
    placed = system.from_wgs84(given)
    again = system.to_wgs84(placed)
    for before, between, after in zip(given, placed, again, strict=True):
        if before is None:
            assert between is after is None
            continue
        assert before.geom_type == between.geom_type == after.geom_type
        assert shapely.get_num_coordinates(before) == shapely.get_num_coordinates(after)
        assert np.abs(coordinates(before) - coordinates(after)).max(initial=0) < MILLIMETRE_DEG


def test_a_million_vertices_are_one_call_of_proj(monkeypatch):
    calls = []
    projection = crs._transformer(4528)

    class Counting:
        def transform(self, x, y, **more):
            calls.append(len(x))
            return projection.transform(x, y, **more)

    monkeypatch.setattr(crs, "_transformer", lambda code: Counting())
    random = np.random.default_rng(1)
    lines = shapely.linestrings(random.uniform((118, 30), (122, 32), (1000, 1000, 2)))
    placed = Crs.named("EPSG:4528").from_wgs84(lines)
    assert calls == [1_000_000]
    sample = coordinates(lines)[::9973]
    expected = np.column_stack(Transformer.from_crs(4490, 4528).transform(sample[:, 1], sample[:, 0]))
    assert np.abs(coordinates(placed)[::9973] - expected).max() < MILLIMETRE


@pytest.mark.parametrize(
    ("name", "place", "reach"),
    [
        ("EPSG:4528", (-73.9, 40.7), r"reaches 62° to either side of 120°E"),
        ("EPSG:4549", (0, 0), r"reaches 62° to either side of 120°E"),
        ("EPSG:4554", (-160, 10), r"reaches 62° to either side of 135°E"),
        ("EPSG:3857", (121, 85.1), r"WGS 84 / Pseudo-Mercator reaches to 85\.06° north and south"),
        ("EPSG:3857", (0, -90), r"reaches to 85\.06°"),
    ],
)
def test_what_lies_out_of_reach_is_refused(name, place, reach):
    system = Crs.named(name)
    with pytest.raises(BadValue, match=reach) as said:
        system.from_wgs84(points([(121, 31), place]))
    assert said.value.value == system.uri


def test_a_zone_reaches_over_its_own_meridian_s_antipodes_of_longitude_180():
    system = Crs.named("EPSG:4554")  # 135°E: its reach goes beyond 180°
    beyond = points([(179.9, 10), (-170, 10)])
    again = system.to_wgs84(system.from_wgs84(beyond))
    assert np.abs(coordinates(again) - coordinates(beyond)).max() < MILLIMETRE_DEG


@pytest.mark.parametrize(
    ("name", "position"),
    [
        ("EPSG:4528", (3473781, 618908)),  # without the zone's number
        ("EPSG:4528", (40618908, 3473781)),  # easting first
        ("EPSG:4528", (121.25, 31.38)),
        ("EPSG:4549", (3473781, 40618908)),  # with a zone's number
        ("EPSG:4326", (121.25, 31.38)),  # longitude first
        ("EPSG:4490", (-90.1, 0)),
        ("CRS84", (181, 0)),
        ("EPSG:3857", (0, 4e7)),
        ("EPSG:3857", (4e7, 0)),
        ("GCJ-02", (1e6, 1e6)),
        *((name, (np.inf, 0.0)) for name in ("CRS84", "EPSG:4326", "EPSG:4528", "EPSG:3857", "BD-09")),
        *((name, (0.0, np.nan)) for name in ("CRS84", "EPSG:4326", "EPSG:4528", "EPSG:3857", "BD-09")),
    ],
)
def test_what_is_no_position_of_a_system_is_refused_with_its_axes(name, position):
    system = Crs.named(name)
    with pytest.raises(BadValue) as said:
        system.to_wgs84(points([position]))
    assert said.value.expected == f"a position of {system.title}: {system.axes}"


@given(st.sampled_from(ALL), st.lists(st.floats(-1e9, 1e9), min_size=2, max_size=2))
def test_any_position_comes_back_finite_or_is_refused(name, position):
    try:
        lon, lat = coordinates(Crs.named(name).to_wgs84(points([position])))[0]
    except BadValue:
        return
    assert -180 <= lon <= 180
    assert -90 <= lat <= 90


@pytest.mark.parametrize("name", ALL)
def test_a_uri_and_a_short_name_are_the_same_system(name):
    system = Crs.named(name)
    assert Crs.named(name.lower()) is Crs.named(system.uri) is Crs.parse(system.uri) is system


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("EPSG:4528", "http://www.opengis.net/def/crs/EPSG/0/4528"),
        ("urn:ogc:def:crs:EPSG::4490", "http://www.opengis.net/def/crs/EPSG/0/4490"),
        ("https://www.opengis.net/def/crs/EPSG/0/4326", "http://www.opengis.net/def/crs/EPSG/0/4326"),
        ("http://www.opengis.net/def/crs/EPSG/9.9/4326", "http://www.opengis.net/def/crs/EPSG/0/4326"),
        ("CRS84", CRS84),
        ("gcj-02", "urn:dikuai:crs:GCJ-02"),
        ("http://www.opengis.net/def/crs/EPSG/0/2364", ""),
        ("", ""),
        ("上海2000", ""),
    ],
)
def test_what_is_not_the_uri_of_a_system_is_refused_with_the_one_that_was_meant(text, meant):
    with pytest.raises(BadValue, match="the URI of a coordinate system that is offered") as said:
        Crs.parse(text)
    assert ("did you mean" in str(said.value)) == bool(meant)
    assert meant in str(said.value)


@pytest.mark.parametrize("text", ["EPSG:2364", "4528", "上海2000", ""])
def test_a_name_that_is_not_known_is_refused_with_those_that_are(text):
    with pytest.raises(BadValue, match=r"CRS84, EPSG:4326, .* EPSG:4491 to EPSG:4554"):
        Crs.named(text)


@pytest.mark.parametrize("name", ["EPSG:4326", "EPSG:4490", "EPSG:3857", "EPSG:4491", "EPSG:4512", "EPSG:4528"])
def test_with_easting_first_it_is_as_gdal_has_it(name):
    system, china = EPSG[name].east_first(), scattered(20)
    expected = np.column_stack(Transformer.from_crs("OGC:CRS84", name, always_xy=True).transform(*china.T))
    assert coordinates(system.from_wgs84(points(china))) == pytest.approx(expected, abs=MILLIMETRE, rel=0)
    assert system.uri == EPSG[name].uri
    assert CRS.from_user_input(system.label).to_epsg() == CRS.from_user_input(name).to_epsg()


def test_what_names_a_system_within_a_file_is_understood_by_proj():
    assert CRS.from_user_input(Crs.parse(CRS84).label) == CRS.from_user_input("OGC:CRS84")
    for name in OURS:
        assert CRS.from_user_input(Crs.named(name).label).name == name


# Windows


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("CRS84", "121,31,122,32", Bbox(121, 31, 122, 32)),
        ("EPSG:4326", "31,121,32,122", Bbox(121, 31, 122, 32)),
        ("EPSG:4490", "31,121,0,32,122,99", Bbox(121, 31, 122, 32)),
        ("EPSG:4326", "-10,170,10,-170", Bbox(170, -10, -170, 10)),
        ("EPSG:3857", "-3e7,-3e7,3e7,3e7", Bbox(-180, -85.06, 180, 85.06)),
    ],
)
def test_a_window_along_meridians_and_parallels_is_a_box(name, text, expected):
    window = Crs.named(name).window(text)
    assert isinstance(window, Bbox)
    found, wanted = ([box.west, box.south, box.east, box.north] for box in (window, expected))
    assert found == pytest.approx(wanted, abs=MILLIMETRE_DEG)


@given(
    st.sampled_from([*ZONES, *OURS]), chinese, st.floats(0.001, 1), st.floats(0.001, 1), st.lists(chinese, max_size=20)
)
def test_another_window_holds_what_lies_within_it_in_its_own_system(name, corner, width, height, others):
    system = Crs.named(name)
    ends = coordinates(system.from_wgs84(points([corner, (corner[0] + width, corner[1] + height)])))
    low, high = ends.min(axis=0), ends.max(axis=0)
    window = system.window(",".join(map(repr, [*low.tolist(), *high.tolist()])))
    inside = np.random.default_rng(1).uniform(low, high, (20, 2))
    assert shapely.covers(window.buffer(1e-7), system.to_wgs84(points(inside))).all()
    around = points([*others, *coordinates(shapely.segmentize(shapely.box(*window.bounds), 0.1))])
    placed = coordinates(system.from_wgs84(around))
    is_in = ((low <= placed) & (placed <= high)).all(axis=1)
    edge = 1.0 if system.decimals == 4 else 1e-5  # a metre
    is_sure = (np.minimum(np.abs(placed - low), np.abs(placed - high)) > edge).all(axis=1)
    assert (shapely.covers(window, around) == is_in)[is_sure].all()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("3473781,40618908,3473781,40618908", "Point"),
        ("3473781,40618908,3473999,40618908", "LineString"),
        ("3473781,40618908,3473781.000000001,40618908.000001", "Polygon"),
    ],
)
def test_a_window_without_width_is_the_point_or_the_line_it_is(text, kind):
    window = Crs.named("EPSG:4528").window(text)
    assert window.geom_type == kind
    assert shapely.intersects(window, shapely.box(121, 31, 122, 32))


def test_the_edges_of_a_window_are_followed_to_some_millimetres():
    zone, side = Crs.named("EPSG:4528"), 100_000
    window = zone.window(f"3400000,40600000,{3400000 + side},{40600000 + side}")
    edge = coordinates(zone.from_wgs84(np.array([shapely.segmentize(window, 1e-3)])))
    off = np.abs(edge - [3400000 + side / 2, 40600000 + side / 2]).max(axis=1) - side / 2
    assert np.abs(off).max() < 5 * MILLIMETRE


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("EPSG:4528", "1,2,3", "four numbers, the lower and the upper corner, each northing,easting in metres"),
        ("EPSG:4528", "3473999,40618908,3473781,40618999", "the lower and the upper corner"),
        ("EPSG:4528", "3473781,40618999,3473999,40618908", "the lower and the upper corner"),
        ("EPSG:4528", "a,b,c,d", "four numbers"),
        ("EPSG:4528", "3473781,nan,3473999,40618908", "four numbers"),
        ("EPSG:4528", "3473781,618908,3473999,618999", "with eastings around 40500000"),
        ("EPSG:4528", "121,31,122,32", "northing,easting in metres"),
        ("EPSG:4326", "121,31,122,32", "latitude,longitude in degrees"),
        ("EPSG:4326", "32,121,31,122", "south ≤ north"),
        ("EPSG:3857", "0,10,10,0", "south ≤ north"),
        ("GCJ-02", "122,31,121,32", "longitude,latitude in degrees"),
        ("BD-09", "1e300,31,1e301,32", "longitude,latitude in degrees"),
    ],
)
def test_what_is_no_window_is_refused(name, text, expected):
    with pytest.raises(BadValue) as said:
        Crs.named(name).window(text)
    assert expected in said.value.expected
