"""Parsing: CQL2 in text or JSON becomes a tree of JSON, by the one module that knows the parser.

The parser takes all the stack for a filter of thousands of operators, and its time doubles with each pair of brackets
that it cannot close: a filter is measured before it is parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import cql2
import orjson

from geo.errors import BadValue
from geo.filters import figures

LANGUAGES = ("cql2-text", "cql2-json")

_TOKEN = re.compile(
    r"""(?P<quoted>'(?:[^']|'')*'|"[^"]*")"""
    r"|(?P<shape>(?:(?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION|BBOX)\s*(?:ZM?|M)?\s*\()"
    r"|(?P<word>\b(?:AND|OR|NOT|DIV|IN|LIKE|BETWEEN|IS)\b|<>|[<>]=?|[-+*/%^=])"
    r"|(?P<bracket>[()])|(?P<comma>,)|\w+",
    re.IGNORECASE,
)
_PLACE = re.compile(r"--> (\d+):(\d+)")


class Limits(NamedTuple):
    """How much a filter may be.

    Parameters
    ----------
    length
        Characters.
    depth
        Brackets in one another, those of geometries not counted.
    operators
        Operators in all.
    vertices
        Positions in all geometries together.
    """

    length: int = 50_000
    depth: int = 12
    operators: int = 300
    vertices: int = 10_000


class Size(NamedTuple):
    """How much a filter is; see `Limits`."""

    depth: int
    operators: int
    vertices: int


def parse(text: str, language: str, limits: Limits) -> Any:
    """Parse a filter.

    Parameters
    ----------
    text
        The filter.
    language
        One of `LANGUAGES`.
    limits
        What it may be at most.

    Returns
    -------
    Any
        The tree, as CQL2 JSON has it; names of standard operators in lower case, numbers as floats, but whole ones
        above 2^53.

    Raises
    ------
    BadValue
        It is not CQL2, or above a limit: names the limit.

    Examples
    --------
    >>> parse("floor_area_ratio >= 2", "cql2-text", Limits())
    {'op': '>=', 'args': [{'property': 'floor_area_ratio'}, 2.0]}
    """
    if language not in LANGUAGES:
        raise BadValue(language, "one of " + ", ".join(LANGUAGES), "filter-lang")
    if len(text) > limits.length:
        raise BadValue(text, f"a filter of at most {limits.length} characters: it has {len(text)}")
    if language == "cql2-json":
        return _parse_json(text, limits)
    _check(text, _size_of_text(text), limits)
    guarded = figures.guarded(text)
    try:
        return figures.of_text(cql2.parse_text(guarded).to_json(), text)
    except Exception as error:  # the parser raises no narrower one for a POINT EMPTY
        place = _PLACE.search(str(error))
        if place is None:
            raise BadValue(text, f"CQL2 text: {error}") from None
        rest = figures.unguarded("\n".join(guarded.split("\n")[int(place[1]) - 1 :])[int(place[2]) - 1 :])
        at = f"“{rest[:40]}”" if rest else "its end"
        raise BadValue(text, f"CQL2 text: it cannot be read from {at} on") from None


def _parse_json(text: str, limits: Limits) -> Any:
    try:
        tree = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadValue(text, f"JSON: {error}") from None
    _check(text, _size_of_tree(tree), limits)
    try:
        return figures.of_json(cql2.parse_json(text).to_json(), tree)
    except Exception as error:  # as above
        raise BadValue(text, f"CQL2 JSON: {str(error).splitlines()[0]}") from None


def _check(text: str, size: Size, limits: Limits) -> None:
    words = {"depth": "brackets in one another", "operators": "operators", "vertices": "vertices"}
    for name, word in words.items():
        most, has = getattr(limits, name), getattr(size, name)
        if has > most:
            raise BadValue(text, f"a filter of at most {most} {word}: it has {has}")


def _size_of_text(text: str) -> Size:
    """Measure a filter in text by its tokens; brackets that do not match are refused here."""
    depth = deepest = operators = vertices = 0
    shape_depth = 0
    for token in _TOKEN.finditer(text):
        kind, said = token.lastgroup, token[0]
        if kind == "shape" or said == "(":
            depth += 1
            shape_depth = shape_depth or (depth if kind == "shape" else 0)
            vertices += kind == "shape"
            deepest = max(deepest, depth if not shape_depth else shape_depth - 1)
        elif said == ")":
            shape_depth = 0 if shape_depth == depth else shape_depth
            depth -= 1
            if depth < 0:
                rest = text[token.start() :][:40]
                raise BadValue(text, f"CQL2 text: no bracket is open that “{rest}” could close")
        elif shape_depth:
            vertices += kind == "comma"
        else:
            operators += kind == "word"
    if depth:
        raise BadValue(text, f"CQL2 text: {depth} brackets are not closed")
    return Size(deepest, operators, vertices)


def _size_of_tree(tree: object) -> Size:
    deepest = operators = vertices = 0
    for node, depth in _nodes(tree):
        if isinstance(node, dict) and "op" in node:
            operators += 1
            deepest = max(deepest, depth)
        if isinstance(node, list) and node and isinstance(node[0], int | float) and len(node) in {2, 3}:
            vertices += 1
    return Size(deepest, operators, vertices)


def _nodes(tree: object) -> Iterator[tuple[object, int]]:
    """Yield every object and array of a tree, and how many operators it stands in."""
    waiting: list[tuple[object, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        deeper = depth + (isinstance(node, dict) and "op" in node)
        waiting.extend((member, deeper) for member in inner if isinstance(member, dict | list))
