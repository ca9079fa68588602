from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.measure import geodesic_area, geodesic_gaps, geodesic_length, implied, metres_per_degree
from geo.plots import Plot
from geo.records import read_record_bytes
from tests.geodesy import GEOD, distance_m, plots
from tests.zoo import DATELINE, SHAPES, SOUND, YARD, X, Y, column, square

DATA = Path(__file__).parents[2] / "data/plots"
TENTH_OF_A_PERCENT = 1e-3
KM = st.floats(0, 6).map(lambda power: 10**power / 1000)


def gap(shape, target):
    return geodesic_gaps(column({"a": shape}), column({"b": target}))


def agrees(shape, lon, lat):
    found = gap(shape, shapely.Point(lon, lat))
    truth = distance_m(shape, lon, lat)
    assert found.distance_m[0] == pytest.approx(truth, rel=TENTH_OF_A_PERCENT, abs=0.01)
    return found


@given(plots(), st.floats(0, 360), KM)
def test_distances_agree_with_dense_boundaries_anywhere_up_to_1000_km(shape, bearing, km):
    x, y = shapely.get_coordinates(shape)[0]
    lon, lat, _ = GEOD.fwd(x, y, bearing, km * 1000)
    assume(abs(lat) < 80)
    agrees(shape, lon, lat)


@given(plots(lat=st.floats(69, 71), size_m=st.floats(3, 4)), st.floats(0, 360), KM)
def test_distances_agree_at_70_degrees_for_plots_of_tens_of_kilometres(shape, bearing, km):
    x, y = shapely.get_coordinates(shape)[-1]
    lon, lat, _ = GEOD.fwd(x, y, bearing, km * 1000)
    assume(abs(lat) < 80)
    agrees(shape, lon, lat)


@given(
    plots(lon=st.floats(-0.2, 0.2).map(lambda x: (x + 360) % 360 - 180), lat=st.floats(-60, 60)), st.floats(0, 360), KM
)
def test_distances_agree_across_the_antimeridian(shape, bearing, km):
    x, y = shapely.get_coordinates(shape)[0]
    lon, lat, _ = GEOD.fwd(x, y, bearing, km * 1000)
    assume(abs(lat) < 75)
    found = agrees(shape, lon, lat)
    assert (abs(found.start[:, 0]) <= 180).all()


@given(plots())
def test_the_nearest_point_lies_on_the_plot_at_that_distance(shape):
    x, y = shapely.get_coordinates(shape)[0]
    lon, lat, _ = GEOD.fwd(x, y, 77, 5_000)
    found = gap(shape, shapely.Point(lon, lat))
    assert GEOD.inv(*found.start[0], *found.end[0])[2] == pytest.approx(found.distance_m[0], rel=1e-6, abs=1e-3)
    assert found.end[0] == pytest.approx([lon, lat], abs=1e-8)
    assert distance_m(shape, *found.start[0]) < 0.1  # of plots up to tens of kilometres across


MIDDLE = plots(lat=st.floats(-60, 60), size_m=st.floats(1, 4))
AT_ZERO = plots(lon=st.just(0), lat=st.just(0), size_m=st.floats(1, 4))


@given(MIDDLE, AT_ZERO, st.floats(0, 360), st.floats(3, 5))
def test_two_plots_are_as_far_apart_as_on_a_plane_about_them(shape, other, bearing, power):
    x, y = shapely.get_coordinates(shape)[0]
    lon, lat, _ = GEOD.fwd(x, y, bearing, 10**power)
    assume(abs(x) < 178 and abs(lon) < 178)
    other = shapely.transform(other, lambda xy: xy + np.array([lon, lat]))
    plane = Transformer.from_crs("EPSG:4326", f"+proj=aeqd +lon_0={x} +lat_0={y}", always_xy=True)
    dense = [shapely.segmentize(one, max(one.length / 2000, 1e-7)) for one in (shape, other)]
    flat = [shapely.transform(one, lambda xy: np.column_stack(plane.transform(*xy.T))) for one in dense]
    ends = shapely.get_coordinates(shapely.shortest_line(*flat))
    start, end = (plane.transform(*position, direction="INVERSE") for position in ends)
    truth = GEOD.inv(*start, *end)[2]
    assert gap(shape, other).distance_m[0] == pytest.approx(truth, rel=TENTH_OF_A_PERCENT, abs=0.05)


@pytest.mark.parametrize("name", [name for name, shape in SOUND.items() if shape.area])
def test_a_point_inside_or_on_the_edge_has_no_distance(name):
    inside = shapely.point_on_surface(SOUND[name])
    assert gap(SOUND[name], inside).distance_m[0] == 0
    corner = shapely.Point(shapely.get_coordinates(SOUND[name])[0])
    assert gap(SOUND[name], corner).distance_m[0] == pytest.approx(0, abs=1e-3)


def test_a_point_in_a_hole_is_as_far_as_the_edge_of_the_hole():
    middle = shapely.Point(X + 0.005, Y + 0.005)
    truth = GEOD.inv(X + 0.003, Y + 0.005, X + 0.005, Y + 0.005)[2]
    assert gap(YARD, middle).distance_m[0] == pytest.approx(truth, rel=1e-3)
    assert gap(SHAPES["part in a hole"], middle).distance_m[0] == 0


@pytest.mark.parametrize("lon", [179.95, -179.95, 180, -180])
def test_both_halves_of_a_plot_on_the_antimeridian_count(lon):
    assert gap(DATELINE, shapely.Point(lon, -16.95)).distance_m[0] == 0
    north = gap(DATELINE, shapely.Point(lon, -16.85)).distance_m[0]
    assert north == pytest.approx(GEOD.inv(lon, -16.85, lon, -16.9)[2], rel=1e-3)


@pytest.mark.parametrize("name", SHAPES)
def test_the_whole_zoo_is_measured_and_what_is_missing_is_not(name):
    shape, far = SHAPES[name], shapely.Point(100, 20)
    measured = shape is not None and not shape.is_empty
    for pair in ((shape, far), (far, shape)):
        found = gap(*pair)
        assert np.isfinite(found.distance_m[0]) == measured
        assert np.isfinite(found.start[0]).all() == measured
    beside = geodesic_gaps(column({"a": shape, "b": far}), column({"a": far, "b": shapely.Point(100, 21)}))
    assert beside.distance_m[1] == pytest.approx(GEOD.inv(100, 20, 100, 21)[2], rel=1e-3)


def test_nothing_gives_nothing():
    empty = np.empty(0, dtype=object)
    assert geodesic_gaps(empty, empty).distance_m.shape == (0,)


@pytest.mark.parametrize("lat", [-89, -45, 0, 31.38, 70])
def test_a_degree_is_as_long_as_on_the_ellipsoid(lat):
    east, north = metres_per_degree(np.array([lat]))
    assert east[0] == pytest.approx(GEOD.inv(0, lat, 1e-4, lat)[2] * 1e4, rel=1e-6)
    assert north[0] == pytest.approx(GEOD.inv(0, lat - 5e-5, 0, lat + 5e-5)[2] * 1e4, rel=1e-6)


@given(plots(lon=st.floats(-179, 179), size_m=st.floats(2, 4)))
def test_an_area_agrees_with_an_equal_area_projection(shape):
    x, y = shapely.get_coordinates(shape)[0]
    plane = Transformer.from_crs("EPSG:4326", f"+proj=laea +lon_0={x} +lat_0={y} +ellps=GRS80", always_xy=True)
    flat = shapely.transform(shapely.segmentize(shape, 0.01), lambda xy: np.column_stack(plane.transform(*xy.T)))
    assert geodesic_area(shape) == pytest.approx(flat.area, rel=TENTH_OF_A_PERCENT)


@pytest.mark.parametrize("name", SOUND)
def test_an_area_does_not_depend_on_the_winding(name):
    assert geodesic_area(SOUND[name]) == pytest.approx(geodesic_area(shapely.reverse(SOUND[name])), rel=1e-12)


@pytest.mark.parametrize("name", ["point", "points", "line", "lines", "empty polygon", "empty point"])
def test_what_encloses_nothing_has_no_area(name):
    assert geodesic_area(SHAPES[name]) == 0


def test_holes_and_parts_count_in_an_area():
    whole, hole = geodesic_area(square()), geodesic_area(square(X + 0.003, Y + 0.003, 0.004))
    assert geodesic_area(YARD) == pytest.approx(whole - hole, rel=1e-9)
    assert geodesic_area(SHAPES["part in a hole"]) > geodesic_area(YARD)
    assert geodesic_area(DATELINE) == pytest.approx(2 * geodesic_area(shapely.box(10, -17, 10.1, -16.9)), rel=1e-9)


def test_a_length_is_that_of_the_geodesic():
    line = shapely.LineString([(X, Y), (X + 1, Y + 1)])
    assert geodesic_length(line) == pytest.approx(Geod(ellps="GRS80").inv(X, Y, X + 1, Y + 1)[2], rel=1e-12)
    assert geodesic_length(shapely.Point(X, Y)) == 0


def of_jiading(id):
    plot = read_record_bytes((DATA / f"{id}.geojson").read_bytes(), id)
    return plot.properties | implied(plot)


# shared facts of the catalogue, "What the figures imply"
@pytest.mark.parametrize(
    ("id", "figures"),
    [
        ("waigang-29-08", {"area_mu": 26.5, "site_area_m2": 17_666.67, "floor_area_ratio": 2.0}),
        (
            "waigang-29-08",
            {"floor_area_max_m2": 35_333, "floor_area_ratio_implied": 1.585, "gross_floor_area_m2": 28_000},
        ),
        ("waigang-29-08", {"boundary_south": "汇方路", "boundary_west": "管路河"}),
        ("waigang-1704", {"area_mu": 23.6, "site_area_m2": 15_733.33, "floor_area_ratio_implied": 1.131}),
        ("liando-u-valley-jiading", {"area_mu": 351.0, "site_area_m2": 234_000, "area_ha": 23.4}),
        ("jiading-ecommerce-park", {"area_mu": 24.07, "site_area_m2": 16_046.67}),
    ],
)
def test_the_figures_of_jiading_imply_what_they_must(id, figures):
    assert of_jiading(id).items() >= figures.items()


def test_waigang_29_08_leaves_7333_m2_unused_and_its_place_in_doubt():
    plot = of_jiading("waigang-29-08")
    assert [doubt["code"] for doubt in plot["doubts"]] == ["floor_area_unused", "location_approximate"]
    assert "7,333 m²" in plot["doubts"][0]["text_en"]
    assert "7,333 平方米" in plot["doubts"][0]["text_zh"]
    assert "±4,000 m" in plot["doubts"][1]["text_en"]


@pytest.mark.parametrize("path", sorted(DATA.glob("*.geojson")), ids=lambda path: path.stem)
def test_a_drawn_boundary_has_the_stated_area(path):
    plot = of_jiading(path.stem)
    if "site_area_m2" in plot:
        assert plot["area_computed_m2"] == pytest.approx(plot["site_area_m2"], rel=TENTH_OF_A_PERCENT)
    codes = [doubt["code"] for doubt in plot["doubts"]]
    assert ("site_area_unstated" in codes) == ("site_area_m2" not in plot)
    assert "location_approximate" in codes


SQUARE_M2 = Geod(ellps="GRS80").geometry_area_perimeter(square())[0]


@pytest.mark.parametrize(
    ("stated", "codes"),
    [
        ({}, ["site_area_unstated"]),
        ({"site_area_m2": SQUARE_M2}, []),
        ({"site_area_m2": SQUARE_M2 * 1.009}, []),
        ({"site_area_m2": SQUARE_M2 * 1.02}, ["site_area_differs"]),
        ({"site_area_m2": SQUARE_M2 * 0.98}, ["site_area_differs"]),
        ({"site_area_m2": SQUARE_M2, "floor_area_ratio": 2, "gross_floor_area_m2": SQUARE_M2 * 1.95}, []),
        ({"site_area_m2": SQUARE_M2, "floor_area_ratio": 2, "gross_floor_area_m2": SQUARE_M2 * 2.01}, []),
        (
            {"site_area_m2": SQUARE_M2, "floor_area_ratio": 2, "gross_floor_area_m2": SQUARE_M2 * 2.1},
            ["floor_area_exceeds"],
        ),
        ({"site_area_m2": SQUARE_M2, "floor_area_ratio": 2, "gross_floor_area_m2": SQUARE_M2}, ["floor_area_unused"]),
        ({"site_area_m2": SQUARE_M2, "floor_area_ratio_max": 2, "gross_floor_area_m2": 1}, ["floor_area_unused"]),
        ({"site_area_m2": SQUARE_M2, "floor_area_ratio": 0, "gross_floor_area_m2": 0}, []),
    ],
)
def test_a_doubt_is_raised_where_the_figures_disagree(stated, codes):
    plot = Plot("x", square(), {"location_method": "surveyed", **stated})
    doubts = implied(plot)["doubts"]
    assert [doubt["code"] for doubt in doubts] == codes
    assert all(doubt["text_zh"].endswith("。") and doubt["text_en"].endswith(".") for doubt in doubts)


def test_what_is_not_stated_implies_nothing():
    derived = implied(Plot("x", square(), {"location_method": "surveyed", "floor_area_ratio": 2}))
    assert set(derived) == {"area_computed_m2", "doubts"}


def test_a_stated_ratio_goes_before_its_upper_bound():
    stated = {"location_method": "surveyed", "site_area_m2": 1000, "floor_area_ratio": 2, "floor_area_ratio_max": 3}
    assert implied(Plot("x", square(), stated))["floor_area_max_m2"] == 2000
