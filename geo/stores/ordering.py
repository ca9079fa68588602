"""Orders and cursors: which rows come next after a place in an order.

An order is a list of keys, float64 arrays in which NaN comes last, and at the end the natural order, which leaves no
ties. A cursor names the last item given out by its values and its id, so that it holds when the catalogue changes.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from geo.compiled import compiled
from geo.errors import BadCursor
from geo.measure import Floats

Rows = NDArray[np.int64]

#: More numbers than this are parted before they are sorted.
_MANY = 100

_LONGEST_NUMBER = 1000  # digits that Python turns into a number without a thought

_URL_SAFE = bytes.maketrans(b"+/", b"-_")

CURSOR_FORM = "a cursor that a page of this very question gave"


def natural_key(id: str) -> tuple[int, int, str]:
    """Return what an id is sorted by: whole numbers first, by their value; then other ids, by code point."""
    return (0, int(id), id) if id.isdecimal() and id.isascii() and len(id) < _LONGEST_NUMBER else (1, 0, id)


def natural_order(ids: Sequence[str]) -> Rows:
    """Return the rows in the order of their ids."""
    return np.array(sorted(range(len(ids)), key=lambda row: natural_key(ids[row])), dtype=np.int64)


def write_cursor(question: str, values: Sequence[Any], id: str) -> str:
    """Write a cursor: the values of the last item by which the answer is ordered, and its id."""
    text = binascii.b2a_base64(orjson.dumps([question, *values, id]), newline=False)
    return text.translate(_URL_SAFE, b"=").decode()


def read_cursor(cursor: str, question: str, count: int) -> tuple[list[Any], str]:
    """Read a cursor back.

    Parameters
    ----------
    cursor
        What `write_cursor` made.
    question
        What the cursor must have been made for.
    count
        How many values it must have.

    Raises
    ------
    BadCursor
        It was made for another question, or not by `write_cursor`.
    """
    try:
        content = orjson.loads(urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise BadCursor(cursor, CURSOR_FORM, "cursor") from None
    if not isinstance(content, list) or len(content) != count + 2 or content[0] != question:
        raise BadCursor(cursor, CURSOR_FORM, "cursor")
    if not isinstance(content[-1], str) or not all(v is None or isinstance(v, int | float | str) for v in content):
        raise BadCursor(cursor, CURSOR_FORM, "cursor")
    return content[1:-1], content[-1]


def first(keys: Sequence[Floats], rank: Rows, limit: int) -> Rows:
    """Return the positions of the first members of an order.

    Parameters
    ----------
    keys
        Arrays of one shape (n,), the most important first; may be none.
    rank
        Shape (n,); the natural order.
    limit
        Most positions to return.
    """
    return np.lexsort((rank, *reversed(keys)))[:limit]


@compiled
def least(rank: Rows, natural: Rows, rows: Rows, start: int, limit: int) -> Rows:
    """Return the first of some rows in the natural order; compiled.

    Parameters
    ----------
    rank
        Shape (n,); the place of each row in the natural order.
    natural
        Shape (n,); the row at each place.
    rows
        The rows, in any order.
    start
        The first place that counts.
    limit
        Most rows to return.
    """
    ranks = rank[rows]
    if start:
        ranks = ranks[ranks >= start]
    if len(ranks) > max(limit, _MANY):
        ranks = np.partition(ranks, limit)[:limit]
    ranks.sort()
    return natural[ranks[:limit]]


def after(keys: Sequence[Floats], rank: Rows, values: Sequence[float], at: float) -> NDArray[np.bool_]:
    """Tell which members of an order come after a place in it.

    Parameters
    ----------
    keys, rank
        See `first`.
    values
        The place, a number a key; NaN for a missing value.
    at
        The place in the natural order.
    """
    later = rank > at
    for key, value in zip(reversed(keys), reversed(values), strict=True):
        filled, bound = np.where(np.isnan(key), np.inf, key), np.inf if np.isnan(value) else value
        later = (filled > bound) | ((filled == bound) & later)
    return later
