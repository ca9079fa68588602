"""Deleting what was kept long enough, while the service runs."""

from __future__ import annotations

import asyncio
import logging

from api.inquiries.refusals import NotStored
from api.inquiries.store import Store

log = logging.getLogger(__name__)

_EVERY_S = 3_600.0


async def keep_pruned(store: Store, every_s: float = _EVERY_S) -> None:
    """Say at the start if nothing could be stored, and delete what is too old again and again, until cancelled."""
    if (obstacle := store.obstacle()) is not None:
        log.warning("inquiries cannot be stored: %s; DIKUAI_INQUIRIES__DATABASE names another file", obstacle)
    while True:
        try:
            if deleted := await asyncio.to_thread(store.prune):
                log.info("deleted %d inquiries and reports, kept for %d days", deleted, store.keep_days)
        except NotStored:  # which the store has logged; perhaps an hour mends it
            pass
        await asyncio.sleep(every_s)
