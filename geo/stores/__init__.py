"""Where catalogues are held, and the one way to ask them: a `Query` in, a `Page` out."""

from geo.stores.catalogue import Catalogue, LayerFile, open_catalogue
from geo.stores.distributions import Histogram, Statistics, Values
from geo.stores.query import About, Collection, Extent, Form, Page, Query, SortKey

__all__ = [
    "About",
    "Catalogue",
    "Collection",
    "Extent",
    "Form",
    "Histogram",
    "LayerFile",
    "Page",
    "Query",
    "SortKey",
    "Statistics",
    "Values",
    "open_catalogue",
]
