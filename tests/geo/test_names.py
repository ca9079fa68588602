import contextlib
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import AmbiguousName, BadValue, UnknownName
from geo.exchange.gdal import read_layer
from geo.names import Gazetteer, Index, Named
from geo.properties import Title
from geo.proximity import Target
from geo.reference import METRO_LINE, METRO_STATION, PLACE, gazetteer
from tests.zoo import X, Y

REFERENCE = Path(__file__).parents[2] / "data/reference"


def rows(name):
    return [
        feature["properties"] | {"id": feature["id"], "position": feature["geometry"]["coordinates"]}
        for feature in json.loads((REFERENCE / f"{name}.geojson").read_text())["features"]
    ]


STATIONS, PLACES, LINES = rows("metro-stations"), rows("places"), rows("metro-lines")
ENGLISH = Counter(row["name_en"] for row in [*STATIONS, *PLACES])


@cache
def names():
    schemas = {"metro-stations": METRO_STATION, "metro-lines": METRO_LINE, "places": PLACE}
    frames = [read_layer(id, REFERENCE / f"{id}.geojson", schema=schema).frame for id, schema in schemas.items()]
    return gazetteer(*frames)


def thing(kind, id, zh, en="", **more):
    return Named(kind, id, Target(Title(zh, en or zh), shapely.Point(X, Y), **more))


def key(text, plots=None):
    """What a text means, or its candidates."""
    try:
        return names().targets(text, plots and (lambda: plots)).key
    except AmbiguousName as ambiguous:
        return set(ambiguous.candidates)


def means(text, row, kind):
    """Tell whether a text finds a thing: alone, or among candidates of which each finds itself alone."""
    found = key(text)
    wanted = f"{kind}:{row['name']}"
    if isinstance(found, set):
        assert all(key(candidate) == candidate for candidate in found)
        return wanted in found
    return found == wanted


def test_a_station_has_both_its_names():
    assert names().station("嘉定北").en == "North Jiading"
    assert names().station("外冈镇") is None


def test_a_place_has_both_its_names_and_is_no_station():
    assert names().place("外冈镇") == Title("外冈镇", "Waigang")
    assert names().place("嘉定北") is names().station("外冈镇") is None


def test_there_are_418_stations_and_20_places():
    assert (len(STATIONS), len(PLACES), len(LINES)) == (418, 20, 21)


@pytest.mark.parametrize("row", STATIONS, ids=lambda row: row["id"])
def test_a_station_is_found_by_every_form_of_its_name(row):
    zh, en = row["name"], row["name_en"]
    for text in (f"station:{zh}", f"STATION：{zh}站", f" station: {zh} "):
        found = names().targets(text)
        assert found.key == f"station:{zh}"
        assert found.members[0].position == pytest.approx(row["position"], abs=1e-6)
    assert key(f"station:{row['id']}") == f"station:{zh}"
    spoken = [
        zh,
        f"{zh}站",
        f"{zh}地铁站",
        f" {zh} ",
        en,
        en.upper(),
        f"{en} Station",
        f"{en} metro station",
        row["id"],
    ]
    for text in spoken:
        assert means(text, row, "station"), text


@pytest.mark.parametrize("row", STATIONS, ids=lambda row: row["id"])
def test_a_station_that_no_place_is_called_after_is_meant_alone(row):
    others = {place["name"].removesuffix("镇").removesuffix("街道") for place in PLACES}
    if row["name"] not in others:
        assert key(f"{row['name']}站") == f"station:{row['name']}"


@pytest.mark.parametrize("row", [row for row in STATIONS if " " in row["name_en"]], ids=lambda row: row["id"])
def test_english_words_may_come_in_another_order_and_short(row):
    words = re.findall(r"[\w']+", row["name_en"])
    assert means(" ".join(reversed(words)), row, "station")
    assert means(re.sub(r"\bRoad\b", "Rd", row["name_en"]), row, "station")
    assert means(re.sub(r"\bRoad\b", "Rd.", row["name_en"]), row, "station")
    assert means("-".join(words).lower(), row, "station")


@pytest.mark.parametrize("row", PLACES, ids=lambda row: row["id"])
def test_a_place_is_found_by_every_form_of_its_name(row):
    for text in (row["name"], f"place:{row['name']}", f"Place: {row['name']}", f"place:{row['id']}", row["id"]):
        assert means(text, row, "place"), text
    if row["name_en"]:
        assert means(row["name_en"], row, "place")
    for ending in ("街道", "镇"):
        if row["name"].endswith(ending) and len(row["name"]) > len(ending) + 1:
            short = row["name"].removesuffix(ending)
            assert means(short, row, "place") or key(short) == f"station:{short}"


@pytest.mark.parametrize("line", LINES, ids=lambda row: row["id"])
def test_a_line_is_found_by_every_form_of_its_name(line):
    short, zh, en = line["line"], line["name"], line["name_en"]
    stops = [row["name"] for row in STATIONS if short in row["lines"]]
    for text in (f"metro:{short}", f"METRO：{short}", zh, f"地铁{zh}", f"metro:{zh}", en, en.lower(), f"metro {short}"):
        found = names().targets(text)
        assert found.key == f"metro:{short}", text
        assert [member.name.zh for member in found.members] == stops
    assert len(stops) == line["station_count"]


def test_the_whole_metro_is_a_layer():
    assert len(names().targets("metro").members) == len(names().targets("METRO").members) == 418
    assert names().layer("metro").key == "metro"
    assert names().layer("bus") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(("11号线", "metro:11"), ("地铁11号线", "metro:11"), ("Line 11", "metro:11"), ("１１号线", "metro:11")),
        *(("浦江线", "metro:浦江线"), ("嘉定北", "station:嘉定北"), ("嘉定北站", "station:嘉定北")),
        *(("North Jiading", "station:嘉定北"), ("jiading north station", "station:嘉定北")),
        *(("嘉定　北", None), ("外冈镇", "place:外冈镇"), ("外冈", "place:外冈镇"), ("ｍｅｔｒｏ：１１", "metro:11")),
        ("ＮＯＲＴＨ　ＪＩＡＤＩＮＧ", "station:嘉定北"),
    ],
)
def test_names_are_read_as_people_write_them(text, wanted):
    if wanted is None:
        with pytest.raises(UnknownName):
            names().targets(text)
    else:
        assert key(text) == wanted


@pytest.mark.parametrize(
    "text", ["121.25,31.38", " 121.25 , 31.38 ", "121.25，31.38", "１２１．２５，３１．３８", "+121.25,+31.38"]
)
def test_a_position_is_a_target(text):
    found = names().targets(text)
    assert (found.key, found.members[0].position) == ("121.25,31.38", (121.25, 31.38))


@pytest.mark.parametrize("text", ["121.2512345,31.3812345", "-179.999999,0.000001", "0,0", "-0.5,-89"])
def test_the_key_of_a_position_is_the_position(text):
    found = names().targets(text)
    assert found.key == text
    assert f"{names().targets(found.key).geometries[0]}" == f"{found.geometries[0]}"


@pytest.mark.parametrize(
    ("text", "message"),
    [("31.38,121.25", "swapped, did you mean 121.25,31.38"), ("200,10", "within ±180"), ("9" * 400 + ",1", "degrees")],
)
def test_a_position_that_cannot_be_one_is_refused(text, message):
    with pytest.raises(BadValue, match=message):
        names().targets(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Atlantis", "“Atlantis” is not a name that is known here: metro, a line"),
        ("", "“” is not a name"),
        ("   ", "is not a name"),
        ("站", "is not a name"),
        ("station", "is not a name"),
        ("station:", "is not a name"),
        ("station:外冈镇", "is not a name"),
        ("plot:waigang-29-08", "is not a name"),
        ("metro:99", "is not metro, or metro:LINE with one of the lines 1, 2, 3"),
        ("metro:", "is not metro, or metro:LINE"),
        ("metropolis", "is not metro, or metro:LINE"),
        ("bus:11", "“bus:11” is not metro, a line"),
        ("https://example.org", "is not metro, a line"),
    ],
)
def test_an_unknown_name_is_refused_with_what_is_known(text, message):
    with pytest.raises(BadValue, match=re.escape(message)):
        names().targets(text)


def test_an_ambiguous_name_lists_what_each_is():
    assert key("Anting") == {"station:安亭", "place:安亭镇"}
    assert key("安亭") == key("安亭站") == "station:安亭"
    assert key("安亭镇") == "place:安亭镇"


def test_every_name_that_two_things_bear_lists_both():
    for english in (name for name, count in ENGLISH.items() if count > 1 and name):
        bearers = {f"station:{row['name']}" for row in STATIONS if row["name_en"] == english}
        bearers |= {f"place:{row['name']}" for row in PLACES if row["name_en"] == english}
        assert key(english) >= bearers


def test_a_plot_is_found_by_id_and_name_and_shares_a_name_with_a_place():
    plots = Index([thing("plot", "a-1", "外冈镇"), thing("plot", "b-2", "外冈镇 1704 号地块", "Plot 1704")])
    assert key("外冈镇", plots) == {"plot:a-1", "place:外冈镇"}
    assert key("plot:外冈镇", plots) == "plot:a-1"
    for text in ("b-2", "plot:b-2", "外冈镇 1704 号地块", "外冈镇　１７０４　号地块", "1704 plot"):
        assert key(text, plots) == "plot:b-2"


def test_plots_that_share_a_name_are_listed_by_id():
    plots = Index([thing("plot", "a-1", "甲"), thing("plot", "a-2", "甲")])
    assert key("甲", plots) == {"plot:a-1", "plot:a-2"}


def test_things_of_one_kind_that_share_a_name_are_listed_by_id():
    twins = Gazetteer(
        [thing("place", "east", "工业园"), thing("place", "west", "工业园"), thing("place", "x", "丙")], {}
    )
    for text in ("工业园", "place:工业园", "工业园站"):
        with pytest.raises(AmbiguousName) as refused:
            twins.targets(text)
        assert set(refused.value.candidates) == {"place:east", "place:west"}
    assert [twins.targets(f"place:{id}").key for id in ("east", "west")] == ["place:east", "place:west"]
    assert twins.targets("place:x").key == "place:丙"


def test_without_a_metro_a_line_is_unknown():
    none = Gazetteer([thing("place", "x", "丙")], {})
    assert none.layer("metro") is None
    for text in ("metro", "metro:11"):
        with pytest.raises(UnknownName, match="one of the lines none"):
            none.targets(text)


FRAGMENTS = [
    *"站 :：，,·() -号线镇\x00\ud800",
    "metro",
    "station",
    "地铁",
    "plot:",
    "121.25",
    "嘉定北",
    "北",
    "Road",
    "１",
]


@given(st.text(max_size=20) | st.lists(st.sampled_from(FRAGMENTS), max_size=6).map("".join))
def test_any_text_is_a_target_or_refused(text):
    plots = Index([thing("plot", "a-1", "甲地块")])
    with contextlib.suppress(BadValue):
        assert names().targets(text, lambda: plots).members


@pytest.mark.parametrize("text", ["121.25,31.38", "metro", "metro:11", "station:安亭", "place:安亭镇"])
def test_the_names_of_plots_are_not_asked_for_where_none_can_be_meant(text):
    def plots():
        raise AssertionError("a million plots would be named first")

    assert names().targets(text, plots)
