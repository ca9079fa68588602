"""What a run measures, and for how long."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from bench.questions import PATHS


@dataclass(frozen=True, slots=True)
class Plan:
    """What to measure.

    Parameters
    ----------
    plots, many
        How many plots the two servers have.
    rounds, seconds
        How often each side is loaded, and for how long.
    warming
        How many rounds before them do not count.
    peers
        Whether the service is measured beside tipg on PostGIS, with `many` plots.
    peer_rounds
        How often each side is loaded there.
    explorer
        Whether the explorer is measured in a browser, with `many` plots.
    explorer_rounds
        How often its first view is opened.
    catalogue
        The folder that is served beside the plots; the metro comes from there.
    cache
        The folder in which the plots, the database and tipg are kept from run to run.
    paths
        How many different paths of a question are asked.
    """

    plots: int = 100_000
    many: int = 1_000_000
    rounds: int = 5
    seconds: int = 3
    warming: int = 1
    peers: bool = True
    peer_rounds: int = 3
    explorer: bool = True
    explorer_rounds: int = 5
    catalogue: Path = Path("data")
    cache: Path = Path(".cache/bench")
    paths: int = PATHS


def add_options(parser: argparse.ArgumentParser, leaving: Sequence[str] = ()) -> None:
    """Give a command an option for each member of a plan, but for those left out."""
    for field in fields(Plan):
        option = f"--{field.name.replace('_', '-')}"
        if field.name in leaving:
            continue
        if isinstance(field.default, bool):
            parser.add_argument(option, action=argparse.BooleanOptionalAction, default=field.default)
        else:
            parser.add_argument(option, type=type(field.default), default=field.default)
