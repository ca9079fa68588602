"""The abstract tests of CQL2 (OGC 21-065r2, annex A) that a collection's queryables give, on every collection."""

from typing import Any

import pytest

from tests.conformance.conftest import Ogc
from tests.conformance.test_filtering import asked

#: By type: the value that the annex compares with, and a list of values.
LITERALS = {
    "string": ("'foo'", "('foo', 'bar')"),
    "boolean": ("true", "(true)"),
    "number": ("3.14", "(1, 2, 3)"),
    "integer": ("1", "(1, 2, 3)"),
    "date-time": (
        "TIMESTAMP('2022-04-14T14:48:46Z')",
        "(TIMESTAMP('2022-04-14T14:52:56Z'), TIMESTAMP('2022-04-14T15:52:56Z'))",
    ),
    "date": ("DATE('2022-04-14')", "(DATE('2022-04-14'), DATE('2022-04-15'))"),
}
ORDERED = [("=", "<>"), (">", "<="), ("<", ">=")]
ALWAYS = ["T_AFTER", "T_BEFORE", "T_DISJOINT", "T_EQUALS", "T_INTERSECTS"]


def scalars(ogc: Ogc, collection: str, *kinds: str) -> dict[str, str]:
    """The queryables of some types, quoted, and the type of each by the names of `LITERALS`."""
    properties: dict[str, Any] = ogc.json(f"/collections/{collection}/queryables")["properties"]
    typed = {f'"{name}"': one.get("format", one.get("type")) for name, one in properties.items()}
    return {name: kind for name, kind in typed.items() if kind in (kinds or LITERALS)}


def found(ogc: Ogc, collection: str, filter: str) -> set[str]:
    return ogc.ids(collection, asked(filter=filter))


def apart(ogc: Ogc, collection: str, name: str, one: str, other: str) -> None:
    """Check that no item is in two answers, and that both together are all items that have a value."""
    first, second = found(ogc, collection, one), found(ogc, collection, other)
    assert not first & second
    assert first | second == found(ogc, collection, f"{name} IS NOT NULL")


def test_there_is_something_simple_to_ask_by(ogc: Ogc, collection: str) -> None:
    assert scalars(ogc, collection)


def test_every_simple_queryable_is_compared(ogc: Ogc, collection: str) -> None:
    for name, kind in scalars(ogc, collection).items():
        value = LITERALS[kind][0]
        for one, other in ORDERED:
            apart(ogc, collection, name, f"{name} {one} {value}", f"{name} {other} {value}")


def test_every_queryable_is_null_or_not(ogc: Ogc, collection: str) -> None:
    everything = {feature["id"] for feature in ogc.all(collection)}
    for name in ogc.json(f"/collections/{collection}/queryables")["properties"]:
        none, some = (found(ogc, collection, f'"{name}" IS {state}') for state in ("NULL", "not null"))
        assert not none & some
        assert none | some == everything
        held = {
            one["id"] for one in ogc.all(collection) if {"id": one["id"], **one["properties"]}.get(name) is not None
        }
        assert name == "geometry" or some == held


def test_true_is_all_and_false_is_none(ogc: Ogc, collection: str) -> None:
    assert found(ogc, collection, "true") == {feature["id"] for feature in ogc.all(collection)}
    assert found(ogc, collection, "false") == set()


def test_every_text_is_like_a_pattern(ogc: Ogc, collection: str) -> None:
    for name in scalars(ogc, collection, "string"):
        known = found(ogc, collection, f"{name} IS NOT NULL")
        assert found(ogc, collection, f"{name} LIKE '%'") == found(ogc, collection, f"{name} LIKE '%%'") == known
        apart(ogc, collection, name, f"{name} like '_%'", f"{name} like ''")
        assert found(ogc, collection, rf"{name} like '\%\_'") <= known
        for function in ("CASEI", "ACCENTI"):
            apart(
                ogc, collection, name, f"{function}({name})={function}('fÔo')", f"{function}({name})<>{function}('fÔo')"
            )


def test_every_number_is_between_or_not(ogc: Ogc, collection: str) -> None:
    for name in scalars(ogc, collection, "number", "integer"):
        apart(ogc, collection, name, f"{name} BETWEEN 0 AND 100", f"{name} not between 0 and 100")
        assert found(ogc, collection, f"{name} between 100.0 and 1.0") == set()
        apart(ogc, collection, name, f"{name} * 2 + 1 > 3^2 - 2", f"{name} <= 3")


def test_every_simple_queryable_is_in_a_list_or_not(ogc: Ogc, collection: str) -> None:
    for name, kind in scalars(ogc, collection).items():
        values = LITERALS[kind][1]
        apart(ogc, collection, name, f"{name} IN {values}", f"{name} NOT IN {values}")


def test_a_list_may_have_times_as_texts(ogc: Ogc, collection: str) -> None:
    for name, kind in scalars(ogc, collection, "date", "date-time").items():
        held = {one["properties"].get(name.strip('"')) for one in ogc.all(collection)} - {None}
        written = "DATE" if kind == "date" else "TIMESTAMP"
        for texts in ({"2022-04-14", "2022-04-15"} if kind == "date" else {"2022-04-14T14:52:56Z"}, held):
            plain, said = ", ".join(f"'{one}'" for one in texts), ", ".join(f"{written}('{one}')" for one in texts)
            if texts:
                assert found(ogc, collection, f"{name} in ({plain})") == found(ogc, collection, f"{name} in ({said})")
        if held:
            known = found(ogc, collection, f"{name} IS NOT NULL")
            assert found(ogc, collection, f"{name} in ({plain})") == known


def test_the_whole_world_holds_every_geometry(ogc: Ogc, collection: str) -> None:
    placed = {one["id"] for one in ogc.all(collection) if one["geometry"] is not None}
    assert found(ogc, collection, "S_INTERSECTS(geometry,BBOX(-180,-90,180,90))") == placed
    assert found(ogc, collection, "S_DISJOINT(geometry,BBOX(-180,-90,180,90))") == set()
    for shape in (
        "POINT(121.225 31.325)",
        "LINESTRING(121 31,122 32)",
        "POLYGON((121.2 31.3,121.3 31.3,121.2 31.4,121.2 31.3))",
    ):
        apart(ogc, collection, "geometry", f"S_INTERSECTS(geometry,{shape})", f"S_DISJOINT(geometry,{shape})")
    ogc.problem(f"/collections/{collection}/items{asked(filter='S_INTERSECTS(geometry,POINT(90 180))')}")


@pytest.mark.parametrize("function", ALWAYS)
def test_every_time_is_related_to_a_time(ogc: Ogc, collection: str, function: str) -> None:
    for name in scalars(ogc, collection, "date", "date-time"):
        for time in ("DATE('2026-01-31')", "TIMESTAMP('2026-01-31T01:02:03Z')", "INTERVAL('2024-01-01','..')"):
            related = f"{function}({name},{time})"
            apart(ogc, collection, name, related, f"NOT {related}")
