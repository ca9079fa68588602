"""Pages for people: templates, and how figures are written in them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from api import links
from api.deps import service_of
from api.security import HEADER, content_security_policy
from api.words import Words
from geo.properties import Kind, Lang, Property, Title
from geo.units import format_area, format_length
from maps.assets import STATIC as MAPS
from maps.assets import url
from maps.style import STATUS_COLOURS, UNSTATED_COLOUR

#: The pages' own styles, served beside the maps'.
STATIC = Path(__file__).parent / "static"

_ENVIRONMENT = Environment(
    loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def render(template: str, lang: Lang, request: Request, status_code: int = 200, **context: Any) -> HTMLResponse:
    """Render a page in a language; it loads nothing but the service's own, unless its header is written anew."""
    service = service_of(request)
    names, root = service.catalogue.names, links.root(request.scope, service.settings.http.base_url)
    path = quote(links.path(request.scope))
    common = {
        "station": lambda name: (names.station(name) or Title(name, name))[lang],
        "t": Words(lang),
        "lang": lang,
        "figures": Figures(lang),
        "asset": lambda name: root + _asset(name),
        "root": root,
        "path": path,
        "colours": {**STATUS_COLOURS, "": UNSTATED_COLOUR},
        "other_language": root + path + _with(request, lang="en" if lang == "zh" else "zh"),
        "json_url": root + path + _with(request, f="json"),
    }
    text = _ENVIRONMENT.get_template(template).render(common | context)
    return HTMLResponse(text, status_code, {"Content-Language": lang, HEADER: content_security_policy()})


def _asset(name: str) -> str:
    return url(name, STATIC if (STATIC / name).is_file() else MAPS)


def _with(request: Request, **changed: str) -> str:
    query = dict(parse_qsl(request.scope["query_string"].decode("utf-8", "replace"), keep_blank_values=True)) | changed
    return f"?{urlencode(query)}"


class Figures:
    """How figures are written for people, in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self._words = Words(lang)

    def mu(self, value_m2: float) -> str:
        """Write a site's area in mu."""
        return format_area(value_m2, self.lang, "mu")

    def floor_area(self, value_m2: float) -> str:
        """Write a floor area in square metres."""
        return format_area(value_m2, self.lang, "m2")

    def length(self, value_m: float) -> str:
        """Write a distance."""
        return format_length(value_m, self.lang)

    def minutes(self, value: float) -> str:
        """Write a walking time, rounded up to a minute."""
        return self._words("minutes", n=-int(-value // 1))

    def value(self, row: Property, value: Any) -> str:
        """Write any value of a property."""
        if row.choices and value in row.choices:
            return row.choices[value][self.lang]
        if row.kind is Kind.BOOLEAN:
            return self._words("yes" if value else "no")
        if isinstance(value, list):
            return ("、" if self.lang == "zh" else ", ").join(str(one) for one in value)
        if row.kind is Kind.DATETIME:
            return datetime.fromisoformat(str(value)).strftime("%Y-%m-%d %H:%M %Z").strip()
        if isinstance(value, float):
            return f"{value:,.2f}".rstrip("0").rstrip(".")
        return str(value)
