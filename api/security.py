"""What pages may load: scripts, styles and data of the service's own, and the images of base maps."""

from __future__ import annotations

from collections.abc import Iterable

HEADER = "Content-Security-Policy"


def content_security_policy(images: Iterable[str] = (), scripts: Iterable[str] = ()) -> str:
    """Write the policy of a page.

    Parameters
    ----------
    images
        Origins of images beside the service's own.
    scripts
        Sources of scripts beside the service's own: hashes of those that stand in the page.

    Examples
    --------
    >>> content_security_policy(["https://tile.example.org"]).split("; ")[1:3]
    ["script-src 'self'", "style-src 'self'"]
    """
    sources = {
        "default-src": ("'none'",),
        "script-src": ("'self'", *scripts),
        "style-src": ("'self'",),
        "connect-src": ("'self'",),
        "img-src": ("'self'", "data:", "blob:", *sorted(images)),
        "frame-src": ("'self'",),  # the map on the landing page
        "form-action": ("'self'",),
        "base-uri": ("'none'",),
        "frame-ancestors": ("'self'",),
    }
    return "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in sources.items())
