"""Deleting what was kept long enough, while the service runs."""

import asyncio
import logging
from datetime import timedelta
from pathlib import Path

import pytest

from api.inquiries.pruning import keep_pruned
from api.inquiries.store import Store
from api.inquiries.submissions import Inquiry
from tests.inquiries import CONSENT, NOON, inquiry, store


async def run(kept: Store, for_s: float = 0.5) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(keep_pruned(kept, every_s=0.02), for_s)


def test_what_is_too_old_goes_again_and_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "q.sqlite"
    old, now = store(path, NOON - timedelta(days=8)), store(path, keep_days=7)

    async def both() -> int:
        old.put(inquiry(), "a", CONSENT, "zh")
        running = asyncio.create_task(keep_pruned(now, every_s=0.02))
        left = -1
        for _ in range(2):
            await asyncio.sleep(0.4)
            left = len(store(path, keep_days=99).listed(Inquiry))
            old.put(inquiry(), "a", CONSENT, "zh")
        await asyncio.sleep(0.4)
        running.cancel()
        return left + len(store(path, keep_days=99).listed(Inquiry))

    with caplog.at_level(logging.INFO):
        assert asyncio.run(both()) == 0
    assert caplog.text.count("deleted 1 inquiries and reports, kept for 7 days") == 3


def test_a_place_that_cannot_be_used_is_said_at_the_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    asyncio.run(run(store(tmp_path / "missing" / "q.sqlite")))
    assert caplog.text.count("inquiries cannot be stored") == 1
    assert "DIKUAI_INQUIRIES__DATABASE" in caplog.text


def test_a_database_that_cannot_be_read_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "q.sqlite"
    path.write_text("not a database" * 100, encoding="utf-8")
    asyncio.run(run(store(path)))
    assert "not a database" in caplog.text
