"""The command ``python -m bench``."""

from pathlib import Path

import pytest

from bench import __main__ as command
from bench.errors import BenchError
from bench.plan import Plan
from tests.bench.test_report import results


def test_results_are_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plans: list[Plan] = []
    monkeypatch.setattr(command, "run", lambda plan: plans.append(plan) or results(0.7, 1.0))
    command.main(["--plots", "50", "--seconds", "2", "--output", str(tmp_path / "out.md")])
    assert (plans[0].plots, plans[0].seconds) == (50, 2)
    assert "## Ratios" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_a_measurement_that_cannot_be_made_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Plan) -> None:
        raise BenchError("wrk is not there")

    monkeypatch.setattr(command, "run", fail)
    with pytest.raises(SystemExit, match="bench: wrk is not there"):
        command.main([])
