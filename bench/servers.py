"""Servers in processes of their own, as a user would start them."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench import cores
from bench.errors import BenchError

log = logging.getLogger(__name__)

#: The collection that the synthetic plots are served as.
LAYER = "plots-bench"

_START_MAX_S = 900.0
_STOP_MAX_S = 20.0
_NONE: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers.

    Parameters
    ----------
    url
        Its address, without a path.
    started_s
        How long it took from the command to the first answer.
    process
        The process started; the ones that answer may be its children.
    """

    url: str
    started_s: float
    process: int

    @property
    def memory_mib(self) -> float:
        """Memory of the process and its children, what they share counted once."""
        return sum(_memory_kib(process) for process in _family(self.process)) / 1024


def dikuai(*arguments: str) -> list[str]:
    """Return the command ``dikuai`` of this environment, with arguments."""
    return [str(Path(sys.executable).with_name("dikuai")), *arguments]


def serving(catalogue: Path, file: Path, settings: Mapping[str, str] = _NONE) -> AbstractContextManager[Server]:
    """Serve a catalogue and a file of plots as a user would."""
    log.info("serving %s", file.name)
    return running(dikuai("serve", str(catalogue), "--layer", f"{LAYER}={file}"), settings)


@contextmanager
def running(command: Sequence[str], settings: Mapping[str, str] = _NONE) -> Iterator[Server]:
    """Run a server as long as the context lasts; ``--port`` is added to its command, settings to its environment.

    Raises
    ------
    BenchError
        It ends, or does not answer in time: with what it said.
    """
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DIKUAI_")}
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [*cores.of_server(), *command, "--port", str(port)],
            stdout=said,
            stderr=said,
            env={**environment, **settings},
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            if not _answers(url, process):
                said.seek(0)
                raise BenchError(f"{' '.join(command)} does not serve: {said.read().decode(errors='replace').strip()}")
            yield Server(url, time.perf_counter() - started, process.pid)
        finally:
            stop(process)


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _answers(url: str, process: subprocess.Popen[bytes]) -> bool:
    end = time.perf_counter() + _START_MAX_S
    with httpx.Client(trust_env=False) as client:
        while time.perf_counter() < end and process.poll() is None:
            try:
                if client.get(f"{url}/healthz").is_success:
                    return True
            except httpx.TransportError:
                time.sleep(0.02)
    return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server, and whatever of its process group is left then."""
    process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_STOP_MAX_S)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _family(process: int) -> Iterator[int]:
    """Yield a process and all its children (proc(5))."""
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield from _family(int(child))


def _memory_kib(process: int) -> int:
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
