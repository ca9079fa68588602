"""A catalogue: its collections, the names in it, and how it is opened."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import geopandas as gpd
import numpy as np

from geo.errors import BadValue, CatalogueError, UnknownCollection
from geo.exchange.gdal import read_layer
from geo.names import Gazetteer, Index, Named
from geo.plots import PLOT
from geo.properties import Schema, Title
from geo.proximity import Near, Target, Targets, Walking, parse_within
from geo.reference import METRO_LINE, METRO_STATION, PLACE, gazetteer
from geo.stores.columns import Snapshot
from geo.stores.folder import PlotFolder, Report, plot_frame
from geo.stores.memory import MemoryCollection
from geo.stores.query import About, Collection, Query
from geo.tiles.cache import TileCache
from geo.tiles.grid import WEB_MERCATOR_QUAD, Tile
from geo.values import Bbox, Distance

log = logging.getLogger(__name__)

#: Questions of nearness are kept: "near metro" is asked again and again, and a map asks for each tile anew.
_QUESTIONS_KEPT = 1024

Progress = Callable[[Sequence[Path]], Iterable[Path]]

_ABOUT_PLOTS = About(
    "plots",
    Title("地块", "Land plots"),
    Title(
        "产业用地地块：面积、容积率、四至、状态，以及到地铁的距离和存疑之处。",
        "Plots of industrial land: area, floor-area ratio, boundaries, status, way to the metro, and what is doubtful.",
    ),
    PLOT,
    shape="geometry-polygon-or-multipolygon",
)

_ABOUT_REFERENCE = (
    About(
        "metro-stations",
        Title("地铁站", "Metro stations"),
        Title("上海轨道交通全部车站。", "All stations of the Shanghai metro."),
        METRO_STATION,
        "© OpenStreetMap contributors",
        shape="geometry-point",
    ),
    About(
        "metro-lines",
        Title("地铁线", "Metro lines"),
        Title("上海轨道交通线路，按车站连线绘制。", "The lines of the Shanghai metro, drawn from station to station."),
        METRO_LINE,
        "© OpenStreetMap contributors",
        shape="geometry-linestring-or-multilinestring",
    ),
    About(
        "places",
        Title("地点", "Places"),
        Title("嘉定的街镇、园区和地点。", "Towns, zones and places of Jiading."),
        PLACE,
        "© OpenStreetMap contributors",
        shape="geometry-point",
    ),
)


@dataclass(frozen=True, slots=True)
class LayerFile:
    """A file that becomes a read-only collection.

    Examples
    --------
    >>> LayerFile.parse("zoning=plans/zoning.gpkg#blocks").layer
    'blocks'
    """

    name: str
    path: Path
    layer: str | None = None

    @classmethod
    def parse(cls, text: str) -> LayerFile:
        """Read ``NAME=FILE`` or ``NAME=FILE#layer``; a file whose own name has a # is found too."""
        name, separator, rest = text.partition("=")
        path, _, layer = (rest, "", "") if "#" in rest and Path(rest).exists() else rest.partition("#")
        if not separator or not path or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", name):
            raise CatalogueError(
                f"“{text}” is not NAME=FILE or NAME=FILE#layer, NAME in lower-case letters, digits and hyphens"
            )
        return cls(name, Path(path), layer or None)


class Catalogue:
    """Collections and the names by which things in them are known.

    Parameters
    ----------
    collections
        By id, in the order in which they are shown.
    names
        The stations, lines and places.
    folder
        Where the plots come from.
    report
        What the folder's files turned out to be.
    walking
        What turns metres into minutes.
    """

    def __init__(
        self,
        collections: Mapping[str, MemoryCollection],
        names: Gazetteer,
        folder: PlotFolder,
        report: Report,
        walking: Walking,
    ) -> None:
        self.collections: Mapping[str, Collection] = collections
        self.names = names
        self.report = report
        self.walking = walking
        self._plots = collections["plots"]
        self._held = tuple(collections.values())
        self._folder = folder
        self._plot_names: tuple[str, Index] | None = None
        self._asked = lru_cache(_QUESTIONS_KEPT)(self._ask)
        texts = [str(walking), *(collection.version for id, collection in collections.items() if id != "plots")]
        self._fixed = hashlib.blake2b(" ".join(texts).encode(), digest_size=4).hexdigest()

    def version(self, collection: Collection) -> str:
        """Return a text that differs whenever an answer about a collection could: on what is near, too."""
        return f"{collection.version}-{self._plots.version}-{self._fixed}"

    @property
    def edition(self) -> str:
        """A text that differs whenever a name could stand for something else."""
        return f"{self._plots.version}-{self._fixed}"

    def collection(self, id: str) -> Collection:
        """Return a collection, or raise `UnknownCollection`."""
        if id not in self.collections:
            raise UnknownCollection(id, self.collections)
        return self.collections[id]

    def near(self, target: str, within: str | None = None, certain: bool = False) -> Near:
        """Read a question of nearness, as people and programs write it.

        Parameters
        ----------
        target
            See `geo.names.NEAR_FORM`.
        within
            See `geo.proximity.WITHIN_FORM`.
        certain
            Whether only what is certain counts.

        Raises
        ------
        BadValue
            With ``near`` or ``within`` as its place.
        """
        return self._asked(self.edition, target, within, certain)

    def targets(self, text: str) -> Targets:
        """Read what something may be near to; see `geo.names.Gazetteer.targets`."""
        return self.names.layer(text) or self.names.targets(text, self.plot_names)

    def _ask(self, edition: str, target: str, within: str | None, certain: bool) -> Near:
        """Read a question of nearness for as long as its names stand for the same things."""
        try:
            targets = self.targets(target)
        except BadValue as error:
            raise error.at("near") from None
        return Near(targets, self._within(within), certain, self.walking)

    def _within(self, text: str | None) -> Distance | None:
        try:
            return None if text is None else parse_within(text, self.walking)
        except BadValue as error:
            raise error.at("within") from None

    def plot_names(self) -> Index:
        """Return the names of the plots that are served now."""
        snapshot = self._plots.snapshot
        if self._plot_names is None or self._plot_names[0] != snapshot.version:
            self._plot_names = (snapshot.version, _plot_index(snapshot))
        return self._plot_names[1]

    def keep_tiles(self, most_bytes: int) -> None:
        """Keep tiles of so many bytes, of all collections together."""
        kept = TileCache(most_bytes)
        for collection in self._held:
            collection.tiles = kept

    async def prepare(self) -> None:
        """Ask the commonest questions once, so that what they need is compiled before the first client asks."""
        questions = [Query(bbox=Bbox(-180, -90, 180, 90)), Query(limit=1)]
        if self.names.layer("metro") is not None:
            questions.append(Query(near=self.near("metro")))
        for query in questions:
            await self.collections["plots"].page(query)
        await self.collections["plots"].tile(Query(), Tile(WEB_MERCATOR_QUAD, 0, 0, 0))

    async def follow(self) -> None:
        """Serve what the folder holds, change by change, until cancelled."""
        async for report in self._folder.changes():
            try:
                self._plots.exchange(await asyncio.to_thread(self._snapshot))
            except Exception:  # whatever a record does, the others stay served, and the next change is followed
                log.exception("the folder has changed and cannot be served: the answers stay as they were")
                continue
            self.report = report
            log_report(report)

    def _snapshot(self) -> Snapshot:
        return Snapshot(plot_frame(self._folder.plots()), PLOT, self.names.layer("metro"), self.walking)


def open_catalogue(
    path: Path, layers: Sequence[LayerFile] = (), walking: Walking | None = None, progress: Progress = iter
) -> Catalogue:
    """Open a folder as a catalogue.

    Parameters
    ----------
    path
        The folder: ``plots/*.geojson``, and ``reference/`` with the metro and the places, which may be absent.
    layers
        Files that become collections of their own.
    walking
        What turns metres into minutes.
    progress
        See `PlotFolder.load`.

    Raises
    ------
    CatalogueError
        The folder or a file cannot be used; says which and why.
    """
    walking = walking or Walking()
    if not path.is_dir():
        raise CatalogueError(f"{path}: there is no such catalogue folder")
    frames = {about.id: _reference_frame(path, about) for about in _ABOUT_REFERENCE}
    names = gazetteer(frames["metro-stations"], frames["metro-lines"], frames["places"])
    folder = PlotFolder(path / "plots")
    report = folder.load(progress)
    log_report(report)
    plots = Snapshot(plot_frame(folder.plots()), PLOT, names.layer("metro"), walking)
    collections = {"plots": MemoryCollection(_ABOUT_PLOTS, plots)}
    for about in _ABOUT_REFERENCE:
        if len(frames[about.id]):
            collections[about.id] = MemoryCollection(about, Snapshot(frames[about.id], about.schema))
    for file in layers:
        if file.name in collections:
            raise CatalogueError(f"there is a collection {file.name} already: choose another name for {file.path}")
        collections[file.name] = _layer_collection(file)
    return Catalogue(collections, names, folder, report, walking)


def log_report(report: Report) -> None:
    """Log what a folder's files turned out to be."""
    log.info("%d plots served, %d files set aside", report.served, len(report.set_aside))
    for error in report.set_aside:
        for fault in error.faults:
            log.warning("set aside %s:%s %s", error.record, fault.line or 1, fault)


def _reference_frame(path: Path, about: About) -> gpd.GeoDataFrame:
    file = path / "reference" / f"{about.id}.geojson"
    if not file.exists():
        return _empty_frame(about.schema)
    return read_layer(about.id, file, schema=about.schema).frame


def _empty_frame(schema: Schema) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({name: [] for name in schema if name != "id"}, geometry=[], crs="EPSG:4326")


def _layer_collection(file: LayerFile) -> MemoryCollection:
    layer = read_layer(file.name, file.path, file.layer)
    for remark in layer.remarks:
        log.warning("%s: %s", file.path, remark)
    source = f"{file.path.name}#{file.layer}" if file.layer else file.path.name
    title = Title(file.name, file.name)
    about = About(file.name, title, Title(f"来自 {source}", f"From {source}"), layer.schema)
    return MemoryCollection(about, Snapshot(layer.frame, layer.schema))


def _plot_index(snapshot: Snapshot) -> Index:
    names = snapshot.properties["name"].astype(str).tolist()
    english = snapshot.properties["name_en"].fillna("").astype(str).tolist()
    shapes = snapshot.space.geometries(np.arange(len(snapshot)))
    rows = zip(snapshot.ids, names, english, shapes, snapshot.uncertainty_m.tolist(), strict=True)
    return Index(
        Named("plot", id, Target(Title(name, name_en or name), shape, uncertainty_m))
        for id, name, name_en, shape, uncertainty_m in rows
    )
