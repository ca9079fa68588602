"""Every example in the grammar of phrases gives what the document says."""

import asyncio
import re
from pathlib import Path

import pytest

from geo.phrases import Vocabulary, parameters_of, read_phrase, vocabulary_of
from geo.stores import open_catalogue
from tests.service import DATA

DOCUMENT = (Path(__file__).parent.parent.parent / "docs" / "phrases.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `([^`]+)` \|([^|]*)\|([^|]*)\|$", DOCUMENT, re.MULTILINE)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    catalogue = open_catalogue(DATA)
    return asyncio.run(vocabulary_of(catalogue, catalogue.collections["plots"]))


def test_the_document_has_its_examples() -> None:
    assert len(EXAMPLES) > 30


@pytest.mark.parametrize(("text", "asked", "unread"), EXAMPLES)
def test_an_example_is_read_as_the_document_says(text: str, asked: str, unread: str, vocabulary: Vocabulary) -> None:
    phrase = read_phrase(text, vocabulary)
    assert [f"{name}={value}" for name, value in parameters_of(phrase.conditions).items()] == re.findall(
        r"`([^`]+)`", asked
    )
    assert [one.text for one in phrase.unread] == re.findall(r"`([^`]+)`", unread)
