"""tipg, of the versions in ``tipg.txt``, in an environment of its own: it is no dependency of ours."""

from __future__ import annotations

import logging
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.errors import BenchError
from bench.peers.postgis import TABLE, Database
from bench.servers import Server, running

log = logging.getLogger(__name__)

PINNED = Path(__file__).with_name("tipg.txt")
#: The collection that tipg makes of the table.
COLLECTION = f"public.{TABLE}"


def version() -> str:
    """Return tipg's version."""
    pins = (line.split("==") for line in PINNED.read_text().splitlines())
    return next(version for name, version in pins if name == "tipg")


@contextmanager
def tipg(cache: Path, database: Database) -> Iterator[Server]:
    """Serve a database with tipg as long as the context lasts: by uvicorn, with one worker, as tipg's manual does.

    Parameters
    ----------
    cache
        The folder in which tipg's environment is kept.
    database
        What is served.

    Raises
    ------
    BenchError
        It cannot be installed, or does not serve.
    """
    uvicorn = [str(_installed(cache)), "-m", "uvicorn", "tipg.main:app", "--workers", "1", "--log-level", "warning"]
    # It shall not read the catalogue anew while it is measured.
    with running(uvicorn, {"DATABASE_URL": database.url, "TIPG_CATALOG_TTL": "0"}) as server:
        yield server


def _installed(cache: Path) -> Path:
    """Return the interpreter of an environment with tipg, made anew when the versions change."""
    folder = cache.absolute() / "tipg"
    python, installed = folder / "bin" / "python", folder / "installed.txt"
    wanted = f"Python {sys.version}\n{PINNED.read_text()}"
    if installed.exists() and installed.read_text() == wanted:
        return python
    log.info("installing tipg %s", version())
    venv.create(folder, clear=True, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    done = subprocess.run([*pip, "--requirement", str(PINNED)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"tipg cannot be installed: {done.stderr.strip()}")
    installed.write_text(wanted)
    return python
