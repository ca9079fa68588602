"""A query's answer, put together as what a map shows."""

from __future__ import annotations

import asyncio

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.properties import Lang
from geo.proximity import Near, nearest
from geo.stores import Catalogue, Query
from geo.units import format_length
from maps.overview import Overview

#: A map draws the reference layers whole; no city has more stations than this.
_WHOLE = Query(limit=5_000)


async def overview_of(catalogue: Catalogue, query: Query, lang: Lang) -> Overview:
    """Ask a catalogue and gather what a map of the answer shows.

    Parameters
    ----------
    catalogue
        The catalogue asked.
    query
        The plots wanted, `Query.limit` of them at most. Where it asks nothing about nearness, the plots are joined to
        the metro.
    lang
        Language of the caption.
    """
    collection = catalogue.collection("plots")
    plots = await collection.frame(query)
    matched = (await collection.page(query._replace(limit=1, cursor=None, counted=True))).matched
    metro = catalogue.names.layer("metro")
    near = query.near or (Near(metro, walking=catalogue.walking) if metro else None)
    joined = await asyncio.to_thread(_nearest_frame, plots, near, lang) if near is not None else pd.DataFrame()
    stations, lines, places = [await _whole(catalogue, id) for id in ("metro-stations", "metro-lines", "places")]
    return Overview(plots, joined, stations, lines, places, matched, _question(query.near, lang))


async def _whole(catalogue: Catalogue, id: str) -> gpd.GeoDataFrame:
    if id not in catalogue.collections:
        return gpd.GeoDataFrame(geometry=[], crs="EPSG:4326")
    return await catalogue.collection(id).frame(_WHOLE)


def _nearest_frame(plots: gpd.GeoDataFrame, near: Near, lang: Lang) -> pd.DataFrame:
    """Return the nearest target of each plot, with the two points between which the distance lies."""
    found = nearest(plots.geometry.to_numpy(), near.targets)
    placed = np.flatnonzero(found.target >= 0)
    targets = [near.targets.members[index] for index in found.target[placed]]
    distance = found.distance_m[placed]
    uncertainty = pd.to_numeric(plots.get("location_uncertainty_m", pd.Series(0.0, plots.index))).fillna(0.0).to_numpy()
    spread = uncertainty[placed] + near.targets.uncertainty_m[found.target[placed]]
    within = near.within.metres if near.within else np.inf
    return pd.DataFrame(
        {
            "distance_m": distance,
            "distance_min_m": np.maximum(distance - spread, 0),
            "distance_max_m": distance + spread,
            "walk_min": distance * near.walking.min_per_m,
            "match": np.where(distance + spread <= within, "certain", "possible") if near.within else None,
            "target_name": [target.name[lang] for target in targets],
            "target_lines": [list(target.lines) for target in targets],
            "edge_lon": found.edge[placed, 0],
            "edge_lat": found.edge[placed, 1],
            "target_lon": [target.position[0] for target in targets],
            "target_lat": [target.position[1] for target in targets],
        },
        index=plots.index[placed],
    )


def _question(near: Near | None, lang: Lang) -> str:
    if near is None:
        return ""
    name = near.targets.title[lang]
    if near.within is None:
        return f"靠近{name}" if lang == "zh" else f"Near {name}"
    within = _within(near, lang)
    return f"距{name} {within}以内" if lang == "zh" else f"Within {within} of {name}"


def _within(near: Near, lang: Lang) -> str:
    assert near.within is not None
    if near.within.minutes is None:
        return format_length(near.within.metres, lang)
    return f"步行 {near.within.minutes:g} 分钟" if lang == "zh" else f"{near.within.minutes:g} minutes' walk"
