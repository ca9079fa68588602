"""The examples in the docstrings of geo run, and every public name is described."""

import doctest
import importlib
import inspect
import pkgutil

import pytest

import geo

MODULES = ["geo", *(module.name for module in pkgutil.walk_packages(geo.__path__, "geo."))]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run(name):
    results = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0


@pytest.mark.parametrize("name", MODULES)
def test_what_is_public_is_described(name):
    module = importlib.import_module(name)
    public = [
        thing
        for word, thing in vars(module).items()
        if not word.startswith("_") and getattr(thing, "__module__", None) == name and callable(thing)
    ]
    assert [thing.__name__ for thing in [module, *public] if not (inspect.getdoc(thing) or "").strip()] == []
