"""A PostGIS database of the benchmark's own, beside whatever PostgreSQL a machine has.

A cluster is made and filled once, kept from run to run, and runs at a free port as long as it is measured. PostgreSQL
does not run as root: there everything is done as the user of Debian's package.
"""

from __future__ import annotations

import hashlib
import logging
import os
import secrets
import shutil
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import shapely

from bench import cores
from bench.errors import BenchError
from bench.servers import free_port, stop

log = logging.getLogger(__name__)

TABLE = "plots"
#: Columns that have an index of their own, beside the key and the geometry.
INDEXED = ("floor_area_ratio", "site_area_m2", "status")

_DATABASE = "postgres"
_READER = "reader"
_USER_OF_DEBIAN = "postgres"
#: Where Debian keeps the programs and what is installed beside them, by PostgreSQL's version.
_PROGRAMS = Path("/usr/lib/postgresql")
_SHARED = Path("/usr/share/postgresql")
_START_MAX_S = 60.0
_TYPES = {"string": "text", "large_string": "text", "double": "double precision", "date32[day]": "date"}
_GIB = 2**30


@dataclass(frozen=True, slots=True)
class Database:
    """A database that answers.

    Parameters
    ----------
    url
        What a reader of the table connects to, with a password made for this run.
    versions
        Of PostgreSQL and PostGIS, for people.
    """

    url: str
    versions: Mapping[str, str]


@contextmanager
def postgis(cache: Path, file: Path) -> Iterator[Database]:
    """Serve the plots of a GeoParquet file as the table ``public.plots`` as long as the context lasts.

    Parameters
    ----------
    cache
        The folder in which the database is kept.
    file
        Plots with a column ``id`` and geometries in EPSG:4326.

    Raises
    ------
    BenchError
        PostgreSQL or PostGIS is not installed, or does not start: with what it said.
    """
    programs = _Programs(_folder_of_programs(), _user())
    with _running(programs, _filled(programs, cache.absolute(), file)) as cluster:
        password = secrets.token_hex(16)
        cluster.sql(f"ALTER ROLE {_READER} PASSWORD '{password}'")
        url = f"postgresql://{_READER}:{password}@127.0.0.1:{cluster.port}/{_DATABASE}"
        yield Database(url, cluster.versions())


@dataclass(frozen=True, slots=True)
class _Programs:
    """PostgreSQL's programs: where they are, and as whom they run (None: as who runs the benchmark)."""

    folder: Path
    user: str | None

    def start(self, name: str, *arguments: str, **streams: Any) -> subprocess.Popen[bytes]:
        command = [*cores.of_server(), str(self.folder / name), *arguments]
        groups = () if self.user else None
        # The user may not be allowed to stand where the benchmark does.
        return subprocess.Popen(
            command, cwd="/", user=self.user, group=self.user, extra_groups=groups, start_new_session=True, **streams
        )

    def run(self, name: str, *arguments: str) -> str:
        process = self.start(name, *arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, complained = (stream.decode(errors="replace").strip() for stream in process.communicate())
        if process.returncode:
            raise BenchError(f"{name} failed: {complained or said}")
        return said

    def give(self, folder: Path) -> Path:
        """Give a folder to the user, who must be able to come to it."""
        if self.user:
            shutil.chown(folder, self.user, self.user)
            for parent in folder.parents:
                if not parent.stat().st_mode & stat.S_IXOTH:
                    who = f"the user {self.user}, as whom PostgreSQL runs when root starts it"
                    raise BenchError(f"{parent} is closed to {who}: name another folder with --cache")
        return folder


@dataclass(frozen=True, slots=True)
class _Cluster:
    """A running cluster."""

    programs: _Programs
    sockets: str
    port: int

    def sql(self, *commands: str) -> str:
        each = [part for command in commands for part in ("--command", command)]
        return self.programs.run("psql", *self._connection, "--quiet", "--tuples-only", "--no-align", *each)

    def copy(self, table: pa.Table) -> None:
        """Send rows to the table, in the order of its columns."""
        command = f"COPY {TABLE} FROM STDIN (FORMAT csv)"
        with tempfile.TemporaryFile() as said:
            process = self.programs.start(
                "psql", *self._connection, "--command", command, stdin=subprocess.PIPE, stdout=said, stderr=said
            )
            options = pyarrow.csv.WriteOptions(include_header=False)
            try:
                pyarrow.csv.write_csv(table, process.stdin, options)
                process.communicate()
            except BrokenPipeError:
                process.wait()
            if process.returncode:
                said.seek(0)
                raise BenchError(f"the plots were not loaded: {said.read().decode(errors='replace').strip()}")

    def versions(self) -> Mapping[str, str]:
        library = "SELECT extversion FROM pg_extension WHERE extname = 'postgis'"
        server, library = self.sql("SHOW server_version", library).split("\n")
        return {"PostgreSQL": server.split()[0], "PostGIS": library}

    @property
    def _connection(self) -> Sequence[str]:
        where = ("--host", self.sockets, "--port", str(self.port), "--dbname", _DATABASE)
        return ("--no-psqlrc", "--set", "ON_ERROR_STOP=1", *where)


def _folder_of_programs() -> Path:
    """Return the folder of the newest PostgreSQL that has PostGIS."""
    versions = (path.parents[1].name for path in _SHARED.glob("*/extension/postgis.control"))
    for version in sorted(versions, key=int, reverse=True):
        if (_PROGRAMS / version / "bin" / "initdb").exists():
            return _PROGRAMS / version / "bin"
    raise BenchError(
        "PostgreSQL with PostGIS is not there: make bench installs it, or apt-get install postgresql-postgis"
    )


def _user() -> str | None:
    return None if os.geteuid() else _USER_OF_DEBIAN


@contextmanager
def _running(programs: _Programs, data: Path) -> Iterator[_Cluster]:
    """Run the cluster of a data folder; its socket is in a folder that only the user may enter."""
    with tempfile.TemporaryDirectory(prefix="dikuai-") as sockets, tempfile.TemporaryFile() as said:
        programs.give(Path(sockets))
        cluster = _Cluster(programs, sockets, free_port())
        options = {"port": cluster.port, "unix_socket_directories": sockets, **_settings()}
        given = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        process = programs.start("postgres", "-D", str(data), *given, stdout=said, stderr=said)
        try:
            if not _answers(cluster, process):
                said.seek(0)
                raise BenchError(f"PostgreSQL does not start: {said.read().decode(errors='replace').strip()}")
            yield cluster
        finally:
            stop(process)


def _settings() -> Mapping[str, object]:
    """Return settings for a database in memory, read by few, on the cores of the server."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "listen_addresses": "127.0.0.1",
        "shared_buffers": f"{min(memory // 4, 2 * _GIB) // 2**20}MB",
        "effective_cache_size": f"{memory // 2 // 2**20}MB",
        "work_mem": "64MB",
        "maintenance_work_mem": f"{min(memory // 16, _GIB) // 2**20}MB",
        "random_page_cost": 1.1,
        "max_parallel_workers_per_gather": min(2, cores.number_of_server() - 1),
        # Compiling a query takes longer than answering one of these.
        "jit": "off",
        # What is lost with the machine is made anew.
        "fsync": "off",
        "wal_level": "minimal",
        "max_wal_senders": 0,
        "max_wal_size": "4GB",
    }


def _answers(cluster: _Cluster, process: subprocess.Popen[bytes]) -> bool:
    end = time.perf_counter() + _START_MAX_S
    while time.perf_counter() < end and process.poll() is None:
        with suppress(BenchError):
            cluster.sql("SELECT 1")
            return True
        time.sleep(0.05)
    return False


def _filled(programs: _Programs, cache: Path, file: Path) -> Path:
    """Return the data folder of a cluster with the plots, made anew when they, PostgreSQL or this module change."""
    makers = b"".join([Path(__file__).read_bytes(), str(programs.folder).encode()])
    data = cache / f"postgis-{file.stem}-{hashlib.blake2b(makers, digest_size=4).hexdigest()}"
    if data.exists():
        return data
    log.info("loading %s into PostGIS", file.name)
    for former in cache.glob(f"postgis-{file.stem}-*"):
        if not (former / "postmaster.pid").exists():
            shutil.rmtree(former)
    unfinished = data.with_suffix(".part")
    unfinished.mkdir(parents=True)
    programs.give(unfinished)
    how = ("--encoding=UTF8", "--locale=C.UTF-8", "--auth-local=peer", "--auth-host=scram-sha-256", "--no-sync")
    programs.run("initdb", "--pgdata", str(unfinished), *how)
    with _running(programs, unfinished) as cluster:
        _load(cluster, file)
    return unfinished.rename(data)


def _load(cluster: _Cluster, file: Path) -> None:
    plots = _rows(file)
    columns = [f"{name} {_TYPES[str(type)]}" for name, type in zip(plots.schema.names, plots.schema.types, strict=True)]
    columns[0] += " PRIMARY KEY"
    columns[-1] = "geom geometry(Geometry, 4326)"
    cluster.sql("CREATE EXTENSION postgis", f"CREATE TABLE {TABLE} ({', '.join(columns)})")
    cluster.copy(plots)
    cluster.sql(
        f"CREATE INDEX ON {TABLE} USING gist (geom)",
        *(f"CREATE INDEX ON {TABLE} ({name})" for name in INDEXED),
        f"VACUUM ANALYZE {TABLE}",
        f"CREATE ROLE {_READER} LOGIN",
        f"GRANT SELECT ON {TABLE} TO {_READER}",
    )


def _rows(file: Path) -> pa.Table:
    """Return the plots along a Hilbert curve, so that neighbours share pages: the id first, the geometry last."""
    frame = gpd.read_parquet(file)
    geometries = shapely.to_wkb(shapely.set_srid(frame.geometry.to_numpy(), 4326), hex=True, include_srid=True)
    table = pyarrow.parquet.read_table(file).drop_columns("geometry").append_column("geom", pa.array(geometries))
    return table.take(pa.array(frame.hilbert_distance().to_numpy().argsort()))
