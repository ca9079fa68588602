"""Random conditions, each in CQL2 and in SQL, and SQLite as the judge of both: three-valued logic that is not ours."""

import json
import sqlite3
from collections.abc import Callable
from typing import NamedTuple

import geopandas as gpd
import shapely
from hypothesis import strategies as st

from tests.contract.oracle import missing, moment
from tests.contract.worlds import AREAS, DAYS, MOMENTS


class Condition(NamedTuple):
    """The same condition in two languages."""

    cql2: str
    sql: str


RELATIONS: dict[str, Callable[[shapely.Geometry, shapely.Geometry], bool]] = {
    "S_INTERSECTS": shapely.intersects,
    "S_DISJOINT": shapely.disjoint,
    "S_EQUALS": shapely.equals,
    "S_TOUCHES": shapely.touches,
    "S_CROSSES": shapely.crosses,
    "S_WITHIN": shapely.within,
    "S_CONTAINS": shapely.contains,
    "S_OVERLAPS": shapely.overlaps,
}
SETS: dict[str, Callable[[set[str], set[str]], bool]] = {
    "A_EQUALS": set.__eq__,
    "A_CONTAINS": set.__ge__,
    "A_CONTAINEDBY": set.__le__,
    "A_OVERLAPS": lambda one, other: bool(one & other),
}
SIGNS = st.sampled_from(["=", "<>", "<", ">", "<=", ">="])
NAMES = st.sampled_from(["外冈镇", "安亭镇", "a", "B", "", "b", "z"])
NUMBERS = st.sampled_from(["0", "1.5", "-1.5", "-1", "2", "26.5", "1e300", "3"])
COLUMNS = st.sampled_from(["area", "floors", "location_uncertainty_m"])


def same(text: str) -> Condition:
    return Condition(text, text)


@st.composite
def sums(draw: st.DrawFn) -> str:
    """A number worked out; written alike in both languages."""
    column, number = draw(COLUMNS), draw(st.sampled_from(["2.0", "1.0", "0.5", "3.0"]))
    forms = [column, f"({column} + {number})", f"({number} - {column})", f"({column} * {number} + 1.0)"]
    return draw(st.sampled_from([*forms, f"({number} / {column})" if column == "floors" else column]))


@st.composite
def comparisons(draw: st.DrawFn) -> Condition:
    sign = draw(SIGNS)
    kind = draw(st.sampled_from(["number", "number", "text", "texts", "boolean", "day", "at"]))
    if kind == "number":
        return same(f"{draw(sums())} {sign} {draw(sums() | NUMBERS)}")
    if kind == "text":
        return same(f"name {sign} '{draw(NAMES)}'")
    if kind == "texts":
        return same(f"'{draw(NAMES)}' {sign} name")
    if kind == "boolean":
        value = draw(st.booleans())
        return Condition(f"sold {sign} {str(value).upper()}", f"sold {sign} {int(value)}")
    if kind == "day":
        day = draw(st.sampled_from([*DAYS, "2026-03-01"]))
        return Condition(f"day {sign} DATE('{day}')", f"day {sign} '{day}'")
    at = draw(st.sampled_from(MOMENTS))
    written = at.replace("+08:00", "Z") if "+" in at else at
    return Condition(f"at {sign} TIMESTAMP('{written}')", f"at {sign} {seconds(written)!r}")


def seconds(text: str) -> float:
    return moment(text).timestamp()


@st.composite
def others(draw: st.DrawFn) -> Condition:
    """What is no comparison of two values."""
    kind = draw(st.sampled_from(["null", "between", "in", "numbers", "like"]))
    no = draw(st.sampled_from(["", "NOT "]))
    if kind == "null":
        column = draw(st.sampled_from(["name", "area", "floors", "sold", "day", "at", "tags", "geometry"]))
        return same(f"{column} IS {no}NULL")
    if kind == "between":
        return same(f"{draw(sums())} {no}BETWEEN {draw(NUMBERS)} AND {draw(sums())}")
    if kind == "in":
        return same("name {}IN ({})".format(no, ", ".join(f"'{n}'" for n in draw(st.lists(NAMES, min_size=1)))))
    if kind == "numbers":
        return same(f"floors {no}IN ({', '.join(draw(st.lists(NUMBERS | sums(), min_size=1, max_size=4)))})")
    pattern = draw(st.sampled_from(["%镇", "_", "%", "", "外%", "a", "%冈%", "__镇", "%安%镇%", "镇"]))
    return Condition(f"name {no}LIKE '{pattern}'", f"name {no}LIKE '{pattern}' ESCAPE '\\'")


@st.composite
def set_conditions(draw: st.DrawFn) -> Condition:
    members = ", ".join(f"'{one}'" for one in draw(st.lists(st.sampled_from(["工业", "x", "y"]), min_size=1)))
    name = draw(st.sampled_from(sorted(SETS)))
    return Condition(f"{name}(tags, ({members}))", f"{name}(tags, json_array({members}))")


@st.composite
def relations(draw: st.DrawFn) -> Condition:
    name, wkt = draw(st.sampled_from(sorted(RELATIONS))), draw(AREAS).wkt
    if draw(st.booleans()):
        return Condition(f"{name}(geometry, {wkt})", f"{name}(geometry, '{wkt}')")
    return Condition(f"{name}({wkt}, geometry)", f"{name}('{wkt}', geometry)")


def joined(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    def join(word: str, *parts: Condition) -> Condition:
        return Condition(*(f" {word} ".join(f"({text})" for text in texts) for texts in zip(*parts, strict=True)))

    words = st.sampled_from(["AND", "OR"])
    negated = inner.map(lambda one: Condition(f"NOT ({one.cql2})", f"NOT ({one.sql})"))
    return negated | st.builds(join, words, inner, inner) | st.builds(join, words, inner, inner, inner)


CONDITIONS = st.recursive(comparisons() | others() | set_conditions() | relations(), joined, max_leaves=8)


def judged(frame: gpd.GeoDataFrame, sql: str) -> set[str]:
    """The ids of the rows of which SQLite says that a condition is true."""
    base = sqlite3.connect(":memory:")
    try:
        base.execute("PRAGMA case_sensitive_like = ON")
        for name, relation in RELATIONS.items():
            base.create_function(name, 2, of_two(relation, read_shape))
        for name, test in SETS.items():
            base.create_function(name, 2, of_two(test, lambda text: set(json.loads(text))))
        base.execute(
            "CREATE TABLE things (n INTEGER, name TEXT, area REAL, floors REAL, sold INTEGER, day TEXT, at REAL, "
            "tags TEXT, location_uncertainty_m REAL, geometry TEXT)"
        )
        base.executemany("INSERT INTO things VALUES (?,?,?,?,?,?,?,?,?,?)", rows_of(frame))
        found = base.execute(f"SELECT n FROM things WHERE {sql}").fetchall()
    finally:
        base.close()
    return {frame.index[n] for (n,) in found}


def of_two(test: Callable[..., bool], read: Callable[[str], object]) -> Callable[[str | None, str | None], int | None]:
    """A function as SQL has it: null where an argument is."""

    def answer(one: str | None, other: str | None) -> int | None:
        return None if one is None or other is None else int(test(read(one), read(other)))

    return answer


def read_shape(wkt: str) -> shapely.Geometry:
    shape = shapely.from_wkt(wkt)
    return shape if shape.is_valid else shapely.make_valid(shape)


def rows_of(frame: gpd.GeoDataFrame) -> list[tuple[object, ...]]:
    def known(value: object) -> object:
        return None if missing(value) else value

    return [
        (
            n,
            known(row["name"]),
            known(row["area"]),
            None if missing(row["floors"]) else float(row["floors"]),
            known(row["sold"]),
            known(row["day"]),
            None if missing(row["at"]) else seconds(row["at"]),
            None if missing(row["tags"]) else json.dumps(row["tags"]),
            known(row["location_uncertainty_m"]),
            None if missing(row["geometry"]) or row["geometry"].is_empty else shapely.to_wkt(row["geometry"], -1),
        )
        for n, (_, row) in enumerate(frame.iterrows())
    ]
