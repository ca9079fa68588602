import json
import re

import folium
import pytest

from maps import assets, page

HOSTILE = '</script><script>alert(1)</script>&amp;\u2028\u2029{{ 7*7 }}{% x %}{# y #}"><img onerror=1>'


@pytest.mark.parametrize("delivery", ["served", "inline"])
def test_data_comes_back_as_it_went_in(delivery):
    html = page.render({"name": HOSTILE}, title=HOSTILE, lang="zh", delivery=delivery)
    (data,) = re.findall(r'<script type="application/json" id="overview-data">(.*?)</script>', html)
    assert json.loads(data) == {"name": HOSTILE}
    assert not set("<>&\u2028\u2029") & set(data)
    assert "<title>&lt;/script&gt;&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_the_page_is_a_folium_map_without_what_folium_loads():
    assert issubclass(page.OverviewMap, folium.Map)
    html = page.render({}, title="t", lang="en", delivery="served")
    assert '<html lang="en">' in html
    for foreign in ("jquery", "bootstrap", "fontawesome", "cdn", "http://", "https://"):
        assert foreign not in html.lower()
    for name in assets.OVERVIEW_SCRIPTS + assets.OVERVIEW_STYLES:
        assert assets.url(name) in html


def test_an_inline_page_has_everything_inside():
    html = page.render({}, title="t", lang="zh", delivery="inline")
    assert re.findall(r"<script[^>]+src=|<link[^>]+stylesheet|url\((?![\"']?(?:data:|#))", html) == []
    assert "Leaflet 1.9.4" in html


def test_the_same_data_gives_the_same_bytes():
    first, second = (page.render({"a": 1}, title="t", lang="zh", delivery="served") for _ in range(2))
    assert first == second
