import pytest

from api.parameters import ITEM, ITEMS
from api.presentation import FORMS, content_crs, read_form, read_window
from geo.crs import CRS84, OFFERED, Crs
from geo.errors import BadValue, UnknownProperty
from geo.plots import PLOT
from geo.stores import Form
from geo.values import Bbox

ZONE = Crs.named("EPSG:4528")


@pytest.mark.parametrize(
    ("params", "form"),
    [
        ({}, None),
        ({"crs": CRS84}, None),
        ({"skipGeometry": "false", "crs": CRS84}, None),
        ({"bbox-crs": ZONE.uri}, None),
        ({"crs": ZONE.uri}, Form(crs=ZONE)),
        ({"skipGeometry": "true"}, Form(geometry=False)),
        ({"skipGeometry": "TRUE", "properties": "name"}, Form(("name",), False)),
        ({"properties": "name,sources,id,area_mu"}, Form(("name", "sources", "id", "area_mu"))),
        ({"properties": "distance_m,nearest"}, Form(("distance_m", "nearest"))),
    ],
)
def test_a_form_is_read_and_none_is_that_of_storage(params, form):
    assert read_form(params, PLOT) == form


@pytest.mark.parametrize("uri", OFFERED)
def test_an_answer_says_in_which_system_it_is(uri):
    assert content_crs(read_form({"crs": uri}, PLOT)) == uri
    assert content_crs(read_form({"properties": "name"}, PLOT)) == CRS84


@pytest.mark.parametrize("value", ["", "1", "yes", "truee"])
def test_a_truth_is_true_or_false(value):
    with pytest.raises(BadValue, match=r"skipGeometry: .* is not true or false"):
        read_form({"skipGeometry": value}, PLOT)


@pytest.mark.parametrize("value", ["", "nam", "name,", "name, area_mu", "geometry", "*"])
def test_a_property_that_there_is_not_is_refused(value):
    with pytest.raises(UnknownProperty, match=r"plots has no property .*; it has id, name, .*sources"):
        read_form({"properties": value}, PLOT)


@pytest.mark.parametrize("value", ["", "EPSG:4528", "http://www.opengis.net/def/crs/EPSG/0/2364"])
@pytest.mark.parametrize("name", ["crs", "bbox-crs"])
def test_a_system_that_is_not_offered_is_refused_with_its_parameter(name, value):
    with pytest.raises(BadValue) as said:
        read_window({name: value}) if name == "bbox-crs" else read_form({name: value}, PLOT)
    assert (said.value.place, said.value.value) == (name, value)


def test_a_window_is_a_box_where_it_is_one_in_degrees():
    assert read_window({"bbox-crs": CRS84, "bbox": "121,31,122,32"}) == {"bbox": Bbox(121, 31, 122, 32)}
    uri = Crs.named("EPSG:4490").uri
    assert read_window({"bbox-crs": uri, "bbox": "31,121,32,122"}) == {"bbox": Bbox(121, 31, 122, 32)}
    outline = read_window({"bbox-crs": ZONE.uri, "bbox": "3473781,40618908,3483781,40628908"})["outline"]
    assert outline.bounds == pytest.approx((121.25, 31.38, 121.356, 31.471), abs=0.002)


def test_a_system_without_a_window_asks_nothing():
    assert read_window({"bbox-crs": ZONE.uri}) == {}


@pytest.mark.parametrize("uri", [CRS84, ZONE.uri, Crs.named("EPSG:4326").uri])
def test_a_window_that_cannot_be_is_refused_as_bbox(uri):
    with pytest.raises(BadValue) as said:
        read_window({"bbox-crs": uri, "bbox": "1,2,3"})
    assert said.value.place == "bbox"


def test_every_parameter_that_is_read_here_is_in_the_tables():
    assert {parameter.name for parameter in ITEMS} >= FORMS
    assert {parameter.name for parameter in ITEM} >= FORMS - {"bbox-crs"}
