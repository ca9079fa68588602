"""What lies about a plot: the nearest stations, the neighbouring plots, and those that are like it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import orjson
import shapely
from shapely.geometry import mapping, shape

from geo.errors import UnknownName
from geo.filters import Filter, read_filter
from geo.plots import PLOT
from geo.properties import Title
from geo.proximity import Near, Target, Targets
from geo.stores.catalogue import Catalogue
from geo.stores.query import Collection, Query

#: Plots are alike up to this factor between their areas, or this difference between their floor-area ratios.
AREA_FACTOR = 2.0
RATIO_DIFFERENCE = 0.5

#: Of the plots that may be alike, so many of the nearest are compared.
_COMPARED = 100
#: What two different land uses count for, when an area twice as large counts for 1.
_OTHER_USE = 0.5


@dataclass(frozen=True, slots=True)
class Beside:
    """An item and how far it is.

    Parameters
    ----------
    id
        Of the item.
    properties
        As they were answered.
    geometry
        WGS 84 longitude and latitude.
    distance_m, least_m, most_m
        Geodesic, from edge to edge, and less and plus the uncertainty of both positions.
    walk_min
        On foot, minutes.
    """

    id: str
    properties: Mapping[str, Any]
    geometry: shapely.Geometry
    distance_m: float
    least_m: float
    most_m: float
    walk_min: float

    def lies_within(self, reach_m: float) -> str:
        """Say how surely it lies within a distance: ``certain``, ``possible``, or nothing where it does not.

        Examples
        --------
        >>> station = Beside("jiading", {}, shapely.Point(121.24, 31.38), 900.0, 500.0, 1300.0, 14.6)
        >>> station.lies_within(1500), station.lies_within(1000), station.lies_within(400)
        ('certain', 'possible', '')
        """
        if self.most_m <= reach_m:
            return "certain"
        return "possible" if self.least_m <= reach_m else ""

    def as_feature(self) -> dict[str, Any]:
        """Return it as a GeoJSON Feature."""
        return {"type": "Feature", "id": self.id, "geometry": mapping(self.geometry), "properties": self.properties}


@dataclass(frozen=True, slots=True)
class Alike:
    """A plot that is like another.

    Parameters
    ----------
    beside
        The plot.
    area_ratio
        Its site area over the other's; None where one is not stated.
    ratio_difference
        Its floor-area ratio less the other's; None where one is not stated.
    same_use
        Whether their land uses are the same; None where one is not stated.
    """

    beside: Beside
    area_ratio: float | None
    ratio_difference: float | None
    same_use: bool | None

    @property
    def unlikeness(self) -> float:
        """How unlike the two are: doublings between the areas, plus the difference of the ratios, plus another use."""
        area = abs(math.log2(self.area_ratio)) if self.area_ratio else 0.0
        return area + abs(self.ratio_difference or 0.0) + (_OTHER_USE if self.same_use is False else 0.0)

    def as_feature(self) -> dict[str, Any]:
        """Return it as a GeoJSON Feature that says in what it is alike."""
        compared = {
            "area_ratio": self.area_ratio,
            "ratio_difference": self.ratio_difference,
            "same_use": self.same_use,
        }
        known = {name: value for name, value in compared.items() if value is not None}
        return self.beside.as_feature() | {"properties": {**self.beside.properties, **known}}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies about a plot, nearest first; what is alike, most alike first."""

    stations: Sequence[Beside]
    neighbours: Sequence[Beside]
    alike: Sequence[Alike]


async def surroundings(
    catalogue: Catalogue, feature: Mapping[str, Any], stations: int = 5, neighbours: int = 4, alike: int = 4
) -> Surroundings:
    """Find what lies about a plot.

    Parameters
    ----------
    catalogue
        Where to look; without metro stations none are found.
    feature
        The plot, a GeoJSON Feature.
    stations, neighbours, alike
        How many of each at most.
    """
    near = _near(catalogue, feature)
    plots, metro = catalogue.collection("plots"), catalogue.collections.get("metro-stations")
    around = Surroundings(
        stations=[] if metro is None else await _nearest(metro, Query(near=near, limit=stations)),
        neighbours=_others(feature, await _nearest(plots, Query(near=near, limit=neighbours + 1)))[:neighbours],
        alike=(),
    )
    condition = _like(feature["properties"])
    if condition is None:
        return around
    similar = await _nearest(plots, Query(near=near, limit=_COMPARED, filter=condition))
    compared = [_compared(feature["properties"], one) for one in _others(feature, similar)]
    return replace(around, alike=sorted(compared, key=lambda one: one.unlikeness)[:alike])


def _near(catalogue: Catalogue, feature: Mapping[str, Any]) -> Near:
    stated = feature["properties"]
    title = Title(stated["name"], stated.get("name_en", stated["name"]))
    target = Target(title, shape(feature["geometry"]), float(stated.get("location_uncertainty_m", 0.0)))
    return Near(Targets(f"plot:{feature['id']}", title, [target]), walking=catalogue.walking)


def _others(feature: Mapping[str, Any], found: Sequence[Beside]) -> list[Beside]:
    return [one for one in found if one.id != feature["id"]]


def _like(stated: Mapping[str, Any]) -> Filter | None:
    """Return the condition that plots must meet to be compared; None where too little is stated."""
    area, ratio = stated.get("site_area_m2"), stated.get("floor_area_ratio")
    if area:
        text = f"site_area_m2 BETWEEN {area / AREA_FACTOR:f} AND {area * AREA_FACTOR:f}"
    elif ratio:
        text = f"floor_area_ratio BETWEEN {ratio - RATIO_DIFFERENCE:f} AND {ratio + RATIO_DIFFERENCE:f}"
    else:
        return None
    return read_filter(text, PLOT, _no_targets)


def _no_targets(text: str) -> Targets:
    raise UnknownName(text, "no name: only figures are compared")


async def _nearest(collection: Collection, query: Query) -> list[Beside]:
    return list(_beside((await collection.page(query)).features))


def _beside(features: Sequence[bytes]) -> Iterator[Beside]:
    for feature in map(orjson.loads, features):
        said = feature["properties"]
        measured = (said["distance_m"], said["distance_min_m"], said["distance_max_m"], said["walk_min"])
        yield Beside(feature["id"], said, shape(feature["geometry"]), *measured)


def _compared(stated: Mapping[str, Any], beside: Beside) -> Alike:
    area, other_area = stated.get("site_area_m2"), beside.properties.get("site_area_m2")
    ratio, other_ratio = stated.get("floor_area_ratio"), beside.properties.get("floor_area_ratio")
    use, other_use = stated.get("land_use_name"), beside.properties.get("land_use_name")
    return Alike(
        beside,
        other_area / area if area and other_area else None,
        None if ratio is None or other_ratio is None else round(other_ratio - ratio, 4),
        None if use is None or other_use is None else use == other_use,
    )
