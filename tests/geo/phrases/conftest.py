"""The words of the repository's own catalogue."""

import asyncio

import pytest

from geo.phrases import Vocabulary, vocabulary_of
from geo.stores import Catalogue, open_catalogue
from tests.service import DATA


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return open_catalogue(DATA)


@pytest.fixture(scope="session")
def vocabulary(catalogue: Catalogue) -> Vocabulary:
    return asyncio.run(vocabulary_of(catalogue, catalogue.collections["plots"]))
