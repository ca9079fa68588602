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
from geo.measure import Floats, Geometries, geodesic_gaps, metres_per_degree
from geo.properties import Title
from geo.values import Distance

#: What ``within`` accepts, for messages.
WITHIN_FORM = "a distance such as 800, 800m or 1.5km, or a walking time such as 15min"

_WITHIN = re.compile(r"(?P<number>\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>[^\d\s]*)")
_METRES = {"": 1.0, "m": 1.0, "米": 1.0, "公尺": 1.0, "km": 1000.0, "公里": 1000.0, "千米": 1000.0}
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
        self._encoded: dict[int, bytes] = {}
        self._tree = shapely.STRtree(self._scaled(self.geometries))

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
        latitudes concerned could make it the nearest.
        """
        if len(self.members) == 1:
            usable = np.flatnonzero(~(shapely.is_missing(geometries) | shapely.is_empty(geometries)))
            return np.vstack([usable, np.zeros_like(usable)])
        scaled = self._scaled(geometries)
        (rows, _), distance = self._tree.query_nearest(scaled, return_distance=True, all_matches=False)
        south, north = _span(shapely.total_bounds(np.concatenate([geometries[rows], self.geometries])))
        extent = np.array(metres_per_degree(np.array([south, north]))[0])
        slack = extent.max() / max(extent.min(), 1.0) * 1.01
        found = self._tree.query(scaled[rows], predicate="dwithin", distance=distance * slack + 0.01)
        return np.vstack([rows[found[0]], found[1]])

    def _scaled(self, geometries: Geometries) -> Geometries:
        return np.asarray(shapely.transform(geometries, lambda positions: positions * self._scale))


def _span(bounds: Floats) -> tuple[float, float]:
    """Southmost and northmost latitude, kept off the poles."""
    return max(float(bounds[1]), -89.0), min(float(bounds[3]), 89.0)


@dataclass(frozen=True, slots=True)
class Near:
    """A question of nearness.

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
