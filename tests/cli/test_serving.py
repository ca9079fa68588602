"""Serving: the address, the workers, and how it ends."""

import json
import os
import pickle
import re
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import pytest

from cli.serving import Loader, serve
from geo.errors import CatalogueError
from geo.stores import open_catalogue
from tests.server import DIKUAI, Served, environment, serving
from tests.service import DATA, record, settings, write_catalogue

pytestmark = pytest.mark.clients


def test_a_loader_shares_what_is_open_where_it_is_forked() -> None:
    catalogue = open_catalogue(DATA)
    assert Loader(settings(), catalogue)().service.catalogue is catalogue  # type: ignore[attr-defined]


def test_a_loader_opens_the_catalogue_again_where_it_is_sent() -> None:
    sent: Loader = pickle.loads(pickle.dumps(Loader(settings(), open_catalogue(DATA))))
    assert sent.catalogue is None
    assert sent.settings == settings()
    assert "plots" in sent().service.catalogue.collections  # type: ignore[attr-defined]


def test_a_catalogue_of_plots_alone_is_served(tmp_path: Path) -> None:
    catalogue = write_catalogue(tmp_path / "catalogue", record("a"))
    shutil.rmtree(catalogue / "reference")
    with serving(tmp_path / "log", str(catalogue)) as served, served.client() as client:
        assert client.get("/collections/plots/items?bbox=-180,-90,180,90").json()["numberMatched"] == 1


def test_a_port_that_is_taken_is_one_error(capfd: pytest.CaptureFixture[str]) -> None:
    catalogue = open_catalogue(DATA)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CatalogueError) as caught:
            serve(Loader(settings(), catalogue), "127.0.0.1", port, 1, lambda: None)
    assert str(caught.value).startswith(f"cannot listen at 127.0.0.1:{port}: ")
    assert "\n" not in str(caught.value)


def test_a_port_that_is_taken_is_said_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        command = [str(DIKUAI), "serve", str(DATA), "--port", str(taken.getsockname()[1]), "--workers", "2"]
        env = {**environment(), "RUST_BACKTRACE": "1"}
        done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    said = [line for line in done.stderr.splitlines() if not line.startswith("INFO ")]
    assert len(said) == 1
    assert said[0].startswith("dikuai: cannot listen at 127.0.0.1:")


@pytest.mark.parametrize("host", ["no-such-host.invalid", "999.1.1.1", "", "a" * 70])
def test_an_address_that_is_none_is_one_error(host: str) -> None:
    with pytest.raises(CatalogueError, match=f"cannot listen at {re.escape(host)}:8000: "):
        serve(Loader(settings(), open_catalogue(DATA)), host, 8000, 1, lambda: None)


@pytest.mark.parametrize(("workers", "how"), [(1, signal.SIGINT), (2, signal.SIGTERM), (2, signal.SIGINT)])
def test_it_says_where_it_is_answers_and_stops_cleanly(tmp_path: Path, workers: int, how: signal.Signals) -> None:
    with serving(tmp_path / "log.txt", str(DATA), "--workers", str(workers), "--host", "localhost") as served:
        with served.client() as client:
            for _ in range(20):
                assert client.get("/collections/plots/items?near=metro&within=1km").status_code == 200
        assert f"http://localhost:{served.port}/" in served.said()
        assert served.stop(how) == 0
        assert "Traceback" not in served.said()
        with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.1", served.port), 2):
            pass


def workers_of(served: Served) -> list[int]:
    pid = served.process.pid
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    with serving(tmp_path / "log.txt", str(DATA), "--workers", "2") as served:
        before = workers_of(served)
        os.kill(before[0], signal.SIGKILL)
        deadline = time.monotonic() + 20
        while before[0] in workers_of(served) or len(workers_of(served)) < len(before):
            assert time.monotonic() < deadline, served.said()
            time.sleep(0.1)
        with served.client() as client:
            assert client.get("/readyz").status_code == 200


def answered(port: int, request: bytes) -> bytes:
    """Send bytes as they are and return all that comes back."""
    with socket.create_connection(("127.0.0.1", port), 10) as sent:
        sent.sendall(request + b"Host: x\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: sent.recv(65536), b""))


def test_a_name_may_be_sent_as_plain_utf_8_as_curl_does(server: Served) -> None:
    said = answered(server.port, "GET /collections/plots/items?near=嘉定北&within=20km HTTP/1.1\r\n".encode())
    assert said.startswith(b"HTTP/1.1 200 ")
    assert b'"target":"station:' + "嘉定北".encode() in said


@pytest.mark.parametrize("query", [b"near=\xff\xfe", b"\xff", b"near=%FF", b"a" * 9000])
def test_no_bytes_in_an_address_bring_it_down(server: Served, query: bytes) -> None:
    said = answered(server.port, b"GET /collections/plots/items?" + query + b" HTTP/1.1\r\n")
    assert said.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 414 "))
    assert answered(server.port, b"GET /healthz HTTP/1.1\r\n").startswith(b"HTTP/1.1 200 ")


def test_the_head_of_an_answer_comes_without_its_body(server: Served) -> None:
    head, _, body = answered(server.port, b"HEAD /collections/plots/items HTTP/1.1\r\n").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert b"etag: " in head
    assert body == b""


def test_an_edit_is_seen_by_every_worker(tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "data", record("one"))
    with serving(tmp_path / "log.txt", str(folder), "--workers", "2") as served:
        (folder / "plots" / "two.geojson").write_text(json.dumps(record("two")), encoding="utf-8")
        deadline = time.monotonic() + 20
        while not all(counts := [plots_served(served) for _ in range(10)]) or set(counts) != {2}:
            assert time.monotonic() < deadline, f"{counts}\n{served.said()}"
            time.sleep(0.1)


def plots_served(served: Served) -> int:
    """Ask over a connection of its own, which any of the workers may take."""
    with served.client() as client:
        return int(client.get("/readyz").json()["plots_served"])
