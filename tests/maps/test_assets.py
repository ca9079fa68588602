import json
import tomllib
from pathlib import Path

import pytest

from maps import assets
from maps.assets import MissingAsset, collect, script_text, style_text, url


def packages(folder: Path) -> Path:
    for asset in assets.VENDORED:
        file = folder / asset.package / asset.source
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"content of " + asset.source.encode())
    return folder


def test_what_npm_installed_is_collected_once(tmp_path):
    source, static = packages(tmp_path / "node_modules"), tmp_path / "static"
    files = list(collect(source, static))
    assert [file.relative_to(static).as_posix() for file in files] == [asset.target for asset in assets.VENDORED]
    written = [file.stat().st_mtime_ns for file in files]
    assert [file.stat().st_mtime_ns for file in collect(source, static)] == written


def test_without_npms_packages_the_message_says_what_to_run(tmp_path, monkeypatch, capsys):
    with pytest.raises(MissingAsset, match="make install"):
        list(collect(tmp_path / "node_modules", tmp_path))
    monkeypatch.setattr(assets, "collect", lambda: collect(tmp_path, tmp_path))
    assert assets.main() == 1
    assert "leaflet.js" in capsys.readouterr().err


def test_the_command_says_how_many_files_it_collected(tmp_path, monkeypatch, capsys):
    source, static = packages(tmp_path / "node_modules"), tmp_path / "static"
    monkeypatch.setattr(assets, "collect", lambda: collect(source, static))
    assert assets.main() == 0
    assert f"{len(assets.VENDORED)} files" in capsys.readouterr().out


def test_a_served_address_changes_with_the_content(tmp_path):
    file = tmp_path / "overview.js"
    file.write_text("1")
    first = url("overview.js", tmp_path)
    assert first.startswith("/static/overview.js?v=")
    file.write_text("22")
    assert url("overview.js", tmp_path) != first


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(MissingAsset, match=r"^gone\.js of the maps"):
        url("gone.js", tmp_path)


def test_images_of_a_style_sheet_are_written_into_it(tmp_path):
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    (tmp_path / "a.css").write_text("a{background:url('dot.png')} b{behavior:url(#default#VML)}")
    text = style_text("a.css", tmp_path)
    assert text == 'a{background:url("data:image/png;base64,iVBORw==")} b{behavior:url(#default#VML)}'


def test_no_text_ends_the_element_it_stands_in(tmp_path):
    (tmp_path / "a.js").write_text('x = "</SCRIPT>"')
    assert script_text("a.js", tmp_path) == 'x = "<\\/SCRIPT>"'


@pytest.mark.parametrize("name", assets.OVERVIEW_STYLES + assets.OVERVIEW_SCRIPTS)
def test_the_overviews_files_are_there_and_load_nothing_from_elsewhere(name):
    text = style_text(name) if name.endswith(".css") else script_text(name)
    for loading in ("@import", "url(http", "url(//", "cdn.", "googleapis"):
        assert loading not in text


def test_everything_that_is_built_for_the_overview_is_listed():
    built = {f"overview/{file.name}" for file in (assets.STATIC / "overview").iterdir()}
    assert built < {*assets.OVERVIEW_STYLES, *assets.OVERVIEW_SCRIPTS}


def test_the_wheel_takes_with_it_what_is_made_and_ignored_by_git():
    root = assets.FOLDER.parent
    made = {line for line in (root / ".gitignore").read_text().splitlines() if line.startswith("maps/static/")}
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    assert made == set(settings["tool"]["hatch"]["build"]["targets"]["wheel"]["artifacts"])


def test_what_vite_built_is_found_by_its_manifest(tmp_path):
    folder = tmp_path / "explorer"
    folder.mkdir()
    entry = {"file": "assets/main-abc.js", "isEntry": True, "css": ["assets/main-def.css"]}
    (folder / "manifest.json").write_text(json.dumps({"src/main.tsx": entry}))
    found = assets.explorer(tmp_path)
    assert found == assets.Built("explorer/assets/main-abc.js", ("explorer/assets/main-def.css",))


def test_before_it_is_built_the_message_says_what_to_run(tmp_path):
    with pytest.raises(MissingAsset, match=r"^manifest\.json of the maps .*make install"):
        assets.explorer(tmp_path)


def test_line_ends_are_those_that_a_browser_hashes():
    for name in assets.OVERVIEW_STYLES + assets.OVERVIEW_SCRIPTS:
        written = assets.style_text(name) if name.endswith(".css") else assets.script_text(name)
        assert "\r" not in written
