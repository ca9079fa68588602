"""The service as its user starts it: ``dikuai serve`` in a process of its own, at a free port of loopback."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.service import DATA, write_layer

DIKUAI = Path(sys.executable).parent / "dikuai"
STARTS_WITHIN_S = 180
STOPS_WITHIN_S = 20


@dataclass
class Served:
    """A running server.

    Parameters
    ----------
    port
        Where it listens, at 127.0.0.1.
    process
        It.
    log
        The file that takes what it says.
    """

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, trust_env=False, timeout=30)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to stop and return its exit status."""
        self.process.send_signal(how)
        return self.process.wait(STOPS_WITHIN_S)


def environment(**more: str) -> Mapping[str, str]:
    """The environment without what a user may have set for Dikuai, and without a proxy for loopback."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIKUAI_")}
    return {**kept, "LC_ALL": "C.UTF-8", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", **more}


def gdal(*command: str) -> str:
    """Run a program of GDAL and return what it says; without GDAL the test fails."""
    return _gdal(*command).stdout


def gdal_log(*command: str) -> str:
    """Run a program of GDAL and return what it says of its doings: the addresses that it asks, among others."""
    return _gdal(*command, CPL_DEBUG="ON").stderr


def _gdal(*command: str, **more: str) -> subprocess.CompletedProcess[str]:
    assert shutil.which(command[0]), f"{command[0]} is missing: apt-get install gdal-bin"
    asked = dict(environment(**more))
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=asked, check=False)
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr, done.stderr
    return done


def qgis(script: Path, *arguments: str) -> str:
    """Run a script in the Python that has QGIS and return its last line; without QGIS the test fails."""
    command = ["/usr/bin/python3", str(script), *arguments]
    headless = environment(QT_QPA_PLATFORM="offscreen", PYTHONPATH="")
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=dict(headless), check=False)
    assert done.returncode == 0, f"{done.stderr}\n(without QGIS: apt-get install python3-qgis qgis-providers)"
    return done.stdout.strip().splitlines()[-1]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(log: Path, *arguments: str, port: int = 0, **settings: str) -> Iterator[Served]:
    """Run a server, with settings of the environment, until the block ends; without a port at a free one."""
    port = port or free_port()
    command = [str(DIKUAI), "serve", *arguments, "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, cwd=log.parent, env=dict(environment(**settings)))
    served = Served(port, process, log)
    try:
        _wait_until_ready(served)
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


def _wait_until_ready(served: Served) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    with served.client() as client:
        while time.monotonic() < deadline and served.process.poll() is None:
            try:
                if client.get("/readyz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
    raise AssertionError(f"the server does not answer; it said:\n{served.said()}")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over the repository's data with a file layer of awkward features, `zoning`."""
    folder = tmp_path_factory.mktemp("server")
    layer = write_layer(folder / "zoning.geojson")
    with serving(folder / "log.txt", str(DATA), "--layer", f"zoning={layer}") as served:
        yield served
