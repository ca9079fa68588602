"""Write the tables in the docs that come from tables in the code: ``make docs``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from api.conformance import CLASSES
from api.parameters import ITEMS
from api.settings import Settings
from geo.exchange.formats import FORMATS
from geo.plots import PLOT, REQUIRED

FOLDER = Path(__file__).parent


def properties() -> str:
    """Return the table of a plot's properties."""
    rows = [
        f"| `{row.name}` | {row.title.zh} | {row.title.en} | {row.kind.value} | {row.unit} | {_kept(row.name)} |"
        for row in PLOT.values()
        if row.name != "id"
    ]
    return _table("| property | 中文 | English | type | unit | |", rows)


def settings() -> str:
    """Return the table of settings."""
    rows = [f"| `{name}` | {default} | {text} |" for name, default, text in _settings(Settings, "DIKUAI_")]
    return _table("| variable | default | what it sets |", rows)


def parameters() -> str:
    """Return the table of query parameters."""
    rows = [f"| `{one.name}` | {one.description} |" for one in ITEMS]
    return _table("| parameter | meaning |", rows)


def conformance() -> str:
    """Return the list of conformance classes."""
    return "\n".join(f"* `{uri}`" for uri in CLASSES)


def formats() -> str:
    """Return the table of formats that become layers."""
    rows = [f"| {one.name} | {' '.join(f'`{ending}`' for ending in one.endings)} | {one.remark} |" for one in FORMATS]
    return _table("| format | endings | what to know |", rows)


TABLES = {
    "properties": properties,
    "settings": settings,
    "parameters": parameters,
    "conformance": conformance,
    "formats": formats,
}

_PLACE = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str) -> str:
    """Return a document with its tables written anew."""
    return _PLACE.sub(lambda found: f"{found[1]}\n{TABLES[found[2]]()}\n\n{found[3]}", text)


def documents() -> Iterator[Path]:
    """Yield the documents."""
    yield FOLDER.parent / "README.md"
    yield from sorted(FOLDER.glob("*.md"))


def _kept(name: str) -> str:
    if PLOT[name].derived:
        return "derived"
    return "required" if name in REQUIRED else ""


def _settings(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, row in model.model_fields.items():
        if isinstance(row.default, BaseModel):
            yield from _settings(type(row.default), f"{prefix}{name.upper()}__")
        else:
            yield f"{prefix}{name.upper()}", _shown(row), row.description or ""


def _shown(row: FieldInfo) -> str:
    default = row.default
    if default is None or default in ("", ()):
        return ""
    return f"`{','.join(default)}`" if isinstance(default, list) else f"`{default}`"


def _table(heading: str, rows: list[str]) -> str:
    columns = heading.count("|") - 1
    return "\n".join([heading, "|" + "---|" * columns, *rows])


if __name__ == "__main__":
    for path in documents():
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
