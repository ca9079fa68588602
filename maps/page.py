"""The page around a map: a `folium.Map` that loads nothing from elsewhere and takes all its text as data."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from typing import Any

import folium
import orjson
from branca.element import Element, Figure, MacroElement
from jinja2 import Template

from geo.properties import Lang
from maps import assets
from maps.assets import Delivery

DATA_ID = "overview-data"
_MAP_ID = "overview"

#: What could end a script element, open a tag or break a line of script: written as JSON escapes instead.
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


class Verbatim(Element):
    """Text of the page that is no template: a record's braces stay braces."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._name = "Verbatim"
        self.text = text

    def render(self, **_: Any) -> str:
        """Return the text as it is."""
        return self.text


class Page(Figure):
    """The document, with its language and an escaped title."""

    _template = Template(
        '<!DOCTYPE html>\n<html lang="{{ this.lang }}">\n<head>\n'
        "{{ this.header.render() }}\n<title>{{ this.title | e }}</title>\n</head>\n<body>\n"
        "{{ this.html.render() }}\n<script>{{ this.script.render() }}</script>\n</body>\n</html>\n"
    )

    def __init__(self, title: str, lang: Lang) -> None:
        super().__init__(title=title)
        self.lang = {"zh": "zh-Hans", "en": "en"}[lang]
        self.header.add_child(
            Verbatim('<meta name="viewport" content="width=device-width, initial-scale=1">'), name="viewport"
        )
        self.header.add_child(Verbatim('<link rel="icon" href="data:,">'), name="icon")


class OverviewMap(folium.Map):
    """A Folium map without base map, CDN, jQuery and Bootstrap: what is drawn comes from `Behaviour`."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - Folium's own declaration
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        '{% macro html(this, kwargs) %}<main id="{{ this.get_name() }}"></main>{% endmacro %}'
        "{% macro script(this, kwargs) %}"
        "const {{ this.get_name() }} = L.map({{ this.get_name() | tojson }}, {{ this.options | tojson }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__(tiles=None, zoom_control=False)
        self._id = _MAP_ID
        self.options = {
            "center": [31.38, 121.25],
            "zoom": 10,
            "zoomControl": False,
            "attributionControl": False,
            "zoomSnap": 0.25,
            "worldCopyJump": True,
        }


class Behaviour(MacroElement):
    """The call that draws the page's data on its parent map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Dikuai.overview({{ this._parent.get_name() }}, "
        "JSON.parse(document.getElementById({{ this.data_id | tojson }}).textContent));"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Behaviour"
        self._id = _MAP_ID
        self.data_id = DATA_ID


def render(  # noqa: PLR0913 - all but the data by name
    data: Mapping[str, Any], *, title: str, lang: Lang, delivery: Delivery, root: str = "", images: Iterable[str] = ()
) -> str:
    """Return the whole page that shows `data`; the same data gives the same bytes.

    A page with everything inside says itself what it may load: beside what is inside, the images of some origins.
    """
    page = Page(title, lang)
    elements = _asset_elements(delivery, root)
    if delivery == "inline":
        elements = [f'<meta http-equiv="Content-Security-Policy" content="{escape(file_policy(images))}">', *elements]
    for position, element in enumerate(elements):
        page.header.add_child(Verbatim(element), name=f"asset_{position}")
    _draw_on(page)
    page.html.add_child(Verbatim(json_script(data)), name="data")
    return str(page.render())


def _draw_on(page: Page) -> None:
    drawn = OverviewMap()
    drawn.add_to(page)
    drawn.add_child(Behaviour())


@cache
def start_source() -> str:
    """Return how a Content-Security-Policy names the script that draws a page's data: it is the same on every page."""
    page = Page("", "en")
    _draw_on(page)
    page.render()
    return _hashed(page.script.render())


def file_policy(images: Iterable[str] = ()) -> str:
    """Return the Content-Security-Policy of a page with everything inside: its own scripts and styles, and images."""
    scripts = [_hashed(assets.script_text(name)) for name in assets.OVERVIEW_SCRIPTS]
    styles = [_hashed(assets.style_text(name)) for name in assets.OVERVIEW_STYLES]
    sources = {
        "default-src": ["'none'"],
        "script-src": [*scripts, start_source()],
        "style-src": styles,
        "img-src": ["data:", "blob:", *sorted(images)],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(allowed)}" for name, allowed in sources.items())


def _hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def json_script(data: Mapping[str, Any]) -> str:
    """Return the data as a script element that no text in it can end."""
    text = orjson.dumps(data, option=orjson.OPT_SERIALIZE_NUMPY).decode()
    for char, replacement in _ESCAPES.items():
        text = text.replace(char, replacement)
    return f'<script type="application/json" id="{DATA_ID}">{text}</script>'


def _asset_elements(delivery: Delivery, root: str) -> list[str]:
    if delivery == "inline":
        styles = [f"<style>{assets.style_text(name)}</style>" for name in assets.OVERVIEW_STYLES]
        return styles + [f"<script>{assets.script_text(name)}</script>" for name in assets.OVERVIEW_SCRIPTS]
    styles = [f'<link rel="stylesheet" href="{escape(root + assets.url(name))}">' for name in assets.OVERVIEW_STYLES]
    return styles + [f'<script src="{escape(root + assets.url(name))}"></script>' for name in assets.OVERVIEW_SCRIPTS]
