"""A run so small that its times say nothing: the harness works on a real server, and views stay light."""

from pathlib import Path

import pytest

from bench.explorer.report import FIRST_BYTES_MAX, VIEW_BYTES_MAX
from bench.explorer.run import ExplorerResults, run_explorer
from bench.plan import Plan
from bench.run import data
from bench.servers import serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> ExplorerResults:
    plan = Plan(
        many=60_000, explorer_rounds=1, cache=tmp_path_factory.mktemp("cache"), catalogue=Path("data").resolve()
    )
    with serving(plan.catalogue, data(plan, plan.many)) as many:
        return run_explorer(plan, many, (11, 13))


def test_the_first_view_is_light(found: ExplorerResults) -> None:
    assert 20_000 < found.first_bytes <= FIRST_BYTES_MAX
    assert found.interactive_ms > 0


def test_no_view_of_the_journey_asks_for_much(found: ExplorerResults) -> None:
    assert found.heaviest.view.bytes <= VIEW_BYTES_MAX


def test_every_zoom_of_the_journey_asks_for_tiles_and_draws(found: ExplorerResults) -> None:
    for step in found.steps:
        assert step.view.requests > 0
        if step.move == "zoomed in" and step.zoom < 15:
            assert step.view.tiles > 0
            assert step.view.drawn_ms > 0
