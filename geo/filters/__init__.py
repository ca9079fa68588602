"""Filters: CQL2 (OGC 21-065r2), parsed, checked against a collection's properties, and evaluated on columns."""

from geo.filters.expressions import Filter, Frame
from geo.filters.operators import FUNCTIONS, described_function
from geo.filters.parse import LANGUAGES, Limits
from geo.filters.reading import CRS84, Reader, read_filter
from geo.filters.shapes import SYSTEMS

__all__ = [
    "CRS84",
    "FUNCTIONS",
    "LANGUAGES",
    "SYSTEMS",
    "Filter",
    "Frame",
    "Limits",
    "Reader",
    "described_function",
    "read_filter",
]
