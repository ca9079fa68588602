"""Servers in processes of their own."""

import sys
from pathlib import Path

import httpx
import pytest

from bench.errors import BenchError
from bench.servers import dikuai, running


def test_a_server_answers_and_is_gone_afterwards() -> None:
    with running(dikuai("serve", "data")) as server:
        assert httpx.get(f"{server.url}/healthz", trust_env=False).status_code == 200
        assert server.started_s > 0
        assert 20 < server.memory_mib < 4000
        processes = Path(f"/proc/{server.process}")
        assert processes.exists()
    assert not processes.exists()
    with pytest.raises(httpx.TransportError):
        httpx.get(f"{server.url}/healthz", trust_env=False)


def test_a_server_that_ends_says_why() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no catalogue')"]
    with pytest.raises(BenchError, match="no catalogue"), running(command):
        pass


def test_settings_reach_the_server() -> None:
    code = "import os, sys; sys.exit(os.environ['DIKUAI_CATALOGUE'])"
    with (
        pytest.raises(BenchError, match="elsewhere"),
        running([sys.executable, "-c", code], {"DIKUAI_CATALOGUE": "elsewhere"}),
    ):
        pass
