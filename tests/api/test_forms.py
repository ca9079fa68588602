"""The form that asks a collection."""

import re
from html import escape
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from api.forms import Form, form_of, tidied
from geo.plots import PLOT
from geo.properties import Kind, Property, Schema, Title
from tests.service import Client

THINGS = Schema(
    "things",
    [
        Property("id", Kind.TEXT, Title("编号", "Id")),
        Property("kind", Kind.TEXT, Title("类别", "Kind"), choices={"a": Title("甲", "A"), "b": Title("乙", "B")}),
        Property("built", Kind.BOOLEAN, Title("已建", "Built")),
        Property("tags", Kind.TEXTS, Title("标签", "Tags")),
    ],
)


def field(form: Form, name: str) -> tuple[str, list[str]]:
    """The value of a field, and what can be chosen in it."""
    (one,) = [one for one in (*form.first, *form.more) if one.name == name]
    return one.value, [option.value for group in one.groups for option in group.options]


def test_choices_and_order_come_from_the_table_of_properties() -> None:
    form = form_of(THINGS, {}, "zh")
    assert field(form, "kind") == ("", ["", "a", "b"])
    assert field(form, "built") == ("", ["", "true", "false"])
    assert field(form, "sortby") == ("", ["", "id", "kind", "built", "-id", "-kind", "-built"])
    assert [one.name for one in form.first] == ["q", "near", "within"]
    assert not form.ranges
    assert not form.is_open


def test_what_is_asked_stays_in_the_fields() -> None:
    params = {"q": "外冈", "kind": "b", "sortby": "-kind,id", "limit": "7", "bbox": "1,2,3,4", "tags": "x", "f": "html"}
    form = form_of(THINGS, params, "en")
    assert field(form, "q")[0] == "外冈"
    assert field(form, "kind")[0] == "b"
    assert field(form, "sortby")[0] in field(form, "sortby")[1]
    assert field(form, "limit") == ("7", ["", "10", "25", "50", "100", "7"])
    assert form.hidden == {"bbox": "1,2,3,4", "tags": "x"}
    assert form.is_open


def test_each_condition_can_be_taken_away() -> None:
    params = {"near": "metro", "within": "1km", "certainty": "certain", "kind": "b", "sortby": "id", "lang": "zh"}
    conditions = {one.label: one for one in form_of(THINGS, params, "zh").conditions}
    assert conditions["类别"].value == "乙"
    assert parse_qs(conditions["类别"].without).keys() == params.keys() - {"kind"}
    assert parse_qs(conditions["靠近"].without).keys() == {"kind", "sortby", "lang"}
    assert parse_qs(conditions["范围"].without).keys() == {"near", "kind", "sortby", "lang"}
    assert conditions["确定程度"].value == "确定"
    assert "sortby" not in conditions


@pytest.mark.parametrize(
    ("params", "query"),
    [({}, None), ({"q": "x"}, None), ({"q": "", "near": "a b"}, "near=a+b"), ({"q": ""}, "")],
)
def test_what_was_left_empty_is_taken_out_of_the_address(params: dict[str, str], query: str | None) -> None:
    assert tidied(params, THINGS) == query


def test_ranges_are_refilled_from_the_address_and_taken_away_one_by_one() -> None:
    text = "area_mu >= 20 AND area_mu <= 50 AND price_cny <= 9 AND (grantee IS NULL)"
    params = {"filter": text, "datetime": "2024-01-01/..", "status": "listed", "cursor": "x"}
    form = form_of(PLOT, params, "en")
    values = {one.name: one.values for one in form.ranges if any(one.values)}
    assert values == {"area_mu": ("20", "50"), "price_cny": ("", "9"), "updated_at": ("2024-01-01", "")}
    assert form.hidden == {}
    assert form.is_open
    left = {(one.label, one.value): dict(parse_qsl(one.without)) for one in form.conditions}
    rest = {"datetime": "2024-01-01/..", "status": "listed"}
    others = "price_cny <= 9 AND (grantee IS NULL)"
    assert left == {
        ("Site area (mu)", "20 – 50"): {"filter": others, **rest},
        ("Price (CNY)", "≤ 9"): {"filter": "area_mu >= 20 AND area_mu <= 50 AND (grantee IS NULL)", **rest},
        ("Filter (CQL2)", "grantee IS NULL"): {"filter": "area_mu >= 20 AND area_mu <= 50 AND price_cny <= 9", **rest},
        ("Updated", "≥ 2024-01-01"): {"filter": text, "status": "listed"},
        ("Status", "Listed"): {"filter": text, "datetime": "2024-01-01/.."},
    }


def test_a_time_of_day_that_no_field_is_for_stays_asked() -> None:
    form = form_of(PLOT, {"datetime": "2024-01-01T12:00:00Z/.."}, "zh")
    assert form.hidden == {"datetime": "2024-01-01T12:00:00Z/.."}
    assert [one.label for one in form.conditions] == ["更新时间"]


def test_a_filter_in_json_is_one_condition(client: Client) -> None:
    asked = {"filter": '{"op":">=","args":[{"property":"area_mu"},20]}', "filter-lang": "cql2-json", "lang": "en"}
    (one,) = form_of(PLOT, asked, "en").conditions
    assert parse_qs(one.without).keys() == {"lang"}
    assert "26.5 mu" in client.page("/collections/plots/items", f="html", **asked)


def test_ranges_that_a_form_fills_in_lead_to_the_address_that_the_api_has_for_them(client: Client) -> None:
    query = "f=html&lang=zh&area_mu.from=20&area_mu.to=&floor_area_ratio.from=&updated_at.to=2030-01-01&filter="
    response = client.get(f"/collections/plots/items?{query}")
    assert response.status_code == 303
    asked = dict(parse_qsl(urlsplit(response.headers["location"]).query))
    assert asked == {"f": "html", "lang": "zh", "filter": "area_mu >= 20", "datetime": "../2030-01-01"}
    page = client.page(response.headers["location"])
    assert 'name="area_mu.from" value="20"' in page
    assert 'name="updated_at.to" value="2030-01-01"' in page
    found = client.ids("plots", filter="area_mu >= 20")
    assert 0 < len(found) < client.items("plots")["numberMatched"]
    assert all(f'data-id="{id}"' in page for id in found)
    assert len(re.findall("<li data-id=", page)) == len(found)


def test_the_fields_of_a_form_are_no_parameters_of_the_api(client: Client) -> None:
    problem = client.problem("/collections/plots/items", **{"area_mu.from": "20"})
    assert problem["title"] == "Unknown parameter"
    assert "area_mu.from" not in problem["expected"]
    assert client.problem("/collections/plots/items", f="html ", **{"area_mu.from": "20"})["status"] == 400


@pytest.mark.parametrize("value", ["abc", "1;2", "１２", "<b>"])
def test_an_end_that_cannot_be_read_is_named_and_stays_in_the_form(client: Client, value: str) -> None:
    asked = {"area_mu.from": value, "status": "listed", "filter": "price_cny >= 3", "f": "html", "lang": "en"}
    response = client.get("/collections/plots/items", **asked)
    assert response.status_code == 400
    assert "area_mu.from" in response.text
    assert f'name="area_mu.from" value="{escape(value)}"' in response.text
    assert 'name="price_cny.from" value="3"' in response.text


def test_a_form_with_empty_fields_leads_to_the_address_without_them(client: Client) -> None:
    response = client.get("/collections/plots/items?f=html&lang=zh&q=wg&near=&within=&status=&sortby=")
    assert response.status_code == 303
    assert response.headers["location"].endswith("/collections/plots/items?f=html&lang=zh&q=wg")
    assert client.problem("/collections/plots/items?f=json&near=")["parameter"] == "near"


@pytest.mark.parametrize("query", ["limit=abc&q=x", "sortby=tags", "near=nowhere-at-all", "q=!", "status=x"])
def test_a_question_that_cannot_be_answered_stays_in_the_form(client: Client, query: str) -> None:
    response = client.get(f"/collections/plots/items?f=html&lang=en&bbox=1,2,3,4&{query}")
    assert response.status_code == 400
    assert 'role="search"' in response.text
    assert '<input type="hidden" name="bbox" value="1,2,3,4">' in response.text
