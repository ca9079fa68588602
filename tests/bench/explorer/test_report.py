"""The section about the explorer."""

import pytest

from bench.explorer.browser import View
from bench.explorer.first import First
from bench.explorer.journey import Step
from bench.explorer.report import explorer_report
from bench.explorer.run import ExplorerResults


def results(bytes: int = 120_000, ms: float = 400, view_bytes: int = 300_000, drawn_ms: float = 90) -> ExplorerResults:
    steps = (Step(9, "opened", View(18, 9, 170_000, 60.0)), Step(10, "zoomed in", View(8, 6, view_bytes, drawn_ms)))
    return ExplorerResults("1.0", 1_000, (First(bytes, ms), First(bytes - 5, ms - 100)), steps)


@pytest.mark.parametrize(
    ("said", "found", "met"),
    [
        ("bytes of the first view | **120,000** | ≤ 300,000", {}, "yes"),
        ("bytes of the first view | **300,001** | ≤ 300,000", {"bytes": 300_001}, "**no**"),
        ("first view interactive, ms | **350** | ≤ 1,000", {}, "yes"),
        ("first view interactive, ms | **1,150** | ≤ 1,000", {"ms": 1_200}, "**no**"),
        ("asks for, most | **300,000** | ≤ 500,000", {}, "yes"),
        ("asks for, most | **500,001** | ≤ 500,000", {"view_bytes": 500_001}, "**no**"),
        ("longest, ms | **90** | ≤ 500", {}, "yes"),
        ("longest, ms | **501** | ≤ 500", {"drawn_ms": 501}, "**no**"),
    ],
)
def test_a_target_is_met_up_to_its_bound(said: str, found: dict[str, int], met: str) -> None:
    assert f"{said} | {met} |" in explorer_report(results(**found))


def test_every_zoom_has_a_row() -> None:
    written = explorer_report(results())
    assert "| 9 | 1 | 170,000 | 9 | 60 ms | 60 ms |" in written
    assert "| 10 | 1 | 300,000 | 6 | 90 ms | 90 ms |" in written


def test_what_was_not_measured_is_said() -> None:
    assert "--no-explorer" in explorer_report(None)
