"""Whether the service lives, and whether it can answer."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from api.deps import Serving

router = APIRouter()


@router.get("/healthz", name="healthz")
async def healthz() -> dict[str, str]:
    """Say that the process answers."""
    return {"status": "ok"}


@router.get("/readyz", name="readyz")
async def readyz(service: Serving) -> dict[str, Any]:
    """Say what is served, and which files are set aside and why."""
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
