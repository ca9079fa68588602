"""RESULTS.md: what a run found; the ratios, which other machines can repeat, before the figures of this one."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

from bench import cores
from bench.explorer.report import explorer_report
from bench.load import CONNECTIONS
from bench.peers.report import peers_report
from bench.plan import Plan
from bench.run import TIMES_SLOWER_MAX, Measured, Results
from bench.tables import is_met, span, table

PACKAGES = ("granian", "starlette", "fastapi", "starlette-compress", "geoindex-rs", "numpy", "shapely", "orjson")


#: The heading of the section about the explorer.
EXPLORER = "## The explorer in a browser"


def with_section(written: str, heading: str, text: str) -> str:
    r"""Return a report in which the text below a heading is another; without the heading it is added at the end.

    Examples
    --------
    >>> with_section("# A\n\na\n\n# B\n\nb\n", "# A", "new")
    '# A\n\nnew\n\n# B\n\nb\n'
    """
    before, found, rest = written.partition(f"{heading}\n")
    level = heading.partition(" ")[0]
    _, next_heading, after = rest.partition(f"\n{level} ")
    start = before if found else f"{written.rstrip()}\n\n"
    return f"{start}{heading}\n\n{text}\n{next_heading}{after}"


def report(results: Results) -> str:
    """Write the results as Markdown."""
    plan = results.plan
    sections = (
        ("# What the service does in a second", _how(plan)),
        ("## Ratios", table(("question", "ratio", "asked for", "met", "of single rounds"), _ratios(results))),
        ("## Requests a second, and what an answer is", table(_RATE_HEADINGS, _rates(results))),
        ("## Beside tipg on PostGIS", peers_report(results.peers)),
        (EXPLORER, explorer_report(results.explorer)),
        ("## Start and memory", table(("plots", "from the command to the first answer", "memory"), _sizes(results))),
        ("## Where", _where(results)),
    )
    return "\n".join(f"{heading}\n\n{text}\n" for heading, text in sections)


def _how(plan: Plan) -> str:
    return f"""\
Written by `make bench`. {plan.plots:,} synthetic plots (`bench/plots.py`) are served as a user would serve them,
`dikuai serve --layer {{name}}={{file}}`, by one process, to wrk: one thread, {CONNECTIONS} connections that are kept
open. The *floor* is the same server and application with the same middleware, in which a plain route of the same
form gives out fixed bytes, as many as the real answer has. Floor and service are loaded in turn, {plan.rounds} rounds
of {plan.seconds} s each after {plan.warming} that did not count; a ratio is that of the requests a second, in the
middle of the rounds. Before, every path was asked once and had to be answered with features. {_sharing()}"""


def _sharing() -> str:
    if cores.are_parted():
        return "wrk has a processor core to itself, and the servers have the others."
    return "wrk and the servers share the processor."


def _ratios(results: Results) -> Iterator[Sequence[str]]:
    for measured in results.against_floor:
        found, target = measured.comparison, measured.question.target
        name = f"{measured.question.name}, of the floor"
        yield name, f"**{found.ratio:.2f}**", f"≥ {target:g}", is_met(found.ratio >= target), span(found.ratios)
    found, plan = results.against_few.comparison, results.plan
    slower = [1 / ratio for ratio in found.ratios]
    name = f"{results.against_few.question.name}, times slower with {plan.many:,} plots than with {plan.plots:,}"
    met = is_met(1 / found.ratio <= TIMES_SLOWER_MAX)
    yield name, f"**{1 / found.ratio:.2f}**", f"≤ {TIMES_SLOWER_MAX:g}", met, span(slower)


_RATE_HEADINGS = ("question", "plots", "floor", "service", "median", "99 %", "bytes", "items matched")


def _rates(results: Results) -> Iterator[Sequence[str]]:
    for measured in results.against_floor:
        yield _rate(measured, results.plan.plots, f"{measured.comparison.rates[0]:,.0f}/s")
    yield _rate(results.against_few, results.plan.many, "")


def _rate(measured: Measured, plots: int, floor: str) -> Sequence[str]:
    found, answers = measured.comparison, measured.answers
    times = [f"{ms:.2f} ms" for ms in found.latency_ms]
    sizes = f"{answers.bytes:,}", f"{answers.matched:,}"
    return measured.question.name, f"{plots:,}", floor, f"{found.rates[1]:,.0f}/s", *times, *sizes


def _sizes(results: Results) -> Iterator[Sequence[str]]:
    for footprint in results.footprints:
        yield f"{footprint.plots:,}", f"{footprint.started_s:.1f} s", f"{footprint.memory_mib:,.0f} MiB"


def _where(results: Results) -> str:
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    plan = results.plan
    command = f"python -m bench --plots {plan.plots} --many {plan.many} --rounds {plan.rounds} --seconds {plan.seconds}"
    command += f" --peer-rounds {plan.peer_rounds}" if plan.peers else " --no-peers"
    command += f" --explorer-rounds {plan.explorer_rounds}" if plan.explorer else " --no-explorer"
    return f"""\
{datetime.now(UTC):%Y-%m-%d}, {platform.system()}, {os.cpu_count()} processors; load
average before the run {results.load_average:.1f}. Python {platform.python_version()}, {packages}.

    {command}"""
