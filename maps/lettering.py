"""Where the names on a picture stand, so that none hides another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

#: Width of a letter over the size of the font: full-width ones, and all others on average.
_WIDE, _NARROW = 1.02, 0.58

_GAP = 5.0


class Box(NamedTuple):
    """A rectangle on a picture: its left, upper, right and lower edge."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


class Place(NamedTuple):
    """Where a name stands: the start, middle or end of its base line."""

    x: float
    y: float
    anchor: str
    box: Box


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is in a font of a size."""
    return size * sum(_WIDE if east_asian_width(letter) in "WF" else _NARROW for letter in text)


class Lettering:
    """The names on a picture, placed one after the other; those placed first stay.

    Parameters
    ----------
    width, height
        Of the picture.
    taken
        Where no name may stand.
    """

    def __init__(self, width: float, height: float, taken: Sequence[Box] = ()) -> None:
        self._frame = Box(2, 2, width - 2, height - 2)
        self._taken = list(taken)
        self._better_not: list[Box] = []

    def keep_free(self, x: float, y: float, radius: float) -> None:
        """Let no later name stand on a place."""
        self._taken.append(Box(x - radius, y - radius, x + radius, y + radius))

    def avoid(self, x: float, y: float, radius: float) -> None:
        """Let a name stand on a place only where there is no other room."""
        self._better_not.append(Box(x - radius, y - radius, x + radius, y + radius))

    def is_free(self, box: Box) -> bool:
        """Tell whether nothing stands on a place yet."""
        return not any(box.meets(other) for other in self._taken)

    def place(self, text: str, x: float, y: float, size: float, away: float = _GAP) -> Place | None:
        """Place a name beside a point: right, left, above or below; None where there is no room."""
        free = [found for found in _around(text, x, y, size, away) if self._is_inside(found.box)]
        free = [found for found in free if self.is_free(found.box)]
        if not free:
            return None
        chosen = min(free, key=lambda found: sum(found.box.meets(other) for other in self._better_not))
        self._taken.append(chosen.box)
        return chosen

    def _is_inside(self, box: Box) -> bool:
        across = self._frame.left <= box.left and box.right <= self._frame.right
        return across and self._frame.top <= box.top and box.bottom <= self._frame.bottom


def _around(text: str, x: float, y: float, size: float, away: float) -> list[Place]:
    wide, half = width_of(text, size), size * 0.36
    tall = size * 1.15
    return [
        Place(x + away, y + half, "start", Box(x + away, y - tall / 2, x + away + wide, y + tall / 2)),
        Place(x - away, y + half, "end", Box(x - away - wide, y - tall / 2, x - away, y + tall / 2)),
        Place(x, y - away - 1, "middle", Box(x - wide / 2, y - away - tall, x + wide / 2, y - away)),
        Place(x, y + away + size * 0.9, "middle", Box(x - wide / 2, y + away, x + wide / 2, y + away + tall)),
    ]
