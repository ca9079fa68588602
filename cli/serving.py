"""Running the service under Granian, the fastest ASGI server that was measured (``bench/RESULTS.md``)."""

from __future__ import annotations

import asyncio
import gc
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from api.app import create_app
from api.deps import Application
from api.settings import Settings
from geo.errors import CatalogueError
from geo.stores import Catalogue


@dataclass
class Loader:
    """Makes the application in each worker.

    Where workers are forked they share the catalogue that was opened before; elsewhere each opens its own.
    """

    settings: Settings
    catalogue: Catalogue | None

    def __call__(self) -> Application:
        """Make the application."""
        return create_app(self.settings, self.catalogue)

    def __getstate__(self) -> dict[str, Any]:
        return {"settings": self.settings, "catalogue": None}


def serve(loader: Loader, host: str, port: int, workers: int, announce: Callable[[], None]) -> None:
    """Serve until the process is told to stop; `announce` is called once the address is taken.

    Raises
    ------
    CatalogueError
        The address cannot be taken.
    DikuaiError
        What the settings name cannot be used: said here, not by each worker.
    """
    asyncio.run(loader().service.catalogue.prepare())
    gc.collect()
    gc.freeze()  # the catalogue stays: the collector need not walk it, and forked workers share its pages for longer
    server = Server(
        "dikuai",
        address=_resolved(host, port),
        port=port,
        interface=Interfaces.ASGI,
        workers=workers,
        respawn_failed_workers=workers > 1,
        log_level=LogLevels.warning,
    )
    server.on_startup(announce)
    try:
        server.serve(target_loader=loader, wrap_loader=False)
    except (OSError, RuntimeError) as error:
        reason = str(error).partition("\n")[0]  # with RUST_BACKTRACE, a backtrace follows
        raise CatalogueError(f"cannot listen at {host}:{port}: {reason}") from None


def _resolved(host: str, port: int) -> str:
    """Return the address that a name stands for: Granian takes numbers only."""
    try:
        return str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError) as error:
        raise CatalogueError(f"cannot listen at {host}:{port}: {error}") from None
