"""The questions, and that only answers are measured."""

import re

import geopandas as gpd
import httpx
import numpy as np
import pytest
import shapely

from bench import questions as asking
from bench.errors import BenchError
from bench.plots import make_plots
from bench.questions import Question, check, questions

PAGE = {"type": "FeatureCollection", "numberMatched": 12, "features": [{}]}


@pytest.fixture(scope="module")
def plots() -> gpd.GeoDataFrame:
    return make_plots(500)


def test_every_window_meets_a_plot(plots: gpd.GeoDataFrame) -> None:
    window = questions(plots, np.random.default_rng(1), 100)[0]
    tree = shapely.STRtree(plots.geometry.to_numpy())
    for path in window.paths:
        box = [float(number) for number in re.findall(r"[\d.]+(?=[,&])", path)]
        assert len(tree.query(shapely.box(*box), predicate="intersects")), path


def test_every_id_is_a_plots(plots: gpd.GeoDataFrame) -> None:
    item = questions(plots, np.random.default_rng(1), 100)[1]
    assert {path.removeprefix("items/") for path in item.paths} <= {*plots["id"]}


def test_paths_are_written_below_a_collection() -> None:
    assert list(Question("all", 1, ["items?limit=10"]).on("zoning")) == ["/collections/zoning/items?limit=10"]


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[httpx.Response]:
    """Answers that are given in turn instead of a server's."""
    answers: list[httpx.Response] = []
    transport = httpx.MockTransport(lambda _: answers.pop(0))
    client = httpx.Client
    monkeypatch.setattr(asking.httpx, "Client", lambda base_url, **_: client(base_url=base_url, transport=transport))
    return answers


def test_the_answer_in_the_middle_is_described(answered: list[httpx.Response]) -> None:
    answered += [httpx.Response(200, json=PAGE | {"numberMatched": n}) for n in (10, 30, 20)]
    assert check(Question("window", 1, ["a", "b", "c"]), "http://here", "x").matched == 20


def test_one_feature_is_one() -> None:
    assert asking._features({"type": "Feature"}) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(404, text="no such"), "404 no such"),
        (httpx.Response(200, json=PAGE | {"features": []}), "nothing"),
    ],
)
def test_errors_and_empty_answers_are_not_measured(
    answered: list[httpx.Response], answer: httpx.Response, said: str
) -> None:
    answered.append(answer)
    with pytest.raises(BenchError, match=said):
        check(Question("window", 1, ["a"]), "http://here", "x")
