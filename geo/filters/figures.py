"""Numbers as they were written: the parser rounds long ones, which would make another code or another place of them.

Whole numbers become floats, of which those above 2^53 are not told apart, and the last bit of a number of more than 15
digits is left to chance in JSON and in geometries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

_EXACT, _LONGEST = 2**53, 2**64
_CLOSE = 1e-12  # as a part of a number: more than the parser's rounding makes

#: Marks a whole number that is handed through the parser as a text; of no meaning in any text (Unicode, private use).
_MARK = "\ue000"
_WHOLE = re.compile(r"""'(?:[^']|'')*'|"[^"]*"|(?<![\w.])(?P<whole>\d{16,20})(?![\w.])""")

_SHAPE = re.compile(
    r"""'(?:[^']|'')*'|"[^"]*"|"""
    r"\b(?P<shape>(?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION|BBOX)\s*(?:ZM?|M)?\s*(?=\())",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def guarded(text: str) -> str:
    """Write the long whole numbers of a filter in text so that the parser leaves them alone."""
    return text if _MARK in text else _WHOLE.sub(_guard, text)


def unguarded(text: str) -> str:
    """Return a part of a guarded text as it was, but for the quotes."""
    return text.replace(_MARK, "")


def _guard(found: re.Match[str]) -> str:
    whole = found["whole"]
    is_long = whole is not None and _EXACT < int(whole) < _LONGEST
    is_negative = found.string[: found.start()].rstrip().endswith("-")
    return f"'{_MARK}{whole}'" if is_long and not is_negative else found[0]


def of_text(tree: Any, text: str) -> Any:
    """Return the tree of a filter in text with its numbers as they were written.

    Parameters
    ----------
    tree
        What the parser made of the guarded text.
    text
        The filter.
    """
    written = [float(number) for number in _positions(text)]
    parsed = list(_coordinates(tree, False))
    return _restored(tree, iter(written if _alike(written, parsed) else parsed), False)


def of_json(tree: Any, said: Any) -> Any:
    """Return the tree of a filter in JSON with its numbers as they were written.

    Parameters
    ----------
    tree
        What the parser made of it.
    said
        The JSON itself.
    """
    if type(tree) in {int, float} and type(said) in {int, float}:
        return said if type(said) is int and _EXACT < abs(said) < _LONGEST else float(said)
    if isinstance(tree, dict) and isinstance(said, dict) and tree.keys() == said.keys():
        return {name: of_json(value, said[name]) for name, value in tree.items()}
    if isinstance(tree, list) and isinstance(said, list) and len(tree) == len(said):
        return [of_json(*pair) for pair in zip(tree, said, strict=True)]
    return tree


def _alike(written: Sequence[float], parsed: Sequence[float]) -> bool:
    """Tell whether numbers are the same but for rounding."""
    if len(written) != len(parsed):
        return False
    return all(abs(a - b) <= _CLOSE * max(abs(b), 1.0) for a, b in zip(written, parsed, strict=True))


def _positions(text: str) -> Iterator[str]:
    """Yield the numbers of the geometries in a text, in order."""
    end = 0
    for found in _SHAPE.finditer(text):
        if found["shape"] is None or found.start() < end:
            continue
        depth, end = 1, found.end() + 1
        while depth and end < len(text):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield from _NUMBER.findall(text, found.end(), end)


def _coordinates(node: Any, in_shape: bool) -> Iterator[float]:
    """Yield the numbers of the geometries in a tree, in order."""
    if in_shape and type(node) in {int, float}:
        yield node
    inside = in_shape or _is_shape(node)
    for member in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _coordinates(member, inside)


def _restored(node: Any, written: Iterator[float], in_shape: bool) -> Any:
    if isinstance(node, dict):
        inside = in_shape or _is_shape(node)
        return {name: _restored(value, written, inside) for name, value in node.items()}
    if isinstance(node, list):
        return [_restored(member, written, in_shape) for member in node]
    if isinstance(node, str) and node.startswith(_MARK):
        return int(node[1:])
    return next(written) if in_shape and type(node) in {int, float} else node


def _is_shape(node: Any) -> bool:
    return isinstance(node, dict) and not node.keys().isdisjoint({"coordinates", "bbox", "geometries"})
