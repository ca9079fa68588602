"""A small collection for filters to ask about: the rows of a frame as a snapshot holds them."""

import geopandas as gpd
import shapely

from geo.filters import read_filter
from geo.properties import Kind, Property, Schema, Title
from geo.proximity import Target, Targets
from geo.stores.columns import Snapshot
from geo.stores.query import Query

TITLE = Title("项", "Thing")
KINDS = {"name": Kind.TEXT, "floors": Kind.INTEGER, "sold": Kind.BOOLEAN, "day": Kind.DATE, "at": Kind.DATETIME}
KINDS |= {"tags": Kind.TEXTS, "note": Kind.TEXT}
SCHEMA = Schema("things", [Property("id", Kind.TEXT, TITLE), *(Property(n, k, TITLE) for n, k in KINDS.items())])

ROWS = {
    "a": ("Straße", 1, True, "2026-01-31", "2026-01-31T09:00:00Z", ["x", "y"], None, shapely.box(0, 0, 1, 1)),
    "b": ("外冈", 2, False, "2026-02-01", "2026-02-01T09:00:00Z", ["x"], None, shapely.Point(5, 5)),
    "c": (None, None, None, None, None, None, None, None),
    "d": ("abc", 12, True, "2026-03-01", None, [], None, shapely.LineString([(179, 0), (180, 0)])),
}

STATION = Targets("station:x", TITLE, [Target(TITLE, shapely.Point(5, 5.01))])


def snapshot() -> Snapshot:
    columns = {name: [row[at] for row in ROWS.values()] for at, name in enumerate(KINDS)}
    shapes = [row[-1] for row in ROWS.values()]
    return Snapshot(gpd.GeoDataFrame(columns, index=list(ROWS), geometry=shapes, crs="EPSG:4326"), SCHEMA)


HELD = snapshot()


def found(text: str, **how: str) -> str:
    """The ids of the rows of which a filter is true, in order."""
    rows = HELD.select(Query(filter=read_filter(text, SCHEMA, lambda name: STATION, **how))).rows
    return "".join(sorted(HELD.ids[row] for row in rows))
