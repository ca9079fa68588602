"""The map takes the same question as the items."""

import json
import re
from typing import Any

import pytest

from tests.service import HOSTILE, Client, client_of


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_map_of_all_plots_holds_each(client: Client, lang: str) -> None:
    page = client.page(f"/map?lang={lang}")
    for feature in client.items("plots")["features"]:
        assert feature["id"] in page
    assert client.get(f"/map?lang={lang}").headers["content-language"] == lang


@pytest.mark.parametrize(
    "asked",
    [
        {"near": "metro", "within": "1km"},
        {"status": "transferred"},
        {"bbox": "121.15,31.36,121.16,31.37"},
        {"near": "metro:13", "limit": "1"},
        {"id": "waigang-29-08"},
    ],
    ids=str,
)
def test_a_map_holds_what_the_items_hold(client: Client, asked: dict[str, str]) -> None:
    wanted = set(client.ids("plots", **asked))
    every = {feature["id"] for feature in client.items("plots")["features"]}
    page = client.page("/map", **asked)
    assert wanted
    assert {id for id in every if f'"{id}"' in page} == wanted


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [({"within": "1km"}, "within"), ({"near": "metro", "within": "banana"}, "within"), ({"colour": "red"}, "colour")],
)
def test_a_map_refuses_what_the_items_refuse(client: Client, asked: dict[str, Any], parameter: str) -> None:
    assert client.problem("/map", **asked)["parameter"] == parameter


def test_a_map_asks_no_other_host_for_its_scripts_and_styles(client: Client) -> None:
    page = client.page("/map")
    loaded = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page)
    assert loaded
    for address in loaded:
        assert address.startswith(("/static/", "data:")), address
        if address.startswith("/static/"):
            response = client.get(address)
            assert response.status_code == 200
            assert "immutable" in response.headers["cache-control"]


def test_text_from_a_record_stays_text_on_a_map(hostile: Client) -> None:
    page = hostile.page("/map")
    assert "hostile" in page
    assert HOSTILE not in page
    assert page.count("<script") == page.count("</script>")


def test_no_more_plots_are_drawn_than_set() -> None:
    with client_of(maps={"plots_max": 2}) as client:
        every = [feature["id"] for feature in client.items("plots")["features"]]
        for path in ("/map", "/map?limit=5"):
            page = client.page(path)
            assert [id for id in every if f'"{id}"' in page] == every[:2]


def test_the_map_of_an_empty_answer_is_a_map(client: Client) -> None:
    assert "leaflet" in client.page("/map?status=withdrawn").lower()
    assert json.dumps(client.ids("plots", status="withdrawn")) == "[]"


def test_a_map_behind_a_prefix_leads_to_what_lies_behind_it() -> None:
    with client_of(http={"base_url": "https://example.org/land"}) as client:
        page = client.page("/map")
    loaded = re.findall(r'<(?:script|link)[^>]+(?:src|href)="([^"]+)"', page)
    assert all(address.startswith(("/land/static/", "data:")) for address in loaded)
    assert '"plotPage":"/land/plots/"' in page


def test_a_map_to_keep_is_one_file_of_what_was_asked(client: Client) -> None:
    answer = client.get("/map?near=metro&within=3km&status=transferred&offline=true&lang=en")
    assert answer.headers["content-disposition"].startswith('attachment; filename="dikuai-map.html"')
    assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(?!data:)', answer.text)
    wanted = set(client.ids("plots", near="metro", within="3km", status="transferred"))
    every = {feature["id"] for feature in client.items("plots")["features"]}
    assert wanted
    assert {id for id in every if f'"{id}"' in answer.text} == wanted
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_whether_a_map_is_a_file_is_yes_or_no(client: Client) -> None:
    assert client.get("/map?offline=false").text == client.page("/map")
    said = client.problem("/map?offline=maybe")
    assert (said["parameter"], said["expected"]) == ("offline", "true or false")
