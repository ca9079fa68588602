"""A conformance class is claimed only where tests prove it."""

import re
from pathlib import Path

import pytest

from api.conformance import CLASSES

FOLDER = Path(__file__).parents[1] / "conformance"


@pytest.mark.parametrize("uri", CLASSES)
def test_a_class_that_is_claimed_has_tests_of_its_requirements(uri: str) -> None:
    name = uri.rpartition("/")[2]
    function = name.replace("-", "_")
    text = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("test_*.py"))
    proofs = re.findall(rf'def test_req_{function}_\w+\([^)]*\) -> None:\n\s+"""/req/{name}/[\w-]+', text)
    assert proofs, f"{uri} is claimed, but no test in tests/conformance/ names one of its requirements"


def test_the_classes_are_those_of_the_standard_each_once() -> None:
    assert len(set(CLASSES)) == len(CLASSES)
    for uri in CLASSES:
        assert re.fullmatch(r"http://www\.opengis\.net/spec/(?:ogcapi-[a-z]+-\d|cql2)/\d\.\d/conf/[a-z0-9-]+", uri)
