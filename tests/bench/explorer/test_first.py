"""The first view."""

import pytest

from bench.explorer.browser import chromium
from bench.explorer.first import first_views
from tests.server import Served

pytestmark = pytest.mark.browser


def test_each_round_begins_with_nothing_kept(server: Served) -> None:
    with chromium() as browser:
        first, second = first_views(browser, server.url, 2)
    assert abs(first.bytes - second.bytes) < 0.1 * first.bytes
    assert min(first.interactive_ms, second.interactive_ms) > 0
