"""QR codes of this service's own addresses."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from segno import DataOverflowError
from starlette.responses import Response

from api import links
from api.answers import ask
from api.deps import READ
from api.links import quoted
from geo.errors import BadValue
from maps.sheet import qr_svg

router = APIRouter()

_FORM = "the path of something on this service, such as /plots/waigang-29-08, 1000 characters at most"

#: A path of our own: no host after //, nothing that a browser would read as / or leave out (WHATWG URL, 4.4).
_OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x20\x7f\\]{0,999}")


@router.api_route("/qr", methods=READ, name="qr")
async def qr(request: Request) -> Response:
    """Draw the QR code of an address, without one of the service itself."""
    asked = ask(request, ("to",), ("svg",))
    to = asked.params.get("to", "/")
    if not _OWN_PATH.fullmatch(to):
        raise BadValue(to, _FORM, "to")
    try:
        drawn = qr_svg(asked.base + _as_address(to))
    except DataOverflowError:
        raise BadValue(to, _FORM, "to") from None
    return Response(drawn, media_type=links.SVG, headers={"Cache-Control": "public, max-age=86400", "Vary": "Host"})


def _as_address(path: str) -> str:
    """Escape what may not stand in an address, and leave what is escaped or divides it as it is."""
    return "".join(quoted(piece) if piece not in "?&=%+#" else piece for piece in re.split("([?&=%+#])", path))
