"""``python -m bench.explorer``: measure the explorer in a browser alone, and say what was found."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.errors import BenchError
from bench.explorer.report import explorer_report
from bench.explorer.run import run_explorer
from bench.plan import Plan, add_options
from bench.report import EXPLORER, with_section
from bench.run import data
from bench.servers import serving

_OF_OTHER_RUNS = ("plots", "rounds", "seconds", "warming", "peers", "peer_rounds", "explorer", "paths")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the measurements as the arguments say; of the results only the section about the explorer is written anew."""
    asked = vars(_parser().parse_args(arguments))
    output = asked.pop("output")
    plan = Plan(**asked)
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        with serving(plan.catalogue, data(plan, plan.many)) as many:
            found = explorer_report(run_explorer(plan, many))
    except BenchError as error:
        sys.exit(f"bench: {error}")
    if output is not None:
        output.write_text(with_section(output.read_text(encoding="utf-8"), EXPLORER, found), encoding="utf-8")
    sys.stdout.write(f"{found}\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.explorer", description=__doc__)
    add_options(parser, leaving=_OF_OTHER_RUNS)
    parser.add_argument("--output", type=Path, help="the results whose section about the explorer is written anew")
    return parser


if __name__ == "__main__":
    main()
