"""The docs say what the code says."""

import re
from pathlib import Path

import pytest

from api.conformance import CLASSES
from api.parameters import ITEMS
from docs import tables
from geo.crs import OFFERED
from geo.measure import implied
from geo.plots import PLOT

DOCS = {path.name: path.read_text(encoding="utf-8") for path in tables.documents()}
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("name", DOCS)
def test_tables_are_those_of_the_code(name: str) -> None:
    assert tables.filled(DOCS[name]) == DOCS[name], "run make docs"


@pytest.mark.parametrize(
    ("document", "names"),
    [
        ("record.md", [name for name in PLOT if name != "id"]),
        ("api.md", [parameter.name for parameter in ITEMS]),
        ("api.md", CLASSES),
        ("crs.md", [name for name in OFFERED if "EPSG/0/4" not in name or name.endswith(("/4326", "/4490"))]),
        ("settings.md", ["DIKUAI_CATALOGUE", "DIKUAI_WALKING__DETOUR", "DIKUAI_MAPS__TIANDITU_KEY"]),
    ],
)
def test_everything_is_documented(document: str, names: list[str]) -> None:
    missing = [name for name in names if f"`{name}`" not in DOCS[document]]
    assert not missing


def test_every_doubt_is_documented() -> None:
    source = (ROOT / "geo" / "measure.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'_doubt\(\s*"(\w+)"', source))
    assert implied.__doc__
    assert codes == set(
        re.findall(r"^\| `(\w+)` \| [^|]+ \|$", DOCS["record.md"].partition("## Doubts")[2], re.MULTILINE)
    )


@pytest.mark.parametrize("name", DOCS)
def test_every_link_between_documents_leads_somewhere(name: str) -> None:
    folder = ROOT if name == "README.md" else ROOT / "docs"
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", DOCS[name]) if "://" not in target]
    assert [target for target in targets if not (folder / target).exists()] == []


def test_a_working_request_stands_before_line_25_of_the_readme() -> None:
    lines = DOCS["README.md"].splitlines()
    assert any(line.startswith("curl ") for line in lines[:24])
    assert any(line.startswith("![") for line in lines[:8])
