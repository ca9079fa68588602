"""Pages of items: their order, their size, and how one leads to the next."""

import base64
import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.service import COUNTS, Client, client_of, linked

ITEMS = "/collections/plots/items"
STATIONS = "/collections/metro-stations/items"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"sortby": "name"},
        {"sortby": "-id"},
        {"near": "metro"},
        {"near": "嘉定北"},
        {"near": "嘉定北", "within": "30km"},
        {"near": "metro:11", "sortby": "name"},
        {"bbox": "121,31,121.3,31.45"},
    ],
    ids=str,
)
@pytest.mark.parametrize("collection", [*COUNTS, "zoning"])
def test_the_pages_of_an_answer_give_each_item_once(layered: Client, collection: str, asked: dict[str, str]) -> None:
    whole = layered.items(collection, **asked, limit=1000)
    size = max(1, whole["numberMatched"] // 4)
    pages = list(layered.pages(collection, **asked, limit=size))
    ids = [feature["id"] for page in pages for feature in page["features"]]
    assert ids == [feature["id"] for feature in whole["features"]]
    assert len(ids) == len(set(ids)) == whole["numberMatched"]
    assert {page["numberMatched"] for page in pages} == {whole["numberMatched"]}
    assert all(page["numberReturned"] == len(page["features"]) <= size for page in pages)


def test_the_link_to_the_next_page_keeps_the_question(client: Client) -> None:
    page = client.items("metro-stations", limit=3, interchange="true", lang="zh", sortby="-name")
    following = client.get(linked(page, "next") or "").json()
    assert len(following["features"]) == 3
    assert all(feature["properties"]["interchange"] for feature in following["features"])
    names = [feature["properties"]["name"] for feature in page["features"] + following["features"]]
    assert names == sorted(names, reverse=True)
    assert linked(following, "collection", "json") == linked(page, "collection", "json")


def test_a_page_for_people_links_to_the_next_one(client: Client) -> None:
    response = client.get(f"{STATIONS}?limit=400&f=html")
    assert 'rel="next"' in response.text
    href = response.text.split('class="next" href="')[1].split('"')[0].replace("&amp;", "&")
    last = client.get(href)
    assert last.headers["content-type"].startswith("text/html")
    assert 'rel="next"' not in last.text


@pytest.mark.parametrize(
    ("sortby", "descending"), [("site_area_m2", False), ("-site_area_m2", True), ("+site_area_m2", False)]
)
def test_items_without_a_value_come_last_in_either_direction(client: Client, sortby: str, descending: bool) -> None:
    values = [one["properties"].get("site_area_m2") for one in client.items("plots", sortby=sortby)["features"]]
    stated = [value for value in values if value is not None]
    assert stated == sorted(stated, reverse=descending)
    assert values == stated + [None] * (len(values) - len(stated))
    assert 1 < len(stated) < len(values)


def test_several_keys_sort_in_their_order(client: Client) -> None:
    features = client.items("metro-stations", sortby="interchange,-name", limit=1000)["features"]
    keys = [(one["properties"]["interchange"], one["properties"]["name"]) for one in features]
    assert all(a[0] < b[0] or (a[0] == b[0] and a[1] >= b[1]) for a, b in pairwise(keys))


@pytest.mark.parametrize(
    ("sortby", "said"),
    [(name, f"“{name}” is not one of id, name") for name in ("colour", "sources", "tags")]
    + [(text, "a property name") for text in ("", ",", "--name", "name,,id")],
)
def test_an_order_that_cannot_be_is_refused(client: Client, sortby: str, said: str) -> None:
    assert said in client.problem(ITEMS, sortby=sortby)["detail"]


def test_a_limit_above_the_maximum_is_cut_to_it() -> None:
    with client_of(paging={"limit_default": 2, "limit_max": 5}) as client:
        assert client.items("metro-stations")["numberReturned"] == 2
        for limit in (6, 10_000, 10**30):
            assert client.items("metro-stations", limit=limit)["numberReturned"] == 5


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "ten", "", "٣", "1e3"])
def test_a_limit_that_is_no_whole_number_above_zero_is_refused(client: Client, limit: str) -> None:
    problem = client.problem(ITEMS, limit=limit)
    assert (problem["parameter"], problem["expected"]) == ("limit", "a whole number, at least 1")


def cursor_of(client: Client, **asked: Any) -> str:
    page = client.items("metro-stations", limit=2, **asked)
    return (linked(page, "next") or "").split("cursor=")[1].split("&")[0]


@pytest.mark.parametrize(
    "other", [{"sortby": "name"}, {"sortby": "-name"}, {"near": "metro"}, {"near": "嘉定北", "within": "30km"}], ids=str
)
def test_a_cursor_of_another_question_is_refused(client: Client, other: dict[str, str]) -> None:
    for asked, cursor in ((other, cursor_of(client)), ({}, cursor_of(client, **other))):
        problem = client.problem(STATIONS, cursor=cursor, **asked)
        assert problem["parameter"] == "cursor"


def written(*content: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "!!!!", "é", written(), written("", 1, "a"), written("", 1), written("-name", "a"), written("", None)],
)
def test_a_cursor_that_no_page_gave_is_refused(client: Client, cursor: str) -> None:
    assert client.problem(STATIONS, cursor=cursor)["parameter"] == "cursor"


@given(
    st.sampled_from(["", "name", "-revision", "updated_at", "announced_on", "near metro", "near metro:11"]),
    st.lists(st.none() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]), max_size=3),
    st.text(max_size=5) | st.integers(0, 10**30).map(str),
)
def test_a_forged_cursor_never_breaks_the_service(client: Client, question: str, values: list[Any], id: str) -> None:
    asked = {"near": question.removeprefix("near ")} if question.startswith("near") else {"sortby": question}
    params = {name: value for name, value in asked.items() if value}
    status = client.get(ITEMS, cursor=written(question, *values, id), **params).status_code
    assert status in {200, 400}
