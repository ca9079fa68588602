"""Functions compiled to machine code by Numba, for work in which every call of an array function would count.

They are written as plain Python on arrays and numbers, and can be called and tested as such.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function when it is first called; what was compiled is kept beside it, or in the user's cache.

    Parameters
    ----------
    function
        Takes and returns numbers, arrays and tuples of them.
    """
    try:
        return cast(Callable[P, R], njit(cache=True)(function))
    except RuntimeError:  # there is no folder that may be written to
        return cast(Callable[P, R], njit(function))
