"""A GeoPackage like that of the CQL2 standard (OGC 21-065r2, annex A), which agrees with every figure of the annex.

The standard's own file, ``ne110m4cql2.gpkg``, is asked by `tests.conformance.annex`. In this one are:

* countries: Natural Earth 1:110m as pyogrio brings it, 177 countries, with made-up numbers of people;
* cities: 243 made-up places, of which as many come before København, have more people, or both, as many lie where, and
  the three that have dates;
* rivers: 13 made-up lines.
"""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
import shapely

COUNTRIES = Path(pyogrio.__file__).parent / "tests" / "fixtures" / "naturalearth_lowres" / "naturalearth_lowres.shp"

#: The layers of the standard's file, by what `tests.conformance.predicates` calls them.
LAYERS = {
    "countries": "ne_110m_admin_0_countries",
    "cities": "ne_110m_populated_places_simple",
    "rivers": "ne_110m_rivers_lake_centerlines",
}

POLAND = 37_589_262  # people of the country that the annex compares with; 138 of 177 have fewer

PIVOT = 1_038_288  # people of København

#: The three places with dates: name, without accents, people, date, start, end, boolean.
DATED = [
    ("København", "Kobenhavn", PIVOT, "2021-04-16", "2021-04-16T10:15:59Z", "2022-04-16T10:16:06Z", True),
    ("Berlin", "Berlin", 3_013_258, "2023-04-16", "2022-04-16T10:13:19Z", "2024-02-22T09:37:52Z", True),
    ("Athens", "Athens", 112_572, "2022-04-16", "2022-04-16T10:15:10Z", "2022-12-16T10:14:53Z", False),
]

#: Of what cannot be told by the values.
TYPES = {"date": pa.date32(), "start": pa.timestamp("ms", "UTC"), "end": pa.timestamp("ms", "UTC")}

#: Before or after København by name, more or fewer people than it has: how many places, of `DATED` too.
CELLS = {("A", True): 63, ("A", False): 43, ("Z", True): 59, ("Z", False): 77}

#: Places with names of their own, by their cell.
NAMED = {
    ("A", True): ["Berlin", "Kiev"],
    ("A", False): ["Athens", "Bern", "Bursa", "Chișinău", "Chisimba"],  # two with Chiș, as the annex would have it
    ("Z", True): [],
    ("Z", False): ["Luxembourg"],
}

#: How many places have between 1 038 289 and 3 000 000 people; with København 75 have 1 to 3 million.
MIDDLING = 74

LUXEMBOURG = (6.1300028, 49.6116604)


def write_annex(path: Path) -> Path:
    """Write the GeoPackage."""
    for name, layer in (("countries", _countries()), ("cities", _cities()), ("rivers", _rivers())):
        kind = {"countries": "MultiPolygon", "cities": "Point", "rivers": "LineString"}[name]
        crs = {"crs": "EPSG:4326", "geometry_name": "geom", "geometry_type": kind}
        pyogrio.write_arrow(layer, path, layer=LAYERS[name], driver="GPKG", **crs)
    return path


def _table(shapes: Any, **columns: Any) -> pa.Table:
    return pa.table({**columns, "geom": pa.array(shapely.to_wkb(shapes), pa.binary())})


def _countries() -> pa.Table:
    frame = pyogrio.read_dataframe(COUNTRIES)
    shapes = [shapely.multipolygons(shapely.get_parts(shape)) for shape in frame.geometry]
    people = [float(POLAND + place - 138) for place in range(len(frame))]
    return _table(shapes, NAME=pa.array(frame["name"]), POP_EST=people)


def _rivers() -> pa.Table:
    """Four rivers in the western hemisphere, two of them over 60° W; nine in the east, one out of the Alps."""
    ends = [((-62, -5), (-58, -5)), ((-65, 0), (-55, -3)), ((-90, 30), (-90, 40)), ((-120, 40), (-110, 41))]
    ends += [((8, 47), (20, 45)), *(((30 + place, 50), (31 + place, 60)) for place in range(8))]
    return _table(shapely.linestrings(ends), name=[f"R{number}" for number in range(len(ends))])


def _cities() -> pa.Table:
    names = [("København", PIVOT)]
    for (letter, more), count in CELLS.items():
        own = NAMED[letter, more]
        names += [(name, more) for name in own]
        names += [(f"{letter}{number:03}{'m' if more else 'f'}", more) for number in range(count - len(own))]
    dated = {row[0]: row for row in DATED}
    rows, middling = [], 0
    for number, (name, more) in enumerate(names):
        people = dated[name][2] if name in dated else _people(more, middling)
        middling += PIVOT < people <= 3_000_000
        rows.append(_city(number, name, people, dated.get(name)))
    places = [LUXEMBOURG if name == "Luxembourg" else _position(number) for number, (name, _) in enumerate(names)]
    columns = {name: pa.array([row[name] for row in rows]) for name in rows[0]}
    columns |= {name: columns[name].cast(type) for name, type in TYPES.items()}
    return _table(shapely.points(np.array(places)), **columns)


def _people(more: bool, middling: int) -> int:
    if not more:
        return 500_000
    if middling == 0:
        return 1_611_692
    return 2_000_000 + middling if middling < MIDDLING else 5_000_000


def _city(number: int, name: str, people: int, dated: tuple[Any, ...] | None) -> dict[str, Any]:
    plain = dated[1] if dated else "Chisinau" if name == "Chișinău" else name
    _, _, _, on, start, end, boolean = dated or (None,) * 7
    if number % 22 == 7:  # with København and Chișinău 13 have an accent
        name += "é"
    most = people if number < 94 else people - 1
    least = most if number % 9 == 0 else most - 1
    return {
        **{"name": name, "nameascii": plain, "pop_other": people, "pop_min": least, "pop_max": most},
        **{"date": on, "start": start, "end": end, "boolean": boolean},
    }


def _position(number: int) -> tuple[float, float]:
    """74 places in the western hemisphere, 7 about the Alps with Luxembourg beside them, the others in the east."""
    if number < 74:
        return -10.0 - number / 2, 20.0
    return (1.0 + (number - 74), 45.0) if number < 80 else (20.0 + number / 2, 10.0)
