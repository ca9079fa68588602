"""Running commands in this process, as the console script does."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

import cli.app
from tests.service import DATA, record, write_catalogue


@dataclass(frozen=True)
class Ran:
    """What a command did.

    Parameters
    ----------
    code
        Its exit status.
    out, err
        What it wrote.
    """

    code: int
    out: str
    err: str


Dikuai = Callable[..., Ran]


@pytest.fixture
def dikuai(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dikuai:
    """Run ``dikuai`` with arguments, over the repository's data, wide enough for every table."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["dikuai", *map(str, arguments)])
        for name, to_stderr in (("out", False), ("err", True)):
            monkeypatch.setattr(cli.app, name, Console(stderr=to_stderr, width=200))
        try:
            code: object = cli.app.main() or 0
        except SystemExit as end:
            code = end.code or 0
        said = capfd.readouterr()
        return Ran(int(str(code)), said.out, said.err)

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIKUAI_CATALOGUE", str(DATA))
    return run


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A catalogue of one good record, one with a fault in a line that is known, and one that is no JSON."""
    folder = write_catalogue(tmp_path / "broken", record("good", note="unknown property"))
    fault = '{"type": "Feature",\n "id": "bad",\n "geometry": null,\n "properties": {}}\n'
    (folder / "plots" / "bad.geojson").write_text(fault, encoding="utf-8")
    (folder / "plots" / "torn.geojson").write_text('{"type": "Feature",\n"id": ', encoding="utf-8")
    return folder
