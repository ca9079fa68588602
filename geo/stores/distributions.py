"""How many items there are of each kind: the answer to a question of statistics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from geo.values import Bbox


class Histogram(NamedTuple):
    """The distribution of numbers, dates or instants.

    Parameters
    ----------
    edges
        Where the k bins begin and end: k + 1 numbers, ascending; dates and instants as seconds since 1970 in UTC. A bin
        holds what equals its lower edge, the last one also what equals its upper edge. Empty where no item of the
        whole collection has a value.
    counts
        How many items lie in each of the k bins.
    least, most
        The smallest and the greatest value that was counted; None where none was.
    missing
        How many items have no value.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    least: float | None
    most: float | None
    missing: int


class Values(NamedTuple):
    """How often each value comes.

    Parameters
    ----------
    counts
        Values and their counts: first the choices of the property, or false and true, in their own order and even
        where none is found; then other values, the most frequent first, equally frequent ones by code point.
    missing
        How many items have no value; of a list, no member.
    others
        How often values come that are not listed.
    """

    counts: tuple[tuple[str | bool, int], ...]
    missing: int
    others: int


class Statistics(NamedTuple):
    """What a query finds, counted.

    Parameters
    ----------
    matched
        How many items meet every condition.
    bbox
        The bounds of these, WGS 84; None where none of them has a place.
    properties
        By name: how the values of a property are distributed over the items that meet every condition but those on this
        property itself.
    """

    matched: int
    bbox: Bbox | None
    properties: Mapping[str, Histogram | Values]
