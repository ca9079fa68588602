"""What both sides answer."""

import httpx
import pytest

from bench.errors import BenchError
from bench.peers import answers as module
from bench.peers.answers import Asked, ask, drawn, matched


def field(number: int, content: bytes) -> bytes:
    """A field of a protocol buffer that is bytes, fewer than 128."""
    return bytes([number << 3 | 2, len(content)]) + content


def layer(*parts: bytes) -> bytes:
    return field(3, field(1, b"plots") + b"".join(parts) + bytes([0x78, 0x02]))


#: An id of more than one byte, a type, and no property.
PLAIN = field(2, bytes([0x08, 0x85, 0x02, 0x18, 0x03]))
NAME_AND_COUNT = field(3, b"name") + field(3, b"count")
TEXT, DOUBLE, FLOAT = field(4, field(1, b"x")), field(4, bytes([0x19, *[0] * 8])), field(4, bytes([0x15, *[0] * 4]))
UNSIGNED_7, SIGNED_5 = field(4, bytes([0x28, 7])), field(4, bytes([0x30, 10]))


def with_tags(*tags: int) -> bytes:
    return field(2, field(2, bytes(tags)))


@pytest.mark.parametrize(
    ("tile", "items"),
    [
        (b"", 0),
        (layer(PLAIN, PLAIN) + layer(PLAIN), 3),
        (layer(with_tags(0, 0), NAME_AND_COUNT, TEXT), 1),
        (
            layer(with_tags(0, 0), with_tags(1, 2), with_tags(1, 1, 0, 0), NAME_AND_COUNT, TEXT, UNSIGNED_7, SIGNED_5),
            13,
        ),
        (layer(with_tags(1, 2), NAME_AND_COUNT, DOUBLE, FLOAT, UNSIGNED_7), 7),
    ],
)
def test_a_feature_of_a_tile_is_one_item_or_as_many_as_it_says(tile: bytes, items: int) -> None:
    assert drawn(httpx.Response(200, content=tile)) == items


@pytest.mark.parametrize(
    ("tile", "said"), [(b"{}", "wire type 3"), (layer(with_tags(1, 0), NAME_AND_COUNT, TEXT), "whole numbers")]
)
def test_what_cannot_be_counted_is_said(tile: bytes, said: str) -> None:
    with pytest.raises(BenchError, match=said):
        drawn(httpx.Response(200, content=tile))


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
    found = ask("http://here", ["/is", "/is"], lambda _: 7)
    assert (found.bytes, found.items) == ((2, 2), (7, 7))
    assert 0 < found.each_s < 10


@pytest.mark.usefixtures("answering")
def test_an_error_is_not_measured() -> None:
    with pytest.raises(BenchError, match="http://here/is-not: 404 ab"):
        ask("http://here", ["/is", "/is-not"], lambda _: 7)
