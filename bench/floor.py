"""The floor: the same server and application, whose items are fixed bytes that are only sent.

A collection's name is the size of its answers: ``/collections/4500/items`` is 4 500 bytes, whatever the query.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.app import create_app
from api.deps import Application
from api.links import GEOJSON
from api.routes import items
from api.settings import Settings, read_settings
from cli.serving import Loader, serve
from geo.stores import open_catalogue


class FloorLoader(Loader):
    """Makes the application with fixed bytes in the place of the items."""

    def __call__(self) -> Application:
        """Make the application."""
        return floor_app(self.settings)


def floor_app(settings: Settings) -> Application:
    """Make the whole application, and put routes that read nothing in the place of those of the items."""
    app = create_app(settings, open_catalogue(settings.catalogue, walking=settings.walking.walking))
    for route in items.ROUTES:
        app.router.routes[app.router.routes.index(route)] = Route(route.path, _fixed, name=route.name)
    return app


async def _fixed(request: Request) -> Response:
    return Response(_bytes(request.path_params["id"]), media_type=GEOJSON)


@cache
def _bytes(size: str) -> bytes:
    return b" " * int(size)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve the floor: ``python -m bench.floor data --port 8001``."""
    parser = argparse.ArgumentParser(prog="python -m bench.floor", description="Serve fixed bytes.")
    parser.add_argument("catalogue", type=Path)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args(arguments)
    serve(FloorLoader(read_settings(catalogue=asked.catalogue), None), "127.0.0.1", asked.port, 1, lambda: None)


if __name__ == "__main__":
    main()
