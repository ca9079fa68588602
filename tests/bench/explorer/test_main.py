"""The command ``python -m bench.explorer``."""

from contextlib import nullcontext
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.explorer import __main__ as command
from bench.plan import Plan
from tests.bench.explorer.test_report import results


@pytest.fixture(autouse=True)
def nothing_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "data", lambda plan, n: plan.cache / f"{n}.parquet")
    monkeypatch.setattr(command, "serving", lambda catalogue, file: nullcontext(f"{catalogue} {file.name}"))


def test_what_was_found_is_said_and_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked: list[object] = []

    def run(plan: Plan, many: str) -> object:
        asked.extend([plan.explorer_rounds, many])
        return results()

    monkeypatch.setattr(command, "run_explorer", run)
    (tmp_path / "R.md").write_text("# R\n\n## The explorer in a browser\n\nold\n\n## Where\n\nhere\n", encoding="utf-8")
    command.main(["--many", "700", "--explorer-rounds", "2", "--output", str(tmp_path / "R.md")])
    assert asked == [2, "data 700.parquet"]
    said, written = capsys.readouterr().out, (tmp_path / "R.md").read_text(encoding="utf-8")
    assert "bytes of the first view" in said
    assert said.strip() in written
    assert "old" not in written
    assert written.endswith("\n\n## Where\n\nhere\n")


def test_a_measurement_that_cannot_be_made_ends_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise BenchError("there is no browser")

    monkeypatch.setattr(command, "run_explorer", fail)
    with pytest.raises(SystemExit, match="bench: there is no browser"):
        command.main([])
