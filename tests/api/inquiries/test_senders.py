"""Who sends."""

import pytest
from starlette.requests import Request

from api.inquiries.refusals import ForeignOrigin
from api.inquiries.senders import check_origin, sender_address
from api.settings import HttpSettings


def request(peer: str | None = "203.0.113.9", **headers: str) -> Request:
    encoded = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    client = None if peer is None else (peer, 1)
    return Request({"type": "http", "method": "POST", "path": "/", "headers": encoded, "client": client})


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxies", "address"),
    [
        ("203.0.113.9", None, 0, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", 0, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", 1, "198.51.100.1"),
        ("203.0.113.9", "6.6.6.6, 198.51.100.1", 1, "198.51.100.1"),
        ("203.0.113.9", "6.6.6.6, 198.51.100.1, 10.0.0.1", 2, "198.51.100.1"),
        ("203.0.113.9", "198.51.100.1", 2, "203.0.113.9"),
        ("203.0.113.9", "nonsense", 1, "203.0.113.9"),
        ("203.0.113.9", None, 1, "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", None, 0, "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", None, 0, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", None, 0, "203.0.113.9"),
        ("203.0.113.9", "[2001:db8::1]", 1, "2001:db8::/64"),
        ("/run/socket", None, 0, "/run/socket"),
        (None, None, 0, ""),
    ],
)
def test_the_address_is_that_which_the_nearest_proxy_of_ours_saw(
    peer: str | None, forwarded: str | None, proxies: int, address: str
) -> None:
    headers = {} if forwarded is None else {"x_forwarded_for": forwarded}
    assert sender_address(request(peer, **headers), proxies) == address


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "same-origin", "origin": "null"},
        {"sec_fetch_site": "none"},
        {"origin": "https://dikuai.test"},
        {"origin": "http://dikuai.test"},
        {"origin": "https://land.example.org"},
    ],
    ids=str,
)
def test_our_own_pages_and_programs_may_send(headers: dict[str, str]) -> None:
    http = HttpSettings(base_url="https://land.example.org/plots")
    check_origin(request(host="dikuai.test", **headers), http)


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site", "origin": "https://dikuai.test"},
        {"sec_fetch_site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "https://dikuai.test.evil.example"},
        {"origin": "https://dikuai.test:8443"},
        {"origin": "null"},
        {"origin": "http://[broken"},
    ],
    ids=str,
)
def test_pages_of_other_sites_may_not(headers: dict[str, str]) -> None:
    with pytest.raises(ForeignOrigin):
        check_origin(request(host="dikuai.test", **headers), HttpSettings())
