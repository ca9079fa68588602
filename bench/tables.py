"""Tables of Markdown, and how figures are written in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_NUMBER_COLUMN = "---:"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; all columns but the first are of numbers."""
    rules = ["---", *[_NUMBER_COLUMN] * (len(headings) - 1)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rules, *rows))


def is_met(met: bool) -> str:
    """Write whether a target is met, so that one that is not is seen."""
    return "yes" if met else "**no**"


def span(ratios: Sequence[float]) -> str:
    """Write the least and the greatest of some ratios."""
    return f"{min(ratios):.2f} – {max(ratios):.2f}"
