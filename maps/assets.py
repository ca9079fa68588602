"""The scripts and styles of the maps: collected at set-up, then served, or written into one file.

``python -m maps.assets`` copies what comes from npm's packages into ``maps/static/vendor``.
"""

from __future__ import annotations

import base64
import hashlib
import json
import mimetypes
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from geo.errors import DikuaiError

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
PACKAGES = FOLDER / "node_modules"

#: Where the service mounts `STATIC`.
STATIC_URL = "/static"

#: Where Vite says how it named what it built.
_MANIFEST = "explorer/manifest.json"

_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")
_END_OF_ELEMENT = re.compile(r"</(script|style)", re.IGNORECASE)
_SHOWN_DIGITS = 12


class MissingAsset(DikuaiError):
    """A script or style that has not been collected yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return f"{self.path.name} of the maps is not there (in {self.path.parent}): run `make install` first"


@dataclass(frozen=True, slots=True)
class Vendored:
    """A file of an npm package, and where it goes below `STATIC`."""

    package: str
    source: str
    target: str


#: What the maps take from npm's packages (`package.json` pins their versions).
VENDORED = (
    Vendored("leaflet", "dist/leaflet.js", "vendor/leaflet/leaflet.js"),
    Vendored("leaflet", "dist/leaflet.css", "vendor/leaflet/leaflet.css"),
    Vendored("leaflet", "dist/images/layers.png", "vendor/leaflet/images/layers.png"),
    Vendored("leaflet", "dist/images/layers-2x.png", "vendor/leaflet/images/layers-2x.png"),
    Vendored("leaflet", "dist/images/marker-icon.png", "vendor/leaflet/images/marker-icon.png"),
    Vendored("leaflet", "LICENSE", "vendor/leaflet/LICENSE"),
    Vendored("@embedpdf/fonts-sc", "fonts/NotoSansHans-Regular.otf", "vendor/fonts/NotoSansHans-Regular.otf"),
    Vendored("@embedpdf/fonts-sc", "fonts/NotoSansHans-Bold.otf", "vendor/fonts/NotoSansHans-Bold.otf"),
    Vendored("@embedpdf/fonts-sc", "LICENSE", "vendor/fonts/LICENSE"),
)

#: Where the fonts of what is printed are, below `STATIC`.
FONTS = "vendor/fonts"

#: The overview map's styles and scripts, in the order in which a page needs them; Vite builds its own ones.
OVERVIEW_STYLES = ("vendor/leaflet/leaflet.css", "overview/overview.css")
OVERVIEW_SCRIPTS = ("vendor/leaflet/leaflet.js", "overview/overview.js")

Delivery = Literal["served", "inline"]


@dataclass(frozen=True, slots=True)
class Built:
    """What the explorer's page loads, below `STATIC`.

    Parameters
    ----------
    script
        The module that starts it.
    styles
        Its style sheets.
    """

    script: str
    styles: tuple[str, ...]


def explorer(static: Path = STATIC) -> Built:
    """Read what Vite built of ``maps/explorer``."""
    entry = json.loads(_bytes(static / _MANIFEST))["src/main.tsx"]
    folder = Path(_MANIFEST).parent
    return Built(f"{folder}/{entry['file']}", tuple(f"{folder}/{name}" for name in entry.get("css", ())))


def collect(packages: Path = PACKAGES, static: Path = STATIC) -> Iterator[Path]:
    """Copy what is missing or has changed into `static`; yield every file that is now there."""
    for asset in VENDORED:
        source = packages / asset.package / asset.source
        target = static / asset.target
        if not source.is_file():
            raise MissingAsset(source)
        content = source.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield target


def url(name: str, static: Path = STATIC) -> str:
    """Return the address of a served file; it changes with the content, so that caches may keep it for ever."""
    digest = hashlib.sha256(_bytes(static / name)).hexdigest()[:_SHOWN_DIGITS]
    return f"{STATIC_URL}/{name}?v={digest}"


def script_text(name: str, static: Path = STATIC) -> str:
    """Return a script as it may stand inside a script element."""
    return _harmless(_bytes(static / name).decode())


def style_text(name: str, static: Path = STATIC) -> str:
    """Return a style sheet as it may stand inside a style element, its images as ``data:`` URIs."""
    folder = (static / name).parent
    return _harmless(_CSS_URL.sub(lambda match: _inlined(match, folder), _bytes(static / name).decode()))


def _inlined(match: re.Match[str], folder: Path) -> str:
    reference = match[1]
    if reference.startswith(("data:", "#")):
        return match[0]
    path = folder / reference
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return f'url("data:{kind};base64,{base64.b64encode(_bytes(path)).decode()}")'


def _harmless(text: str) -> str:
    """Keep a text from ending the element it stands in; line ends are those that a browser reads there."""
    return _END_OF_ELEMENT.sub(r"<\\/\1", text.replace("\r\n", "\n"))


def _bytes(path: Path) -> bytes:
    try:
        return _read(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        raise MissingAsset(path) from None


@cache
def _read(path: Path, modified_ns: int) -> bytes:
    """Read a file once for each time it was changed."""
    return path.read_bytes()


def main() -> int:
    """Collect the assets; say in one line what is wrong where that fails."""
    try:
        files = list(collect())
    except MissingAsset as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"{len(files)} files of the maps are in {STATIC / 'vendor'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
