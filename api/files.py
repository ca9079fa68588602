"""Files that pages load: kept for ever by whoever has them, for their addresses change with their content."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.negotiation import header
from api.packing import chosen_coding, compressed

#: What becomes smaller; images and fonts are compressed already.
_COMPRESSED = ("text/", "image/svg+xml", "application/json")

#: More than the scripts and styles of all pages, in each coding.
_KEPT = 128


class KeptFiles(StaticFiles):
    """Files of several folders, compressed once.

    The middleware that compresses other answers sees nothing of a file that the server itself reads.
    """

    def __init__(self, *folders: Path) -> None:
        super().__init__(directory=folders[0])
        self.all_directories = list(folders)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file."""
        response = await super().get_response(path, scope)
        if response.status_code == 200 and b"v=" in scope["query_string"]:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        coding = chosen_coding(header(scope, b"accept-encoding") or "")
        if coding and isinstance(response, FileResponse) and _is_whole_text(response, scope):
            return await _packed(response, coding)
        return response


def _is_whole_text(response: FileResponse, scope: Scope) -> bool:
    said = response.headers["content-type"]
    is_whole = response.status_code == 200 and scope["method"] == "GET" and header(scope, b"range") is None
    return is_whole and said.startswith(_COMPRESSED)


async def _packed(response: FileResponse, coding: str) -> Response:
    """Return the same answer in a coding, with a tag that says that the bytes differ."""
    file = Path(response.path)
    content = await asyncio.to_thread(_pack, file, file.stat().st_mtime_ns, coding)
    kept = {name: value for name, value in response.headers.items() if name not in {"content-length", "accept-ranges"}}
    said = {"etag": f"W/{response.headers['etag']}", "content-encoding": coding, "vary": "Accept-Encoding"}
    return Response(content, headers=kept | said)


@lru_cache(_KEPT)
def _pack(file: Path, modified_ns: int, coding: str) -> bytes:
    return compressed(file.read_bytes(), coding, level=9)
