"""``python -m bench``: measure the service, and write what was found."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.errors import BenchError
from bench.plan import Plan, add_options
from bench.report import report
from bench.run import run

RESULTS = Path(__file__).with_name("RESULTS.md")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the measurements as the arguments say."""
    asked = vars(_parser().parse_args(arguments))
    output = asked.pop("output")
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    try:
        written = report(run(Plan(**asked)))
    except BenchError as error:
        sys.exit(f"bench: {error}")
    output.write_text(written, encoding="utf-8")
    sys.stdout.write(written)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    add_options(parser)
    parser.add_argument("--output", type=Path, default=RESULTS, help="where to write the results")
    return parser


if __name__ == "__main__":
    main()
