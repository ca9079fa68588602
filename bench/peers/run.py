"""The run beside the peer: the same plots, the same questions, both sides in turn."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path

import geopandas as gpd
import httpx
import numpy as np

from bench.load import load, written
from bench.peers import tipg
from bench.peers.answers import Asked, ask
from bench.peers.postgis import postgis
from bench.peers.questions import Paired, paired_questions
from bench.plan import Plan
from bench.plots import SEED
from bench.rounds import Comparison, Side, compare
from bench.servers import LAYER, Server, serving

log = logging.getLogger(__name__)

#: How many times the requests a second of the peer, and of itself without its cache, the service must answer from it.
TIMES_FROM_CACHE = 10
#: How many answers a load waits for on every connection, were they made one after another: its end cuts some off.
_ANSWERS_LEAST = 10
_LOAD_MAX_S = 15
#: The setting with which the service keeps no tiles.
UNCACHED = {"DIKUAI_TILES__CACHE_MB": "0"}


@dataclass(frozen=True, slots=True)
class Beside:
    """How a question fared on the service beside a base.

    Parameters
    ----------
    question
        What was asked.
    times
        How many times the requests a second of the base the service must answer.
    answers
        Of the base, and of the service.
    comparisons
        By the number of connections.
    """

    question: Paired
    times: float
    answers: tuple[Asked, Asked]
    comparisons: Mapping[int, Comparison]


@dataclass(frozen=True, slots=True)
class PeerResults:
    """What the run beside the peer found.

    Parameters
    ----------
    plots
        How many there were.
    versions
        Of the peer and of what it stands on.
    beside_peer
        The questions that both sides answer; tiles without the service's cache.
    cached_beside_peer
        The questions about tiles, from the service's cache.
    from_cache
        The same, beside the service without its cache.
    not_offered
        Names of the questions that the service does not answer.
    """

    plots: int
    versions: Mapping[str, str]
    beside_peer: tuple[Beside, ...]
    cached_beside_peer: tuple[Beside, ...]
    from_cache: tuple[Beside, ...]
    not_offered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Asking:
    """A server, and where on it the paths of a question are."""

    server: Server
    collection: str
    paths: Sequence[str]

    @property
    def on_server(self) -> Iterable[str]:
        return (f"/collections/{self.collection}/{path}" for path in self.paths)


def run_peers(plan: Plan, file: Path, served: Server, only: str = "") -> PeerResults:
    """Measure the service beside tipg on PostGIS.

    Parameters
    ----------
    plan
        How long to measure.
    file
        The plots, which the database gets.
    served
        The service with them.
    only
        What the name of a question has in it that is asked; all are, if empty.

    Raises
    ------
    BenchError
        The peer cannot be had, or does not answer the same.
    """
    plots = gpd.read_parquet(file, columns=["id", "geometry"])
    asked = [
        question
        for question in paired_questions(plots, np.random.default_rng(SEED), plan.paths)
        if only in question.name
    ]
    offered = _offered(served, asked)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = stack.enter_context(postgis(plan.cache, file))
        peer = stack.enter_context(tipg.tipg(plan.cache, database))
        sides = _Sides(plan, folder, served, served, peer)
        tiles = [question for question in offered if question.is_of_tiles]
        if tiles:
            sides = replace(sides, uncached=stack.enter_context(serving(plan.catalogue, file, UNCACHED)))
        return PeerResults(
            len(plots),
            {"tipg": tipg.version(), **database.versions},
            tuple(sides.beside_peer(question) for question in offered),
            tuple(sides.cached_beside_peer(question) for question in tiles),
            tuple(sides.from_cache(question) for question in tiles),
            tuple(question.name for question in asked if question not in offered),
        )


def _offered(served: Server, asked: Iterable[Paired]) -> list[Paired]:
    """Return the questions whose conformance class the service declares."""
    said = httpx.get(f"{served.url}/conformance", trust_env=False, timeout=60).raise_for_status().json()
    return [question for question in asked if any(uri.endswith(question.needs) for uri in said["conformsTo"])]


@dataclass(frozen=True, slots=True)
class _Sides:
    """Puts questions to the sides in turn; their paths are written to a folder."""

    plan: Plan
    folder: Path
    served: Server
    uncached: Server
    peer: Server

    def beside_peer(self, question: Paired) -> Beside:
        base = _Asking(self.peer, tipg.COLLECTION, question.theirs)
        return self._beside(question, question.times, base, _Asking(self.uncached, LAYER, question.ours))

    def cached_beside_peer(self, question: Paired) -> Beside:
        base = _Asking(self.peer, tipg.COLLECTION, question.theirs)
        return self._beside(question, TIMES_FROM_CACHE, base, _Asking(self.served, LAYER, question.ours))

    def from_cache(self, question: Paired) -> Beside:
        base = _Asking(self.uncached, LAYER, question.ours)
        return self._beside(question, TIMES_FROM_CACHE, base, _Asking(self.served, LAYER, question.ours))

    def _beside(self, question: Paired, times: float, base: _Asking, other: _Asking) -> Beside:
        there, here = (ask(side.server.url, side.on_server, question.count) for side in (base, other))
        question.check(here, there)
        found = {}
        for connections in question.connections:
            sides = self._side(base, there, connections), self._side(other, here, connections)
            found[connections] = compare(*sides, self.plan.peer_rounds, self.plan.warming)
            said = question.name, connections, found[connections].ratio, found[connections].rates[0]
            log.info("%s, connections %d: %.2f times %.0f requests/s", *said)
        return Beside(question, times, (there, here), found)

    def _side(self, asking: _Asking, answers: Asked, connections: int) -> Side:
        least = min(_LOAD_MAX_S, ceil(_ANSWERS_LEAST * connections * answers.each_s))
        paths = written(asking.on_server, self.folder)
        return partial(load, asking.server.url, paths, max(self.plan.seconds, least), connections)
