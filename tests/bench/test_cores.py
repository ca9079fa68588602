"""Cores of their own for load and server."""

import os
import subprocess
import sys

from bench import cores

SHOW = [sys.executable, "-c", "import os; print(*sorted(os.sched_getaffinity(0)))"]


def shown(prefix: list[str]) -> set[int]:
    done = subprocess.run([*prefix, *SHOW], capture_output=True, text=True, check=True)
    return set(map(int, done.stdout.split()))


def test_load_and_server_share_no_core_where_there_are_two() -> None:
    here = os.sched_getaffinity(0)
    load, server = shown(list(cores.of_load())), shown(list(cores.of_server()))
    assert load | server == here
    assert len(server) == cores.number_of_server()
    assert cores.are_parted() == (len(here) > 1)
    assert load.isdisjoint(server) == (len(here) > 1)


def test_on_one_core_both_run_there() -> None:
    one = min(os.sched_getaffinity(0))
    code = "from bench import cores; print(cores.of_load(), cores.of_server(), cores.are_parted())"
    command = ["taskset", "--cpu-list", str(one), sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "() () False"
