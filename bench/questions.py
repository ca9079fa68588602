"""The questions asked: for each a list of paths, drawn from the data so that every one has an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from urllib.parse import quote

import geopandas as gpd
import httpx
import numpy as np

from bench.errors import BenchError

#: How many different paths of a question are drawn.
PATHS = 2_000
WINDOW_DEG = 0.01
PAGE = "limit=10"


@dataclass(frozen=True, slots=True)
class Question:
    """A kind of request.

    Parameters
    ----------
    name
        For people.
    target
        The part of the floor's requests a second that it must reach.
    paths
        What is asked, below the collection: ``items?…`` or ``items/…``.
    """

    name: str
    target: float
    paths: Sequence[str]

    def on(self, collection: str) -> Iterable[str]:
        """Return the paths on a collection."""
        return (f"/collections/{collection}/{path}" for path in self.paths)


def window_question(plots: gpd.GeoDataFrame, rng: np.random.Generator, paths: int = PATHS) -> Question:
    """Ask for the items in windows of 0.01°, each somewhere around a plot."""
    inside = plots.geometry.iloc[rng.integers(len(plots), size=paths)].representative_point()
    corners = np.column_stack([inside.x, inside.y]) - rng.random((paths, 2)) * WINDOW_DEG
    boxes = np.column_stack([corners, corners + WINDOW_DEG]).tolist()
    written = [",".join(f"{degrees:.6f}" for degrees in box) for box in boxes]
    return Question("items by window", 0.6, [f"items?bbox={box}&{PAGE}" for box in written])


def questions(plots: gpd.GeoDataFrame, rng: np.random.Generator, paths: int = PATHS) -> list[Question]:
    """Draw the questions that are held against the floor; the first is that of the windows."""
    ids = plots["id"].iloc[rng.integers(len(plots), size=paths)]
    return [
        window_question(plots, rng, paths),
        Question("item by id", 0.8, [f"items/{quote(id)}" for id in ids]),
        Question("near metro within 1 km", 0.6, [f"items?near=metro&within=1km&{PAGE}"]),
        Question("near metro", 0.6, [f"items?near=metro&{PAGE}"]),
    ]


@dataclass(frozen=True, slots=True)
class Answers:
    """What a question's answers are like.

    Parameters
    ----------
    bytes
        Size of the answer in the middle.
    matched
        How many items the answer in the middle has on all its pages.
    """

    bytes: int
    matched: int


def check(question: Question, url: str, collection: str) -> Answers:
    """Ask every path once, and see that each is answered with features.

    Raises
    ------
    BenchError
        A path has no answer, or an empty one: measuring it would measure something else.
    """
    sizes, matched = [], []
    with httpx.Client(base_url=url, trust_env=False, timeout=300) as client:
        for path in question.on(collection):
            answer = client.get(path)
            if answer.status_code != httpx.codes.OK:
                raise BenchError(f"{path}: {answer.status_code} {answer.text}")
            sizes.append(len(answer.content))
            matched.append(_features(answer.json()))
            if not matched[-1]:
                raise BenchError(f"{path}: there is nothing in the answer")
    return Answers(round(median(sizes)), round(median(matched)))


def _features(answer: dict[str, object]) -> int:
    """Return how many features an answer speaks of: a collection's, if it has any on its page, or one."""
    if answer["type"] == "Feature":
        return 1
    return int(str(answer["numberMatched"])) if answer["features"] else 0
