"""Who sends: the address that a request comes from, and whether it is a page of our own."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from starlette.requests import Request

from api.inquiries.refusals import ForeignOrigin
from api.negotiation import header
from api.settings import HttpSettings

#: What one household or office has of IPv6 (RFC 6177).
_IPV6_SITE_BITS = 64


def sender_address(request: Request, proxies: int) -> str:
    """Return the address that counts for the limits: of IPv4 the address, of IPv6 the network of the site.

    Parameters
    ----------
    request
        The request.
    proxies
        How many proxies of one's own stand in front: each adds at the end of ``X-Forwarded-For`` whom it was asked
        by, and what stands before may be anyone's invention.
    """
    peer = (request.scope.get("client") or ("",))[0]
    forwarded = [part.strip() for value in request.headers.getlist("x-forwarded-for") for part in value.split(",")]
    said = forwarded[-proxies] if 0 < proxies <= len(forwarded) else peer
    try:
        address = ip_address(said.strip("[]"))
    except ValueError:
        return peer
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((int(address), _IPV6_SITE_BITS), strict=False))
    return str(address)


def check_origin(request: Request, http: HttpSettings) -> None:
    """Refuse what a page of another site sends through its reader's browser.

    Browsers say so in ``Sec-Fetch-Site`` (W3C Fetch Metadata) where the connection is secure, and by ``Origin``
    (RFC 6454) everywhere; programs send neither.

    Raises
    ------
    ForeignOrigin
        The page is not of this service.
    """
    site = header(request.scope, b"sec-fetch-site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise ForeignOrigin
        return
    origin = header(request.scope, b"origin")
    if origin is None:
        return
    ours = {header(request.scope, b"host")}
    if http.base_url is not None:
        ours.add(urlsplit(str(http.base_url)).netloc)
    try:
        theirs = urlsplit(origin).netloc
    except ValueError:
        raise ForeignOrigin from None
    if theirs not in ours:
        raise ForeignOrigin
