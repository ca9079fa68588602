"""Frames of plots, stations, lines and places as the compact JSON that the page's script draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry import mapping

from geo.measure import metres_per_degree
from geo.properties import Lang
from geo.units import format_length
from maps import figures, style
from maps.figures import stated

FloatArray = npt.NDArray[np.float64]

#: 0.1 m: finer than any screen shows.
DECIMALS = 6

#: Web Mercator ends at ±85.06°; a ring near a pole would not fit.
_LAT_MAX = 85.0


@dataclass(frozen=True, slots=True)
class Spots:
    """Where each geometry lies: the centre of its bounds, and the radius of the circle about it that holds it."""

    lon: FloatArray
    lat: FloatArray
    radius_m: FloatArray


def spots(geometries: npt.NDArray[np.object_]) -> Spots:
    """Return the circle about each geometry, shape (n,); none may be empty."""
    bounds = shapely.bounds(geometries)
    lon, lat = (bounds[:, 0] + bounds[:, 2]) / 2, (bounds[:, 1] + bounds[:, 3]) / 2
    coordinates, owner = shapely.get_coordinates(geometries, return_index=True)
    lon_m, lat_m = metres_per_degree(lat)
    away = np.hypot((coordinates[:, 0] - lon[owner]) * lon_m[owner], (coordinates[:, 1] - lat[owner]) * lat_m[owner])
    radius = np.zeros(len(geometries))
    np.maximum.at(radius, owner, away)
    return Spots(lon, lat, radius)


def drawable(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rows that have a place on the map."""
    if not len(frame):
        return frame
    return frame[(~frame.geometry.isna() & ~frame.geometry.is_empty).to_numpy()]


def plot_features(plots: gpd.GeoDataFrame, nearest: pd.DataFrame, lang: Lang) -> list[dict[str, Any]]:
    """Return a GeoJSON feature for each plot, with what its pop-up and its ring need."""
    if not len(plots):
        return []
    geometries = _rounded(plots.geometry.to_numpy())
    where = spots(geometries)
    columns = [name for name in plots.columns if name != plots.geometry.name]
    targets = dict(zip(map(str, nearest.index), _records(nearest), strict=True))
    records = _records(plots[columns])
    return [
        {
            "type": "Feature",
            "geometry": mapping(geometry),
            "properties": {
                **_plot(str(id), record, targets.get(str(id)), lang),
                "centre": [round(float(where.lon[i]), DECIMALS), round(float(where.lat[i]), DECIMALS)],
                "radius": round(float(where.radius_m[i]), 1),
                "ring": _ring(float(where.radius_m[i]), record),
            },
        }
        for i, (id, geometry, record) in enumerate(zip(plots.index, geometries, records, strict=True))
    ]


def extent(features: Sequence[Mapping[str, Any]]) -> list[list[float]]:
    """Return [[south, west], [north, east]] of the plots with their rings, or nothing where there are none."""
    if not features:
        return []
    found = [feature["properties"] for feature in features]
    lon, lat = np.array([plot["centre"] for plot in found], dtype=float).T
    reach = np.array([max(plot["radius"], plot["ring"]) for plot in found])
    lon_m, lat_m = metres_per_degree(np.clip(lat, -_LAT_MAX, _LAT_MAX))
    south, north = lat - reach / lat_m, lat + reach / lat_m
    west, east = lon - reach / lon_m, lon + reach / lon_m
    corners = [[south.min(), west.min()], [north.max(), east.max()]]
    return [[round(float(value), DECIMALS) for value in corner] for corner in corners]


def stations(frame: gpd.GeoDataFrame, lang: Lang) -> list[dict[str, Any]]:
    """Return name, lines and position of each station."""
    return [
        {**_names(record, lang), "lines": [str(line) for line in figures.listed(record.get("lines"))], "at": at}
        for record, at in _points(frame)
    ]


def places(frame: gpd.GeoDataFrame, lang: Lang) -> list[dict[str, Any]]:
    """Return name, kind and position of each place."""
    return [{**_names(record, lang), "kind": str(record.get("kind") or ""), "at": at} for record, at in _points(frame)]


def lines(frame: gpd.GeoDataFrame, lang: Lang) -> list[dict[str, Any]]:
    """Return name, key, colour and paths of each line."""
    frame = drawable(frame)
    if not len(frame):
        return []
    return [
        {
            **_names(record, lang),
            "line": str(record.get("line") or ""),
            "colour": _colour(record.get("colour")),
            "paths": [part.coords[:] for part in shapely.get_parts(geometry)],
        }
        for record, geometry in zip(_records(frame), _rounded(frame.geometry.to_numpy()), strict=True)
    ]


def _plot(id: str, record: figures.Record, target: Mapping[str, Any] | None, lang: Lang) -> dict[str, Any]:
    status = record.get("status")
    found: dict[str, Any] = {
        "id": id,
        **_names({"name": id, **{key: value for key, value in record.items() if stated(value)}}, lang),
        "status": str(status) if stated(status) else "",
        "headline": figures.headline(record, lang),
        "rows": figures.rows(record, figures.ROWS, lang),
        "boundaries": figures.rows(record, figures.BOUNDARIES, lang),
        "doubts": figures.doubts(record, lang),
        "sources": figures.sources(record),
    }
    if target is not None and stated(target.get("distance_m")):
        found["nearest"] = _nearest(target, lang)
    else:
        found["metro"] = figures.rows(record, figures.METRO, lang)
        found["metroLines"] = [str(line) for line in figures.listed(record.get("metro_lines"))]
    return {key: value for key, value in found.items() if value not in ("", [])}


def _nearest(target: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    distance = float(target["distance_m"])
    farthest = target.get("distance_max_m")
    spread = float(farthest or 0) - distance if stated(farthest) else 0.0
    positions = [target.get(name) for name in ("edge_lon", "edge_lat", "target_lon", "target_lat")]
    found: dict[str, Any] = {
        "name": str(target.get("target_name") or ""),
        "lines": [str(line) for line in figures.listed(target.get("target_lines"))],
        "metres": round(distance, 1),
        "length": format_length(distance, lang),
        "spread": format_length(spread, lang) if spread >= 1 else "",
        "walk": figures.number(round(float(target["walk_min"]))) if stated(target.get("walk_min")) else "",
        "match": str(target["match"]) if stated(target.get("match")) else "",
    }
    if all(map(stated, positions)):
        found["path"] = [[round(float(x), DECIMALS), round(float(y), DECIMALS)] for x, y in _pairs(positions)]
    return found


def _pairs(values: Sequence[Any]) -> list[tuple[Any, Any]]:
    return list(zip(values[::2], values[1::2], strict=True))


def _ring(radius_m: float, record: figures.Record) -> float:
    """Return the radius of the circle that the plot surely lies in, or 0 where the outline says as much."""
    uncertainty = record.get("location_uncertainty_m")
    if not stated(uncertainty) or float(uncertainty or 0) < radius_m * style.RING_SHARE_MIN:
        return 0.0
    return round(radius_m + float(uncertainty or 0), 1)


def _names(record: Mapping[str, Any], lang: Lang) -> dict[str, str]:
    """Return the name in the reader's language, and the other one if there is one."""
    chinese, english = (str(record[key]) if stated(record.get(key)) else "" for key in ("name", "name_en"))
    name, other = (chinese, english) if lang == "zh" else (english or chinese, chinese)
    return {"name": name, "other": other} if other and other != name else {"name": name}


def _colour(value: object) -> str:
    """Return a colour of the form #rrggbb; whatever else it is, the fallback."""
    text = str(value or "")
    hexadecimal = text[1:].isalnum() and all(c in "0123456789abcdefABCDEF" for c in text[1:])
    return text if len(text) == 7 and text[0] == "#" and hexadecimal else style.METRO_FALLBACK_COLOUR


def _points(frame: gpd.GeoDataFrame) -> list[tuple[dict[str, Any], list[float]]]:
    frame = drawable(frame)
    if not len(frame):
        return []
    points = shapely.point_on_surface(frame.geometry.to_numpy())
    at = np.column_stack([shapely.get_x(points), shapely.get_y(points)]).round(DECIMALS).tolist()
    return list(zip(_records(frame), at, strict=True))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _rounded(geometries: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    rounded = shapely.transform(shapely.force_2d(geometries), lambda coordinates: coordinates.round(DECIMALS))
    return np.asarray(rounded, dtype=object)
