"""Rounds and their ratios."""

from bench.load import Load
from bench.rounds import Comparison, compare


def loads(*rates: int) -> tuple[Load, ...]:
    return tuple(Load(rate, 1.0, 1000 / rate, 2000 / rate) for rate in rates)


def test_the_ratio_is_that_of_the_round_in_the_middle() -> None:
    found = Comparison(loads(100, 200, 50), loads(50, 20, 40))
    assert found.ratios == [0.5, 0.1, 0.8]
    assert found.ratio == 0.5
    assert found.rates == (100, 40)
    assert found.latency_ms == (25, 50)
    assert found.base_latency_ms == (10, 20)


def test_sides_take_turns_and_the_first_round_does_not_count() -> None:
    asked: list[str] = []

    def side(name: str) -> Load:
        asked.append(name)
        return Load(len(asked), 1.0, 0.0, 0.0)

    found = compare(lambda: side("base"), lambda: side("other"), 2)
    assert asked == ["base", "other"] * 3
    assert [load.requests for load in found.base] == [3, 5]
