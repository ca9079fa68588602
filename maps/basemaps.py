"""The base maps that can lie under the plots: where their tiles are, whose they are, and their datum."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal
from urllib.parse import quote

from geo.errors import BadValue
from geo.properties import Lang, Title

Datum = Literal["wgs84", "gcj02"]

_NOBODY = Title("", "")

_KEY = "{key}"
_ORIGIN = re.compile(r"https?://[^/]+")


@dataclass(frozen=True, slots=True)
class Basemap:
    """Tiles of Web Mercator from one provider; several templates lie on top of each other.

    `datum` says where a tile shows a position: CGCS2000 is WGS 84 to within a pixel, GCJ-02 is some 500 m off.
    `attribution` is HTML of our own making, as each provider's terms ask for it.
    """

    key: str
    title: Title
    templates: tuple[str, ...] = ()
    attribution: Title = _NOBODY
    datum: Datum = "wgs84"
    max_zoom: int = 19
    subdomains: str = ""
    needs_key: bool = False

    def with_key(self, key: str) -> Basemap:
        """Return the base map with the operator's key written into its templates."""
        templates = tuple(template.replace(_KEY, quote(key, safe="")) for template in self.templates)
        return replace(self, templates=templates, needs_key=False)

    @property
    def origins(self) -> Iterator[str]:
        """Yield where its tiles come from, as a Content-Security-Policy names it."""
        for template in self.templates:
            if (found := _ORIGIN.match(template)) is None:
                continue
            for subdomain in self.subdomains or " ":
                yield found[0].replace("{s}", subdomain.strip())

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """Return what the page's script needs of it."""
        return {
            "key": self.key,
            "title": self.title[lang],
            "templates": list(self.templates),
            "attribution": self.attribution[lang],
            "datum": self.datum,
            "maxZoom": self.max_zoom,
            "subdomains": self.subdomains,
        }


def _both(text: str) -> Title:
    return Title(text, text)


def _tianditu(layer: str) -> str:
    # http://lbs.tianditu.gov.cn/server/MapService.html; "w" is Web Mercator on CGCS2000
    return (
        f"https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
        f"&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={_KEY}"
    )


NONE = Basemap("none", Title("无底图", "No base map"), max_zoom=20)

OPENSTREETMAP = Basemap(
    "openstreetmap",
    _both("OpenStreetMap"),
    ("https://tile.openstreetmap.org/{z}/{x}/{y}.png",),
    Title(
        '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> 贡献者',
        '© <a href="https://www.openstreetmap.org/copyright">OpenStreetMap</a> contributors',
    ),
)

GAODE = Basemap(
    "gaode",
    Title("高德地图", "Gaode (Amap)"),
    ("https://webrd0{s}.is.autonavi.com/appmaptile?lang=zh_cn&size=1&scale=1&style=8&x={x}&y={y}&z={z}",),
    Title('© <a href="https://www.amap.com/">高德地图</a>', '© <a href="https://www.amap.com/">AutoNavi (Amap)</a>'),
    datum="gcj02",
    max_zoom=18,
    subdomains="1234",
)

TIANDITU = Basemap(
    "tianditu",
    Title("天地图", "Tianditu"),
    (_tianditu("vec"), _tianditu("cva")),
    Title(
        '© <a href="https://www.tianditu.gov.cn/">天地图</a> 国家地理信息公共服务平台',
        '© <a href="https://www.tianditu.gov.cn/">Tianditu</a>, National Geomatics Center of China',
    ),
    max_zoom=18,
    subdomains="01234567",
    needs_key=True,
)

SATELLITE = Basemap(
    "satellite",
    Title("卫星影像", "Satellite"),
    ("https://server.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile/{z}/{y}/{x}",),
    _both(
        'Powered by <a href="https://www.esri.com/">Esri</a> | '
        "Esri, Maxar, Earthstar Geographics, and the GIS User Community"
    ),
    max_zoom=18,
)

#: Every base map there is, in the order of the layer control.
BASEMAPS = (NONE, OPENSTREETMAP, GAODE, TIANDITU, SATELLITE)


def offered(tianditu_key: str = "", *, default: str = "none") -> tuple[Basemap, ...]:
    """Return the base maps that can be had, the one to show at first in front.

    Tianditu is among them when its key is given. A `default` that is not among them raises `BadValue`.
    """
    usable = [
        basemap.with_key(tianditu_key) if basemap.needs_key else basemap
        for basemap in BASEMAPS
        if tianditu_key or not basemap.needs_key
    ]
    if default not in {basemap.key for basemap in usable}:
        raise BadValue(default, "one of " + ", ".join(basemap.key for basemap in usable), "basemap")
    return tuple(sorted(usable, key=lambda basemap: basemap.key != default))
