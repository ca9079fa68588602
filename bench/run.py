"""The whole run: the data, the servers, the questions, the rounds."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np

from bench import plots, shapes
from bench.explorer.run import ExplorerResults, run_explorer
from bench.load import load, written
from bench.peers.run import PeerResults, run_peers
from bench.plan import Plan
from bench.plots import SEED, make_plots
from bench.questions import Answers, Question, check, questions, window_question
from bench.rounds import Comparison, Side, compare
from bench.servers import LAYER, Server, running, serving

log = logging.getLogger(__name__)

#: How much slower the window question may be with many plots than with few.
TIMES_SLOWER_MAX = 1.5


@dataclass(frozen=True, slots=True)
class Measured:
    """A question's answers, and how it fared against what it is compared with."""

    question: Question
    answers: Answers
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a server with so many plots takes: seconds from the command to the first answer, and memory."""

    plots: int
    started_s: float
    memory_mib: float


@dataclass(frozen=True, slots=True)
class Results:
    """What a run found.

    Parameters
    ----------
    plan
        What was asked for.
    against_floor
        The questions, against the floor.
    against_few
        The window question with many plots, against the same with few; its target is a ratio of requests a second.
    footprints
        Of the servers, once they have answered everything.
    load_average
        Of the machine before the run: what else it was doing.
    peers
        What was found beside the peer; None if that was not asked for.
    explorer
        What was found in a browser; None if that was not asked for.
    """

    plan: Plan
    against_floor: tuple[Measured, ...]
    against_few: Measured
    footprints: tuple[Footprint, ...]
    load_average: float
    peers: PeerResults | None = None
    explorer: ExplorerResults | None = None


def run(plan: Plan) -> Results:
    """Make the data, start the servers and measure."""
    busy = os.getloadavg()[0]
    few_file, many_file = (data(plan, n) for n in (plan.plots, plan.many))
    asked = questions(gpd.read_parquet(few_file), np.random.default_rng(SEED), plan.paths)
    asked_of_many = window_question(gpd.read_parquet(many_file), np.random.default_rng(SEED), plan.paths)
    with tempfile.TemporaryDirectory() as folder, serving(plan.catalogue, few_file) as few:
        with running([sys.executable, "-m", "bench.floor", str(plan.catalogue)]) as floor:
            sides = _Sides(plan, Path(folder))
            against_floor = tuple(sides.against_floor(question, floor, few) for question in asked)
        with serving(plan.catalogue, many_file) as many:
            against_few = sides.against_few(asked[0], few, asked_of_many, many)
            served = ((plan.plots, few), (plan.many, many))
            footprints = tuple(Footprint(n, server.started_s, server.memory_mib) for n, server in served)
            explorer = run_explorer(plan, many) if plan.explorer else None
            peers = run_peers(plan, many_file, many) if plan.peers else None
    return Results(plan, against_floor, against_few, footprints, busy, peers, explorer)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Puts questions to two servers in turn; their paths are written to a folder."""

    plan: Plan
    folder: Path

    def against_floor(self, question: Question, floor: Server, server: Server) -> Measured:
        answers = check(question, server.url, LAYER)
        base = self._side(question, floor, str(answers.bytes))
        return self._measured(question, answers, base, self._side(question, server, LAYER))

    def against_few(self, of_few: Question, few: Server, of_many: Question, many: Server) -> Measured:
        check(of_few, few.url, LAYER)
        answers = check(of_many, many.url, LAYER)
        return self._measured(of_many, answers, self._side(of_few, few, LAYER), self._side(of_many, many, LAYER))

    def _measured(self, question: Question, answers: Answers, base: Side, other: Side) -> Measured:
        found = compare(base, other, self.plan.rounds, self.plan.warming)
        log.info("%s: %.2f of %.0f requests/s", question.name, found.ratio, found.rates[0])
        return Measured(question, answers, found)

    def _side(self, question: Question, server: Server, collection: str) -> Side:
        return partial(load, server.url, written(question.on(collection), self.folder), self.plan.seconds)


def data(plan: Plan, n: int) -> Path:
    """Return a file of n plots, made anew when what makes them has changed."""
    makers = b"".join(Path(module.__file__ or "").read_bytes() for module in (plots, shapes))
    file = plan.cache / f"plots-{n}-{hashlib.blake2b(makers, digest_size=4).hexdigest()}.parquet"
    if not file.exists():
        log.info("making %d plots", n)
        plan.cache.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        make_plots(n).to_parquet(unfinished, index=False)
        unfinished.rename(file)
    return file
