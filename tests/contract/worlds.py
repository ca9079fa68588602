"""Random collections and queries: few values, so that items tie, touch and repeat each other."""

from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from hypothesis import strategies as st

from geo.properties import Kind, Title
from geo.proximity import Near, Target, Targets, Walking
from geo.stores.query import Query, SortKey
from geo.values import Bbox, Distance, Interval
from tests.contract.oracle import KINDS
from tests.zoo import SHAPES

LONS = [-180.0, -179.9, 121.0, 121.1, 121.2, 121.3, 179.9, 180.0]
LATS = [-10.0, -9.9, 31.0, 31.1, 31.2, 31.3]
IDS = st.sampled_from([*map(str, range(25)), "007", "7a", "10-a", "外冈", "a", "B", "b-1", "Ａ"]) | st.text(
    st.characters(codec="utf-8"), min_size=1, max_size=4
)
DAYS = ["2026-01-31", "2026-02-01", "0001-01-01", "9999-12-31"]
MOMENTS = ["2026-01-31T00:00:00Z", "2026-01-31T08:00:00+08:00", "2026-01-31T23:59:59.999999Z", "2026-02-01T00:00:00.5Z"]
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "name": st.sampled_from(["外冈镇", "安亭镇", "a", "B", "", "\U0001f600", "￿"]),
    "area": st.sampled_from([0.0, -0.0, 1.5, -1.5, 26.5, 1e300, 5e-324]) | st.floats(-9, 9),
    "floors": st.integers(-2, 3) | st.sampled_from([310114001001000001, 310114001001000002]),
    "sold": st.booleans(),
    "day": st.sampled_from(DAYS),
    "at": st.sampled_from(MOMENTS),
    "tags": st.lists(st.sampled_from(["工业", "汽车", "x"]), max_size=3),
    "location_uncertainty_m": st.sampled_from([0.0, 100.0, 4000.0]),
}


@st.composite
def boxes(draw: st.DrawFn) -> shapely.Geometry:
    west, east = sorted(draw(st.tuples(st.sampled_from(LONS[2:6]), st.sampled_from(LONS[2:6]))))
    south, north = sorted(draw(st.tuples(st.sampled_from(LATS[2:]), st.sampled_from(LATS[2:]))))
    return shapely.box(west, south, max(east, west + 0.05), max(north, south + 0.05))


POINTS = st.tuples(st.sampled_from(LONS), st.sampled_from(LATS)).map(shapely.Point)
LINES = st.lists(st.tuples(st.sampled_from(LONS[2:6]), st.sampled_from(LATS[2:])), min_size=2, max_size=4, unique=True)
HOLED = boxes().map(lambda box: box.difference(shapely.affinity.scale(box, 0.5, 0.5)))
PARTS = st.lists(boxes(), min_size=2, max_size=3).map(shapely.union_all)
AWKWARD = "antimeridian,east edge,u-shape,hole,points,sliver,collection,nested collection,empty polygon"
ZOO = st.sampled_from([SHAPES[name] for name in AWKWARD.split(",")])
GEOMETRIES = st.none() | POINTS | boxes() | LINES.map(shapely.LineString) | HOLED | PARTS | ZOO


@st.composite
def frames(draw: st.DrawFn, most: int = 12, geometries: st.SearchStrategy[Any] = GEOMETRIES) -> gpd.GeoDataFrame:
    """A frame as stores take it, with any column perhaps all missing."""
    ids = draw(st.lists(IDS, max_size=most, unique=True))
    columns = {
        name: pd.Series([draw(st.none() | values) for _ in ids], index=ids, dtype=object)
        for name, values in VALUES.items()
    }
    shapes = np.empty(len(ids), dtype=object)
    shapes[:] = [draw(geometries) for _ in ids]
    return gpd.GeoDataFrame(columns, index=pd.Index(ids, dtype=object, name="id"), geometry=shapes, crs="EPSG:4326")


@st.composite
def windows(draw: st.DrawFn) -> Bbox:
    """On the grid, so that edges touch; points, lines and windows across the antimeridian too."""
    west, east = draw(st.tuples(st.sampled_from(LONS), st.sampled_from(LONS)))
    south, north = sorted(draw(st.tuples(st.sampled_from(LATS), st.sampled_from(LATS))))
    inset = draw(st.sampled_from([0.0, 0.0, 0.02]))
    return Bbox(west, south, east - inset if east > west else east, north)


AREAS = boxes() | HOLED | PARTS | LINES.map(shapely.LineString) | POINTS | st.just(SHAPES["antimeridian"])
INTERVALS = st.sampled_from(
    [Interval.parse(text) for text in ("2026-01-31", "../2026-01-31", "2026-02-01/..", "1900-01-01/1900-01-02")]
    + [Interval.parse("2026-01-31T00:00:00Z"), Interval.parse("2026-01-31T23:59:59.999999Z/..")]
)


@st.composite
def equalities(draw: st.DrawFn, frame: gpd.GeoDataFrame) -> tuple[str, object]:
    name = draw(st.sampled_from(["id", *VALUES]))
    if name == "id":
        return name, draw(st.sampled_from([*frame.index, "nothing"]))
    if KINDS[name] in {Kind.DATE, Kind.DATETIME}:
        return name, draw(INTERVALS)
    value = draw(VALUES[name])
    return name, draw(st.sampled_from(["工业", "x", "y"])) if name == "tags" else value


SORTS = st.lists(
    st.builds(SortKey, st.sampled_from(["id", *(name for name in VALUES if name != "tags")]), st.booleans()),
    max_size=3,
    unique_by=lambda key: key.name,
).map(tuple)


#: Words in Chinese, English and pinyin that names and tags have, or nearly.
WORDS = st.lists(
    st.lists(
        st.sampled_from(["外冈", "镇", "anting", "wg", "工业", "gongye", "qc", "x", "a", "b"]), min_size=1, max_size=2
    ),
    min_size=1,
    max_size=2,
).map(lambda groups: tuple(map(tuple, groups)))


@st.composite
def queries(draw: st.DrawFn, frame: gpd.GeoDataFrame) -> Query:
    """Any query without nearness."""
    return Query(
        bbox=draw(st.none() | windows()),
        area=draw(st.none() | AREAS),
        outline=draw(st.none() | boxes()),
        interval=draw(st.none() | INTERVALS),
        equals=tuple(draw(st.lists(equalities(frame), max_size=2))),
        sort=draw(SORTS),
        limit=draw(st.integers(1, 15)),
        words=draw(st.just(()) | WORDS),
    )


def targets(key: str, places: list[tuple[float, float]], uncertainty_m: float = 0.0) -> Targets:
    title = Title("站", "Station")
    return Targets(key, title, [Target(title, shapely.Point(place), uncertainty_m) for place in places])


#: A layer, a line and single targets, as a catalogue makes them.
TARGETS = st.sampled_from(
    [
        targets("metro", [(121.05, 31.05), (121.25, 31.2), (121.25, 31.25), (121.9, 31.9)], 45.0),
        targets("metro:11", [(121.05, 31.05), (121.25, 31.2)], 45.0),
        targets("station:嘉定北", [(121.23295, 31.3935)], 30.0),
        targets("121.1,31.1", [(121.1, 31.1)]),
        targets("179.95,-9.95", [(179.95, -9.95)]),
    ]
)


@st.composite
def nears(draw: st.DrawFn) -> Near:
    within = draw(st.none() | st.sampled_from([0.0, 150.0, 3_333.0, 12_345.0, 50_001.0, 3_000_000.0]))
    return Near(draw(TARGETS), None if within is None else Distance(within), draw(st.booleans()), Walking())
