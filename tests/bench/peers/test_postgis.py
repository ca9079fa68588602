"""A PostGIS database of the benchmark's own."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import geopandas as gpd
import pytest

from bench.errors import BenchError
from bench.peers import postgis as module
from bench.peers.postgis import INDEXED, Database, postgis
from bench.plots import make_plots

N = 400


@pytest.fixture(scope="module")
def plots() -> gpd.GeoDataFrame:
    return make_plots(N)


@pytest.fixture(scope="module")
def file(plots: gpd.GeoDataFrame, entered: Path) -> Path:
    plots.to_parquet(entered / "plots.parquet", index=False)
    return entered / "plots.parquet"


@pytest.fixture(scope="module")
def database(file: Path, entered: Path) -> Iterator[Database]:
    with postgis(entered / "kept", file) as database:
        yield database


def psql(database: Database, command: str) -> subprocess.CompletedProcess[str]:
    asked = ["psql", database.url, "--no-psqlrc", "--tuples-only", "--no-align", "--command", command]
    return subprocess.run(asked, capture_output=True, text=True, check=False)


def test_every_plot_is_there_with_its_figures(database: Database, plots: gpd.GeoDataFrame) -> None:
    counts = "count(*), count(price_cny), count(announced_on), round(sum(site_area_m2)::numeric, 1)"
    said = psql(database, f"SELECT {counts} FROM plots").stdout.strip().split("|")
    wanted = (N, plots["price_cny"].count(), plots["announced_on"].count(), round(plots["site_area_m2"].sum(), 1))
    assert [float(figure) for figure in said] == pytest.approx(list(wanted))


def test_geometries_are_those_of_the_file(database: Database, plots: gpd.GeoDataFrame) -> None:
    one = plots.iloc[7]
    command = f"SELECT ST_SRID(geom), ST_AsBinary(geom) = '\\x{one.geometry.wkb_hex}' FROM plots WHERE id = '{one.id}'"
    assert psql(database, command).stdout.strip() == "4326|t"


def test_there_are_indexes_of_what_is_asked(database: Database) -> None:
    said = psql(database, "SELECT indexdef FROM pg_indexes WHERE tablename = 'plots'").stdout
    assert all(f"btree ({name})" in said for name in ("id", *INDEXED))
    assert "gist (geom)" in said


def test_a_reader_cannot_write(database: Database) -> None:
    assert "permission denied" in psql(database, "DELETE FROM plots").stderr


def test_another_password_is_refused(database: Database) -> None:
    password = database.url.split(":")[2].partition("@")[0]
    other = Database(database.url.replace(password, "x"), {})
    assert "password authentication failed" in psql(other, "SELECT 1").stderr


def test_versions_are_numbers(database: Database) -> None:
    assert [name for name, version in database.versions.items() if version[0].isdigit()] == ["PostgreSQL", "PostGIS"]


def test_it_is_kept_and_stops_afterwards(file: Path, tmp_path: Path, entered: Path) -> None:
    cache = entered / "twice"
    made = set()
    for _ in range(2):
        with postgis(cache, file) as database:
            assert psql(database, "SELECT 1").stdout == "1\n"
        assert "refused" in psql(database, "SELECT 1").stderr
        made |= {path.stat().st_ctime_ns for path in cache.glob("*/PG_VERSION")}
    assert len(made) == 1


def test_plots_that_are_not_loaded_are_said(plots: gpd.GeoDataFrame, entered: Path) -> None:
    twice = entered / "twice.parquet"
    plots.assign(id="same").to_parquet(twice, index=False)
    with pytest.raises(BenchError, match="duplicate key"), postgis(entered / "never", twice):
        pass
    assert not list((entered / "never").glob("postgis-*[!t]"))


def test_a_folder_that_is_closed_to_the_user_of_postgresql_is_said(file: Path, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    by_root = os.geteuid() == 0
    refused = pytest.raises(BenchError, match=r"closed to the user postgres.*--cache") if by_root else nullcontext()
    with refused, postgis(tmp_path / "kept", file) as database:
        assert database.url


def test_a_missing_postgis_is_said(monkeypatch: pytest.MonkeyPatch, file: Path, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_SHARED", tmp_path)
    with pytest.raises(BenchError, match="make bench installs it"), postgis(tmp_path, file):
        pass


def test_a_cluster_that_does_not_start_says_why(entered: Path, file: Path) -> None:
    cache = entered / "broken"
    with postgis(cache, file):
        pass
    next(cache.glob("*/PG_VERSION")).write_text("9\n")
    with pytest.raises(BenchError, match="incompatible"), postgis(cache, file):
        pass
