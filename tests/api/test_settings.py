"""Settings: where they come from, their bounds, and what is said of one that is wrong."""

from pathlib import Path

import pytest
from pydantic import BaseModel

from api.settings import Settings, WalkingSettings, read_settings
from geo.errors import CatalogueError


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_any_setting_the_defaults_hold() -> None:
    settings = read_settings()
    assert settings.catalogue == Path("data")
    assert settings.layers == ()
    assert (settings.paging.limit_default, settings.paging.limit_max) == (10, 10_000)
    assert (settings.walking.speed_m_min, settings.walking.detour) == (80, 1.3)


@pytest.mark.parametrize(
    ("name", "value", "path", "read"),
    [
        ("DIKUAI_CATALOGUE", "/plots", "catalogue", Path("/plots")),
        ("DIKUAI_LANGUAGE", "zh", "language", "zh"),
        ("DIKUAI_LAYERS", "a=x.gpkg, b=y.shp#z", "layers", ("a=x.gpkg", "b=y.shp#z")),
        ("DIKUAI_PAGING__LIMIT_MAX", "50", "paging.limit_max", 50),
        ("DIKUAI_WALKING__DETOUR", "1.2", "walking.detour", 1.2),
        ("DIKUAI_MAPS__BASEMAP", "gaode", "maps.basemap", "gaode"),
        ("DIKUAI_MAPS__PLOTS_MAX", "7", "maps.plots_max", 7),
        ("DIKUAI_HTTP__COMPRESS_MIN_BYTES", "0", "http.compress_min_bytes", 0),
        ("DIKUAI_HTTP__PROXIES", "2", "http.proxies", 2),
        ("DIKUAI_INQUIRIES__DATABASE", "/kept/q.sqlite", "inquiries_database", Path("/kept/q.sqlite")),
        ("DIKUAI_INQUIRIES__KEEP_DAYS", "30", "inquiries.keep_days", 30),
        ("DIKUAI_HTTP__CORS_ORIGINS", '["https://x.org"]', "http.cors_origins", ["https://x.org"]),
    ],
)
def test_a_setting_is_read_from_the_environment_and_from_a_file(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, path: str, read: object
) -> None:
    def found() -> object:
        settings: object = read_settings()
        for step in path.split("."):
            settings = getattr(settings, step)
        return settings

    Path(".env").write_text(f"{name}={value}\n", encoding="utf-8")
    assert found() == read
    Path(".env").unlink()
    monkeypatch.setenv(name, value)
    assert found() == read


def test_what_is_given_stands_above_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIKUAI_CATALOGUE", "/theirs")
    monkeypatch.setenv("DIKUAI_LAYERS", "a=x.gpkg")
    assert read_settings(catalogue=Path("/ours")).catalogue == Path("/ours")
    assert read_settings(catalogue=None).catalogue == Path("/theirs")
    assert read_settings(layers=("b=y.shp",)).layers == ("b=y.shp",)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DIKUAI_PAGING__LIMIT_MAX", "0", "greater than or equal to 1"),
        ("DIKUAI_PAGING__LIMIT_MAX", "many", "valid integer"),
        ("DIKUAI_PAGING__LIMIT_MAX", "5", "limit_default is above limit_max"),
        ("DIKUAI_WALKING__SPEED_M_MIN", "5", "greater than or equal to 20"),
        ("DIKUAI_WALKING__DETOUR", "0.9", "greater than or equal to 1"),
        ("DIKUAI_WALKING__DETOUR", "nan", "DIKUAI_WALKING__DETOUR"),
        ("DIKUAI_LANGUAGE", "fr", "'zh' or 'en'"),
        ("DIKUAI_HTTP__BASE_URL", "example.org", "valid URL"),
        ("DIKUAI_HTTP__CORS_ORIGINS", "https://x.org", "DIKUAI_HTTP"),
        ("DIKUAI_PAGING", "ten", "DIKUAI_PAGING"),
        ("DIKUAI_INQUIRIES__KEEP_DAYS", "0", "greater than or equal to 1"),
    ],
)
def test_a_setting_out_of_its_bounds_is_one_clear_error(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CatalogueError) as caught:
        read_settings()
    message = str(caught.value)
    assert said in message
    assert message.startswith("DIKUAI_")
    assert "\n" not in message


def test_all_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIKUAI_WALKING__DETOUR", "9")
    monkeypatch.setenv("DIKUAI_LANGUAGE", "fr")
    with pytest.raises(CatalogueError, match=r"(?s)DIKUAI_LANGUAGE.*DIKUAI_WALKING__DETOUR"):
        read_settings()


def test_settings_stay_as_they_are() -> None:
    with pytest.raises(ValueError, match="frozen"):
        read_settings().language = "zh"


def test_every_setting_says_what_it_is() -> None:
    groups = {type(value) for _, value in read_settings() if isinstance(value, BaseModel)}
    assert len(groups) == 7
    for group in groups | {Settings}:
        for name, field in group.model_fields.items():
            assert field.description or field.annotation in groups, f"{group.__name__}.{name}"


def test_walking_is_what_the_library_takes() -> None:
    walking = WalkingSettings(speed_m_min=100, detour=2).walking
    assert (walking.speed_m_min, walking.detour) == (100, 2)
