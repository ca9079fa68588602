"""Nothing is claimed without proof: every class that is claimed has tests of each of its requirements."""

import re
from pathlib import Path

import pytest

from api.conformance import CLASSES
from tests.conformance.requirements import READY, REQUIREMENTS

LISTED = {**REQUIREMENTS, **READY}
TEXT = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
NAMED = set(re.findall(r'def test_req_\w+\([^)]*\) -> None:\n\s+"""(/req/[\w-]+/[\w-]+):', TEXT))


def test_a_class_that_cannot_be_claimed_is_not() -> None:
    assert not READY.keys() & set(CLASSES)


@pytest.mark.parametrize("uri", CLASSES)
def test_the_requirements_of_a_claimed_class_are_listed(uri: str) -> None:
    assert uri in REQUIREMENTS, f"list the requirements of {uri} in requirements.py, and write a test of each"


@pytest.mark.parametrize(
    ("uri", "requirement"), [(uri, one) for uri, requirements in LISTED.items() for one in requirements]
)
def test_every_requirement_has_its_test(uri: str, requirement: str) -> None:
    assert f"/req/{uri.rpartition('/')[2]}/{requirement}" in NAMED


def test_every_requirement_that_is_tested_is_one_of_the_standard() -> None:
    listed = {f"/req/{uri.rpartition('/')[2]}/{one}" for uri, ones in LISTED.items() for one in ones}
    assert listed == NAMED
