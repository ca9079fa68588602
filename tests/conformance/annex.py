"""Ask the CQL2 standard's data every predicate of its annex, through HTTP: ``python -m tests.conformance.annex FILE``.

FILE is the GeoPackage of OGC 21-065r2, annex A, ``ne110m4cql2.gpkg``, which stands in the public repository
opengeospatial/ogcapi-features under ``cql2/standard/data``. Its layers are served as any file is, by
``dikuai serve --layer``, and each predicate is asked in CQL2 text and in CQL2 JSON. What was found and what was
expected are printed, a predicate a line, those that differ with a ``!`` before them; where any does, the status is 1.

Three counts of the annex cannot be had from its data. Of the 243 names three begin with Ch, whatever is done about
accents (Chicago, Chengdu, Chișinău), and one with Chis once accents are left out (Chișinău); the annex says two for
each. For these three the names are counted in the file itself, and a ``*`` is before them.
"""

import argparse
import sqlite3
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import httpx

from tests.conformance.natural_earth import LAYERS
from tests.conformance.predicates import COMBINED, PREDICATES, Expected, in_json
from tests.server import serving
from tests.service import write_catalogue

#: The predicates of which the annex contradicts its data: how the names begin, and whether in either case.
CONTRADICTED: Mapping[str, tuple[str, bool]] = {
    "ACCENTI(name) LIKE accenti('Ch%')": ("Ch", False),
    "ACCENTI(CASEI(name)) LIKE accenti(casei('Chiș%'))": ("Chiș", True),
    "ACCENTI(CASEI(name)) LIKE accenti(casei('cHis%'))": ("cHis", True),
}


class Answer(NamedTuple):
    """What the annex expects of a predicate, what is right of the file, and what was found; a text is a refusal."""

    expected: Expected
    right: int
    text: int | str
    json: int | str

    @property
    def differs(self) -> bool:
        return (self.text, self.json) != (self.right, self.right)

    def __str__(self) -> str:
        mark = "!" if self.differs else "*" if self.expected.predicate in CONTRADICTED else " "
        found = self.text if self.text == self.json else f"{self.text} in text, {self.json} in JSON"
        name, collection, predicate, count = self.expected
        return f"{mark} {found:>5} {count:>8}  {collection:<9}  {name:<29}  {predicate}"


def main(arguments: list[str]) -> int:
    """Ask, print, and return the status."""
    parser = argparse.ArgumentParser(prog="python -m tests.conformance.annex", description="CQL2 on its own test data.")
    parser.add_argument("file", type=Path, help="ne110m4cql2.gpkg")
    file = parser.parse_args(arguments).file.resolve()
    if not file.is_file():
        parser.error(f"{file}: there is no such file")
    print("  found expected  collection class                          predicate")
    answers = []
    for answer in asked(file):
        answers.append(answer)
        print(answer)
    differing = sum(answer.differs for answer in answers)
    print(f"{len(answers)} predicates, each in text and in JSON: {differing} differ")
    return 1 if differing else 0


def asked(file: Path) -> Iterator[Answer]:
    """Serve a file and ask it everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        layers = [part for name, layer in LAYERS.items() for part in ("--layer", f"{name}={file}#{layer}")]
        catalogue = write_catalogue(folder / "catalogue")
        with serving(folder / "log.txt", str(catalogue), *layers) as served, served.client() as client:
            for one in (*PREDICATES, *COMBINED):
                text = count(client, one.collection, one.predicate, "cql2-text")
                json = count(client, one.collection, in_json(one.predicate), "cql2-json")
                yield Answer(one, right(file, one), text, json)


def count(client: httpx.Client, collection: str, filter: str, language: str) -> int | str:
    """Count the items of which a filter is true, or say why that cannot be."""
    query = {"filter": filter, "filter-lang": language, "limit": "1"}
    answer = client.get(f"/collections/{collection}/items", params=query).json()
    found: int | str = answer.get("numberMatched", answer.get("detail"))
    return found


def right(file: Path, expected: Expected) -> int:
    """Return the count of the annex, or that of the file where the annex contradicts it."""
    if expected.predicate not in CONTRADICTED:
        return expected.count
    with closing(sqlite3.connect(file)) as held:
        names = [name for (name,) in held.execute(f"SELECT name FROM {LAYERS[expected.collection]}")]
    return beginning(names, *CONTRADICTED[expected.predicate])


def beginning(names: Iterable[str], prefix: str, either_case: bool) -> int:
    """Count the names that begin so, without their accents."""

    def plain(text: str) -> str:
        letters = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
        return letters.casefold() if either_case else letters

    return sum(plain(name).startswith(plain(prefix)) for name in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
