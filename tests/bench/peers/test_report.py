"""What is written about the service beside its peer."""

import pytest

from bench.load import Load
from bench.peers.answers import Asked, drawn
from bench.peers.questions import Paired
from bench.peers.report import peers_report
from bench.peers.run import Beside, PeerResults
from bench.rounds import Comparison

VERSIONS = {"tipg": "1.6.1", "PostgreSQL": "15.18", "PostGIS": "3.3.2"}
FILTER = Paired("filter", ["a"], ["b"], 5, median_ms_max=20)
TILE = Paired("tile", ["a"], ["b"], 1, count=drawn)
ANSWERS = Asked((5_000,), (77,)), Asked((4_000,), (78,))


def beside(question: Paired, times: float, ratio: float, median_ms: float = 1.0) -> Beside:
    base, other = Load(1_000, 1.0, 100.0, 200.0), Load(int(1_000 * ratio), 1.0, median_ms, 2 * median_ms)
    found = Comparison((base,), (other,))
    return Beside(question, times, ANSWERS, {1: found, 8: found})


def results(
    *of: Beside,
    cached: tuple[Beside, ...] = (),
    from_cache: tuple[Beside, ...] = (),
    not_offered: tuple[str, ...] = (),
) -> PeerResults:
    return PeerResults(1_000_000, VERSIONS, of, cached, from_cache, not_offered)


def rows(text: str, beginning: str) -> list[list[str]]:
    cells = ([cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines() if line.startswith("|"))
    return [row for row in cells if row[0].startswith(beginning)]


@pytest.mark.parametrize(("ratio", "met"), [(5.0, "yes"), (4.9, "**no**")])
def test_times_tipgs_requests_are_met_from_the_target_on(ratio: float, met: str) -> None:
    found = rows(peers_report(results(beside(FILTER, 5, ratio))), "filter, times tipg's")
    assert [row[1:5] for row in found] == [[n, f"**{ratio:.2f}**", "≥ 5", met] for n in ("1", "8")]


@pytest.mark.parametrize(("median_ms", "met"), [(20.0, "yes"), (20.1, "**no**")])
def test_a_median_is_met_up_to_its_limit(median_ms: float, met: str) -> None:
    found = rows(peers_report(results(beside(FILTER, 5, 6, median_ms))), "filter, median")
    assert [row[1:5] for row in found] == [["1", f"**{median_ms:.2f} ms**", "≤ 20 ms", met]]


@pytest.mark.parametrize(("ratio", "met"), [(10.0, "yes"), (9.9, "**no**")])
def test_the_cache_is_held_against_the_service_without_it_and_against_tipg(ratio: float, met: str) -> None:
    cached = beside(TILE, 10, ratio)
    text = peers_report(results(beside(TILE, 1, 2), cached=(cached,), from_cache=(cached,)))
    for base in ("tipg's requests a second", "uncached"):
        found = rows(text, f"tile, from the cache, times {base}")
        assert [row[2:5] for row in found] == [[f"**{ratio:.2f}**", "≥ 10", met]] * 2
    assert len(rows(text, "tile, uncached, times tipg's")) == 2


def test_what_is_not_offered_is_not_met() -> None:
    assert rows(peers_report(results(not_offered=("tile",))), "tile")[0][2:5] == ["not offered", "", "**no**"]


def test_figures_of_both_sides_stand_under_each_other() -> None:
    found = rows(peers_report(results(beside(FILTER, 5, 6, 2.5))), "filter")[-4:]
    assert [row[1:3] for row in found] == [["1", "tipg"], ["1", "service"], ["8", "tipg"], ["8", "service"]]
    assert found[0][3:] == ["1,000/s", "100.00 ms", "200.00 ms", "5,000", "77"]
    assert found[1][3:] == ["6,000/s", "2.50 ms", "5.00 ms", "4,000", "78"]


def test_versions_are_told() -> None:
    assert "tipg 1.6.1, PostgreSQL 15.18, PostGIS 3.3.2" in peers_report(results())


def test_a_run_without_the_peer_says_so() -> None:
    assert "--no-peers" in peers_report(None)
