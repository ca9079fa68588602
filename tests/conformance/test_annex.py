"""The command that asks the standard's own test data, on a file that agrees with the annex and on one that does not."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conformance.annex import CONTRADICTED, beginning, main
from tests.conformance.natural_earth import LAYERS, write_annex
from tests.conformance.predicates import COMBINED, PREDICATES
from tests.server import environment, gdal

ROOT = Path(__file__).parent.parent.parent
ASKED = len(PREDICATES) + len(COMBINED)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_annex(tmp_path_factory.mktemp("annex") / "annex.gpkg")


def test_every_predicate_gives_the_count_of_the_annex(file: Path) -> None:
    command = [sys.executable, "-m", "tests.conformance.annex", str(file)]
    asked = {"cwd": ROOT, "env": dict(environment()), "timeout": 300}
    done = subprocess.run(command, capture_output=True, text=True, check=False, **asked)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[-1] == f"{ASKED} predicates, each in text and in JSON: 0 differ"
    for line, expected in zip(lines[1:-1], (*PREDICATES, *COMBINED), strict=True):
        assert line.split()[-len(expected.predicate.split()) :] == expected.predicate.split()
        assert line[2:16].split() == [str(expected.count)] * 2
    assert {line[:1] for line in lines[1:-1]} == {" ", "*"}


def test_what_differs_is_marked_and_makes_the_status(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copy(file, tmp_path / "other.gpkg"))
    renamed = f"UPDATE {LAYERS['cities']} SET name = 'Kyiv', nameascii = 'Kyiv' WHERE name = 'Kiev'"
    gdal("ogrinfo", str(other), "-sql", renamed)
    assert main([str(other)]) == 1
    said = capsys.readouterr().out
    marked = [line for line in said.splitlines() if line.startswith("!")]
    assert marked
    assert all("kiev" in line.lower() for line in marked)
    assert any(line.split()[1:3] == ["0", "1"] and line.endswith("CASEI(name)=casei('kiev')") for line in marked)
    assert said.endswith(f"{ASKED} predicates, each in text and in JSON: {len(marked)} differ\n")


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([str(tmp_path / "none.gpkg")])
    assert capsys.readouterr().err.endswith("none.gpkg: there is no such file\n")


@pytest.mark.parametrize(("predicate", "count"), list(zip(CONTRADICTED, (3, 1, 1), strict=True)))
def test_the_names_of_the_standards_data_are_counted_as_they_begin(predicate: str, count: int) -> None:
    names = ["Chișinău", "Chicago", "Chengdu", "São Tomé", "København"]
    assert beginning(names, *CONTRADICTED[predicate]) == count


def test_the_predicates_that_are_counted_are_those_of_the_table() -> None:
    assert CONTRADICTED.keys() <= {one.predicate for one in PREDICATES}
