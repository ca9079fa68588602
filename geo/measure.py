"""Measures on the ellipsoid, and what a record's figures imply and leave in doubt.

Areas, lengths and distances are geodesic on GRS 80 (the ellipsoid of CGCS2000; WGS 84 differs by 0.1 mm in the polar
axis), computed by GeographicLib through PROJ: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 43–55 (2013).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geo.plots import Plot

GRS80 = Geod(ellps="GRS80")

Floats = NDArray[np.float64]
Geometries = NDArray[np.object_]

#: Geometries higher than this (degrees, some 2 km) are measured a second time, at the scale of the point first found.
_TALL_DEG = 0.02

#: Geometries wider or higher than `_TALL_DEG` are measured once more where the other lies this far away, metres.
_AFAR_M = 20_000.0

#: The stated area and the area of the boundary may differ by this part before it is a doubt.
AREA_TOLERANCE = 0.01
#: Proposed floor area below this part of what is allowed is a doubt.
UNUSED_BELOW = 0.9


@dataclass(frozen=True, slots=True)
class Gaps:
    """Shortest geodesics between pairs of geometries; NaN where one of a pair is missing or empty.

    Parameters
    ----------
    distance_m
        Shape (n,); metres, 0 where the two touch or overlap.
    start
        Shape (n, 2); longitude and latitude of the point of the first geometry.
    end
        Shape (n, 2); longitude and latitude of the point of the second.
    """

    distance_m: Floats
    start: Floats
    end: Floats


def geodesic_area(geometry: BaseGeometry) -> float:
    """Area on the ellipsoid.

    Parameters
    ----------
    geometry
        WGS 84 longitude and latitude, degrees. Holes are taken off; edges are geodesics.

    Returns
    -------
    float
        Square metres; 0 for points, lines and empty geometries.

    Examples
    --------
    >>> import shapely
    >>> round(geodesic_area(shapely.box(121.25, 31.38, 121.26, 31.39)) / 1e6, 3)
    1.055
    """
    if shapely.get_dimensions(geometry) < 2:
        return 0.0
    area, _ = GRS80.geometry_area_perimeter(shapely.orient_polygons(geometry))
    return float(area)


def geodesic_length(geometry: BaseGeometry) -> float:
    """Length of a line, or of a polygon's rings, on the ellipsoid: metres; 0 for points and empty geometries."""
    return float(GRS80.geometry_length(geometry))


def geodesic_gaps(geometries: Geometries, targets: Geometries) -> Gaps:
    """Measure the shortest geodesic between each geometry and the target of the same index.

    The nearest points are found on a plane scaled to metres at the latitude half-way between the two, which keeps edges
    straight in longitude and latitude (RFC 7946, 3.1.1); the distance between them is then geodesic.

    Parameters
    ----------
    geometries, targets
        Shape (n,); any type with holes and parts, WGS 84 longitude and latitude in degrees.

    Returns
    -------
    Gaps
        Metres, and the two nearest points of each pair.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> plot, station = shapely.box(121.25, 31.38, 121.26, 31.39), shapely.Point(121.27, 31.385)
    >>> geodesic_gaps(np.array([plot]), np.array([station])).distance_m.round(1)
    array([951.2])
    """
    usable = ~(_is_nowhere(geometries) | _is_nowhere(targets))
    if not usable.all():
        return _spread(geodesic_gaps(geometries[usable], targets[usable]), usable)
    origin = shapely.get_coordinates(shapely.centroid(targets)) if len(targets) else np.empty((0, 2))
    bounds = shapely.bounds(geometries)
    nearest_lat = np.clip(origin[:, 1], bounds[:, 1], bounds[:, 3])
    gaps = _gaps_at_scale(geometries, targets, origin, bounds, nearest_lat)
    tall = bounds[:, 3] - bounds[:, 1] > _TALL_DEG
    if tall.any():
        again = _gaps_at_scale(geometries[tall], targets[tall], origin[tall], bounds[tall], gaps.start[tall, 1])
        gaps.distance_m[tall], gaps.start[tall], gaps.end[tall] = again.distance_m, again.start, again.end
    _look_from_afar(geometries, gaps.start, gaps.end, gaps.distance_m)
    _look_from_afar(targets, gaps.end, gaps.start, gaps.distance_m)
    return gaps


def _look_from_afar(geometries: Geometries, near: Floats, far: Floats, distance_m: Floats) -> None:
    """Look again for the nearest points of large geometries, changing `near` and `distance_m` where one is nearer.

    Far away, north on the plane between two things is not north at either end: so look on the plane about the nearest
    point known, where the other thing lies along the geodesic that leaves it.
    """
    bounds = shapely.bounds(geometries)
    size = np.maximum(bounds[:, 2] - bounds[:, 0], bounds[:, 3] - bounds[:, 1])
    some = np.flatnonzero((size > _TALL_DEG) & (distance_m > _AFAR_M))
    if not len(some):
        return
    origin, scale = near[some], np.column_stack(metres_per_degree(near[some, 1]))
    azimuth = np.radians(GRS80.inv(*origin.T, *far[some].T)[0])
    there = shapely.points(distance_m[some, None] * np.column_stack([np.sin(azimuth), np.cos(azimuth)]))
    lines = shapely.shortest_line(_on_plane(geometries[some], origin, scale, bounds[some]), there)
    found = shapely.get_coordinates(lines)[::2] / scale + origin
    found[:, 0] = (found[:, 0] + 180) % 360 - 180
    metres = np.asarray(GRS80.inv(*found.T, *far[some].T)[2])
    nearer = metres < distance_m[some]
    near[some[nearer]], distance_m[some[nearer]] = found[nearer], metres[nearer]


def metres_per_degree(lat: Floats) -> tuple[Floats, Floats]:
    """Length of a degree of longitude and of latitude at latitudes in degrees: two arrays, metres.

    Source: the radii of curvature of the ellipsoid in the prime vertical and in the meridian.
    """
    phi = np.radians(lat)
    e2 = GRS80.es
    w = np.sqrt(1 - e2 * np.sin(phi) ** 2)
    return np.radians(GRS80.a * np.cos(phi) / w), np.radians(GRS80.a * (1 - e2) / w**3)


def _gaps_at_scale(
    geometries: Geometries, targets: Geometries, origin: Floats, bounds: Floats, nearest_lat: Floats
) -> Gaps:
    scale = np.column_stack(metres_per_degree((origin[:, 1] + nearest_lat) / 2))
    lines = shapely.shortest_line(
        _on_plane(geometries, origin, scale, bounds), _on_plane(targets, origin, scale, shapely.bounds(targets))
    )
    ends = shapely.get_coordinates(lines).reshape(-1, 2, 2) / scale[:, None, :] + origin[:, None, :]
    ends[..., 0] = (ends[..., 0] + 180) % 360 - 180
    start, end = ends[:, 0], ends[:, 1]
    _, _, metres = GRS80.inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return Gaps(np.asarray(metres, dtype=np.float64), start, end)


def _on_plane(geometries: Geometries, origin: Floats, scale: Floats, bounds: Floats) -> Geometries:
    """Scale to metres about the origin, taking the copy of the world in which the geometry is nearer."""
    positions, index = shapely.get_coordinates(geometries, return_index=True)
    offset = positions - origin[index]
    centre = (bounds[:, 0] + bounds[:, 2]) / 2 - origin[:, 0]
    shift = -360 * np.round(centre / 360)[index]
    split = (bounds[:, 2] - bounds[:, 0] >= 180)[index]  # cut at the antimeridian (RFC 7946, 3.1.9): shift each part
    shift[split] = -360 * np.round(offset[split, 0] / 360)
    offset[:, 0] += shift
    return np.asarray(shapely.set_coordinates(geometries.copy(), offset * scale[index]))


def _is_nowhere(geometries: Geometries) -> NDArray[np.bool_]:
    return np.asarray(shapely.is_missing(geometries) | shapely.is_empty(geometries))


def _spread(gaps: Gaps, usable: NDArray[np.bool_]) -> Gaps:
    distance, start, end = (np.full((len(usable), *part), np.nan) for part in ((), (2,), (2,)))
    distance[usable], start[usable], end[usable] = gaps.distance_m, gaps.start, gaps.end
    return Gaps(distance, start, end)


def implied(plot: Plot) -> dict[str, Any]:
    """Work out what a plot's record implies.

    Returns
    -------
    dict
        ``area_mu``, ``area_ha``, ``area_computed_m2``, ``floor_area_max_m2``, ``floor_area_ratio_implied`` and
        ``doubts``, each only where its inputs are stated. 1 mu is 2000/3 m².
    """
    stated = plot.properties
    derived: dict[str, Any] = {}
    area = stated.get("site_area_m2")
    if area is not None:
        derived["area_mu"] = round(area * 3 / 2000, 2)
        derived["area_ha"] = round(area / 10_000, 4)
    derived["area_computed_m2"] = round(geodesic_area(plot.geometry), 1)
    ratio = stated.get("floor_area_ratio", stated.get("floor_area_ratio_max"))
    if area is not None and ratio is not None:
        derived["floor_area_max_m2"] = round(area * ratio)
    floor_area = stated.get("gross_floor_area_m2")
    if area is not None and floor_area is not None:
        derived["floor_area_ratio_implied"] = round(floor_area / area, 3)
    derived["doubts"] = _doubts(stated, derived)
    return derived


class FloorArea(NamedTuple):
    """What may be built on a plot, and what is to be built there or stands there.

    Parameters
    ----------
    allowed_m2
        The site's area times its floor-area ratio, square metres; more than 0.
    proposed_m2
        As stated, square metres.
    """

    allowed_m2: float
    proposed_m2: float

    @property
    def unused_m2(self) -> float:
        """What is left of the floor area allowed, square metres; less than 0 where more is proposed."""
        return self.allowed_m2 - self.proposed_m2

    @property
    def part(self) -> float:
        """The proposed floor area as a part of what is allowed."""
        return self.proposed_m2 / self.allowed_m2


def floor_area_of(properties: Mapping[str, Any]) -> FloorArea | None:
    """Return the floor area allowed and proposed on a plot, from its stated and derived properties; None if unknown.

    Examples
    --------
    >>> floor_area = floor_area_of({"floor_area_max_m2": 35_333, "gross_floor_area_m2": 28_000})
    >>> floor_area.unused_m2, round(floor_area.part, 2)
    (7333, 0.79)
    """
    allowed, proposed = properties.get("floor_area_max_m2"), properties.get("gross_floor_area_m2")
    return FloorArea(allowed, proposed) if allowed and proposed is not None else None


def _doubts(stated: Mapping[str, Any], derived: Mapping[str, Any]) -> list[dict[str, str]]:
    found = (rule(stated, derived) for rule in (_area_doubt, _floor_area_doubt, _location_doubt))
    return [doubt for doubt in found if doubt is not None]


def _doubt(code: str, zh: str, en: str) -> dict[str, str]:
    return {"code": code, "text_zh": zh, "text_en": en}


def _area_doubt(stated: Mapping[str, Any], derived: Mapping[str, Any]) -> dict[str, str] | None:
    area, computed = stated.get("site_area_m2"), derived["area_computed_m2"]
    if area is None:
        return _doubt(
            "site_area_unstated",
            f"来源未公布用地面积，图形（{computed:,.0f} 平方米）仅为示意。",
            f"No site area is published; the boundary drawn ({computed:,.0f} m²) is nominal.",
        )
    if abs(computed - area) <= AREA_TOLERANCE * area:
        return None
    part = (computed - area) / area
    return _doubt(
        "site_area_differs",
        f"图形面积 {computed:,.0f} 平方米与公布面积 {area:,.0f} 平方米相差 {part:+.1%}。",
        f"The boundary encloses {computed:,.0f} m², {part:+.1%} from the {area:,.0f} m² stated.",
    )


def _floor_area_doubt(stated: Mapping[str, Any], derived: Mapping[str, Any]) -> dict[str, str] | None:
    floor_area, allowed = stated.get("gross_floor_area_m2"), derived.get("floor_area_max_m2")
    if floor_area is None or not allowed:
        return None
    if floor_area > allowed * (1 + AREA_TOLERANCE):
        return _doubt(
            "floor_area_exceeds",
            f"建筑面积 {floor_area:,.0f} 平方米超过容积率允许的 {allowed:,.0f} 平方米。",
            f"The floor area of {floor_area:,.0f} m² exceeds the {allowed:,.0f} m² that the floor-area ratio allows.",
        )
    if floor_area < UNUSED_BELOW * allowed:
        unused = allowed - floor_area
        return _doubt(
            "floor_area_unused",
            f"容积率允许 {allowed:,.0f} 平方米，仅提出 {floor_area:,.0f} 平方米，尚余 {unused:,.0f} 平方米。",
            f"Of the {allowed:,.0f} m² of floor area allowed, {floor_area:,.0f} m² are proposed: "
            f"{unused:,.0f} m² are not used.",
        )
    return None


def _location_doubt(stated: Mapping[str, Any], _: Mapping[str, Any]) -> dict[str, str] | None:
    if stated["location_method"] != "approximate":
        return None
    within = stated["location_uncertainty_m"]
    return _doubt(
        "location_approximate",
        f"未公布坐标，位置和形状为大致估计，误差约 ±{within:,.0f} 米。",
        f"No coordinates are published: position and shape are approximate, to within ±{within:,.0f} m.",
    )
