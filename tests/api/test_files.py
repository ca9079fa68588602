"""Scripts and styles: small on the wire from the server as it is started, and never sent again."""

import gzip

import brotli
import pytest

from maps.assets import STATIC, explorer, url
from tests.server import Served
from tests.service import Client

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}
SCRIPT = explorer().script


@pytest.mark.parametrize("coding", UNPACK)
def test_a_script_is_compressed_by_the_server_as_it_is_started(server: Served, coding: str) -> None:
    with server.client() as asking, asking.stream("GET", url(SCRIPT), headers={"Accept-Encoding": coding}) as answer:
        sent = b"".join(answer.iter_raw())
    whole = (STATIC / SCRIPT).read_bytes()
    assert answer.headers["content-encoding"] == coding
    assert "Accept-Encoding" in answer.headers["vary"]
    assert int(answer.headers["content-length"]) == len(sent) < len(whole) * 0.4
    assert UNPACK[coding](sent) == whole


def test_who_cannot_unpack_it_gets_it_whole(client: Client) -> None:
    answer = client.get(url(SCRIPT), headers={"Accept-Encoding": "identity"})
    assert answer.content == (STATIC / SCRIPT).read_bytes()
    assert "content-encoding" not in answer.headers


def test_a_part_of_it_is_a_part_of_the_file(client: Client) -> None:
    answer = client.get(url(SCRIPT), headers={"Accept-Encoding": "gzip", "Range": "bytes=10-19"})
    assert answer.status_code == 206
    assert answer.content == (STATIC / SCRIPT).read_bytes()[10:20]


def test_who_has_it_is_told_so(client: Client) -> None:
    tag = client.get(url(SCRIPT), headers={"Accept-Encoding": "gzip"}).headers["etag"]
    assert tag.startswith('W/"')
    again = client.get(url(SCRIPT), headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_pictures_are_sent_as_they_are(client: Client) -> None:
    answer = client.get(url("vendor/leaflet/images/layers.png"), headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in answer.headers
