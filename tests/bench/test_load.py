"""What wrk says."""

import json
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.load import load, read_load, written

SAID = {"requests": 300, "seconds": 1.5, "refused": 0, "failed": 0, "median_ms": 0.5, "p99_ms": 2.0}


def test_the_last_line_is_read() -> None:
    found = read_load(f"Running 1s test\n{json.dumps(SAID)}\n", "http://here")
    assert (found.rate, found.median_ms, found.p99_ms) == (200, 0.5, 2.0)


@pytest.mark.parametrize("bad", [{"refused": 3}, {"failed": 1}, {"requests": 0}])
def test_errors_are_not_measured(bad: dict[str, int]) -> None:
    with pytest.raises(BenchError, match="http://here"):
        read_load(json.dumps(SAID | bad), "http://here")


def test_a_missing_wrk_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BenchError, match="make bench installs it"):
        load("http://127.0.0.1:1", tmp_path / "paths.txt", 1)


def test_a_server_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "paths.txt").write_text("/\n")
    with pytest.raises(BenchError):
        load("http://127.0.0.1:1", tmp_path / "paths.txt", 1)


def test_paths_are_written_each_time_to_a_file_of_their_own(tmp_path: Path) -> None:
    one, other = written(["/a", "/b"], tmp_path), written(["/c"], tmp_path)
    assert (one.read_text(), other.read_text()) == ("/a\n/b", "/c")
