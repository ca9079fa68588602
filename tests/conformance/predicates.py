"""Predicates of the abstract test suite of CQL2 (OGC 21-065r2, annex A), and how many items the annex gives for each.

``predicates.tsv`` has those on one of the collections that `tests.conformance.natural_earth` names, by conformance
class; ``combinations.tsv`` has four predicates on cities a row, which `COMBINATION` makes one filter of. They stand as
in the annex, but that the geometry is named `geometry`, as in every answer.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import cql2

COMBINATION = "(NOT ({p2}) AND {p1}) OR ({p3} and {p4}) or not ({p1} OR {p4})"


class Expected(NamedTuple):
    """A predicate, and of how many items of a collection it must be true."""

    name: str
    collection: str
    predicate: str
    count: int


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (Path(__file__).parent / table).open(encoding="utf-8", newline="") as rows:
        yield from csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)


def in_json(filter: str) -> str:
    """Write a filter in CQL2 JSON."""
    return json.dumps(cql2.parse_text(filter).to_json())


PREDICATES = [
    Expected(row["class"], row["collection"], row["predicate"], int(row["count"])) for row in _rows("predicates.tsv")
]
COMBINED = [
    Expected("basic-cql2", "cities", COMBINATION.format(**row), int(row["count"])) for row in _rows("combinations.tsv")
]
