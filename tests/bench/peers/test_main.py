"""The command ``python -m bench.peers``."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.peers import __main__ as command
from bench.plan import Plan
from tests.bench.peers.test_report import FILTER, beside, results


@pytest.fixture(autouse=True)
def nothing_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "data", lambda plan, n: plan.cache / f"{n}.parquet")
    monkeypatch.setattr(command, "serving", lambda catalogue, file: nullcontext(f"{catalogue} {file.name}"))


def test_what_was_found_is_said(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    asked: list[object] = []

    def run(plan: Plan, file: Path, served: str, only: str) -> object:
        asked.extend([plan.peer_rounds, file.name, served, only])
        return results(beside(FILTER, 5, 6))

    monkeypatch.setattr(command, "run_peers", run)
    command.main(["--many", "700", "--peer-rounds", "2", "--only", "filter"])
    assert asked == [2, "700.parquet", "data 700.parquet", "filter"]
    assert "filter, times tipg's requests a second" in capsys.readouterr().out


def test_a_measurement_that_cannot_be_made_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise BenchError("PostGIS is not there")

    monkeypatch.setattr(command, "run_peers", fail)
    with pytest.raises(SystemExit, match="bench: PostGIS is not there"):
        command.main([])
