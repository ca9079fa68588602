"""What clients read: the items of each collection as the files have them."""

import json
from typing import Any

import pytest

from tests.service import COUNTS, DATA, LAYER_IDS

COLLECTIONS = {**COUNTS, "zoning": len(LAYER_IDS)}


@pytest.fixture(params=COLLECTIONS)
def collection(request: pytest.FixtureRequest) -> str:
    """Each collection in turn."""
    id: str = request.param
    return id


def stations() -> dict[str, dict[str, Any]]:
    """The stations of the repository's file, by id."""
    held = json.loads((DATA / "reference" / "metro-stations.geojson").read_text(encoding="utf-8"))["features"]
    return {one["id"]: one for one in held}
