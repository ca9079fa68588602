"""Suggestions for what a text that is being typed may mean: plots, stations, lines, towns, places, coordinates."""

from geo.suggestions.search import Search
from geo.suggestions.suggestion import Suggestion

__all__ = ["Search", "Suggestion"]
