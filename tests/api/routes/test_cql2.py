"""Items and maps by a condition in CQL2, and the functions that it may use."""

from collections.abc import Iterator

import pytest

from tests.service import Client, client_of

ITEMS = "/collections/plots/items"


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with client_of() as made:
        yield made


@pytest.mark.parametrize("target", ["metro", "metro:11", "121.25,31.38"])
@pytest.mark.parametrize("metres", [1500, 4000])
def test_a_target_in_a_filter_is_what_near_means_by_it(client: Client, target: str, metres: int) -> None:
    near = client.items("plots", near=target, limit=100)["features"]
    wanted = {one["id"] for one in near if one["properties"]["distance_m"] <= metres}
    for filter in (f"S_DWITHIN(geometry,'{target}',{metres})", f"DISTANCE_M(geometry,'{target}') <= {metres}"):
        assert set(client.ids("plots", filter=filter)) == wanted


def test_a_filter_goes_with_nearness_and_with_pages(client: Client) -> None:
    filter = "area_mu IS NOT NULL AND NOT id LIKE 'waigang%'"
    whole = client.ids("plots", filter=filter, near="metro", limit=100)
    paged = [page["features"][0]["id"] for page in client.pages("plots", filter=filter, near="metro", limit=1)]
    assert paged == whole
    assert set(whole) == set(client.ids("plots", filter=filter, limit=100))


def test_a_map_takes_the_same_filter(client: Client) -> None:
    page = client.page("/map", filter="id = 'waigang-1704'")
    assert "waigang-1704" in page
    assert "waigang-29-08" not in page


WRONG = [
    ("filter", "floor_area_ratio >", "cannot be read from its end on"),
    ("filter", "floor_area_ratio = 'two'", "not a number as floor_area_ratio is"),
    ("filter", "S_DWITHIN(geometry,'nowhere',5)", "a name that is known here"),
    ("filter", "(" * 50, "50 brackets are not closed"),
    ("filter-lang", "ecql", "one of cql2-text, cql2-json"),
    ("filter-crs", "EPSG:4490", "the URI of a coordinate system that is offered"),
]


@pytest.mark.parametrize(("name", "value", "said"), WRONG)
def test_what_is_wrong_is_said_with_its_parameter(client: Client, name: str, value: str, said: str) -> None:
    problem = client.problem(ITEMS, **{name: value})
    assert problem["parameter"] == name
    assert said in problem["detail"]
    assert client.get("/map", **{name: value}).status_code == 400


def test_a_property_that_is_not_there_is_said_with_those_that_are(client: Client) -> None:
    assert "did you mean floor_area_ratio?" in client.problem(ITEMS, filter="floor_area_rato > 1")["detail"]


def test_limits_are_settings() -> None:
    with client_of(filters={"length_max": 10, "operators_max": 1}) as client:
        assert "at most 10 characters" in client.problem(ITEMS, filter="status = 'listed'")["detail"]
        assert "at most 1 operators: it has 2" in client.problem(ITEMS, filter="1+1=2")["detail"]


@pytest.mark.parametrize(("lang", "said"), [("zh", "函数"), ("en", "Functions")])
def test_the_functions_have_a_page(client: Client, lang: str, said: str) -> None:
    page = client.page("/functions", f="html", lang=lang)
    assert f"<h1>{said}</h1>" in page
    assert "S_DWITHIN(geometry, target, metres)" in page
