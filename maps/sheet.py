"""One plot on a page of A4: the sheet that is printed, sent and filed, as PDF.

Typst sets it; what is said comes to it as data, and its fonts from `maps.assets`, none from the machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

import orjson
import segno
import typst

from geo.properties import Lang
from geo.units import AreaUnit
from maps.assets import FONTS, STATIC, MissingAsset
from maps.locality import draw, ink_on
from maps.portrait import UNITS, WALK_MIN, portrait
from maps.portrait_words import WORDS, Words
from maps.sketch import outline
from maps.style import status_colour
from maps.subject import Subject

_TEMPLATE = Path(__file__).parent / "templates" / "sheet.typ"

#: The map, in points: as wide as the text on A4.
_MAP_WIDTH, _MAP_HEIGHT = 510.0, 150.0

#: Sheets kept, for a link that is shared is opened again and again: some 60 kB each.
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a sheet says of itself.

    Parameters
    ----------
    address
        Of the plot's page; other plots' are beside it.
    as_of
        The day for which it is true.
    """

    address: str
    as_of: date


def sheet(subject: Subject, imprint: Imprint, lang: Lang, unit: AreaUnit = UNITS[0]) -> bytes:
    """Set the sheet of a plot: a PDF of one page or two. The same question gives the same bytes.

    Raises
    ------
    MissingAsset
        The fonts have not been collected.
    """
    said, t, locality = portrait(subject, lang, unit), Words(lang), subject.locality
    colour, plane = status_colour(said.status), locality.plane(_MAP_WIDTH, _MAP_HEIGHT)
    data = {
        "portrait": said,
        "lang": lang,
        "words": {key: title[lang] for key, title in WORDS.items()},
        "within": t("within", n=WALK_MIN),
        "as_of": t("as_of", date=imprint.as_of.isoformat()),
        "pages": WORDS["page"][lang],
        "status_colour": colour,
        "status_ink": ink_on(colour),
        "map": draw(locality, subject.surface, plane, t("map"), lang),
        "outline": outline(subject.geometry, said.outline, lang),
        "qr": qr_svg(imprint.address).decode(),
        "address": imprint.address,
        "plots": imprint.address.rpartition("/")[0] + "/",
    }
    return _set(orjson.dumps(data, default=str).decode(), imprint.as_of)


def qr_svg(address: str) -> bytes:
    """Draw the QR code of an address, with the quiet zone that ISO/IEC 18004 asks for.

    Raises
    ------
    segno.DataOverflowError
        The address does not fit into any.
    """
    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn, kind="svg", border=4, scale=4, light="#fff", title=address, xmldecl=False, omitsize=False)
    return drawn.getvalue()


@lru_cache(_KEPT)
def _set(data: str, day: date) -> bytes:
    compiler = typst.Compiler(_TEMPLATE.read_bytes(), font_paths=_fonts(), ignore_system_fonts=True)
    moment = datetime.combine(day, time(), UTC)
    made = compiler.compile(format="pdf", sys_inputs={"data": data}, timestamp=moment)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    folder = STATIC / FONTS
    if not folder.is_dir():
        raise MissingAsset(folder)
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
