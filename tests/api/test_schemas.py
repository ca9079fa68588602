"""The JSON Schemas of a collection."""

import jsonschema
import pytest

from api.schemas import DIALECT, VIEWS, feature_schema, schema_document
from geo.plots import PLOT
from geo.properties import Kind, Property, Schema, Title
from geo.stores import About

TITLE = Title("物", "Thing")
THINGS = Schema(
    "things",
    [
        Property("id", Kind.TEXT, TITLE),
        Property("tags", Kind.TEXTS, TITLE),
        Property("seen_on", Kind.DATE, Title("见于", "Seen")),
        Property("hidden", Kind.TEXT, TITLE, queryable=False),
    ],
    instant="seen_on",
)
ABOUT = About("things", TITLE, Title("诸物", "All things"), THINGS, shape="geometry-point")


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("queryables", ["id", "tags", "seen_on", "geometry"]),
        ("sortables", ["id", "seen_on"]),
        ("schema", ["id", "tags", "seen_on", "hidden", "geometry"]),
    ],
)
def test_a_view_has_its_properties_in_order(view: str, names: list[str]) -> None:
    said = schema_document(VIEWS[view], ABOUT, "http://x/y", "en")
    jsonschema.Draft202012Validator.check_schema(said)
    assert (said["$schema"], said["$id"]) == (DIALECT, "http://x/y")
    assert list(said["properties"]) == names
    assert [one["x-ogc-propertySeq"] for one in said["properties"].values()] == list(range(1, len(names) + 1))


def test_roles_titles_and_formats_are_said() -> None:
    said = schema_document(VIEWS["schema"], ABOUT, "http://x/y", "zh")
    properties = said["properties"]
    assert (said["title"], properties["seen_on"]["title"], properties["geometry"]["title"]) == (
        "物",
        "见于",
        "几何",
    )
    assert {name: one.get("x-ogc-role") for name, one in properties.items()} == {
        "id": "id",
        "tags": None,
        "seen_on": "primary-instant",
        "hidden": None,
        "geometry": "primary-geometry",
    }
    assert (properties["seen_on"]["format"], properties["geometry"]["format"]) == ("date", "geometry-point")
    assert "type" not in properties["geometry"]


def test_only_what_can_be_asked_is_closed() -> None:
    closed = {name: schema_document(view, ABOUT, "", "en").get("additionalProperties") for name, view in VIEWS.items()}
    assert closed == {"queryables": False, "sortables": False, "schema": None}


def test_the_schema_of_plots_says_what_a_record_must_state_and_what_is_derived() -> None:
    said = schema_document(VIEWS["schema"], About("plots", TITLE, TITLE, PLOT), "", "en")
    assert {"id", "name", "sources", "geometry"} <= set(said["required"])
    derived = {name for name, one in said["properties"].items() if one.get("readOnly")}
    assert derived == {row.name for row in PLOT.values() if row.derived}
    assert {"const": "listed", "title": "Listed"} in said["properties"]["status"]["oneOf"]


@pytest.mark.parametrize(
    ("largest", "type"), [(0, "integer"), (2**31 - 1, "integer"), (2**31, "number"), (2**53, None), (2**63, None)]
)
def test_a_whole_number_that_a_program_has_no_room_for_is_not_called_one(largest: int, type: str | None) -> None:
    schema = Schema(
        "things", [Property("id", Kind.TEXT, TITLE), Property("code", Kind.INTEGER, TITLE, largest=largest)]
    )
    about = About("things", TITLE, TITLE, schema)
    said = feature_schema(about, "http://x/y", "en")["properties"]["properties"]["properties"]
    assert list(said) == ["code"]
    assert said["code"].get("type") == type
    assert schema_document(VIEWS["schema"], about, "http://x/y", "en")["properties"]["code"]["type"] == "integer"
