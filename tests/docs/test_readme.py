"""Every command and request in the README runs, against a real server."""

import json
import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.server import DIKUAI, Served, environment

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"

COMMANDS = [
    line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line.strip()
]
MAKE = {"make run", "make test"}


def run(command: str, folder: Path) -> str:
    done = subprocess.run(
        shlex.split(command),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env=dict(environment()),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("curl")])
def test_requests(command: str, server: Served, tmp_path: Path) -> None:
    answer = json.loads(run(command.replace(ADDRESS, server.url) + " --fail-with-body --silent", tmp_path))
    assert answer.get("type") in {"Feature", "FeatureCollection"} or answer["tilejson"] == "3.0.0"
    if "within=1km" in command or "=" not in command:
        assert answer.get("features", [answer])


@pytest.mark.clients
@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("ogrinfo")])
def test_gdal(command: str, server: Served, tmp_path: Path) -> None:
    assert "Feature Count: 6" in run(command.replace(ADDRESS, server.url), tmp_path)


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith(".venv/bin/dikuai")])
def test_commands(command: str, tmp_path: Path) -> None:
    os.symlink(ROOT / "data", tmp_path / "data")
    run(command.replace(".venv/bin/dikuai", str(DIKUAI)), tmp_path)
    output = re.search(r"-o (\S+)", command)
    if output:
        assert (tmp_path / output[1]).stat().st_size > 1000


def test_nothing_in_the_readme_goes_untested() -> None:
    known = ("curl ", "ogrinfo ", ".venv/bin/dikuai ")
    assert {line for line in COMMANDS if not line.startswith(known)} == MAKE


def test_the_answer_shown_is_the_answer_given(server: Served) -> None:
    shown = json.loads(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1])  # type: ignore[index]
    with server.client() as client:
        found = client.get("/collections/plots/items?near=metro&within=1km").json()["features"][0]["properties"]
    assert {name: found[name] for name in shown} == shown
