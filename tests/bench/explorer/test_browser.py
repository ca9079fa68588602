"""Pages that are watched."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.errors import BenchError
from bench.explorer import browser
from bench.explorer.browser import at_rest, chromium, now, watched_page

pytestmark = pytest.mark.browser

PAGE = b"""<!doctype html><main>waiting</main><script>
fetch("/slow").then((answer) => answer.text()).then((text) => {
  setTimeout(() => { document.querySelector("main").textContent = text.length; }, 250);
});
</script>"""
ANSWER, WAIT_S = b"x" * 50_000, 0.5


class Slow(BaseHTTPRequestHandler):
    """A page that asks for something, gets it late, and shows it a quarter of a second later."""

    def do_GET(self) -> None:
        content = ANSWER if self.path == "/slow" else PAGE
        if content is ANSWER:
            time.sleep(WAIT_S)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def url() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_view_is_at_rest_when_nothing_is_asked_and_nothing_changes(url: str) -> None:
    with chromium() as running, watched_page(running, url) as page:
        page.goto("/")
        view = at_rest(page, 0)
        assert page.inner_text("main") == str(len(ANSWER))
        assert now(page) > WAIT_S * 1000
    assert len(ANSWER) < view.bytes < len(ANSWER) + 2_000
    assert view.drawn_ms >= 245


def test_a_browser_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "CHROMIUM", "/nowhere/chromium")
    with pytest.raises(BenchError, match="/nowhere/chromium does not start"), chromium():
        pass
