"""What can go wrong with a measurement."""

from __future__ import annotations


class BenchError(Exception):
    """A measurement that cannot be made, or that would measure something else than it says."""
