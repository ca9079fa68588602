"""tipg in an environment of its own; that it serves is seen where it is measured, in ``test_run.py``."""

import re
from pathlib import Path

import pytest

from bench.errors import BenchError
from bench.peers import tipg as module
from bench.peers.postgis import Database
from bench.peers.tipg import PINNED, tipg, version


def test_every_version_is_pinned() -> None:
    pins = PINNED.read_text().splitlines()
    assert {"tipg", "uvicorn", "uvloop"} <= {pin.partition("==")[0] for pin in pins}
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", pin) for pin in pins)


def test_its_version_is_that_of_the_pin() -> None:
    assert f"tipg=={version()}" in PINNED.read_text().splitlines()


def test_what_cannot_be_installed_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pins.txt").write_text("tipg==1.0\n./nowhere/to/be/found\n")
    monkeypatch.setattr(module, "PINNED", tmp_path / "pins.txt")
    with pytest.raises(BenchError, match="nowhere"), tipg(tmp_path, Database("postgresql://127.0.0.1:1/x", {})):
        pass
    assert not (tmp_path / "tipg" / "installed.txt").exists()
