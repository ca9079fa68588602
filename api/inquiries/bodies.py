"""Reading what was sent: JSON from programs, a form from a page without a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request

from api.inquiries.refusals import TooLarge, UnreadableBody, WrongType
from api.negotiation import header

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"

_FIELDS_MAX = 100


class Sent(NamedTuple):
    """The fields of a submission as they were sent.

    Parameters
    ----------
    values
        By name; of a form all are texts.
    of_form
        Whether a form sent them.
    repeated
        Names that were sent more than once.
    """

    values: Mapping[str, object]
    of_form: bool
    repeated: frozenset[str] = frozenset()


async def read_sent(request: Request, most_bytes: int) -> Sent:
    """Read the fields of a submission.

    Raises
    ------
    WrongType, TooLarge, UnreadableBody
        The body is of another type, too large, or not what its type says.
    """
    type = (header(request.scope, b"content-type") or "").partition(";")[0].strip().lower()
    if type not in {JSON, FORM}:
        raise WrongType((JSON, FORM))
    body = await _body(request, most_bytes)
    return _from_json(body) if type == JSON else _from_form(body)


async def _body(request: Request, most_bytes: int) -> bytes:
    """Read a body, no further than it may go whatever it says of its length."""
    stated = header(request.scope, b"content-length") or ""
    if stated.isascii() and stated.isdecimal() and int(stated[:19]) > most_bytes:
        raise TooLarge(most_bytes)
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > most_bytes:
                raise TooLarge(most_bytes)
    except ClientDisconnect:
        raise UnreadableBody("complete") from None
    return bytes(body)


def _from_json(body: bytes) -> Sent:
    try:
        values = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise UnreadableBody("JSON in UTF-8") from None
    if not isinstance(values, dict):
        raise UnreadableBody("a JSON object")
    return Sent(values, of_form=False)


def _from_form(body: bytes) -> Sent:
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS_MAX)
    except ValueError:  # not UTF-8, or too many fields
        raise UnreadableBody(f"a form in UTF-8 of at most {_FIELDS_MAX} fields") from None
    names = [name for name, _ in pairs]
    return Sent(dict(pairs), of_form=True, repeated=frozenset(name for name in names if names.count(name) > 1))
