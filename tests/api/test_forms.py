"""The form that asks a collection."""

from urllib.parse import parse_qs

import pytest

from api.forms import Form, form_of, without_empties
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
    assert "datetime" not in {one.name for one in form.more}
    assert "datetime" in {one.name for one in form_of(PLOT, {}, "zh").more}
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
    assert without_empties(params) == query


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
