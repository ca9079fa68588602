"""RESULTS.md."""

from dataclasses import replace

import pytest

from bench.load import Load
from bench.peers.run import PeerResults
from bench.plan import Plan
from bench.questions import Answers, Question
from bench.report import EXPLORER, report, with_section
from bench.rounds import Comparison
from bench.run import Footprint, Measured, Results


def measured(name: str, target: float, ratio: float) -> Measured:
    base, other = (Load(int(rate), 1.0, 1.0, 2.0) for rate in (1000, 1000 * ratio))
    return Measured(Question(name, target, ()), Answers(4500, 30), Comparison((base,), (other,)))


def results(ratio: float, against_few: float) -> Results:
    floor = (measured("items by window", 0.6, ratio),)
    footprints = (Footprint(100_000, 5.0, 800.0),)
    return Results(
        Plan(peers=False, explorer=False), floor, measured("items by window", 0.6, against_few), footprints, 0.1
    )


@pytest.mark.parametrize(("ratio", "met"), [(0.7, "yes"), (0.5, "**no**")])
def test_a_ratio_to_the_floor_is_met_from_its_target_on(ratio: float, met: str) -> None:
    row = next(line for line in report(results(ratio, 1.0)).splitlines() if "of the floor |" in line)
    assert f"**{ratio:.2f}** | ≥ 0.6 | {met} |" in row


@pytest.mark.parametrize(("ratio", "slower", "met"), [(0.8, "1.25", "yes"), (0.5, "2.00", "**no**")])
def test_slower_is_met_up_to_its_target(ratio: float, slower: str, met: str) -> None:
    row = next(line for line in report(results(1.0, ratio)).splitlines() if "times slower" in line)
    assert f"**{slower}** | ≤ 1.5 | {met} |" in row


def test_ratios_stand_before_the_figures_of_one_machine() -> None:
    text = report(results(0.7, 1.0))
    assert text.index("## Ratios") < text.index("## Requests a second") < text.index("## Start and memory")
    assert "python -m bench --plots 100000 --many 1000000 --rounds 5 --seconds 3 --no-peers --no-explorer" in text


def test_what_was_found_beside_the_peer_has_a_section() -> None:
    found = replace(results(0.7, 1.0), peers=PeerResults(1_000, {"tipg": "1.6.1"}, (), (), (), ("tile",)), plan=Plan())
    text = report(found)
    assert "tipg 1.6.1: a database" in text[text.index("## Beside tipg on PostGIS") : text.index("## Start")]
    assert "--seconds 3 --peer-rounds 3 --explorer-rounds 5\n" in text


def test_a_section_is_written_anew_and_the_others_stay() -> None:
    text = report(results(0.7, 1.0))
    again = with_section(text, EXPLORER, "new")
    assert f"{EXPLORER}\n\nnew\n\n## Start and memory" in again
    assert with_section(again, EXPLORER, "Not measured in this run (`--no-explorer`).") == text
    assert with_section("# A\n\na\n", EXPLORER, "new") == f"# A\n\na\n\n{EXPLORER}\n\nnew\n"
