"""The sheet of a plot."""

import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter

import numpy as np
import pypdf
import pytest

from geo.properties import Lang
from maps import sheet as module
from maps.assets import MissingAsset
from maps.portrait import portrait
from maps.sheet import Imprint, qr_svg, sheet
from tests.maps.conftest import MARKUP, Gather
from tests.service import DATA

IDS = sorted(path.stem for path in (DATA / "plots").glob("*.geojson"))
A4_POINTS = (595.28, 841.89)


def imprint(id: str) -> Imprint:
    return Imprint(f"https://dikuai.example/plots/{id}", date(2026, 11, 22))


def read(content: bytes) -> tuple[pypdf.PdfReader, str]:
    pdf = pypdf.PdfReader(BytesIO(content))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    return pdf, "".join(text.replace("\u200b", "").split())


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("id", IDS)
def test_every_plot_has_its_sheet_with_its_text(gather: Gather, id: str, lang: Lang) -> None:
    subject = gather(id)
    pdf, text = read(sheet(subject, imprint(id), lang))
    assert len(pdf.pages) == 1
    said = portrait(subject, lang)
    wanted = [said.name, said.other_name, *(figure.value for figure in said.headline), *said.doubts]
    wanted += [one.name for one in (*said.stations, *said.neighbours)] + [one.value for one in said.positions]
    assert [one for one in wanted if squeezed(one) not in text] == []
    assert "2026-11-22" in text
    assert 1 <= len(pdf.pages) <= 2
    assert squeezed(f"Page 1 of {len(pdf.pages)}" if lang == "en" else f"第 1 页，共 {len(pdf.pages)} 页") in text
    assert [float(side) for side in pdf.pages[0].mediabox[2:]] == pytest.approx(A4_POINTS, abs=0.1)
    assert pdf.metadata is not None
    assert pdf.metadata.title == said.name


def test_fonts_are_embedded_and_come_from_our_packages(gather: Gather) -> None:
    pdf, _ = read(sheet(gather("waigang-29-08"), imprint("waigang-29-08"), "zh"))
    found = set()
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            (descendant,) = font.get_object()["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            found.add(str(descriptor["/FontName"]).partition("+")[2])
    assert {name.partition("-")[0] for name in found} == {"NotoSansHans"}


def test_sources_and_plots_are_links(gather: Gather) -> None:
    pdf, _ = read(sheet(gather("waigang-29-08"), imprint("waigang-29-08"), "en"))
    links = {str(note.get_object()["/A"]["/URI"]) for page in pdf.pages for note in page.get("/Annots", [])}
    assert "https://www.shcfck.com/index.php/post/9475.html" in links
    assert "https://dikuai.example/plots/waigang-1704" in links


@pytest.mark.parametrize("id", ["markup", "long", "rtl", "least"])
def test_odd_records_are_set_and_their_text_is_literal(gather_odd: Gather, id: str) -> None:
    pdf, text = read(sheet(gather_odd(id), imprint(id), "en"))
    assert len(pdf.pages) <= 4
    if id == "markup":
        assert text.count(squeezed(MARKUP)) >= 5


def test_what_is_drawn_stays_on_the_paper(gather_odd: Gather, tmp_path: Path) -> None:
    (tmp_path / "long.pdf").write_bytes(sheet(gather_odd("long"), imprint("long"), "en"))
    subprocess.run(["pdftoppm", "-r", "50", "-gray", "long.pdf", "long"], cwd=tmp_path, check=True)
    pages = sorted(tmp_path.glob("*.pgm"))
    assert pages
    for page in pages:
        magic, width, height, _ = page.read_bytes().split(maxsplit=3)
        assert magic == b"P5"
        drawn = np.frombuffer(page.read_bytes()[-int(width) * int(height) :], np.uint8).reshape(int(height), int(width))
        assert (drawn < 128).any()
        assert (drawn[:, -20:] == 255).all()
        assert (drawn[:, :20] == 255).all()


def test_the_same_question_gives_the_same_bytes_in_less_than_a_second(gather: Gather) -> None:
    subject = gather("waigang-29-08")
    first = sheet(subject, imprint("waigang-29-08"), "zh", "ha")
    module._set.cache_clear()
    start = perf_counter()
    assert sheet(subject, imprint("waigang-29-08"), "zh", "ha") == first
    assert perf_counter() - start < 1


def test_a_qr_code_has_its_quiet_zone_and_says_its_address() -> None:
    drawn = qr_svg("https://dikuai.example/plots/a?b=1&c=<2>").decode()
    assert "<title>https://dikuai.example/plots/a?b=1&amp;c=&lt;2&gt;</title>" in drawn
    assert 'fill="#fff"' in drawn


def test_without_its_fonts_a_sheet_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module._fonts.cache_clear()
    monkeypatch.setattr(module, "STATIC", tmp_path)
    with pytest.raises(MissingAsset, match="make install"):
        module._fonts()
    module._fonts.cache_clear()
