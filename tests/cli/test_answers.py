"""Asking a catalogue without a service: exports and maps."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from cli import answers
from geo.errors import BadValue
from geo.stores import Catalogue, Query, open_catalogue
from tests.cli.conftest import Dikuai
from tests.server import gdal
from tests.service import COUNTS, DATA, LAYER_IDS, client_of, settings, write_layer

SUFFIXES = [".geojson", ".json", ".geojsons", ".geojsonl", ".ndjson"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return open_catalogue(DATA)


def features_of(path: Path) -> list[dict[str, Any]]:
    """Read an export with Python's own JSON reader."""
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".geojson", ".json"}:
        found: list[dict[str, Any]] = json.loads(text)["features"]
        return found
    return [json.loads(line.removeprefix("\x1e")) for line in text.split("\n") if line]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_export_holds_what_the_service_answers(dikuai: Dikuai, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"plots{suffix}"
    ran = dikuai("export", "-o", path, "--lang", "en")
    assert (ran.code, ran.out, ran.err) == (0, f"{COUNTS['plots']} written to {path}\n", "")
    with client_of() as client:
        assert features_of(path) == client.items("plots")["features"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_gdal_reads_an_export(dikuai: Dikuai, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"stations{suffix}"
    assert dikuai("export", "--collection", "metro-stations", "-o", path).code == 0
    assert f"Feature Count: {COUNTS['metro-stations']}\n" in gdal("ogrinfo", "-so", "-al", str(path))
    assert len(pyogrio.read_dataframe(path)) == COUNTS["metro-stations"]


def test_a_text_sequence_is_as_rfc_8142_has_it(dikuai: Dikuai, tmp_path: Path) -> None:
    dikuai("export", "-o", tmp_path / "plots.geojsons")
    records = (tmp_path / "plots.geojsons").read_bytes().split(b"\x1e")
    assert records[0] == b""
    assert all(record.endswith(b"\n") and json.loads(record)["type"] == "Feature" for record in records[1:])


def test_an_export_to_standard_output_is_only_that(dikuai: Dikuai) -> None:
    ran = dikuai("export", "--near", "metro", "--within", "1km", "-o", "-")
    assert ran.err == ""
    with client_of() as client:
        wanted = client.items("plots", near="metro", within="1km")["features"]
    assert json.loads(ran.out)["features"] == wanted


def test_a_file_layer_is_exported(dikuai: Dikuai, tmp_path: Path) -> None:
    layer = write_layer(tmp_path / "zoning.geojson")
    path = tmp_path / "copy.geojson"
    assert dikuai("export", "--layer", f"zoning={layer}", "--collection", "zoning", "-o", path).code == 0
    written = {one["id"]: one for one in json.loads(layer.read_text(encoding="utf-8"))["features"]}
    copied = {one["id"]: one for one in features_of(path)}
    assert set(copied) == set(LAYER_IDS)
    for id, one in written.items():
        assert copied[id]["properties"] == one["properties"]
        assert copied[id]["geometry"] == one["geometry"]


def test_an_older_file_is_replaced(dikuai: Dikuai, tmp_path: Path) -> None:
    path = tmp_path / "plots.geojson"
    path.write_text("older", encoding="utf-8")
    assert dikuai("export", "-o", path).code == 0
    assert len(features_of(path)) == COUNTS["plots"]
    assert [one.name for one in tmp_path.iterdir()] == ["plots.geojson"]


@pytest.mark.parametrize("command", ["export", "map"])
def test_an_older_file_stays_when_writing_fails(
    dikuai: Dikuai, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "older.geojson"
    path.write_text("older", encoding="utf-8")
    monkeypatch.setattr("geo.exchange.files.os.replace", full)
    ran = dikuai(command, "-o", path)
    assert (ran.code, ran.err) == (2, "dikuai: No space left on device\n")
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_features_come_page_by_page_each_once(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "_PAGE", 50)
    ids = [json.loads(one)["id"] for one in answers.features(catalogue.collection("metro-stations"), Query())]
    assert len(ids) == len(set(ids)) == COUNTS["metro-stations"]


def test_a_question_is_that_of_the_options(catalogue: Catalogue) -> None:
    assert answers.question(catalogue, None, None, False) == Query()
    asked = answers.question(catalogue, "metro:11", "2km", True).near
    assert asked is not None
    assert asked.within is not None
    assert (asked.targets.key, asked.within.metres, asked.certain) == ("metro:11", 2000, True)


@pytest.mark.parametrize(("within", "certain", "value"), [("1km", False, "1km"), (None, True, "certain")])
def test_a_distance_without_a_target_is_refused(
    catalogue: Catalogue, within: str | None, certain: bool, value: str
) -> None:
    with pytest.raises(BadValue, match=f"“{value}” is not usable without --near"):
        answers.question(catalogue, None, within, certain)


def test_a_map_has_everything_inside(catalogue: Catalogue) -> None:
    text = asyncio.run(answers.map_text(catalogue, Query(), settings(), "zh"))
    assert "嘉定区外冈镇 JDS3-0101 单元 29-08 地块" in text
    assert text.count("/static/") == 0


def test_a_text_is_saved_as_utf_8(tmp_path: Path) -> None:
    answers.save_text("地块", tmp_path / "a.html")
    assert (tmp_path / "a.html").read_bytes() == "地块".encode()
