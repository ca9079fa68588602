"""``dikuai inquiries``: what people asked and reported, for those who answer."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from api.inquiries.refusals import NotStored
from api.inquiries.store import Store, column_names
from api.inquiries.submissions import Inquiry, Report, Submission
from api.settings import read_settings
from cli.words import Words, language_of_locale
from geo.errors import BadValue, CatalogueError

app = typer.Typer(help="What people asked about plots, and what they reported as wrong.", invoke_without_command=True)

#: What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

#: What is not told in a table for the eye: the consent is the same text in every row.
_UNSEEN = {"consent_text", "consent_version", "lang"}


class Format(StrEnum):
    """How inquiries are listed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


CatalogueOption = Annotated[
    Path | None, typer.Option("--catalogue", "-c", help="The catalogue's folder [DIKUAI_CATALOGUE, or data].")
]


@app.callback()
def inquiries(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Received on that day or later.")] = None,
    plot: Annotated[str | None, typer.Option("--plot", metavar="ID", help="About this plot.")] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to answer.")] = Format.TABLE,
    reports: Annotated[bool, typer.Option("--reports", help="Reports of what is wrong, not inquiries.")] = False,
    catalogue: CatalogueOption = None,
) -> None:
    """List what people asked about plots, or reported as wrong."""
    if context.invoked_subcommand is not None:
        return
    with _store(catalogue) as store:
        rows = store.listed(Report if reports else Inquiry, _day(since), plot)
    _show(rows, Report if reports else Inquiry, format)


@app.command()
def delete(
    reference: Annotated[str, typer.Argument(help="As who sent it was told.")],
    catalogue: CatalogueOption = None,
) -> None:
    """Delete an inquiry or a report for good, as who sent it may ask."""
    with _store(catalogue) as store:
        if not store.delete(reference.strip().upper()):
            raise BadValue(reference, "the reference of an inquiry or a report", "REFERENCE")
    typer.echo(_words()("deleted", n=1))


@app.command()
def prune(
    keep: Annotated[
        str | None, typer.Option("--keep", metavar="DAYSd", help="Keep this long [DIKUAI_INQUIRIES__KEEP_DAYS].")
    ] = None,
    catalogue: CatalogueOption = None,
) -> None:
    """Delete inquiries and reports that are older than they may be."""
    days = None if keep is None else _days(keep)
    with _store(catalogue) as store:
        typer.echo(_words()("deleted", n=store.prune(days)))


@contextmanager
def _store(catalogue: Path | None) -> Iterator[Store]:
    """Open the store that the settings name; where it fails, say of which file."""
    store = Store.of(read_settings(catalogue=catalogue))
    try:
        yield store
    except NotStored as error:
        raise CatalogueError(f"{store.path}: {error}") from None


def _day(text: str | None) -> datetime | None:
    """Return the beginning of a day, where the command is run."""
    if text is None:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadValue(text, "a date such as 2026-01-31", "--since") from None


def _days(text: str) -> int:
    number = text.removesuffix("d")
    if not (number.isascii() and number.isdecimal() and 1 <= int(number[:6]) <= 36_500):
        raise BadValue(text, "a number of days such as 365d", "--keep")
    return int(number[:6])


def _show(rows: Sequence[dict[str, str]], kind: type[Submission], format: Format) -> None:
    if format is Format.JSON:
        sys.stdout.buffer.write(orjson.dumps(rows, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    elif format is Format.CSV:
        sys.stdout.buffer.write(as_csv(rows, kind).encode("utf-8-sig"))  # by whose mark spreadsheets know the encoding
    elif rows:
        Console().print(_table(rows, kind))
    else:
        typer.echo(_words()("nothing"))


def as_csv(rows: Sequence[dict[str, str]], kind: type[Submission]) -> str:
    """Write rows as CSV (RFC 4180); what a spreadsheet would run as a formula is a text, with ' in front."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(column_names(kind))
    for row in rows:
        writer.writerow(f"'{value}" if value.startswith(_FORMULA) else value for value in row.values())
    return text.getvalue()


def _table(rows: Sequence[dict[str, str]], kind: type[Submission]) -> Table:
    """Show each submission as a block: who and when beside what it says."""
    t = _words()
    table = Table(header_style="bold", box=box.SIMPLE_HEAD, show_lines=True)
    table.add_column(t("received"), no_wrap=True)
    table.add_column(t("plot"), overflow="fold")
    table.add_column(t("reports" if kind is Report else "inquiries"), overflow="fold", ratio=1)
    for row in rows:
        said = {name: value for name, value in row.items() if value and name not in _UNSEEN}
        when, reference, plot = said.pop("received_at"), said.pop("reference"), said.pop("plot")
        lines = Text("\n").join(
            Text(f"{t(name)}  ", style="dim").append(value, style="not dim") for name, value in said.items()
        )
        table.add_row(
            Text(when[:16].replace("T", " ") + " UTC").append(f"\n{reference}", style="dim"), Text(plot), lines
        )
    return table


def _words() -> Words:
    return Words(language_of_locale())
