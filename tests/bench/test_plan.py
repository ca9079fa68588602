"""What a run measures."""

import argparse
from pathlib import Path

from bench.plan import Plan, add_options


def parsed(*arguments: str) -> Plan:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return Plan(**vars(parser.parse_args(arguments)))


def test_without_options_it_is_the_plan_of_the_published_results() -> None:
    assert parsed() == Plan()


def test_every_member_has_its_option() -> None:
    given = parsed("--many", "9", "--peer-rounds", "2", "--no-peers", "--cache", "elsewhere")
    assert given == Plan(many=9, peer_rounds=2, peers=False, cache=Path("elsewhere"))


def test_members_left_out_have_none() -> None:
    parser = argparse.ArgumentParser()
    add_options(parser, leaving=("plots", "peers"))
    assert not {"plots", "peers"} & {*vars(parser.parse_args([]))}
