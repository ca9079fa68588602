"""The parameters of a query: read from a request, and described."""

import pytest

from api.parameters import ITEMS, known_parameters, read_parameters, read_query
from geo.crs import Crs
from geo.errors import BadValue, UnknownParameter
from geo.stores import Form, Query, SortKey
from geo.values import Bbox, Interval
from tests.service import Client

KNOWN = ("near", "within", "limit")


@pytest.mark.parametrize(
    ("query", "read"),
    [
        (b"", {}),
        (b"near=metro&within=1km", {"near": "metro", "within": "1km"}),
        (b"near=", {"near": ""}),
        (b"near", {"near": ""}),
        (b"near=a%20b+c%2B", {"near": "a b c+"}),
        (b"near=%E5%98%89%E5%AE%9A%E5%8C%97", {"near": "嘉定北"}),
        ("near=嘉定北".encode(), {"near": "嘉定北"}),
        (b"near=%FF\xff", {"near": "\ufffd\ufffd"}),
        (b"&&near=x&", {"near": "x"}),
    ],
)
def test_parameters_are_read_as_they_were_written(query: bytes, read: dict[str, str]) -> None:
    assert read_parameters(query, KNOWN) == read


def test_a_parameter_that_is_not_known_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownParameter, match=r"“nera” \(did you mean near\?\); known are near, within, limit"):
        read_parameters(b"nera=metro", KNOWN)


def test_a_parameter_given_twice_is_refused() -> None:
    with pytest.raises(BadValue, match=r"limit: .* once only"):
        read_parameters(b"limit=1&limit=1", KNOWN)


def test_a_collection_takes_the_parameters_of_all_and_its_queryables(client: Client) -> None:
    schema = client.app.service.catalogue.collection("plots").about.schema  # type: ignore[attr-defined]
    known = known_parameters(schema)
    assert [parameter.name for parameter in ITEMS] == list(known)[: len(ITEMS)]
    assert set(schema.queryables) <= set(known)
    assert "sources" not in known


def test_a_query_is_read_whole(client: Client) -> None:
    service = client.app.service  # type: ignore[attr-defined]
    schema = service.catalogue.collection("plots").about.schema
    params = {
        "bbox": "121,31,122,32",
        "datetime": "2026-01-01/..",
        "limit": "7",
        "cursor": "abc",
        "sortby": "-area_mu,name",
        "near": "metro:11",
        "within": "2km",
        "certainty": "certain",
        "status": "planned",
        "floor_area_ratio": "2",
        "f": "json",
        "lang": "zh",
    }
    query = read_query(params, schema, service)
    assert query.bbox == Bbox(121, 31, 122, 32)
    assert query.interval == Interval.parse("2026-01-01/..")
    assert (query.limit, query.cursor) == (7, "abc")
    assert query.sort == (SortKey("area_mu", True), SortKey("name"))
    assert query.equals == (("status", "planned"), ("floor_area_ratio", 2.0))
    assert query.near is not None
    assert query.near.within is not None
    assert (query.near.targets.key, query.near.within.metres, query.near.certain) == ("metro:11", 2000, True)


def test_a_property_that_is_named_again_in_an_order_changes_nothing(client: Client) -> None:
    service = client.app.service  # type: ignore[attr-defined]
    schema = service.catalogue.collection("plots").about.schema
    query = read_query({"sortby": "-area_mu,name,area_mu," + ",".join(["-name"] * 1000)}, schema, service)
    assert query.sort == (SortKey("area_mu", True), SortKey("name"))


def test_a_form_and_a_window_of_another_system_are_part_of_the_query(client: Client) -> None:
    service = client.app.service  # type: ignore[attr-defined]
    schema = service.catalogue.collection("plots").about.schema
    zone = Crs.named("EPSG:4528")
    box = "3400000,40500000,3500000,40700000"
    query = read_query({"bbox": box, "bbox-crs": zone.uri, "crs": zone.uri, "status": "planned"}, schema, service)
    assert (query.bbox, query.form, query.equals) == (None, Form(crs=zone), (("status", "planned"),))
    assert query.outline == zone.window(box)
    plain = read_query({"bbox": "121,31,122,32", "skipGeometry": "false"}, schema, service)
    assert plain == Query(bbox=Bbox(121, 31, 122, 32), limit=plain.limit)
    assert plain.is_window
    assert not plain._replace(form=Form(geometry=False)).is_window


def test_every_parameter_says_what_it_is() -> None:
    for parameter in ITEMS:
        assert parameter.description.endswith(".")
        assert parameter.schema


def test_a_day_may_be_written_as_gdal_does(client: Client) -> None:
    asked = [client.ids("plots", datetime=text) for text in ("2020-01-01/..", "2020-01-01T/..")]
    assert asked[0]
    assert asked[0] == asked[1]
    assert "datetime" in client.problem("/collections/plots/items", datetime="T")["detail"]
