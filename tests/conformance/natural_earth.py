"""The test data of the CQL2 standard (OGC 21-065r2, annex A), as far as it can be had without the standard's own file.

* `countries`: Natural Earth 1:110m as pyogrio brings it, 177 countries; its names are in ``NAME``.
* `cities`: 243 made-up places that agree with every figure that the annex gives for those of Natural Earth: how many
  come before København, have more people, or both; how many lie where; and the three that have dates.
"""

import json
from pathlib import Path
from typing import Any

import pyogrio

COUNTRIES = Path(pyogrio.__file__).parent / "tests" / "fixtures" / "naturalearth_lowres" / "naturalearth_lowres.shp"

PIVOT = 1_038_288  # people of København

#: The three places with dates: name, without accents, people, date, start, end, boolean.
DATED = [
    ("København", "Kobenhavn", PIVOT, "2021-04-16", "2021-04-16T10:15:59Z", "2022-04-16T10:16:06Z", True),
    ("Berlin", "Berlin", 3_013_258, "2023-04-16", "2022-04-16T10:13:19Z", "2024-02-22T09:37:52Z", True),
    ("Athens", "Athens", 112_572, "2022-04-16", "2022-04-16T10:15:10Z", "2022-12-16T10:14:53Z", False),
]

#: Before or after København by name, more or fewer people than it has: how many places, of `DATED` too.
CELLS = {("A", True): 63, ("A", False): 43, ("Z", True): 59, ("Z", False): 77}

#: Places with names of their own, by their cell.
NAMED = {
    ("A", True): ["Berlin", "Kiev"],
    ("A", False): ["Athens", "Bern", "Bursa", "Chișinău"],
    ("Z", True): [],
    ("Z", False): ["Luxembourg"],
}

#: How many places have between 1 038 289 and 3 000 000 people; with København 75 have 1 to 3 million.
MIDDLING = 74

LUXEMBOURG = (6.1300028, 49.6116604)


def write_places(path: Path) -> Path:
    """Write the places as GeoJSON."""
    names = [("København", PIVOT)]
    for (letter, more), count in CELLS.items():
        own = NAMED[letter, more]
        names += [(name, more) for name in own]
        names += [(f"{letter}{number:03}{'m' if more else 'f'}", more) for number in range(count - len(own))]
    dated = {row[0]: row for row in DATED}
    features, middling = [], 0
    for number, (name, more) in enumerate(names):
        people = dated[name][2] if name in dated else _people(more, middling)
        middling += PIVOT < people <= 3_000_000
        features.append(_feature(number, name, people, dated.get(name)))
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False))
    return path


def _people(more: bool, middling: int) -> int:
    if not more:
        return 500_000
    if middling == 0:
        return 1_611_692
    return 2_000_000 + middling if middling < MIDDLING else 5_000_000


def _feature(number: int, name: str, people: int, dated: tuple[Any, ...] | None) -> dict[str, Any]:
    plain = dated[1] if dated else "Chisinau" if name == "Chișinău" else name
    _, _, _, date, start, end, boolean = dated or (None,) * 7
    if number % 22 == 7:  # with København and Chișinău 13 have an accent
        name += "é"
    most = people if number < 94 else people - 1
    least = most if number % 9 == 0 else most - 1
    properties = {
        **{"name": name, "nameascii": plain, "pop_other": people, "pop_min": least, "pop_max": most},
        **{"date": date, "start": start, "end": end, "boolean": boolean},
    }
    place = LUXEMBOURG if name == "Luxembourg" else _position(number)
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": place}, "properties": properties}


def _position(number: int) -> tuple[float, float]:
    """74 places in the western hemisphere, 7 about the Alps with Luxembourg beside them, the others in the east."""
    if number < 74:
        return -10.0 - number / 2, 20.0
    return (1.0 + (number - 74), 45.0) if number < 80 else (20.0 + number / 2, 10.0)
