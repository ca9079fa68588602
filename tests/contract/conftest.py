"""The stores that must keep the contract: one factory each."""

from collections.abc import Callable
from dataclasses import dataclass

import geopandas as gpd
import pytest

from geo.properties import Schema, Title
from geo.stores.columns import Snapshot
from geo.stores.memory import MemoryCollection
from geo.stores.query import About, Collection


@dataclass
class Held:
    """A collection, and the way to hold other items in it."""

    collection: Collection
    replace: Callable[[gpd.GeoDataFrame], None]


def in_memory(frame: gpd.GeoDataFrame, schema: Schema) -> Held:
    title = Title("项", "Things")
    collection = MemoryCollection(About(schema.collection, title, title, schema), Snapshot(frame, schema))
    return Held(collection, lambda other: collection.exchange(Snapshot(other, schema)))


@pytest.fixture(scope="session", params=[in_memory])
def hold(request: pytest.FixtureRequest) -> Callable[[gpd.GeoDataFrame, Schema], Held]:
    """Put a frame into a store."""
    return request.param
