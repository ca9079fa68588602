"""What every route needs: the settings and the catalogue, kept in the application."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, FastAPI, Request

from api.settings import Settings
from geo.stores import Catalogue


@dataclass(frozen=True, slots=True, eq=False)
class Service:
    """One running service; equal to itself alone.

    Parameters
    ----------
    settings
        As read at the start.
    catalogue
        What is served.
    """

    settings: Settings
    catalogue: Catalogue


class Application(FastAPI):
    """The application, which holds its service."""

    service: Service


def service_of(request: Request) -> Service:
    """Return the service that a request came to."""
    app: Application = request.scope["app"]
    return app.service


Serving = Annotated[Service, Depends(service_of)]

#: A server that answers GET answers HEAD too (RFC 9110, 9.1); FastAPI leaves it out of its ``get``.
READ = ["GET", "HEAD"]
