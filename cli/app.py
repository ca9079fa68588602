"""The commands of ``dikuai``."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import Progress

from api.settings import Settings, read_settings
from cli import answers, inquiries
from cli.serving import Loader, serve
from cli.tables import doubt_table, near_table, remark_table, set_aside_table
from cli.words import Words, language_of_locale
from geo.errors import DikuaiError
from geo.exchange.geojson import save_features, write_features
from geo.stores import Catalogue, Form, LayerFile, Query, open_catalogue

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Dikuai: a catalogue and map service for industrial land plots.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(inquiries.app, name="inquiries")

ProgressOf = Callable[[Sequence[Path]], Iterable[Path]]

out = Console()
err = Console(stderr=True)


class Language(StrEnum):
    """A language to answer in."""

    ZH = "zh"
    EN = "en"


class NearFormat(StrEnum):
    """How near answers."""

    TABLE = "table"
    GEOJSON = "geojson"


CatalogueOption = Annotated[
    Path | None, typer.Option("--catalogue", "-c", help="The catalogue's folder [DIKUAI_CATALOGUE, or data].")
]
LayerOption = Annotated[
    list[str] | None, typer.Option("--layer", metavar="NAME=FILE[#layer]", help="A file to serve as a collection.")
]
LangOption = Annotated[Language | None, typer.Option("--lang", help="Language of the answer [that of the locale].")]
NearOption = Annotated[
    str | None, typer.Option("--near", help="Items near metro, metro:11, a station or place, or lon,lat.")
]
WithinOption = Annotated[str | None, typer.Option("--within", help="How far at most: 800m, 1.5km or 15min.")]
CertainOption = Annotated[bool, typer.Option("--certain", help="Only what certainly lies within the distance.")]
CrsOption = Annotated[
    str | None, typer.Option("--crs", help="Coordinate system: EPSG:4490, EPSG:4528 (a CGCS2000 zone), GCJ-02 …")
]
FilterOption = Annotated[
    str | None, typer.Option("--filter", metavar="CQL2", help="Only items of which the condition is true.")
]
CollectionOption = Annotated[str, typer.Option("--collection", help="The collection asked.")]


@app.command("serve")
def serve_command(
    catalogue: Annotated[
        Path | None, typer.Argument(help="The catalogue's folder [DIKUAI_CATALOGUE, or data].")
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that answer.")] = 1,
    layer: LayerOption = None,
    lang: LangOption = None,
) -> None:
    """Serve the catalogue: web pages, maps and the API."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.INFO)
    t = _words(lang)
    settings = read_settings(catalogue=catalogue, layers=tuple(layer) if layer else None)
    loader = Loader(settings, _open(settings, t))
    shown = f"[{host}]" if ":" in host else host

    def announce() -> None:
        out.print(f"{t('serving')}: http://{shown}:{port}/  ({t('stop')})", soft_wrap=True)

    serve(loader, host, port, workers, announce)


@app.command()
def near(
    target: Annotated[
        str, typer.Argument(help="metro, metro:11, a station or place by name, a plot's id, or lon,lat.")
    ],
    within: WithinOption = None,
    certain: CertainOption = False,
    filter: FilterOption = None,
    limit: Annotated[int, typer.Option(min=1, help="Most items to show.")] = 20,
    format: Annotated[NearFormat, typer.Option("--format", "-f", help="How to answer.")] = NearFormat.TABLE,
    collection: CollectionOption = "plots",
    catalogue: CatalogueOption = None,
    layer: LayerOption = None,
    lang: LangOption = None,
) -> None:
    """Show what is near something, nearest first."""
    t = _words(lang)
    held = _open(read_settings(catalogue=catalogue, layers=tuple(layer) if layer else None), t)
    found = held.collection(collection)
    asked = answers.filtered(Query(near=held.near(target, within, certain), limit=limit), found, held, filter)
    page = asyncio.run(found.page(asked))
    if format is NearFormat.GEOJSON:
        write_features(page.features, sys.stdout.buffer)
        return
    frame = asyncio.run(found.frame(asked))
    assert asked.near is not None
    if not len(frame):
        out.print(t("nothing"))
        return
    out.print(near_table(frame, asked.near, t))
    out.print(t("matched", n=page.matched, shown=len(frame)))
    out.print(t("walking", speed=f"{held.walking.speed_m_min:g}", detour=f"{held.walking.detour:g}"), style="dim")


@app.command("map")
def map_command(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    near: NearOption = None,
    within: WithinOption = None,
    certain: CertainOption = False,
    filter: FilterOption = None,
    catalogue: CatalogueOption = None,
    lang: LangOption = None,
) -> None:
    """Draw a map of plots: one file that opens with no network."""
    t = _words(lang)
    settings = read_settings(catalogue=catalogue)
    held = _open(settings, t)
    asked = answers.question(held, near, within, certain)
    asked = answers.filtered(asked, held.collection("plots"), held, filter)
    text = asyncio.run(answers.map_text(held, asked._replace(limit=settings.maps.plots_max), settings, t.lang))
    answers.save_text(text, output)
    out.print(t("map_written", path=output, size=f"{len(text.encode()) / 1e6:.1f} MB"), soft_wrap=True)


@app.command()
def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write; - for standard output.")],
    near: NearOption = None,
    within: WithinOption = None,
    certain: CertainOption = False,
    crs: CrsOption = None,
    filter: FilterOption = None,
    collection: CollectionOption = "plots",
    catalogue: CatalogueOption = None,
    layer: LayerOption = None,
    lang: LangOption = None,
) -> None:
    """Write items to a file: GeoJSON (.geojson), or a sequence (.geojsons, .geojsonl)."""
    t = _words(lang)
    system = answers.system_of_files(crs)
    held = _open(read_settings(catalogue=catalogue, layers=tuple(layer) if layer else None), t)
    found = held.collection(collection)
    asked = answers.filtered(answers.question(held, near, within, certain), found, held, filter)
    features = answers.features(found, asked._replace(form=None if system is None else Form(crs=system)))
    if str(output) == "-":
        write_features(features, sys.stdout.buffer, crs=system)
        return
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        total = asyncio.run(found.page(asked._replace(limit=1))).matched
        count = save_features(progress.track(features, total=total, description=t("writing")), output, system)
    out.print(t("written", n=count, path=output), soft_wrap=True)


@app.command()
def check(
    catalogue: Annotated[
        Path | None, typer.Argument(help="The catalogue's folder [DIKUAI_CATALOGUE, or data].")
    ] = None,
    lang: LangOption = None,
) -> None:
    """Check every record: what is set aside and why, what is unusual, what is doubtful."""
    t = _words(lang)
    held = _open(read_settings(catalogue=catalogue), t)
    report = held.report
    doubts = [
        (plot["id"], doubt)
        for plot in map(orjson.loads, answers.features(held.collection("plots"), Query()))
        for doubt in plot["properties"].get("doubts", ())
    ]
    for rows, table in ((report.set_aside, set_aside_table), (report.remarks, remark_table)):
        if rows:
            out.print(table(report, t))
    if doubts:
        out.print(doubt_table(doubts, t))
    out.print(f"{t('served', n=report.served)}, {t('set_aside', n=len(report.set_aside))}")
    if report.set_aside:
        raise typer.Exit(1)


def main() -> None:
    """Run ``dikuai``: an error is one line, and the exit status is not zero."""
    try:
        app()
    except DikuaiError as error:
        err.print(f"dikuai: {error}", style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
    except OSError as error:
        file = error.filename2 or error.filename
        named = f"{file}: " if file else ""
        err.print(
            f"dikuai: {named}{error.strerror or error}", style="red", markup=False, highlight=False, soft_wrap=True
        )
        sys.exit(2)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(version("dikuai"))
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Dikuai: a catalogue and map service for industrial land plots."""


def _words(lang: Language | None) -> Words:
    return Words("zh" if (lang.value if lang else language_of_locale()) == "zh" else "en")


def _open(settings: Settings, t: Words) -> Catalogue:
    layers = [LayerFile.parse(text) for text in settings.layers]
    with _progress(t) as track:
        return open_catalogue(settings.catalogue, layers, settings.walking.walking, track)


@contextmanager
def _progress(t: Words) -> Iterator[ProgressOf]:
    with Progress(console=err, transient=True, disable=not err.is_terminal) as progress:

        def track(paths: Sequence[Path]) -> Iterable[Path]:
            return progress.track(paths, description=t("reading"))

        yield track
