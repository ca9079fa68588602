import re
from dataclasses import replace

import pytest

from geo.errors import BadValue
from maps.basemaps import BASEMAPS, GAODE, TIANDITU, offered


def keys(basemaps):
    return [basemap.key for basemap in basemaps]


def test_tianditu_is_offered_with_a_key_only():
    assert keys(offered()) == ["none", "openstreetmap", "gaode", "satellite"]
    assert keys(offered("secret")) == ["none", "openstreetmap", "gaode", "tianditu", "satellite"]


def test_the_default_comes_first():
    assert keys(offered(default="gaode"))[0] == "gaode"


@pytest.mark.parametrize("default", ["tianditu", "banana"])
def test_a_default_that_is_not_offered_is_refused(default):
    with pytest.raises(BadValue, match="one of none, openstreetmap, gaode, satellite"):
        offered(default=default)


def test_a_key_is_written_into_every_template_and_cannot_change_the_address():
    keyed = TIANDITU.with_key("a b&tk=c/../")
    assert len(keyed.templates) == 2
    assert all(template.endswith("&tk=a%20b%26tk%3Dc%2F..%2F") for template in keyed.templates)
    assert not keyed.needs_key


def test_only_gaode_is_shifted():
    assert [basemap.key for basemap in BASEMAPS if basemap.datum == "gcj02"] == [GAODE.key]


@pytest.mark.parametrize("basemap", [b for b in BASEMAPS if b.templates], ids=lambda basemap: basemap.key)
def test_tiles_come_over_https_and_say_whose_they_are(basemap):
    for template in basemap.templates:
        assert template.startswith("https://")
        assert set(re.findall(r"\{(\w)\}", template)) >= {"x", "y", "z"}
        assert ("{s}" in template) == bool(basemap.subdomains)
    assert basemap.attribution.zh
    assert basemap.attribution.en


def test_the_page_gets_titles_in_its_language():
    assert GAODE.as_json("zh")["title"] == "高德地图"
    assert replace(GAODE, max_zoom=17).as_json("en")["maxZoom"] == 17
