"""A plot's outline."""

from xml.etree import ElementTree

import pytest
import shapely

from maps.sketch import outline
from tests.zoo import SOUND

AREAS = [name for name, shape in SOUND.items() if shapely.get_type_id(shape) in {3, 6}]


@pytest.mark.parametrize("name", AREAS)
def test_every_outline_is_drawn_with_its_rings(name: str) -> None:
    drawn = outline(SOUND[name], 'a "label" <', "en")
    root = ElementTree.fromstring(drawn)
    assert root.attrib["aria-label"] == 'a "label" <'
    path = root[0].attrib["d"]
    assert path.count("Z") >= 1
    if name == "hole":
        assert path.count("Z") == 2


def test_north_and_scale_are_shown_in_the_readers_language() -> None:
    texts = {lang: outline(SOUND["square"], "", lang) for lang in ("zh", "en")}
    assert ">N<" in texts["zh"]
    assert "公里" in texts["zh"] or "米" in texts["zh"]
    assert " m<" in texts["en"] or " km<" in texts["en"]
