"""Filters: CQL2 (OGC 21-065r2), parsed, checked against a collection's properties, and evaluated on columns."""

from geo.filters.expressions import Filter, Frame
from geo.filters.operators import FUNCTIONS, described_function
from geo.filters.parse import Limits
from geo.filters.reading import LANGUAGES, Reader, read_filter

__all__ = [
    "FUNCTIONS",
    "LANGUAGES",
    "Filter",
    "Frame",
    "Limits",
    "Reader",
    "described_function",
    "read_filter",
]
