"""Processor cores: the load has one to itself, so that what is measured is the server and not how the two share one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence


def of_load() -> Sequence[str]:
    """Return what stands before a command that makes load: it runs on the last core."""
    cores = _cores()
    return _bound(cores[-1:]) if len(cores) > 1 else ()


def of_server() -> Sequence[str]:
    """Return what stands before a command that serves: it runs on all cores but the last."""
    cores = _cores()
    return _bound(cores[:-1]) if len(cores) > 1 else ()


def number_of_server() -> int:
    """Return how many cores a server has."""
    return max(1, len(_cores()) - 1)


def are_parted() -> bool:
    """Tell whether load and server have cores of their own here."""
    return bool(of_load())


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []


def _bound(cores: Sequence[int]) -> Sequence[str]:
    taskset = shutil.which("taskset")
    return (taskset, "--cpu-list", ",".join(map(str, cores))) if taskset else ()
