"""Applications to ask: over the repository's data, with a file layer, and over hostile records."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service import HOSTILE, Client, client_of, record, write_catalogue, write_layer


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    """The service over the repository's data."""
    with client_of() as made:
        yield made


@pytest.fixture(scope="session")
def layered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The same with a file layer, `zoning`."""
    layer = write_layer(tmp_path_factory.mktemp("layered") / "zoning.geojson")
    with client_of(layers=(f"zoning={layer}",)) as made:
        yield made


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The service over records that try to be a program: one is text everywhere, one has an address that runs."""
    folder: Path = tmp_path_factory.mktemp("hostile") / "data"
    texts = ("name", "name_en", "district", "town", "address", "lot_number", "planned_use", "grantee", "land_use_name")
    bad = {**dict.fromkeys(texts, HOSTILE), "tags": [HOSTILE], "boundary_south": HOSTILE, "note": HOSTILE, HOSTILE: 1}
    source = {"title": HOSTILE, "url": 'https://example.org/?"><script>alert(1)</script>'}
    write_catalogue(
        folder,
        record("hostile", **bad, sources=[source]),
        record("runs", sources=[{"title": "x", "url": "javascript:alert(1)"}]),
    )
    with client_of(catalogue=folder) as made:
        yield made
