"""What a collection must answer, worked out the slow way with pandas, Shapely and GeographicLib; nothing of ours."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.properties import Kind, Property, Schema, Title
from geo.proximity import Near
from geo.stores.query import Query
from geo.writing import is_chinese, runs, syllables
from tests.geodesy import distance_m

TITLE = Title("项", "Thing")
KINDS = {
    "name": Kind.TEXT,
    "area": Kind.NUMBER,
    "floors": Kind.INTEGER,
    "sold": Kind.BOOLEAN,
    "day": Kind.DATE,
    "at": Kind.DATETIME,
    "tags": Kind.TEXTS,
    "location_uncertainty_m": Kind.NUMBER,
}
THINGS = Schema(
    "things",
    [Property("id", Kind.TEXT, TITLE), *(Property(name, kind, TITLE) for name, kind in KINDS.items())],
    instant="at",
)


def natural(id: str) -> tuple[Any, ...]:
    """Whole numbers by value, then other ids by code point."""
    return (0, int(id), id) if id.isascii() and id.isdigit() else (1, 0, id)


def meets(frame: gpd.GeoDataFrame, query: Query) -> pd.Series:
    """Which rows meet every condition but nearness."""
    kept = pd.Series(True, index=frame.index)
    if query.bbox is not None:
        b = query.bbox
        boxes = [(b.west, b.east)] if b.west <= b.east else [(b.west, 180), (-180, b.east)]
        windows = [shapely.box(west, b.south, east, b.north) for west, east in boxes]
        nowhere = frame.geometry.isna() | frame.geometry.is_empty  # OGC 17-069r4, /req/core/fc-bbox-response C
        kept &= np.logical_or.reduce([nowhere, *(frame.intersects(flat(window)) for window in windows)])
    if query.area is not None:
        kept &= frame.intersects(query.area)
    if query.outline is not None:
        kept &= frame.intersects(query.outline) | frame.geometry.isna() | frame.geometry.is_empty
    if query.words:
        kept &= np.array([has_words(row, query.words) for _, row in frame.iterrows()], dtype=bool)
    for name, value in query.equals:
        column = frame.index if name == "id" else frame[name]
        kept &= np.array([equal(known, value, KINDS.get(name)) for known in column], dtype=bool)
    if query.interval is not None:
        # /req/core/fc-time-response C: what has no time is found at any
        timely = [missing(known) or equal(known, query.interval, Kind.DATETIME) for known in frame["at"]]
        kept &= np.array(timely, dtype=bool)
    return kept


def found_in(word: str, text: str) -> bool:
    """Whether a folded word begins somewhere in a text, in any way to read it."""
    for run in runs(text):
        if is_chinese(run):
            spelt = syllables(run)
            rests = [spelt[at:] for at in range(len(spelt))]
            read = ["".join(rest) for rest in rests] + ["".join(one[0] for one in rest) for rest in rests]
            pinyin = len(word) > 1 and word.isalpha() and any(one.startswith(word) for one in read)
            if word in run or pinyin:
                return True
        elif any(run[at:].startswith(word) for at in [0, *(joint.end() for joint in re.finditer("[-./]+", run))]):
            return True
    return False


def has_words(row: Any, groups: Iterable[Iterable[str]]) -> bool:
    """Whether all words of one of the groups are in a row's name or tags."""
    name, tags = row["name"], row["tags"]
    texts = ["" if missing(name) else name, *([] if missing(tags) else tags)]
    return any(all(any(found_in(word, text) for text in texts) for word in words) for words in groups)


def flat(window: shapely.Geometry) -> shapely.Geometry:
    """A window without width or height as the line or point it is."""
    west, south, east, north = window.bounds
    if west < east and south < north:
        return window
    if (west, south) == (east, north):
        return shapely.Point(west, south)
    return shapely.LineString([(west, south), (east, north)])


def missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and np.isnan(value))


def equal(known: Any, value: Any, kind: Kind | None) -> bool:
    if kind is Kind.TEXTS:
        return isinstance(known, list) and value in known
    if missing(known):
        return False
    if kind in {Kind.DATE, Kind.DATETIME}:
        at = moment(known)
        return (value.start is None or value.start <= at) and (value.end is None or at <= value.end)
    return bool(known == value)


def moment(value: str) -> datetime:
    if len(value) == len("2026-01-31"):
        return datetime.combine(date.fromisoformat(value), time(), UTC)
    return datetime.fromisoformat(value)


@cache
def far(wkb: bytes, lon: float, lat: float) -> float:
    return distance_m(shapely.from_wkb(wkb), lon, lat)


def distances(frame: gpd.GeoDataFrame, near: Near) -> pd.DataFrame:
    """Distance to the nearest target, and how far it may be off; NaN where an item is nowhere."""
    rows = {}
    for id, shape in frame.geometry.items():
        if shape is None or shape.is_empty:
            rows[id] = (np.nan, np.nan)
            continue
        each = [far(shape.wkb, *shapely.get_coordinates(member.geometry)[0]) for member in near.targets.members]
        best = int(np.argmin(each))
        own = frame.get("location_uncertainty_m", pd.Series(dtype=float)).get(id)
        rows[id] = (each[best], near.targets.members[best].uncertainty_m + (0.0 if missing(own) else own))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["distance", "off"])


def in_order(frame: gpd.GeoDataFrame, query: Query) -> list[str]:
    """The ids in the order of a query without nearness: sorted key by key from the last, missing values last."""
    ids = sorted(frame.index, key=natural)
    for sort in reversed(query.sort):
        values = {id: id if sort.name == "id" else frame[sort.name][id] for id in ids}
        if KINDS.get(sort.name) in {Kind.DATE, Kind.DATETIME}:
            values = {id: value if missing(value) else moment(value) for id, value in values.items()}
        known = [id for id in ids if not missing(values[id])]
        ids = sorted(known, key=values.__getitem__, reverse=sort.descending) + [id for id in ids if missing(values[id])]
    return ids


def answer(frame: gpd.GeoDataFrame, query: Query) -> list[str]:
    """The ids that a query without nearness gives, in order."""
    kept = meets(frame, query)
    return [id for id in in_order(frame, query) if kept[id]]


def ids(features: Iterable[dict[str, Any]]) -> list[str]:
    return [feature["id"] for feature in features]
