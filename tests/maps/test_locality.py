"""The picture of where a plot lies."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.locality import draw, ink_on
from tests.maps.conftest import MARKUP, Gather
from tests.service import DATA

SVG = "{http://www.w3.org/2000/svg}"


def drawn(gather: Gather, id: str, lang: str = "zh") -> ElementTree.Element:
    subject = gather(id)
    plane = subject.locality.plane(600, 400)
    return ElementTree.fromstring(draw(subject.locality, subject.surface, plane, MARKUP, lang))


def texts(root: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(("lang", "names"), [("zh", ["定边路", "丰庄"]), ("en", ["Dingbian Road", "Fengzhuang"])])
def test_lines_and_stations_have_their_names_and_official_colours(gather: Gather, lang: str, names: list[str]) -> None:
    root = drawn(gather, "zhenxin-general-aviation-park", lang)
    assert {*names, "13", "14", "N"} <= set(texts(root))
    official = re.findall(r'"line": "1[34]", "colour": "(#\w+)"', (DATA / "reference/metro-lines.geojson").read_text())
    assert len(official) == 2
    assert set(official) <= {one.get("stroke") for one in root.iter(f"{SVG}path")}


def test_the_ring_is_as_large_as_the_plot_may_be_off(gather: Gather) -> None:
    subject = gather("waigang-29-08")
    plane = subject.locality.plane(600, 400)
    ring = drawn(gather, "waigang-29-08").find(f".//{SVG}circle[@class='ring']")
    assert ring is not None
    metres = float(ring.attrib["r"]) / plane.units_per_m
    assert 4000 < metres < 4000 + 200
    x, y, r = (float(ring.attrib[key]) for key in ("cx", "cy", "r"))
    assert 0 <= x - r <= x + r <= 600
    assert 0 <= y - r <= y + r <= 400


def test_the_nearest_stations_are_on_it(gather: Gather) -> None:
    subject = gather("jiading-ecommerce-park")
    plane = subject.locality.plane(600, 400)
    for station in subject.locality.near[:2]:
        assert plane.shows(plane.place(np.array([[station.x, station.y]]))[0])


@pytest.mark.parametrize("id", ["markup", "long", "rtl", "least"])
def test_odd_records_are_drawn_and_a_sure_place_has_no_ring(gather_odd: Gather, id: str) -> None:
    root = drawn(gather_odd, id)
    assert root.attrib["aria-label"] == MARKUP
    assert root.find(f".//{SVG}circle[@class='ring']") is None


def test_without_a_metro_the_plot_is_drawn_alone(gather_alone: Gather) -> None:
    assert texts(drawn(gather_alone, "alone"))[0] == "N"


@given(st.integers(0, 0xFFFFFF))
def test_a_number_reads_on_its_colour(value: int) -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colour = f"#{value:06x}"
    low, high = sorted((luminance(colour), luminance(ink_on(colour))))
    assert (high + 0.05) / (low + 0.05) >= 4.5
