"""The question and the answer that every store understands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.crs import Crs
from geo.errors import BadValue
from geo.filters import Filter
from geo.properties import Schema, Title
from geo.proximity import Near
from geo.stores.distributions import Statistics
from geo.tiles.grid import Tile
from geo.values import Bbox, Interval


@dataclass(frozen=True, slots=True)
class SortKey:
    """A property to sort by; items without a value come last in either direction.

    Examples
    --------
    >>> SortKey.parse("-area_mu")
    SortKey(name='area_mu', descending=True)
    """

    name: str
    descending: bool = False

    @classmethod
    def parse(cls, text: str) -> SortKey:
        """Read ``name``, ``+name`` or ``-name``."""
        name = text.strip().lstrip("+-")
        if not name or len(text.strip()) - len(name) > 1:
            raise BadValue(text, "a property name, with - in front for descending order")
        return cls(name, text.strip().startswith("-"))


class Form(NamedTuple):
    """What an answer shows of each item.

    Parameters
    ----------
    properties
        The names of those shown; None for all. What is said of nearness is always shown.
    geometry
        Whether the geometry is shown.
    crs
        The system that geometries are shown in; None for that of storage.
    most_bytes
        Of a tile: how large it may be; None for the limit that every tile has.
    """

    properties: tuple[str, ...] | None = None
    geometry: bool = True
    crs: Crs | None = None
    most_bytes: int | None = None


class Query(NamedTuple):
    """What to answer with: the items that meet every condition, in order, a page of them.

    Parameters
    ----------
    bbox
        Items whose geometry meets the window, and those without one (OGC 17-069r4, /req/core/fc-bbox-response).
    area
        Items whose geometry meets this one; WGS 84 longitude and latitude.
    outline
        A window that is no box in WGS 84, for a box of another system is none: items whose geometry meets it, and
        those without one, as for `bbox`.
    interval
        Items whose instant (see `Schema.instant`) lies within, and those without one (/req/core/fc-time-response); no
        effect on a collection without instants.
    equals
        Property names and values, as `Property.parse` reads them. A list of texts equals each of its members.
    filter
        Items of which the condition is true.
    words
        Items in whose texts all the words of one of these groups are found, see `geo.stores.words`.
    near
        Items near something, nearest first unless `sort` says otherwise.
    sort
        The order; without it, nearest first where `near` is asked, or else by id.
    limit
        Most items a page holds, at least 1.
    cursor
        Where the page starts: what the page before gave, for the same question.
    form
        What is shown of each item; None for everything, as it was encoded. It is of no effect on a frame.
    counted
        Whether the answer has to say how many items it has.
    """

    bbox: Bbox | None = None
    area: BaseGeometry | None = None
    interval: Interval | None = None
    equals: tuple[tuple[str, object], ...] = ()
    near: Near | None = None
    sort: tuple[SortKey, ...] = ()
    limit: int = 10
    cursor: str | None = None
    outline: BaseGeometry | None = None
    form: Form | None = None
    filter: Filter | None = None
    words: tuple[tuple[str, ...], ...] = ()
    counted: bool = True

    @property
    def is_window(self) -> bool:
        """Whether a window is all that it asks for."""
        narrower = self.area or self.outline or self.interval or self.equals or self.words or self.filter or self.near
        return self.bbox is not None and not (narrower or self.sort or self.form)


class Page(NamedTuple):
    """A part of an answer.

    Parameters
    ----------
    text
        GeoJSON Features, encoded, in order, with commas between them; bytes in any form.
    ends
        Where each feature ends in it.
    matched
        How many items the whole answer has; None where that was not asked.
    cursor
        Where the next page starts; None at the end.
    """

    text: bytes | memoryview
    ends: Sequence[int] | NDArray[np.int64]
    matched: int | None
    cursor: str | None = None

    @property
    def features(self) -> list[bytes]:
        """The features one by one."""
        whole = bytes(self.text)
        starts = [0, *(int(end) + 1 for end in self.ends)]
        return [whole[start:end] for start, end in zip(starts, self.ends, strict=False)]


@dataclass(frozen=True, slots=True)
class Extent:
    """Where and when a collection's items lie; None where it has none.

    Parameters
    ----------
    bbox
        All items, WGS 84.
    interval
        First and last instant.
    """

    bbox: Bbox | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True, eq=False)
class About:
    """What a collection says of itself.

    Parameters
    ----------
    id
        Its name in addresses.
    title, description
        For people.
    schema
        The properties of its items.
    attribution
        Who is to be named with the data.
    keywords
        Words by which it is found.
    shape
        The geometries of its items, as OGC 23-058 names them (/req/schemas/properties).
    """

    id: str
    title: Title
    description: Title
    schema: Schema
    attribution: str = ""
    keywords: Sequence[str] = field(default_factory=tuple)
    shape: str = "geometry-any"


class Collection(Protocol):
    """Items of one kind, wherever they are held."""

    @property
    def about(self) -> About:
        """What the collection says of itself."""

    @property
    def version(self) -> str:
        """A text that differs whenever an answer could."""

    @property
    def count(self) -> int:
        """How many items there are."""

    @property
    def extent(self) -> Extent:
        """Where and when the items lie."""

    async def page(self, query: Query) -> Page:
        """Answer a query with a page of encoded features.

        Raises
        ------
        UnknownProperty
            The query names a property that items do not have.
        BadCursor
            The cursor is not one of this question's.
        BadValue
            An item lies out of the reach of the system that the form asks for.
        """

    async def item(self, id: str, form: Form | None = None) -> bytes:
        """Return one encoded feature, or raise `UnknownItem`."""

    async def frame(self, query: Query) -> gpd.GeoDataFrame:
        """Answer a query with a GeoDataFrame in EPSG:4326, indexed by id, a column a property.

        Where the query asks `near`, the columns of `geo.proximity.NEAR_COLUMNS` are added.
        """

    async def statistics(self, query: Query, names: Sequence[str] | None = None) -> Statistics:
        """Count what a query finds, whatever its order: see `Statistics`.

        Where no names of properties are given, those are counted whose values say what kind a thing is.

        Raises
        ------
        UnknownProperty
            The query or the names have one that items do not have.
        """

    async def tile(self, query: Query, tile: Tile) -> bytes:
        """Encode a tile of the items that a query finds, whatever their order: a Mapbox Vector Tile, empty for none.

        Of the form of the query, properties and most bytes count; the id is always told.

        Raises
        ------
        UnknownProperty
            The query names a property that items do not have.
        """

    async def texts(self, name: str) -> list[str]:
        """Return the different texts that items have for a property, in the order of their code points.

        Raises
        ------
        UnknownProperty
            Items do not have it.
        BadValue
            Its values are no texts.
        """
