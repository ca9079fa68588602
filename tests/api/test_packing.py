"""Compressed tiles: chosen as the client can read them, made once, kept within bounds."""

import asyncio
import gzip

import brotli
import pytest

from api.packing import Packer, chosen_coding
from geo.tiles.cache import TileKey

TILE = bytes(range(256)) * 40
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("GZip, deflate, BR", "br"),
        ("gzip;q=1, br;q=0.1", "br"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.5, br; q=0", "gzip"),
        ("br;q=0.000, *;q=0", ""),
        ("br;q=much", ""),
        (",;,", ""),
    ],
)
def test_the_coding_is_one_that_the_client_can_read(accepted: str, coding: str) -> None:
    assert chosen_coding(accepted) == coding


def asked(packer: Packer, coding: str, content: bytes = TILE, version: str = "1") -> tuple[bytes, str, int]:
    """Ask twice for a tile; also return how often it had to be made."""
    made = []

    async def tile() -> bytes:
        made.append(content)
        return content

    async def ask() -> tuple[bytes, str]:
        key = TileKey("plots", version, "z/y/x")
        first = await packer.packed(key, coding, tile)
        assert await packer.packed(key, coding, tile) == first
        return first

    return *asyncio.run(ask()), len(made)


@pytest.mark.parametrize("coding", UNPACK)
def test_a_tile_is_compressed_once(coding: str) -> None:
    packer = Packer(1_000, 100_000)
    content, said, made = asked(packer, coding)
    assert (UNPACK[coding](content), said, made) == (TILE, coding, 1)
    assert len(content) < len(TILE)
    assert asked(packer, coding) == (content, coding, 0)
    assert asked(packer, coding, version="2")[2] == 1


def test_each_coding_has_its_own_form() -> None:
    packer = Packer(1_000, 100_000)
    assert {UNPACK[coding](asked(packer, coding)[0]) for coding in UNPACK} == {TILE}
    assert len(packer.kept) == len(UNPACK)


def test_where_nothing_is_kept_a_tile_is_compressed_each_time() -> None:
    content, said, made = asked(Packer(1_000, 0), "gzip")
    assert (gzip.decompress(content), said, made) == (TILE, "gzip", 2)


@pytest.mark.parametrize(("coding", "content"), [("", TILE), ("br", TILE[:999]), ("gzip", b"")])
def test_what_is_short_or_not_to_be_compressed_stays_as_it_is(coding: str, content: bytes) -> None:
    packer = Packer(1_000, 100_000)
    assert asked(packer, coding, content) == (content, "", 2)
    assert len(packer.kept) == 0


def test_nothing_is_compressed_to_nothing_at_all() -> None:
    assert asked(Packer(0, 100_000), "br", b"") == (b"", "", 2)
