"""The whole run: the data, the servers, the questions, the rounds."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import geopandas as gpd
import numpy as np

from bench import plots, shapes
from bench.load import load
from bench.plots import SEED, make_plots
from bench.questions import PATHS, Answers, Question, check, questions, window_question
from bench.rounds import Comparison, Side, compare
from bench.servers import Server, dikuai, running

log = logging.getLogger(__name__)

LAYER = "plots-bench"
#: How much slower the window question may be with many plots than with few.
TIMES_SLOWER_MAX = 1.5


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
    catalogue
        The folder that is served beside the plots; the metro comes from there.
    cache
        The folder in which the plots are kept from run to run.
    paths
        How many different paths of a question are asked.
    """

    plots: int = 100_000
    many: int = 1_000_000
    rounds: int = 5
    seconds: int = 3
    warming: int = 1
    catalogue: Path = Path("data")
    cache: Path = Path(".cache/bench")
    paths: int = PATHS


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
    """

    plan: Plan
    against_floor: tuple[Measured, ...]
    against_few: Measured
    footprints: tuple[Footprint, ...]
    load_average: float


def run(plan: Plan) -> Results:
    """Make the data, start the servers and measure."""
    busy = os.getloadavg()[0]
    few_file, many_file = (_data(plan, n) for n in (plan.plots, plan.many))
    asked = questions(gpd.read_parquet(few_file), np.random.default_rng(SEED), plan.paths)
    asked_of_many = window_question(gpd.read_parquet(many_file), np.random.default_rng(SEED), plan.paths)
    with tempfile.TemporaryDirectory() as folder, _serving(plan, few_file) as few:
        with running([sys.executable, "-m", "bench.floor", str(plan.catalogue)]) as floor:
            sides = _Sides(plan, Path(folder))
            against_floor = tuple(sides.against_floor(question, floor, few) for question in asked)
        with _serving(plan, many_file) as many:
            against_few = sides.against_few(asked[0], few, asked_of_many, many)
            served = ((plan.plots, few), (plan.many, many))
            footprints = tuple(Footprint(n, server.started_s, server.memory_mib) for n, server in served)
    return Results(plan, against_floor, against_few, footprints, busy)


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
        file = self.folder / f"{len(list(self.folder.iterdir()))}.txt"
        file.write_text("\n".join(question.on(collection)))
        return partial(load, server.url, file, self.plan.seconds)


def _serving(plan: Plan, file: Path) -> AbstractContextManager[Server]:
    """Serve a file of plots as a user would."""
    log.info("serving %s", file.name)
    return running(dikuai("serve", str(plan.catalogue), "--layer", f"{LAYER}={file}"))


def _data(plan: Plan, n: int) -> Path:
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
