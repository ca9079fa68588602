"""The command line, ``dikuai``."""

from cli.app import main

__all__ = ["main"]
