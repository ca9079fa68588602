"""Rounds: two sides loaded in turn, again and again, so that what else a machine does falls on both alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from bench.load import Load

Side = Callable[[], Load]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two sides did, round by round.

    Parameters
    ----------
    base
        The side that is the measure.
    other
        The side that is measured.
    """

    base: tuple[Load, ...]
    other: tuple[Load, ...]

    @property
    def ratios(self) -> list[float]:
        """For each round, the other side's requests a second over those of the base."""
        return [other.rate / base.rate for base, other in zip(self.base, self.other, strict=True)]

    @property
    def ratio(self) -> float:
        """The ratio in the middle."""
        return median(self.ratios)

    @property
    def rates(self) -> tuple[float, float]:
        """Requests a second of both sides, each that of its round in the middle."""
        return median(load.rate for load in self.base), median(load.rate for load in self.other)

    @property
    def latency_ms(self) -> tuple[float, float]:
        """How long half of the other side's answers took, and all but one in a hundred; of the round in the middle."""
        return _latency_ms(self.other)

    @property
    def base_latency_ms(self) -> tuple[float, float]:
        """The same of the base."""
        return _latency_ms(self.base)


def _latency_ms(loads: tuple[Load, ...]) -> tuple[float, float]:
    return median(load.median_ms for load in loads), median(load.p99_ms for load in loads)


def compare(base: Side, other: Side, rounds: int, warming: int = 1) -> Comparison:
    """Load both sides in turn; the first rounds warm them up and do not count."""
    loads = [(base(), other()) for _ in range(warming + rounds)][warming:]
    return Comparison(tuple(load for load, _ in loads), tuple(load for _, load in loads))
