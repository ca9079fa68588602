"""Plots to picture: those of the repository, and hostile ones."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from geo.stores import open_catalogue
from maps.subject import Subject, subject_of
from tests.service import DATA, HOSTILE, record, write_catalogue

#: What Typst, HTML and SVG would each take for something else than text.
MARKUP = f'#let x = 1 *b* _i_ $a$ @ref <l> \\ "q" `c` // {HOSTILE}'
LONG = "A" * 300 + "长" * 200

Gather = Callable[[str], Subject]


def _gatherer(folder: Path) -> Gather:
    catalogue = open_catalogue(folder)

    def gathered(id: str) -> Subject:
        return asyncio.run(subject_of(catalogue, id))

    return gathered


@pytest.fixture(scope="session")
def gather() -> Gather:
    """Gather a plot of the repository."""
    return _gatherer(DATA)


@pytest.fixture(scope="session")
def gather_odd(tmp_path_factory: pytest.TempPathFactory) -> Gather:
    """Gather a plot that is markup, long, from right to left, or nearly nothing."""
    texts = ("name", "name_en", "district", "town", "address", "boundary_south", "planned_use", "site_area_stated")
    figures = {"site_area_m2": 666.67, "floor_area_ratio": 2.0, "gross_floor_area_m2": 5000, "price_cny": 12_345_678}
    source = {"title": LONG, "url": f"https://example.org/{'a' * 500}", "retrieved_on": "2026-01-02"}
    folder = write_catalogue(
        tmp_path_factory.mktemp("odd") / "data",
        record("markup", **dict.fromkeys(texts, MARKUP), sources=[{"title": MARKUP}]),
        record("long", name=LONG, boundary_east=LONG, location_uncertainty_m=0.5, sources=[source], **figures),
        record("rtl", name="قطعة أرض صناعية", name_en="قطعة\u202e gnirts"),
        record("least", sources=[]),
    )
    return _gatherer(folder)


@pytest.fixture(scope="session")
def gather_alone(tmp_path_factory: pytest.TempPathFactory) -> Gather:
    """Gather a plot of a catalogue that has nothing else: no metro, no places."""
    folder = write_catalogue(tmp_path_factory.mktemp("alone") / "data", record("alone"))
    for file in (folder / "reference").iterdir():
        file.unlink()
    return _gatherer(folder)
