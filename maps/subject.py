"""One plot with everything that is said and drawn about it, gathered from a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import orjson
import shapely
from shapely.geometry import shape

from geo.proximity import Walking
from geo.stores import Catalogue, Query
from geo.stores.surroundings import Surroundings, surroundings
from maps.locality import Locality, Surface

#: No city has more stations, lines or towns than this.
_WHOLE = 5_000


@dataclass(frozen=True, slots=True)
class Subject:
    """A plot and what lies about it.

    Parameters
    ----------
    id
        Of the plot.
    properties
        Stated and derived ones.
    geometry
        WGS 84 longitude and latitude.
    around
        Stations, neighbours, likes.
    surface
        What its map is drawn on.
    walking
        How metres become minutes.
    """

    id: str
    properties: Mapping[str, Any]
    geometry: shapely.Geometry
    around: Surroundings
    surface: Surface
    walking: Walking

    @property
    def locality(self) -> Locality:
        """What its map shows."""
        stated, near = self.properties, [station.geometry for station in self.around.stations]
        off, status = float(stated.get("location_uncertainty_m") or 0.0), str(stated.get("status") or "")
        return Locality(self.geometry, off, status, near)


async def subject_of(catalogue: Catalogue, id: str) -> Subject:
    """Gather everything about a plot.

    Raises
    ------
    UnknownItem
        There is no such plot.
    """
    feature = orjson.loads(await catalogue.collection("plots").item(id))
    surface = Surface(*[await _whole(catalogue, name) for name in ("metro-lines", "metro-stations", "places")])
    around = await surroundings(catalogue, feature)
    return Subject(feature["id"], feature["properties"], shape(feature["geometry"]), around, surface, catalogue.walking)


async def _whole(catalogue: Catalogue, id: str) -> gpd.GeoDataFrame:
    if id not in catalogue.collections:
        return gpd.GeoDataFrame(geometry=[], crs="EPSG:4326")
    return await catalogue.collection(id).frame(Query(limit=_WHOLE))
