"""The map of a query's answer: its plots among metro and towns, as one page of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import geopandas as gpd
import pandas as pd

from geo.plots import STATUSES
from geo.properties import Lang
from maps import features, figures, page, style, words
from maps.assets import Delivery
from maps.basemaps import NONE, Basemap


def _nothing() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(geometry=[], crs="EPSG:4326")


@dataclass(frozen=True, slots=True, eq=False)
class Overview:
    """What a map shows.

    Frames are in WGS 84 longitude and latitude; a missing column, None or NaN is a property not stated.

    Parameters
    ----------
    plots
        Index: plot id. Columns: properties of `geo.plots.PLOT`.
    nearest
        Index: plot id. Columns: ``distance_m``, ``distance_min_m``, ``distance_max_m``, ``walk_min``, ``match``,
        ``target_name``, ``target_lines``, ``edge_lon``, ``edge_lat``, ``target_lon``, ``target_lat``.
    stations, lines, places
        The reference layers around.
    matched
        How many plots the query matched in all; None where every one of them is in `plots`.
    question
        What was asked, for the caption.
    """

    plots: gpd.GeoDataFrame
    nearest: pd.DataFrame = field(default_factory=pd.DataFrame)
    stations: gpd.GeoDataFrame = field(default_factory=_nothing)
    lines: gpd.GeoDataFrame = field(default_factory=_nothing)
    places: gpd.GeoDataFrame = field(default_factory=_nothing)
    matched: int | None = None
    question: str = ""


def draw(
    overview: Overview,
    *,
    lang: Lang,
    basemaps: Sequence[Basemap] = (NONE,),
    assets: Delivery = "served",
    root: str = "",
) -> str:
    """Return the page; `root` is the path under which the service that serves it is reached.

    The first base map is shown at first; a page with everything inside begins without one, so that it asks the
    network for nothing until its reader does.
    """
    texts = words.in_lang(lang)
    choice = list(basemaps) or [NONE]
    if assets == "inline":
        choice = [NONE, *(basemap for basemap in choice if basemap.key != NONE.key)]
    data = {
        **_drawn(overview, lang),
        "lang": lang,
        "words": texts,
        "labels": figures.labels(lang),
        "statuses": {status: title[lang] for status, title in STATUSES.items()},
        "style": style.as_json(),
        "basemaps": [basemap.as_json(lang) for basemap in choice],
        "plotPage": f"{root}/plots/" if assets == "served" else "",
    }
    images = {origin for basemap in choice for origin in basemap.origins}
    return page.render(data, title=_title(overview, texts), lang=lang, delivery=assets, root=root, images=images)


def _drawn(overview: Overview, lang: Lang) -> dict[str, Any]:
    """Return everything that has a place, what it says about itself, and the window that holds it."""
    plots = features.plot_features(features.drawable(overview.plots), overview.nearest, lang)
    stations = features.stations(overview.stations, lang)
    places = features.places(overview.places, lang)
    around = [thing["at"] for thing in places or stations]
    return {
        "question": overview.question,
        "count": len(overview.plots),
        "matched": max(overview.matched or 0, len(overview.plots)),
        "bounds": features.extent(plots) or _around(around),
        "plots": {"type": "FeatureCollection", "features": plots},
        "stations": stations,
        "lines": features.lines(overview.lines, lang),
        "places": places,
    }


def _around(positions: Sequence[Sequence[float]]) -> list[list[float]]:
    if not positions:
        return []
    lons, lats = zip(*positions, strict=True)
    return [[min(lats), min(lons)], [max(lats), max(lons)]]


def _title(overview: Overview, texts: dict[str, str]) -> str:
    return f"{overview.question} · {texts['title']}" if overview.question else texts["title"]
