"""A whole run, so short that its figures say nothing: the harness works on a real server, with the real wrk."""

from pathlib import Path

from bench.plan import Plan
from bench.run import data, run


def test_a_short_run_measures_every_question(tmp_path: Path) -> None:
    plan = Plan(
        plots=300, many=600, rounds=1, seconds=1, warming=0, peers=False, explorer=False, cache=tmp_path, paths=20
    )
    results = run(plan)
    names = [measured.question.name for measured in results.against_floor]
    assert names == ["items by window", "item by id", "near metro within 1 km", "near metro"]
    for measured in (*results.against_floor, results.against_few):
        assert measured.comparison.ratio > 0
        assert measured.answers.bytes > 300
    assert [footprint.plots for footprint in results.footprints] == [300, 600]
    assert results.peers is None
    assert results.explorer is None


def test_plots_that_were_made_before_are_used_again(tmp_path: Path) -> None:
    plan = Plan(cache=tmp_path)
    first = data(plan, 3)
    made = first.stat().st_mtime_ns
    assert data(plan, 3) == first
    assert first.stat().st_mtime_ns == made
    assert data(plan, 4) != first
