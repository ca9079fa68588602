"""Conditions as objects, as CQL2 and as parameters; the cases are shared with the explorer."""

import json
from pathlib import Path
from typing import Any

import pytest

from geo.errors import BadValue
from geo.filters import read_filter
from geo.phrases import Choice, Condition, Nearness, Range, Words, parameters_of
from geo.plots import PLOT
from geo.stores import Catalogue

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parent.parent.parent / "phrases_to_queries.json").read_text(encoding="utf-8")
)
LISTS = {"metro_lines", "tags"}


def condition_of(said: dict[str, Any]) -> Condition:
    """Make a condition of its object."""
    rest = {name: value for name, value in said.items() if name != "kind"}
    match said["kind"]:
        case "range":
            return Range(**rest)
        case "choice":
            return Choice(rest["property"], tuple(rest["values"]), listed=rest["property"] in LISTS)
        case "near":
            return Nearness(**rest)
    return Words(rest["text"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_conditions_ask_as_the_shared_cases_say(case: dict[str, Any]) -> None:
    conditions = [condition_of(said) for said in case["conditions"]]
    assert [one.as_json() for one in conditions] == case["conditions"]
    assert parameters_of(conditions) == case["query"]


@pytest.mark.parametrize("case", [case for case in CASES if "filter" in case["query"]], ids=lambda case: case["text"])
def test_what_is_written_is_cql2_that_is_understood(case: dict[str, Any], catalogue: Catalogue) -> None:
    read_filter(case["query"]["filter"], PLOT, catalogue.targets)


def test_texts_and_names_are_quoted() -> None:
    assert Choice("land use", ("Farmer's",)).cql2() == "\"land use\" = 'Farmer''s'"
    assert Range('a"b', 0.5).cql2() == '"a""b" >= 0.5'


@pytest.mark.parametrize(("low", "high"), [(None, None), (3, 2)])
def test_a_range_has_a_bound_and_its_bounds_are_in_order(low: float | None, high: float | None) -> None:
    with pytest.raises(BadValue):
        Range("area_mu", low, high)
