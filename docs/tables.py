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

_OGC = "http://www.opengis.net/spec"

#: Every conformance class of the standards that are built on, in force or as drafts.
STANDARDS = (
    ("OGC API – Features 1: Core", f"{_OGC}/ogcapi-features-1/1.0", "core geojson html oas30 gmlsf0 gmlsf2"),
    ("Features 2: Coordinate reference systems", f"{_OGC}/ogcapi-features-2/1.0", "crs"),
    (
        "Features 3: Filtering",
        f"{_OGC}/ogcapi-features-3/1.0",
        "queryables queryables-query-parameters filter features-filter",
    ),
    (
        "CQL2",
        f"{_OGC}/cql2/1.0",
        "cql2-text cql2-json basic-cql2 advanced-comparison-operators case-insensitive-comparison "
        "accent-insensitive-comparison basic-spatial-functions basic-spatial-functions-plus spatial-functions "
        "temporal-functions array-functions property-property functions arithmetic",
    ),
    (
        "Features 4: Create, replace, update, delete (draft)",
        f"{_OGC}/ogcapi-features-4/1.0",
        "create-replace-delete update features",
    ),
    (
        "Features 5: Schemas",
        f"{_OGC}/ogcapi-features-5/1.0",
        "schemas advanced-property-roles references returnables-and-receivables queryables sortables "
        "profile-parameter profile-references profile-codelists profile-domains",
    ),
    ("Features 8: Sorting (draft)", f"{_OGC}/ogcapi-features-8/1.0", "sortables sorting features-sorting"),
    (
        "OGC API – Tiles 1: Core",
        f"{_OGC}/ogcapi-tiles-1/1.0",
        "core tileset tilesets-list geodata-tilesets mvt oas30 dataset-tilesets geodata-selection "
        "collections-selection datetime png jpeg tiff netcdf geojson xml",
    ),
)


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


def standards() -> str:
    """Return the table of standards: which of their conformance classes are claimed, and which are not."""
    known = [(title, [f"{base}/conf/{name}" for name in names.split()]) for title, base, names in STANDARDS]
    unknown = set(CLASSES) - {uri for _, uris in known for uri in uris}
    assert not unknown, f"claimed, but in no standard here: {unknown}"
    rows = [f"| {title} | {_names(uris, claimed=True)} | {_names(uris, claimed=False)} |" for title, uris in known]
    return _table("| standard | ✓ | ✗ |", rows)


def formats() -> str:
    """Return the table of formats that become layers."""
    rows = [f"| {one.name} | {' '.join(f'`{ending}`' for ending in one.endings)} | {one.remark} |" for one in FORMATS]
    return _table("| format | endings | what to know |", rows)


TABLES = {
    "standards": standards,
    "properties": properties,
    "settings": settings,
    "parameters": parameters,
    "conformance": conformance,
    "formats": formats,
}


def _names(uris: list[str], *, claimed: bool) -> str:
    return ", ".join(f"`{uri.rpartition('/')[2]}`" for uri in uris if (uri in CLASSES) == claimed)


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
