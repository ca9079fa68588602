"""Near what, how far, and how certain.

A distance is geodesic, from the edge of an item (0 inside) to the nearest target. Positions are uncertain, so a
distance is a range: the distance, less and plus the uncertainty of the item's location and that of the target's. An
item is *certain* to lie within a distance when the far end of its range does, *possible* when only the near end does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray

from geo.errors import BadValue
from geo.measure import GRS80, Floats, Geometries, geodesic_gaps, metres_per_degree
from geo.properties import Title
from geo.values import Distance

#: What ``within`` accepts, for messages.
WITHIN_FORM = "a distance such as 800, 800m or 1.5km, or a walking time such as 15min"

#: What an answer about nearness adds to an item's properties.
NEAR_COLUMNS = ("distance_m", "distance_min_m", "distance_max_m", "walk_min", "match", "nearest")

_WITHIN = re.compile(r"(?P<number>\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>[^\d\s]*)")
_METRES = {"": 1.0, "m": 1.0, "米": 1.0, "公尺": 1.0, "km": 1000.0, "公里": 1000.0, "千米": 1000.0}
_SPHERE_ERROR = 0.006  # by which a distance on the sphere differs from that on the ellipsoid, at most
_CHUNK = 2048  # geometries compared with all targets at once
_MINUTES = {"min", "mins", "minute", "minutes", "分", "分钟"}


@dataclass(frozen=True, slots=True)
class Walking:
    """How a straight line becomes a walk.

    Parameters
    ----------
    speed_m_min
        Metres a minute; 80 is the convention of property notices in China and Japan.
    detour
        The way on foot over the straight line, at least 1.
    """

    speed_m_min: float = 80.0
    detour: float = 1.3

    def __post_init__(self) -> None:
        if not 20 <= self.speed_m_min <= 200:
            raise BadValue(self.speed_m_min, "a walking speed of 20 to 200 metres a minute")
        if not 1 <= self.detour <= 3:
            raise BadValue(self.detour, "a detour factor from 1 to 3")

    @property
    def min_per_m(self) -> float:
        """Minutes of walking for each metre of the straight line."""
        return self.detour / self.speed_m_min


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that items can be near to.

    Parameters
    ----------
    name
        In Chinese and in English.
    geometry
        WGS 84 longitude and latitude; a station is a point, a plot a polygon.
    uncertainty_m
        How far the thing can lie from the geometry.
    lines
        The metro lines that stop there.
    """

    name: Title
    geometry: shapely.Geometry
    uncertainty_m: float = 0.0
    lines: tuple[str, ...] = ()

    @property
    def position(self) -> tuple[float, float]:
        """Longitude and latitude of a point that stands for the target."""
        point = shapely.point_on_surface(self.geometry)
        return round(float(shapely.get_x(point)), 6), round(float(shapely.get_y(point)), 6)


class Targets:
    """What a query asks to be near to: one target, or the nearest of several.

    Parameters
    ----------
    key
        The unambiguous way to write it: ``metro``, ``metro:11``, ``station:嘉定北``, ``121.25,31.38``.
    title
        For people.
    members
        At least one.
    """

    def __init__(self, key: str, title: Title, members: Sequence[Target]) -> None:
        self.key = key
        self.title = title
        self.members = tuple(members)
        self.geometries: Geometries = np.array([member.geometry for member in members], dtype=object)
        self.uncertainty_m: Floats = np.array([member.uncertainty_m for member in members])
        south, north = shapely.total_bounds(self.geometries)[[1, 3]]
        self._scale = np.array(metres_per_degree(np.array((south + north) / 2)))
        self._span = float(south), float(north)
        self._centre, self._radius_m = _circles(self.geometries)
        self._encoded: dict[int, bytes] = {}
        scaled = self._scaled(self.geometries)
        self._tree = shapely.STRtree(scaled)
        self._far_m = float(np.hypot(*np.diff(shapely.total_bounds(scaled).reshape(2, 2), axis=0)[0])) / 4

    def encoded(self, member: int) -> bytes:
        """Return a member as JSON: name, lines, position [longitude, latitude], uncertainty in metres."""
        if member not in self._encoded:
            target = self.members[member]
            said = {"name": target.name.zh, "name_en": target.name.en, "lines": target.lines}
            where = {"position": target.position, "uncertainty_m": target.uncertainty_m}
            self._encoded[member] = orjson.dumps(said | where)
        return self._encoded[member]

    def candidates(self, geometries: Geometries) -> NDArray[np.int64]:
        """Pair every geometry with the targets that may be its nearest: shape (2, k), geometry and target indices.

        Nearest on a plane is not nearest on the ellipsoid; a target stays a candidate while the distortion between the
        latitudes concerned could make it the nearest. Where that leaves many, or the search crosses the antimeridian,
        circles about the geometries are compared on the ellipsoid instead.
        """
        if len(self.members) == 1:
            usable = np.flatnonzero(~(shapely.is_missing(geometries) | shapely.is_empty(geometries)))
            return np.vstack([usable, np.zeros_like(usable)])
        scaled = self._scaled(geometries)
        (rows, _), distance = self._tree.query_nearest(scaled, return_distance=True, all_matches=False)
        bounds = shapely.bounds(geometries[rows])
        reach = distance * self._slack(bounds) + 0.01
        beyond = reach / self._scale[0]
        far = (reach > self._far_m) | (bounds[:, 0] - beyond < -180) | (bounds[:, 2] + beyond > 180)
        near = rows[~far]
        found = self._tree.query(scaled[near], predicate="dwithin", distance=reach[~far])
        chunks = [rows[far][start : start + _CHUNK] for start in range(0, int(far.sum()), _CHUNK)]
        return np.hstack(
            [np.vstack([near[found[0]], found[1]]), *(self._from_afar(geometries, some) for some in chunks)]
        )

    def _slack(self, bounds: Floats) -> Floats:
        """Return by how much a distance on the plane of the targets may be wrong, as a factor for each geometry."""
        south, north = np.minimum(bounds[:, 1], self._span[0]), np.maximum(bounds[:, 3], self._span[1])
        south, north = np.maximum(south, -89.0), np.minimum(north, 89.0)
        narrowest = metres_per_degree(np.maximum(abs(south), abs(north)))[0]
        return np.asarray(metres_per_degree(np.clip(0.0, south, north))[0] / narrowest * 1.01)

    def _from_afar(self, geometries: Geometries, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Pair geometries with the targets that may be nearest by the circles about both."""
        centre, radius_m = _circles(geometries[rows])
        metres = _on_sphere(centre[:, None], self._centre)
        unsure = radius_m[:, None] + self._radius_m + metres * _SPHERE_ERROR
        at, member = np.nonzero(metres - unsure <= (metres + unsure).min(axis=1)[:, None])
        exact = np.asarray(GRS80.inv(*centre[at].T, *self._centre[member].T)[2])
        unsure = radius_m[at] + self._radius_m[member]
        best = np.full(len(rows), np.inf)
        np.minimum.at(best, at, exact + unsure)
        kept = exact - unsure <= best[at]
        return np.vstack([rows[at[kept]], member[kept]])

    def _scaled(self, geometries: Geometries) -> Geometries:
        return np.asarray(shapely.transform(geometries, lambda positions: positions * self._scale))


def _circles(geometries: Geometries) -> tuple[Floats, Floats]:
    """Return a circle about each geometry: longitude and latitude (n, 2), and a radius in metres (n,)."""
    west, south, east, north = shapely.bounds(geometries).T
    x, y = metres_per_degree(np.clip(0.0, south, north))[0], metres_per_degree(np.maximum(abs(south), abs(north)))[1]
    radius_m = np.hypot((east - west) / 2 * x, (north - south) / 2 * y) * 1.01
    return np.column_stack([(west + east) / 2, (south + north) / 2]), radius_m


def _on_sphere(a: Floats, b: Floats) -> Floats:
    """Return great-circle distances between longitudes and latitudes in degrees: metres, by the haversine formula."""
    (x, y), (u, v) = np.radians(np.moveaxis(a, -1, 0)), np.radians(np.moveaxis(b, -1, 0))
    half = np.sin((v - y) / 2) ** 2 + np.cos(y) * np.cos(v) * np.sin((u - x) / 2) ** 2
    return np.asarray(2 * 6_371_008.8 * np.arcsin(np.sqrt(np.minimum(half, 1.0))))  # mean radius, IUGG


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """A question of nearness; equal to itself alone, so that it is quick to find what is kept about it.

    Parameters
    ----------
    targets
        To be near to what.
    within
        How far at most; None for all items, nearest first.
    certain
        Keep only the items that certainly lie within the distance.
    walking
        What turns a distance into minutes.
    """

    targets: Targets
    within: Distance | None = None
    certain: bool = False
    walking: Walking = Walking()


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest target of each of n items.

    Parameters
    ----------
    target
        Shape (n,); index into the members of the targets, -1 where an item has no geometry.
    distance_m
        Shape (n,); metres from the item's edge, 0 inside, NaN without a geometry.
    edge
        Shape (n, 2); longitude and latitude of the item's point that is nearest.
    """

    target: NDArray[np.int64]
    distance_m: Floats
    edge: Floats


def nearest(geometries: Geometries, targets: Targets) -> Nearest:
    """Find the nearest target of each geometry and the geodesic distance to it.

    Parameters
    ----------
    geometries
        Shape (n,); any type, WGS 84 longitude and latitude in degrees; missing and empty ones have no nearest.

    Examples
    --------
    >>> import numpy as np, shapely
    >>> station = Target(Title("嘉定北", "North Jiading"), shapely.Point(121.23295, 31.3935))
    >>> near = nearest(np.array([shapely.Point(121.24295, 31.3935)]), Targets("here", station.name, [station]))
    >>> near.distance_m.round(), near.target
    (array([951.]), array([0]))
    """
    found = Nearest(
        np.full(len(geometries), -1), np.full(len(geometries), np.nan), np.full((len(geometries), 2), np.nan)
    )
    if not len(geometries):
        return found
    rows, members = targets.candidates(geometries)
    gaps = geodesic_gaps(geometries[rows], targets.geometries[members])
    order = np.lexsort((members, gaps.distance_m, rows))
    first = order[np.unique(rows[order], return_index=True)[1]]
    found.target[rows[first]] = members[first]
    found.distance_m[rows[first]] = gaps.distance_m[first]
    found.edge[rows[first]] = gaps.start[first]
    return found


def parse_within(text: str, walking: Walking) -> Distance:
    """Read a distance or a walking time.

    Parameters
    ----------
    text
        ``800``, ``800m``, ``1.5km``, ``15min``, or the same with 米, 公里, 分钟.
    walking
        What turns minutes into metres of a straight line.

    Raises
    ------
    BadValue
        It is neither.

    Examples
    --------
    >>> parse_within("1.5km", Walking()), round(parse_within("15min", Walking()).metres)
    (Distance(metres=1500.0, minutes=None), 923)
    """
    found = _WITHIN.fullmatch(normalize("NFKC", text).strip().lower())
    unit = found["unit"] if found else "?"
    if found and unit in _MINUTES:
        minutes = float(found["number"])
        return Distance(minutes / walking.min_per_m, minutes)
    if not found or unit not in _METRES:
        raise BadValue(text, WITHIN_FORM)
    return Distance(float(found["number"]) * _METRES[unit])
