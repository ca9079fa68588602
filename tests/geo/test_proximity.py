import contextlib
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import BadValue
from geo.properties import Title
from geo.proximity import WITHIN_FORM, Target, Targets, Walking, nearest, parse_within
from tests.geodesy import GEOD, distance_m, plots
from tests.zoo import DATELINE, SHAPES, X, Y, column, square

STATIONS = Path(__file__).parents[2] / "data/reference/metro-stations.geojson"
WALKING = Walking()


def target(shape, **more):
    return Target(Title("标", "Target"), shape, **more)


def targets(shapes):
    return Targets("some", Title("些", "Some"), [target(shape) for shape in shapes])


@cache
def metro():
    features = json.loads(STATIONS.read_text())["features"]
    return targets([shapely.Point(feature["geometry"]["coordinates"]) for feature in features])


@cache
def all_over_china():
    random = np.random.default_rng(418)
    return targets(shapely.points(random.uniform(73, 135, 300), random.uniform(18, 54, 300)))


def truths(shape, members):
    """Distance to every member, to a metre or so: a coarse boundary first, a fine one for the ten nearest."""
    if shapely.intersects(shape, members).any():
        return np.where(shapely.intersects(shape, members), 0, np.inf)
    coarse = shapely.get_coordinates(shapely.segmentize(shape, max(shape.length / 60, 1e-9)))
    lon, lat = shapely.get_x(members), shapely.get_y(members)
    n, m = len(coarse), len(members)
    metres = GEOD.inv(np.repeat(coarse[:, 0], m), np.repeat(coarse[:, 1], m), np.tile(lon, n), np.tile(lat, n))[2]
    metres = np.asarray(metres).reshape(n, m).min(axis=0)
    for member in np.argsort(metres)[:10]:
        metres[member] = distance_m(shape, lon[member], lat[member])
    return metres


def agrees_with_all(shape, layer):
    found = nearest(column({"it": shape}), layer)
    metres = truths(shape, layer.geometries)
    assert found.distance_m[0] == pytest.approx(metres.min(), rel=1e-3, abs=0.01)
    assert metres[found.target[0]] <= metres.min() * 1.001 + 0.01


def test_all_418_stations_are_targets():
    assert len(metro().members) == 418


@settings(max_examples=30)
@given(plots(lon=st.floats(120.8, 122), lat=st.floats(30.7, 31.6)))
def test_the_station_nearest_to_a_plot_in_shanghai_is_the_nearest_of_all(shape):
    agrees_with_all(shape, metro())


@settings(max_examples=30)
@given(plots(lon=st.floats(73, 135), lat=st.floats(18, 54)))
def test_the_station_nearest_to_a_plot_in_china_is_the_nearest_of_all(shape):
    agrees_with_all(shape, metro())


@settings(max_examples=30)
@given(plots(lon=st.floats(73, 135), lat=st.floats(18, 54)))
def test_among_targets_all_over_china_the_nearest_is_the_nearest_of_all(shape):
    agrees_with_all(shape, all_over_china())


@settings(max_examples=30)
@given(plots(lon=st.floats(-180, 180), lat=st.floats(-50, 50), size_m=st.floats(2, 4)))
def test_the_station_nearest_to_a_plot_anywhere_is_the_nearest_of_all(shape):
    found = nearest(column({"it": shape}), metro())
    metres = truths(shape, metro().geometries)
    assert metres[found.target[0]] <= metres.min() * 1.001


def test_targets_on_both_sides_of_the_antimeridian_are_neighbours():
    near = shapely.points([179.9, -179.8, 170, -170], [0, 0, 0, 0])
    found = nearest(shapely.points([179.98, -179.99, -179.96, -179.9], [0, 0, 0, 0]), targets([*near]))
    assert found.target.tolist() == [0, 0, 0, 1]


def test_few_targets_stay_candidates_however_far_away_they_are():
    random = np.random.default_rng(3)
    for lon, lat in (((120.8, 122), (30.7, 31.8)), ((73, 135), (18, 54)), ((-180, 180), (-60, 60))):
        some = shapely.buffer(shapely.points(random.uniform(*lon, 500), random.uniform(*lat, 500)), 0.001)
        assert metro().candidates(some).shape[1] < 5 * len(some)


def test_many_plots_at_once_have_the_nearest_that_each_has_alone():
    random = np.random.default_rng(7)
    some = shapely.buffer(shapely.points(random.uniform(110, 125, 200), random.uniform(25, 40, 200)), 0.01)
    together = nearest(some, metro())
    alone = [nearest(some[[row]], metro()).target[0] for row in range(len(some))]
    assert together.target.tolist() == alone


@pytest.mark.parametrize("layer", [metro(), targets([shapely.Point(X + 1, Y)]), targets([square(), DATELINE])])
def test_the_whole_zoo_has_a_nearest_but_for_what_is_nowhere(layer):
    found = nearest(column(SHAPES), layer)
    somewhere = np.array([shape is not None and not shape.is_empty for shape in SHAPES.values()])
    assert (found.target >= 0).tolist() == somewhere.tolist()
    assert np.isfinite(found.distance_m).tolist() == somewhere.tolist()
    assert np.isfinite(found.edge).all(axis=1).tolist() == somewhere.tolist()


def test_nothing_has_no_nearest():
    assert nearest(np.empty(0, dtype=object), metro()).target.shape == (0,)


def test_of_targets_equally_far_the_first_is_the_nearest():
    twins = targets([shapely.Point(X, Y)] * 3)
    assert nearest(shapely.points([[X + 1, Y]]), twins).target.tolist() == [0]


def test_a_target_is_written_with_its_position_and_uncertainty():
    station = Target(Title("嘉定北", "North Jiading"), shapely.Point(121.23295, 31.3935), 45.0, ("11",))
    layer = Targets("station:嘉定北", station.name, [station])
    assert json.loads(layer.encoded(0)) == {
        "name": "嘉定北",
        "name_en": "North Jiading",
        "lines": ["11"],
        "position": [121.23295, 31.3935],
        "uncertainty_m": 45.0,
    }
    assert layer.encoded(0) is layer.encoded(0)


@pytest.mark.parametrize("name", ["u-shape", "hole", "multipart", "antimeridian"])
def test_the_position_of_a_target_lies_in_it(name):
    assert shapely.intersects(shapely.buffer(SHAPES[name], 1e-6), shapely.Point(target(SHAPES[name]).position))


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        *(("800", 800), ("800m", 800), ("800 m", 800), (" 800M ", 800), ("800米", 800), ("0", 0), (".5km", 500)),
        *(("1.5km", 1500), ("1.5 KM", 1500), ("1.5公里", 1500), ("1.5千米", 1500), ("８００", 800), ("８００ｍ", 800)),
        *(("１．５公里", 1500), ("2㎞", 2000), ("20040km", 20_040_000), ("007", 7)),
    ],
)
def test_a_distance_is_read_in_metres(text, metres):
    distance = parse_within(text, WALKING)
    assert (distance.metres, distance.minutes) == (metres, None)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15min", 15),
        ("15 min", 15),
        ("15分钟", 15),
        ("１５分钟", 15),
        ("15分", 15),
        ("7.5minutes", 7.5),
        ("1 minute", 1),
    ],
)
def test_a_walk_is_a_straight_line_divided_by_the_detour(text, minutes):
    distance = parse_within(text, Walking(80, 1.3))
    assert distance.minutes == minutes
    assert distance.metres == pytest.approx(minutes * 80 / 1.3)


@pytest.mark.parametrize(
    "text",
    [
        *("banana", "", " ", "-800", "-1km", "+5", "1e999", "1e3", "inf", "nan", "m", "km", "1,5km", "800 m 2", "8 00"),
        *("15 h", "15小时", "3里", "1.5.5", "1km1", "½km", "800m/s", "\ud800", "800\x00"),
    ],
)
def test_what_is_neither_a_distance_nor_a_walk_is_refused_with_both_forms(text):
    with pytest.raises(BadValue) as refused:
        parse_within(text, WALKING)
    assert (refused.value.value, refused.value.expected) == (text, WITHIN_FORM)


@pytest.mark.parametrize("text", ["20041km", "9" * 400, "9" * 400 + "min", "100000000min"])
def test_what_is_longer_than_the_way_round_the_earth_is_refused(text):
    with pytest.raises(BadValue, match="from 0 to 20 040 km"):
        parse_within(text, WALKING)


@given(st.text(max_size=12) | st.text("0123456789. mkin公里分钟米", max_size=12))
def test_any_text_is_a_distance_or_refused(text):
    with contextlib.suppress(BadValue):
        assert 0 <= parse_within(text, WALKING).metres <= 20_040_000


@pytest.mark.parametrize(
    ("speed", "detour", "message"),
    [(10, 1.3, "speed"), (300, 1.3, "speed"), (80, 0.9, "detour"), (80, 4, "detour"), (float("nan"), 1.3, "speed")],
)
def test_a_walk_is_one_that_people_can_walk(speed, detour, message):
    with pytest.raises(BadValue, match=message):
        Walking(speed, detour)


def test_15_minutes_at_80_m_a_minute_are_1200_m_of_way():
    assert Walking(80, 1).min_per_m * 1200 == pytest.approx(15)
