"""Reading what was sent."""

import asyncio
import contextlib
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from starlette.requests import Request
from starlette.types import Message

from api.inquiries.bodies import FORM, JSON, Sent, read_sent
from api.inquiries.refusals import Refusal, TooLarge, UnreadableBody, WrongType


def read(body: bytes, type: str = JSON, most_bytes: int = 1_000, parts: int = 1, **headers: str) -> Sent:
    step = max(1, -(-len(body) // parts))
    waiting: list[Message] = [
        {"type": "http.request", "body": body[start : start + step], "more_body": start + step < len(body)}
        for start in range(0, max(1, len(body)), step)
    ]

    async def receive() -> Message:
        return waiting.pop(0)

    encoded = [
        (b"content-type", type.encode()),
        *((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()),
    ]
    return asyncio.run(read_sent(Request({"type": "http", "method": "POST", "headers": encoded}, receive), most_bytes))


@pytest.mark.parametrize("type", [JSON, "Application/JSON; charset=utf-8"])
def test_json_is_read_whatever_parts_it_comes_in(type: str) -> None:
    for parts in (1, 7):
        sent = read('{"plot": "地块", "consent": true}'.encode(), type, parts=parts)
        assert sent == Sent({"plot": "地块", "consent": True}, of_form=False)


@given(st.dictionaries(st.text(), st.text(), max_size=6))
def test_a_form_says_what_was_filled_in(filled: dict[str, str]) -> None:
    sent = read(urlencode(filled).encode(), FORM, most_bytes=100_000)
    assert sent == Sent(filled, of_form=True)


def test_a_field_that_comes_twice_is_noted() -> None:
    assert read(b"a=1&b=2&a=3", FORM).repeated == {"a"}


@pytest.mark.parametrize("type", ["", "text/plain", "multipart/form-data; boundary=x", "application/xml"])
def test_other_types_are_not_taken(type: str) -> None:
    with pytest.raises(WrongType, match="application/json, application/x-www-form-urlencoded"):
        read(b"{}", type)


@pytest.mark.parametrize(
    ("body", "type"),
    [
        (b"", JSON),
        (b"{", JSON),
        (b"[]", JSON),
        (b'"x"', JSON),
        (b'{"a": NaN}', JSON),
        (b'{"a": "\xff"}', JSON),
        (b"[" * 900, JSON),
        (b"a=%ff", FORM),
        (b"\xff", FORM),
        (b"&".join(b"a=1" for _ in range(101)), FORM),
    ],
)
def test_what_is_not_of_its_type_is_refused_without_being_repeated(body: bytes, type: str) -> None:
    with pytest.raises(UnreadableBody, match=r"^the body is not (JSON in UTF-8|a JSON object|a form in UTF-8)"):
        read(body, type)


def test_a_body_beyond_the_limit_is_not_read_to_its_end() -> None:
    assert read(b'{"a":"' + b"x" * 992 + b'"}').values
    for parts in (1, 5):
        with pytest.raises(TooLarge, match="1000 bytes"):
            read(b'{"a":"' + b"x" * 993 + b'"}', parts=parts)


def test_a_length_that_is_stated_is_believed_only_when_too_large() -> None:
    with pytest.raises(TooLarge):
        read(b"{}", content_length="1001")
    for stated in ("2", "-5", "x"):
        assert read(b"{}", content_length=stated).values == {}


def test_a_client_that_goes_away_is_no_surprise() -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "POST", "headers": [(b"content-type", JSON.encode())]}, receive)
    with pytest.raises(UnreadableBody, match="complete"):
        asyncio.run(read_sent(request, 10))


@given(st.binary(max_size=60), st.sampled_from([JSON, FORM]))
@example(b'{"\\ud800": 1}', JSON)
def test_no_bytes_break_the_reading(body: bytes, type: str) -> None:
    with contextlib.suppress(Refusal):
        assert isinstance(read(body, type).values, dict)
