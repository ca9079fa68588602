"""The part of RESULTS.md about the service beside its peer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.peers.postgis import INDEXED
from bench.peers.run import Beside, PeerResults
from bench.tables import is_met, span, table

_RATIO_HEADINGS = ("question", "connections", "found", "asked for", "met", "of single rounds")
_FIGURE_HEADINGS = ("question", "connections", "side", "requests", "median", "99 %", "bytes", "items")
_SKIPPED = "Not measured in this run (`--no-peers`)."


def peers_report(results: PeerResults | None) -> str:
    """Write what was found beside the peer, as Markdown below a heading of its own."""
    if results is None:
        return _SKIPPED
    return "\n\n".join(
        [_how(results), table(_RATIO_HEADINGS, _ratios(results)), table(_FIGURE_HEADINGS, _figures(results))]
    )


def _how(results: PeerResults) -> str:
    versions = ", ".join(f"{name} {version}" for name, version in results.versions.items())
    columns = ", ".join(f"`{name}`" for name in INDEXED)
    return f"""\
{versions}: a database of the same {results.plots:,} plots,
stored along a Hilbert curve, with a GiST index of the geometry and B-trees of {columns}
and the id, in memory; before it tipg with uvicorn and one worker. Both sides have the same processor cores.
Before, both were asked every path, and had to give the same numbers of items; a tile's may differ by those at its
edges, and the service's stay below a size, whatever has to be left out or merged for it: see the bytes. *Uncached* is
the service with a cache of no size, *from the cache* the service as it is. At one connection a request waits for the
answer before it."""


def _ratios(results: PeerResults) -> Iterator[Sequence[str]]:
    for beside in results.beside_peer:
        uncached = ", uncached" if beside.question.is_of_tiles else ""
        yield from _times(beside, f"{beside.question.name}{uncached}, times tipg's requests a second")
        yield from _median(beside)
    for beside in results.cached_beside_peer:
        yield from _times(beside, f"{beside.question.name}, from the cache, times tipg's requests a second")
    for beside in results.from_cache:
        yield from _times(beside, f"{beside.question.name}, from the cache, times uncached")
    for name in results.not_offered:
        yield name, "", "not offered", "", is_met(False), ""


def _times(beside: Beside, name: str) -> Iterator[Sequence[str]]:
    for connections, found in beside.comparisons.items():
        met = is_met(found.ratio >= beside.times)
        yield name, str(connections), f"**{found.ratio:.2f}**", f"≥ {beside.times:g}", met, span(found.ratios)


def _median(beside: Beside) -> Iterator[Sequence[str]]:
    longest = beside.question.median_ms_max
    if longest is not None:
        found = beside.comparisons[1]
        each = [load.median_ms for load in found.other]
        within = f"{min(each):.2f} – {max(each):.2f} ms"
        median = found.latency_ms[0]
        name = f"{beside.question.name}, median"
        yield name, "1", f"**{median:.2f} ms**", f"≤ {longest:g} ms", is_met(median <= longest), within


def _figures(results: PeerResults) -> Iterator[Sequence[str]]:
    for beside in results.beside_peer:
        yield from _sides(beside, "tipg", "service")
    for beside in results.cached_beside_peer:
        yield from _sides(beside, "tipg", "service, from the cache")
    for beside in results.from_cache:
        yield from _sides(beside, "service, uncached", "service, from the cache")


def _sides(beside: Beside, base: str, other: str) -> Iterator[Sequence[str]]:
    for connections, found in beside.comparisons.items():
        latencies = found.base_latency_ms, found.latency_ms
        for side, rate, times, answers in zip((base, other), found.rates, latencies, beside.answers, strict=True):
            figures = (f"{rate:,.0f}/s", *(f"{ms:.2f} ms" for ms in times), *(f"{n:,}" for n in answers.middle))
            yield beside.question.name, str(connections), side, *figures
