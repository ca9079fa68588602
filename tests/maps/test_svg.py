"""SVG as text."""

from xml.etree import ElementTree

import shapely
from hypothesis import given
from hypothesis import strategies as st

from maps import svg
from tests.zoo import SHAPES


@given(st.text(), st.text())
def test_any_text_stays_text(content: str, value: str) -> None:
    picture = svg.picture(10, 10, svg.element("text", content, fill=value), label=content)
    root = ElementTree.fromstring(picture)
    (only,) = root
    assert len(only) == 0
    kept = [letter for letter in content if letter.isprintable()]
    assert [letter for letter in only.text or "" if letter.isprintable()] == kept


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert svg.text("a\x00\x0b\ufffe\ud800b<") == "ab&lt;"


def test_svg_in_svg_is_not_escaped_again() -> None:
    inner = svg.element("circle", r=1.50)
    assert svg.element("g", inner, "<") == '<g><circle r="1.5"/>&lt;</g>'
    assert inner.__html__() == '<circle r="1.5"/>'


def test_every_shape_has_a_path() -> None:
    for name, shape in SHAPES.items():
        if shape is not None:
            drawn = svg.path(shape)
            assert drawn.count("Z") == len(shapely.get_rings(shapely.get_parts([shape]))), name


def test_numbers_are_short() -> None:
    assert svg.path(shapely.LineString([(0.123456, -0.0001), (1e6, 2)])) == "M0.12 0L1000000 2"
