"""The commands of ``dikuai``."""

import json
import subprocess
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pyogrio
import pytest

from tests.cli.conftest import Dikuai
from tests.server import DIKUAI, environment
from tests.service import COUNTS, DATA, Client, client_of, record, write_catalogue, write_layer

PARK = "zhenxin-general-aviation-park"


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with client_of() as made:
        yield made


def test_dikuai_alone_prints_what_it_can_do(dikuai: Dikuai) -> None:
    ran = dikuai()
    said = ran.out + ran.err
    for command in ("serve", "near", "map", "export", "check"):
        assert command in said
    assert "Usage" in said


@pytest.mark.parametrize("command", [[], ["serve"], ["near"], ["map"], ["export"], ["check"]], ids=str)
def test_every_command_explains_itself(dikuai: Dikuai, command: list[str]) -> None:
    for option in ("-h", "--help"):
        ran = dikuai(*command, option)
        assert ran.code == 0
        assert "Usage" in ran.out


def test_the_version_is_shown(dikuai: Dikuai) -> None:
    assert dikuai("--version").out.strip() == version("dikuai")


def test_the_console_script_runs() -> None:
    command = [str(DIKUAI), "near", "metro", "--within", "1km"]
    env = {**environment(), "DIKUAI_CATALOGUE": str(DATA)}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60, check=True)
    assert "Within 1 km of the metro" in done.stdout
    assert done.stderr == ""


# near


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["距地铁 1 公里以内", "真新通航产业园", PARK, "可能", "定边路", "80", "1.3"]),
        ("en", ["Within 1 km of the metro", "Zhenxin General", PARK, "possible", "Dingbian Road", "80", "1.3"]),
    ],
)
def test_near_answers_with_a_table(dikuai: Dikuai, lang: str, said: list[str]) -> None:
    ran = dikuai("near", "metro", "--within", "1km", "--lang", lang)
    assert (ran.code, ran.err) == (0, "")
    for words in said:
        assert words in ran.out


@pytest.mark.parametrize(
    ("variable", "locale", "words"),
    [
        ("LC_ALL", "zh_CN.UTF-8", "靠近地铁"),
        ("LANG", "zh_TW", "靠近地铁"),
        ("LANG", "en_GB.UTF-8", "Near the metro"),
        ("LANG", "C.UTF-8", "Near the metro"),
        ("LC_MESSAGES", "de_DE", "Near the metro"),
    ],
)
def test_near_answers_in_the_language_of_the_locale(
    dikuai: Dikuai, monkeypatch: pytest.MonkeyPatch, variable: str, locale: str, words: str
) -> None:
    monkeypatch.setenv(variable, locale)
    assert words in dikuai("near", "metro").out


@pytest.mark.parametrize(
    ("asked", "params"),
    [
        (["metro"], {"near": "metro"}),
        (["metro:11", "--within", "15min"], {"near": "metro:11", "within": "15min"}),
        (["嘉定北", "--within", "20km", "--certain"], {"near": "嘉定北", "within": "20km", "certainty": "certain"}),
        (["121.25,31.38", "--limit", "2"], {"near": "121.25,31.38", "limit": "2"}),
        (["waigang-29-08", "--collection", "places"], {"near": "waigang-29-08", "limit": "20"}),
    ],
    ids=str,
)
def test_near_answers_with_the_same_features_as_the_service(
    dikuai: Dikuai, client: Client, asked: list[str], params: dict[str, str]
) -> None:
    ran = dikuai("near", *asked, "--format", "geojson")
    assert ran.code == 0
    collection = asked[-1] if "--collection" in asked else "plots"
    assert json.loads(ran.out)["features"] == client.items(collection, **params)["features"]


def test_near_says_that_nothing_matches(dikuai: Dikuai) -> None:
    ran = dikuai("near", "metro", "--within", "1m", "--certain", "--lang", "en")
    assert (ran.code, ran.out.strip()) == (0, "nothing matches")


def test_near_works_on_a_file_layer(dikuai: Dikuai, tmp_path: Path) -> None:
    layer = write_layer(tmp_path / "zoning.geojson")
    asked = ["near", "waigang-29-08", "--layer", f"zoning={layer}", "--collection", "zoning"]
    ran = dikuai(*asked)
    assert ran.code == 0
    assert "JDS3-0101/29-08" in ran.out
    assert "<script>alert(1)</script> 0" in ran.out
    assert len(json.loads(dikuai(*asked, "-f", "geojson").out)["features"]) == 5


def test_markup_in_a_record_is_text_in_a_table(dikuai: Dikuai, tmp_path: Path) -> None:
    folder = write_catalogue(tmp_path / "data", record("one", name="[red]甲[/red]", name_en="[bold]A[/]"))
    assert "[red]甲[/red]" in dikuai("near", "metro", "-c", folder, "--lang", "zh").out
    assert "[bold]A[/]" in dikuai("near", "metro", "-c", folder, "--lang", "en").out


# map


def test_map_writes_one_file(dikuai: Dikuai, tmp_path: Path) -> None:
    ran = dikuai("map", "--near", "metro", "--within", "1km", "-o", tmp_path / "map.html", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert str(tmp_path / "map.html") in ran.out
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
    text = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert PARK in text
    assert "waigang-29-08" not in text
    assert 'src="http' not in text
    assert 'src="/' not in text


# check


def test_check_says_that_all_is_well(dikuai: Dikuai) -> None:
    ran = dikuai("check", DATA, "--lang", "en")
    assert ran.code == 0
    assert f"{COUNTS['plots']} plots are good, 0 files are set aside" in ran.out
    assert "7,333 m² are not used" in ran.out


@pytest.mark.parametrize(("lang", "aside"), [("en", "2 files are set aside"), ("zh", "搁置 2 个文件")])
def test_check_names_file_line_and_reason(dikuai: Dikuai, broken: Path, lang: str, aside: str) -> None:
    ran = dikuai("check", broken, "--lang", lang)
    assert ran.code == 1
    assert aside in ran.out
    rows = [line.split() for line in ran.out.splitlines() if ".geojson" in line]
    assert ["bad.geojson", "3", "geometry"] in [row[:3] for row in rows]
    assert ["torn.geojson", "2"] in [row[:2] for row in rows]
    assert any(row[:2] == ["good.geojson", "note"] for row in rows), "an unknown property is kept and listed"


def test_check_takes_the_folder_of_the_settings(dikuai: Dikuai, broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIKUAI_CATALOGUE", str(broken))
    assert dikuai("check").code == 1


# What is wrong is one line

LAYER = str(DATA / "reference" / "places.geojson")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "/nowhere"], "/nowhere: there is no such catalogue folder"),
        (["near", "metro", "-c", "/nowhere"], "/nowhere: there is no such catalogue folder"),
        (["near", "metro", "--layer", "zoning"], "“zoning” is not NAME=FILE"),
        (["near", "metro", "--layer", "zoning=/nowhere.gpkg"], "/nowhere.gpkg: there is no such file"),
        (["near", "metro", "--layer", f"z={LAYER}#other"], "has no layer “other”"),
        (["near", "metro", "--layer", f"plots={LAYER}"], "there is a collection plots already"),
        (["near", "metro", "--layer", f"z={Path(__file__)}"], "test_app.py"),
        (["near", "metro", "--collection", "parks"], "there is no collection “parks”; there are plots"),
        (["near", "metro", "--within", "banana"], "within: “banana” is not a distance such as 800"),
        (["near", "atlantis"], "near: “atlantis” is not a name that is known here"),
        (["near", "Anting"], "station:安亭, place:安亭镇"),
        (["near", "31.38,121.25"], "did you mean 121.25,31.38"),
        (["export", "-o", "plots.shp"], "“plots.shp” is not a file that ends in one of .geojson"),
        (["export", "-o", "/nowhere/plots.geojson"], "/nowhere: there is no such folder"),
        (["export", "--within", "1km", "-o", "-"], "without --near"),
        (["export", "--crs", "EPSG:2364", "-o", "plots.geojson"], "--crs: “EPSG:2364” is not a coordinate system"),
        (["export", "--crs", "EPSG:4528", "-o", "plots.geojsonl"], "that can name a coordinate system: .geojson"),
        (["export", "--certain", "-o", "-"], "without --near"),
        (["map", "--within", "1km", "-o", "map.html"], "without --near"),
        (["map", "-o", "/"], "/: "),
        (["map", "-o", "/nowhere/map.html"], "/nowhere: there is no such folder"),
        (["serve", "/nowhere"], "/nowhere: there is no such catalogue folder"),
        (["serve", "--host", "no-such-host.invalid"], "cannot listen at no-such-host.invalid:8000"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_in_one_line(
    dikuai: Dikuai, arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = dikuai(*arguments)
    assert ran.code == 2
    assert ran.err.startswith("dikuai: ")
    assert said in ran.err
    assert ran.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("DIKUAI_PAGING__LIMIT_MAX", "0"), ("DIKUAI_LANGUAGE", "fr"), ("DIKUAI_PAGING", "x"), ("DIKUAI_LAYERS", "x")],
)
@pytest.mark.parametrize("command", [["near", "metro"], ["serve"], ["export", "-o", "-"]], ids=str)
def test_a_setting_that_cannot_be_is_said_in_one_line(
    dikuai: Dikuai, monkeypatch: pytest.MonkeyPatch, command: list[str], name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    ran = dikuai(*command)
    assert ran.code == 2
    assert ran.err.startswith("dikuai: ")
    assert ran.err.count("\n") == 1
    assert value in ran.err or name in ran.err


@pytest.mark.parametrize("command", [["serve"], ["map", "-o", "map.html"]], ids=str)
def test_a_background_that_is_not_there_is_said_before_anything_is_done(
    dikuai: Dikuai, monkeypatch: pytest.MonkeyPatch, command: list[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIKUAI_MAPS__BASEMAP", "mercator")
    ran = dikuai(*command)
    assert (ran.code, ran.out) == (2, "")
    assert "mercator" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("arguments", [["near"], ["nonsense"], ["near", "metro", "--limit", "0"], ["map"]], ids=str)
def test_a_command_written_wrongly_is_explained(dikuai: Dikuai, arguments: list[str]) -> None:
    ran = dikuai(*arguments)
    assert ran.code == 2
    assert "Usage" in ran.err
    assert "Traceback" not in ran.err


def test_pyogrio_reads_what_near_answers(dikuai: Dikuai) -> None:
    ran = dikuai("near", "metro", "-f", "geojson")
    assert pyogrio.read_info(ran.out.encode())["features"] == COUNTS["plots"]


# Filters


def test_commands_take_a_condition(dikuai: Dikuai, tmp_path: Path, client: Client) -> None:
    filter = "floor_area_ratio >= 2 OR S_DWITHIN(geometry, 'metro', 1500)"
    wanted = set(client.ids("plots", filter=filter))
    assert 0 < len(wanted) < COUNTS["plots"]
    near = json.loads(dikuai("near", "metro", "--filter", filter, "--format", "geojson").out)
    assert {feature["id"] for feature in near["features"]} == wanted
    out = tmp_path / "plots.geojson"
    assert dikuai("export", "--filter", filter, "-o", str(out)).code == 0
    assert {feature["id"] for feature in json.loads(out.read_text())["features"]} == wanted
    assert dikuai("map", "--filter", filter, "-o", str(tmp_path / "map.html")).code == 0
    drawn = (tmp_path / "map.html").read_text()
    assert all((id in drawn) == (id in wanted) for id in client.ids("plots"))


def test_a_condition_that_cannot_be_read_is_said_in_one_line(dikuai: Dikuai) -> None:
    ran = dikuai("near", "metro", "--filter", "floors >")
    assert ran.code == 2
    assert "filter: “floors >” is not CQL2 text" in ran.err
    assert ran.err.count("\n") == 1
