"""All rows that a query finds, for tiles and counts, which want them in no order."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geo.stores.columns import Snapshot
from geo.stores.query import Query

Rows = NDArray[np.int64]


def matching(snapshot: Snapshot, query: Query) -> Rows | None:
    """Return the rows that a query finds, in no order; None for all.

    Parameters
    ----------
    snapshot
        What is asked.
    query
        Order and page are of no effect.
    """
    near, everything = query.near, max(len(snapshot), 1)
    if near is None:
        return snapshot.filtered(query)
    if near.within is None:
        found = snapshot.space.placed
    elif snapshot.has_reference(near.targets):
        found = snapshot.select(Query(near=near, limit=everything)).rows
    else:  # what the other conditions leave is less to measure
        return snapshot.select(query._replace(sort=(), cursor=None, limit=everything)).rows
    rows = snapshot.filtered(query)
    if rows is None:
        return found
    among = np.zeros(len(snapshot), dtype=bool)
    among[found] = True
    return rows[among[rows]]
