"""``python -m bench.peers``: measure the service beside its peer alone, and say what was found."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from bench.errors import BenchError
from bench.peers.report import peers_report
from bench.peers.run import run_peers
from bench.plan import Plan, add_options
from bench.run import data
from bench.servers import serving

_OF_THE_WHOLE_RUN = ("plots", "rounds", "peers")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the measurements as the arguments say; RESULTS.md stays as it is."""
    asked = vars(_parser().parse_args(arguments))
    only = asked.pop("only")
    plan = Plan(**asked)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        file = data(plan, plan.many)
        with serving(plan.catalogue, file) as served:
            found = run_peers(plan, file, served, only)
    except BenchError as error:
        sys.exit(f"bench: {error}")
    sys.stdout.write(f"{peers_report(found)}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    add_options(parser, leaving=_OF_THE_WHOLE_RUN)
    parser.add_argument(
        "--only", default="", help="ask only the questions with this in their names: filter, tile, items"
    )
    return parser


if __name__ == "__main__":
    main()
