"""What is said about a plot."""

import json
from dataclasses import asdict

import pytest

from geo.properties import Lang
from maps.portrait import UNITS, portrait
from tests.maps.conftest import MARKUP, Gather
from tests.service import COUNTS, DATA

IDS = sorted(path.stem for path in (DATA / "plots").glob("*.geojson"))


@pytest.mark.parametrize(
    ("unit", "lang", "area"),
    [("mu", "zh", "26.5 亩"), ("m2", "en", "17,666.67 m²"), ("ha", "en", "1.7667 ha"), ("ha", "zh", "1.7667 公顷")],
)
def test_the_area_is_in_the_readers_unit(gather: Gather, unit: str, lang: Lang, area: str) -> None:
    assert portrait(gather("waigang-29-08"), lang, unit).headline[0].value == area


def test_what_follows_from_the_floor_area_is_said(gather: Gather) -> None:
    said = portrait(gather("waigang-29-08"), "en")
    assert said.bar is not None
    assert said.bar.part == pytest.approx(28_000 / (17_666.67 * 2), abs=1e-4)
    assert said.bar.follows == ["79% of what is allowed", "7,333 m² are not used"]
    assert "1.585" in said.headline[1].note


def test_more_than_is_allowed_is_said_too(gather_odd: Gather) -> None:
    said = portrait(gather_odd("long"), "zh")
    assert said.bar is not None
    assert said.bar.part > 1
    assert "超出" in said.bar.follows[-1]
    assert said.headline[-1].value == "1,234.57 万元"
    assert portrait(gather_odd("long"), "en").headline[-1].value == "CNY 12,345,678"


def test_a_station_has_its_official_colour_and_how_sure_it_is(gather: Gather) -> None:
    said = portrait(gather("zhenxin-general-aviation-park"), "en")
    nearest = said.stations[0]
    assert (nearest.name, nearest.match, nearest.match_text) == ("Dingbian Road", "possible", "possible")
    lines = json.loads((DATA / "reference/metro-lines.geojson").read_text())["features"]
    (colour,) = [one["properties"]["colour"] for one in lines if one["properties"]["line"] == "14"]
    assert [(badge.line, badge.colour) for badge in nearest.badges] == [("14", colour)]
    assert nearest.off.startswith("±1.5")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("id", IDS)
def test_every_plot_has_its_portrait(gather: Gather, id: str, lang: Lang) -> None:
    said = portrait(gather(id), lang)
    stated = json.loads((DATA / "plots" / f"{id}.geojson").read_text())["properties"]
    names = [stated["name"], stated["name_en"]]
    assert [said.name, said.other_name] == (names if lang == "zh" else names[::-1])
    assert len(said.neighbours) == min(COUNTS["plots"] - 1, 4)
    assert [one.value.count(",") for one in said.positions] == [1, 1, 1]
    assert said.doubts
    assert all(source.url.startswith("https://") for source in said.sources)


def test_what_is_alike_says_why(gather: Gather) -> None:
    alike = portrait(gather("waigang-29-08"), "en").alike
    assert [(one.id, one.why) for one in alike] == [
        ("jiading-ecommerce-park", "9% smaller"),
        ("waigang-1704", "11% smaller"),
    ]
    nothing = portrait(gather("zhenxin-general-aviation-park"), "en")
    assert not nothing.alike
    assert "nothing to compare" in nothing.why_none_alike


def test_nearly_nothing_stated_is_enough(gather_odd: Gather, gather_alone: Gather) -> None:
    said = portrait(gather_odd("least"), "en")
    assert (said.bar, said.status_text, said.place, list(said.sources)) == (None, "", "", [])
    assert {figure.value for figure in said.headline} == {""}
    alone = portrait(gather_alone("alone"), "zh")
    assert (list(alone.stations), list(alone.neighbours)) == ([], [])


def test_a_records_text_is_kept_as_it_is(gather_odd: Gather) -> None:
    said = asdict(portrait(gather_odd("markup"), "en"))
    assert said["name"] == MARKUP
    assert said["sides"]["south"] == MARKUP
    assert said["sources"][0] == {"title": MARKUP, "url": "", "dates": "no date of publication stated"}


def test_a_distance_that_is_sure_has_no_plus_or_minus(gather_odd: Gather) -> None:
    assert all("±" not in one.away for one in portrait(gather_odd("least"), "en").neighbours)


def test_the_units_are_those_of_land() -> None:
    assert UNITS == ("mu", "m2", "ha")
