"""The load: wrk, on one thread, with connections that are kept open."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from bench import cores
from bench.errors import BenchError

SCRIPT = Path(__file__).with_name("paths.lua")
CONNECTIONS = 8


@dataclass(frozen=True, slots=True)
class Load:
    """What came of some seconds of load.

    Parameters
    ----------
    requests
        How many were answered.
    seconds
        How long it took.
    median_ms, p99_ms
        How long half of the answers took, and all but one in a hundred.
    """

    requests: int
    seconds: float
    median_ms: float
    p99_ms: float

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return self.requests / self.seconds


def load(url: str, paths: Path, seconds: int, connections: int = CONNECTIONS) -> Load:
    """Ask a server the paths of a file, again and again.

    Parameters
    ----------
    url
        Address of the server, without a path.
    paths
        A file of paths, one a line.
    seconds
        For how long, at least one.
    connections
        How many requests are under way at a time.

    Raises
    ------
    BenchError
        wrk is not there, or a request was not answered with success.
    """
    return read_load(_run(_command(url, paths, seconds, connections)), url)


def written(paths: Iterable[str], folder: Path) -> Path:
    """Write paths to a new file of a folder."""
    with NamedTemporaryFile("w", dir=folder, suffix=".txt", delete=False) as file:
        file.write("\n".join(paths))
    return Path(file.name)


def read_load(output: str, url: str) -> Load:
    """Read what ``paths.lua`` says at the end, which must be of success alone."""
    said = json.loads(output.splitlines()[-1])
    refused, failed = said.pop("refused"), said.pop("failed")
    if refused or failed or not said["requests"]:
        raise BenchError(f"{url}: of {said['requests']} requests {refused} were refused and {failed} failed")
    return Load(**said)


def _command(url: str, paths: Path, seconds: int, connections: int) -> list[str]:
    wrk = shutil.which("wrk")
    if wrk is None:
        raise BenchError("wrk is not there: make bench installs it, or apt-get install wrk")
    options = ["--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--timeout", "10s"]
    return [*cores.of_load(), wrk, *options, "--script", str(SCRIPT), url, "--", str(paths)]


def _run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"wrk failed: {done.stderr.strip() or done.stdout.strip()}")
    return done.stdout
