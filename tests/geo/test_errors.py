import inspect
import pickle
import re

import pytest

from geo import errors
from geo.errors import AmbiguousName, BadRecord, BadUnit, BadValue, Fault, UnknownItem, UnknownParameter

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, Exception)]

MESSAGES = [
    (BadValue("banana", "a distance"), "“banana” is not a distance"),
    (BadValue(-1, "a number", "within"), "within: -1 is not a number"),
    (BadUnit("3顷", "an area", "area"), "area: “3顷” is not an area"),
    (
        AmbiguousName("安亭", ["station:安亭", "place:安亭镇"]),
        "“安亭” is not one name: it could be station:安亭, place:安亭镇",
    ),
    (errors.UnknownProperty("colour", "plots", ["id", "name"]), "plots has no property “colour”; it has id, name"),
    (
        UnknownParameter("limt", ["limit", "bbox"]),
        "there is no parameter “limt” (did you mean limit?); known are limit, bbox",
    ),
    (BadRecord("a.geojson", [Fault("id", "bad"), Fault("name", "worse")]), "a.geojson: id: bad; name: worse"),
    (UnknownItem("x"), "there is no item “x”"),
    (errors.UnknownCollection("x", ["plots"]), "there is no collection “x”; there are plots"),
    (errors.CatalogueError("data: there is no such folder"), "data: there is no such folder"),
]


@pytest.mark.parametrize(("error", "message"), MESSAGES)
def test_a_message_names_the_value_and_what_would_be_right(error, message):
    assert str(error) == message


@pytest.mark.parametrize("error", [error for error, _ in MESSAGES])
def test_an_error_survives_the_way_between_processes(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_is_drawn_in_the_tree_below_its_parent(kind):
    drawn = re.findall(r"^    ([│├└─ ]*)(\w+)", errors.__doc__, re.MULTILINE)
    depth = {name: len(branch) // 4 for branch, name in drawn}
    assert depth[kind.__name__] == len(kind.__mro__) - 4


@pytest.mark.parametrize("value", ["长" * 500, list(range(500)), b"x" * 500, 10**400, 10**5000], ids=range(5))
def test_a_long_value_is_shown_short(value):
    assert len(str(BadValue(value, "short"))) < 100


def test_a_value_nested_without_end_can_be_shown():
    nested = []
    for _ in range(100_000):
        nested = [nested]
    assert "is not flat" in str(BadValue(nested, "flat"))


def test_the_first_place_named_stays():
    assert BadValue(1, "2").at("bbox").at("near").place == "bbox"
    assert str(AmbiguousName("安亭", ["a", "b"]).at("near")).startswith("near: ")


def test_a_placed_ambiguity_keeps_its_candidates_between_processes():
    assert pickle.loads(pickle.dumps(AmbiguousName("安亭", ["a", "b"]).at("near"))).candidates == ("a", "b")
