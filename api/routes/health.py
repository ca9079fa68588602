"""Whether the service lives, and whether it can answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from api.deps import READ, Serving
from api.parameters import read_parameters

router = APIRouter()


@router.api_route("/healthz", methods=READ, name="healthz")
async def healthz(request: Request) -> dict[str, str]:
    """Say that the process answers."""
    read_parameters(request.scope["query_string"], ())
    return {"status": "ok"}


@router.api_route("/readyz", methods=READ, name="readyz")
async def readyz(request: Request, service: Serving) -> dict[str, Any]:
    """Say what is served, and which files are set aside and why."""
    read_parameters(request.scope["query_string"], ())
    report = service.catalogue.report
    return {
        "status": "ready",
        "collections": {id: collection.count for id, collection in service.catalogue.collections.items()},
        "plots_served": report.served,
        "files_set_aside": len(report.set_aside),
        "set_aside": [
            {
                "file": error.record,
                "faults": [{"field": f.field, "message": f.message, "line": f.line} for f in error.faults],
            }
            for error in report.set_aside
        ],
    }
