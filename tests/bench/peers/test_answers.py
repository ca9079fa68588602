"""What both sides answer."""

import httpx
import pytest

from bench.errors import BenchError
from bench.peers import answers as module
from bench.peers.answers import Asked, ask, features, matched


def field(number: int, content: bytes) -> bytes:
    """A field of a protocol buffer that is bytes, fewer than 128."""
    return bytes([number << 3 | 2, len(content)]) + content


FEATURE = field(2, bytes([0x08, 0x85, 0x02, 0x18, 0x03]))
TILE = field(3, field(1, b"one") + FEATURE + FEATURE + bytes([0x78, 0x02])) + field(3, field(1, b"two") + FEATURE)


def test_features_of_all_layers_are_counted() -> None:
    assert features(httpx.Response(200, content=TILE)) == 3
    assert features(httpx.Response(200, content=b"")) == 0


def test_what_is_no_vector_tile_is_said() -> None:
    with pytest.raises(BenchError, match="wire type 3"):
        features(httpx.Response(200, content=b"{}"))


def test_a_page_speaks_of_all_that_matched_and_an_item_of_itself() -> None:
    page = {"type": "FeatureCollection", "numberMatched": 12, "features": []}
    assert matched(httpx.Response(200, json=page)) == 12
    assert matched(httpx.Response(200, json={"type": "Feature"})) == 1


def test_the_middle_is_that_of_each_figure() -> None:
    assert Asked((10, 30, 20), (3, 1, 2)).middle == (20, 2)


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> None:
    transport = httpx.MockTransport(
        lambda request: httpx.Response(200 if request.url.path == "/is" else 404, text="ab")
    )
    client = httpx.Client
    monkeypatch.setattr(module.httpx, "Client", lambda base_url, **_: client(base_url=base_url, transport=transport))


@pytest.mark.usefixtures("answering")
def test_each_path_is_asked() -> None:
    assert ask("http://here", ["/is", "/is"], lambda _: 7) == Asked((2, 2), (7, 7))


@pytest.mark.usefixtures("answering")
def test_an_error_is_not_measured() -> None:
    with pytest.raises(BenchError, match="http://here/is-not: 404 ab"):
        ask("http://here", ["/is", "/is-not"], lambda _: 7)
