"""Filters on a snapshot: what its columns and its index answer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from geo.filters.expressions import Rows, Where
from geo.filters.vectors import Mask, Vector
from geo.measure import Floats, Geometries
from geo.proximity import Nearest, Targets, nearest
from geo.stores.spatial import SpatialIndex
from geo.stores.typed import Column


@dataclass(frozen=True, slots=True)
class SnapshotFrame:
    """The rows of a snapshot, as filters ask about them (`geo.filters.Frame`).

    Parameters
    ----------
    size
        How many rows there are.
    columns
        Gives a typed column by its name.
    space
        Where the rows lie.
    known
        Gives the nearest of some targets to every row where that is at hand.
    """

    size: int
    columns: Callable[[str], Column]
    space: SpatialIndex
    known: Callable[[Targets], Nearest | None]

    def count(self, where: Where) -> int:
        """Return how many rows are meant."""
        return len(range(*where.indices(self.size))) if isinstance(where, slice) else len(where)

    def column(self, name: str, where: Where) -> Vector:
        """Return a property's values."""
        return self.columns(name).vector(where)

    def geometries(self, where: Where) -> Geometries:
        """Return geometries; None for a missing or an empty one."""
        rows = self._rows(where)
        shapes = np.full(len(rows), None, dtype=object)
        placed = self.placed(rows)
        shapes[placed] = self.space.geometries(rows[placed])
        return shapes

    def placed(self, where: Where) -> Mask:
        """Tell which rows have a geometry."""
        return ~np.isnan(self.space.bounds[where, 0])

    def touching(self, bounds: Sequence[float], where: Where) -> Mask:
        """Tell which rows' bounds meet a box."""
        west, south, east, north = bounds
        return self._among(self.space.touching(west, south, east, north), where)

    def in_box(self, bounds: Sequence[float], where: Where) -> Mask:
        """Tell which rows' geometries meet a box."""
        west, south, east, north = bounds
        return self._among(self.space.in_box(west, south, east, north), where)

    def around(self, targets: Targets, metres: float, where: Where) -> Mask:
        """Tell which rows may lie within a distance of a target."""
        return self._among(self.space.around(targets, metres), where)

    def distances(self, targets: Targets, where: Where) -> Floats:
        """Return the geodesic distance to the nearest target, metres; NaN where there is no geometry."""
        known = self.known(targets)
        found = nearest(self.geometries(where), targets).distance_m if known is None else known.distance_m[where]
        return np.asarray(found)

    def _rows(self, where: Where) -> Rows:
        return np.arange(self.size)[where]

    def _among(self, found: Rows, where: Where) -> Mask:
        mask = np.zeros(self.size, dtype=bool)
        mask[found] = True
        return mask[where]
