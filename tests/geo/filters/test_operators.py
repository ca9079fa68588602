import pytest

from geo.filters.expressions import Type
from geo.filters.operators import FUNCTIONS, OPERATORS, TAKEN, Kind, described_function

#: The operators that OGC 21-065r2 names, in CQL2 JSON, beside AND and OR.
STANDARD = "= <> < > <= >= not isnull like between in casei accenti + - * / ^ % div"
SPATIAL = "intersects disjoint equals touches crosses within contains overlaps"
TEMPORAL = (
    "after before contains disjoint during equals finishedby finishes intersects meets metby overlappedby overlaps"
)
TEMPORAL += " startedby starts"
ARRAYS = "equals contains containedby overlaps"


def test_every_operator_of_the_standard_is_there():
    wanted = {*STANDARD.split(), *(f"s_{name}" for name in SPATIAL.split())}
    wanted |= {f"t_{name}" for name in TEMPORAL.split()} | {f"a_{name}" for name in ARRAYS.split()}
    assert set(OPERATORS) - {function.name.lower() for function in FUNCTIONS} == wanted


def test_every_kind_of_argument_takes_some_type():
    assert all(TAKEN[kind] <= set(Type) and TAKEN[kind] for kind in Kind)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_function_is_described_for_clients(function, lang):
    said = described_function(function, lang)
    assert (said["name"], said["description"]) == (function.name, function.title[lang])
    assert [argument["title"] for argument in said["args"]] == list(function.names)
    types = {"string", "number", "integer", "datetime", "geometry", "boolean"}
    assert set(said["returns"]) <= types
    assert all(set(argument["type"]) <= types for argument in said["args"])
