"""The folder store: ``plots/*.geojson``, one Feature a file, is the truth.

A file that cannot be read as a plot is set aside and reported; the rest is served. Files changed by hand, by git or by
another program are followed while serving.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from watchfiles import Change, DefaultFilter, awatch

from geo.errors import BadRecord, CatalogueError, Fault
from geo.measure import implied
from geo.plots import PLOT, Plot
from geo.proximity import NEAR_COLUMNS
from geo.records import read_record_bytes

log = logging.getLogger(__name__)

SUFFIX = ".geojson"

#: How often the folder is looked through for what no notice came of: edits before the watch began, or over a network.
LOOK_EVERY_MS = 5_000


@dataclass(frozen=True, slots=True)
class Report:
    """What a folder's files turned out to be.

    Parameters
    ----------
    served
        How many plots are served.
    set_aside
        The files that are not, each with its faults.
    remarks
        What was unusual but usable: file name and remark.
    """

    served: int
    set_aside: tuple[BadRecord, ...] = ()
    remarks: tuple[tuple[str, Fault], ...] = ()


@dataclass
class PlotFolder:
    """The plots of a folder, file by file.

    Parameters
    ----------
    path
        The folder that holds ``*.geojson``.

    Raises
    ------
    CatalogueError
        There is no such folder.
    """

    path: Path
    _files: dict[str, Plot | BadRecord] = field(default_factory=dict, repr=False)
    _stamps: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if not self.path.is_dir():
            raise CatalogueError(f"{self.path}: there is no such folder of plots")

    def load(self, progress: Callable[[Sequence[Path]], Iterable[Path]] = iter) -> Report:
        """Read every file.

        Parameters
        ----------
        progress
            Passes the paths on as they are read, to show how far it is.
        """
        self._files, self._stamps = {}, {}
        for path in progress(sorted(self.path.glob(f"*{SUFFIX}"))):
            self._read(path)
        return self.report()

    def update(self, paths: Iterable[Path]) -> Report:
        """Read again, or drop, the files at these paths."""
        for path in paths:
            if path.is_file():
                self._read(path)
            else:
                self._files.pop(path.name, None)
                self._stamps.pop(path.name, None)
        return self.report()

    def stale(self) -> set[Path]:
        """Return the paths at which there is something else than was read."""
        stamps = {path.name: _stamp(path) for path in self.path.glob(f"*{SUFFIX}")}
        return {self.path / name for name, _ in stamps.items() ^ self._stamps.items()}

    def plots(self) -> list[Plot]:
        """Return the plots that are served."""
        return list(self._sorted()[0].values())

    def report(self) -> Report:
        """Return what the files turned out to be."""
        served, set_aside = self._sorted()
        remarks = tuple((name, remark) for name, plot in sorted(served.items()) for remark in plot.remarks)
        return Report(len(served), tuple(set_aside), remarks)

    async def changes(self, debounce_ms: int = 200) -> AsyncIterator[Report]:
        """Follow the folder: after every change to its files, read them and yield what it then holds."""
        notices = awatch(
            self.path,
            watch_filter=_RecordsOnly(),
            debounce=debounce_ms,
            step=50,
            recursive=False,
            rust_timeout=LOOK_EVERY_MS,
            yield_on_timeout=True,
        )
        async for changed in notices:
            paths = {Path(path) for _, path in changed} or await asyncio.to_thread(self.stale)
            if paths:
                yield await asyncio.to_thread(self.update, paths)

    def _read(self, path: Path) -> None:
        self._stamps[path.name] = _stamp(path)
        try:
            self._files[path.name] = read_record_bytes(path.read_bytes(), path.name)
        except BadRecord as error:
            self._files[path.name] = error
        except OSError as error:
            self._files[path.name] = BadRecord(path.name, [Fault("file", error.strerror or str(error))])

    def _sorted(self) -> tuple[dict[str, Plot], list[BadRecord]]:
        """Part the files into those served, by name, and those set aside, which include bearers of another's id."""
        good = {name: plot for name, plot in self._files.items() if isinstance(plot, Plot)}
        bad = [error for error in self._files.values() if isinstance(error, BadRecord)]
        bearers: dict[str, list[str]] = defaultdict(list)
        for name, plot in good.items():
            bearers[plot.id].append(name)
        for id, names in bearers.items():
            rightful = f"{id}{SUFFIX}"
            for name in names if len(names) > 1 else ():
                if name != rightful:
                    del good[name]
                    others = ", ".join(other for other in names if other != name)
                    bad.append(BadRecord(name, [Fault("id", f"“{id}” is also the id of {others}")]))
        return good, sorted(bad, key=lambda error: error.record)


def plot_frame(plots: Sequence[Plot]) -> gpd.GeoDataFrame:
    """Put plots in a frame: stored and implied properties in the table's order, then the unknown ones.

    Parameters
    ----------
    plots
        With different ids.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326, indexed by id; ``metro_*`` columns are there but empty.
    """
    rows: list[dict[str, Any]] = [{**plot.properties, **implied(plot)} for plot in plots]
    names = [name for name in PLOT if name != "id"]
    columns = {name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names}
    extra = dict.fromkeys(name for plot in plots for name in plot.extra)
    columns |= {_served(name): pd.Series([plot.extra.get(name) for plot in plots], dtype=object) for name in extra}
    frame = gpd.GeoDataFrame(columns, geometry=[plot.geometry for plot in plots], crs="EPSG:4326")
    return frame.set_index(pd.Index([plot.id for plot in plots], name="id", dtype=object))


def _served(name: str) -> str:
    """Return the name under which an unknown property is served; an answer needs some names for itself."""
    return f"{name}_in_file" if name in {*NEAR_COLUMNS, "geometry"} else name


def _stamp(path: Path) -> tuple[int, int]:
    """Return what changes when a file does; nothing of a file that is gone."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)


class _RecordsOnly(DefaultFilter):
    def __call__(self, change: Change, path: str) -> bool:
        return path.endswith(SUFFIX) and super().__call__(change, path)
