"""A folder that PostgreSQL can enter, as whomever it runs."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def entered() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="dikuai-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
