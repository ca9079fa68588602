"""Items found by words, and items that are not counted."""

import pytest

from tests.service import COUNTS, Client, linked


@pytest.mark.parametrize(
    ("collection", "q", "ids"),
    [
        ("plots", "外冈", {"waigang-1704", "waigang-29-08"}),
        ("plots", "waigang", {"waigang-1704", "waigang-29-08"}),
        ("plots", "WG 29-08", {"waigang-29-08"}),
        ("plots", "通航,general aviation", {"zhenxin-general-aviation-park"}),
    ],
)
def test_items_are_found_by_words(client: Client, collection: str, q: str, ids: set[str]) -> None:
    assert ids <= set(client.ids(collection, q=q, limit=1000))
    assert client.items(collection, q=q)["numberMatched"] < COUNTS[collection]


@pytest.mark.parametrize(
    ("traditional", "simple"), [("外岡鎮", "外冈镇"), ("嘉定工業區", "嘉定工业区"), ("馬陸", "马陆")]
)
@pytest.mark.parametrize("collection", ["plots", "places", "metro-stations"])
def test_traditional_characters_find_what_simplified_ones_find(
    client: Client, collection: str, traditional: str, simple: str
) -> None:
    assert client.ids(collection, q=traditional) == client.ids(collection, q=simple)
    assert (
        client.items(collection, near=traditional)["near"]["target"]
        == client.items(collection, near=simple)["near"]["target"]
    )


@pytest.mark.parametrize("q", ["安亭", "anting", "ANTING", "at"])
def test_stations_are_found_by_name_and_pinyin(client: Client, q: str) -> None:
    names = {one["properties"]["name"] for one in client.items("metro-stations", q=q, limit=100)["features"]}
    assert "安亭" in names
    assert len(names) < 40


def test_all_texts_of_a_file_layer_are_looked_in(layered: Client) -> None:
    assert layered.ids("zoning", q="script") == layered.ids("zoning", q="alert 1", limit=10)
    assert layered.ids("zoning", q="M3") == ["plain"] or layered.items("zoning", q="M3")["numberMatched"] == 1
    assert layered.ids("zoning", q="nothing-like-it") == []


def test_words_stand_beside_every_other_question(client: Client) -> None:
    both = client.ids("plots", q="外冈", near="metro", limit=100)
    assert set(both) == set(client.ids("plots", q="外冈", limit=100))
    assert client.ids("plots", q="外冈", bbox="0,0,1,1") == []
    first = client.items("plots", q="外冈", sortby="-id", limit=1)
    following = linked(first, "next")
    assert following is not None
    assert "q=" in following


@pytest.mark.parametrize("q", ["", "!", "外冈,,"])
def test_a_question_without_words_is_refused(client: Client, q: str) -> None:
    said = client.problem("/collections/plots/items", q=q)
    assert (said["parameter"], said["value"]) == ("q", q)


def test_an_answer_that_is_not_counted_has_the_same_items(client: Client) -> None:
    whole, uncounted = client.items("plots", limit=2), client.items("plots", limit=2, count="none")
    assert "numberMatched" not in uncounted
    assert (uncounted["features"], uncounted["numberReturned"]) == (whole["features"], 2)
    assert "count=none" in (linked(uncounted, "next") or "")
    assert client.items("plots", count="all")["numberMatched"] == COUNTS["plots"]
    assert client.problem("/collections/plots/items", count="some")["parameter"] == "count"


@pytest.mark.parametrize("template", ["plots", "metro-stations"])
def test_a_page_of_an_answer_that_is_not_counted_has_its_items(client: Client, template: str) -> None:
    page = client.page(f"/collections/{template}/items", count="none", f="html", lang="en", limit=2)
    assert "2 on this page" in page
    assert " found" not in page
