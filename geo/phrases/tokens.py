"""A phrase cut into what it is made of: amounts, words that are known, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from geo.phrases.amounts import Amount, amount_at
from geo.phrases.vocabulary import Vocabulary
from geo.phrases.words import NAME_ENDINGS, NAME_GOES_ON

#: What is unknown: a word or code in letters, a number that is none, or one character.
_UNKNOWN = re.compile(r"[a-z0-9_]+(?:[-./][a-z0-9]+)*|[^ ]")

#: Kinds that keep their meaning beside unknown characters: amounts, and what stands behind them.
_FIRM = frozenset("aGLB,")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a phrase.

    Parameters
    ----------
    kind
        ``a`` for an amount, ``?`` for what is unknown, or that of a `Word`.
    start, end
        Where it stands in the folded text.
    text
        The folded text of it.
    meaning
        An `Amount`, or that of the word.
    """

    kind: str
    start: int
    end: int
    text: str
    meaning: Any = None


def cut(text: str, vocabulary: Vocabulary) -> list[Token]:
    """Cut a folded text; words that are part of something unknown are unknown with it."""
    tokens = list(_tokens(text, vocabulary))
    for order in (range(len(tokens)), range(len(tokens) - 1, -1, -1)):
        for at in order:
            if _is_drawn_in(tokens, at):
                tokens[at] = replace(tokens[at], kind="?")
    return tokens


def _tokens(text: str, vocabulary: Vocabulary) -> Iterator[Token]:
    at, kind = 0, ""
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        found, amount = vocabulary.find(text, at, kind == "a"), amount_at(text, at)
        if amount is not None and (found is None or amount.end >= found[1]):
            yield from _amount(text, amount)
            at, kind = amount.end, "a"
        elif found is not None:
            word, end = found
            yield Token(word.kind, at, end, text[at:end], word.meaning)
            at, kind = end, word.kind
        else:
            end = _unknown_end(text, at)
            yield Token("?", at, end, text[at:end])
            at, kind = end, "?"


def _amount(text: str, amount: Amount) -> Iterator[Token]:
    yield Token("a", amount.start, amount.end, text[amount.start : amount.end], amount)
    if amount.open:
        yield Token("G", amount.end, amount.end, "")


def _unknown_end(text: str, at: int) -> int:
    found = _UNKNOWN.match(text, at)
    return found.end() if found else at + 1


def _is_drawn_in(tokens: list[Token], at: int) -> bool:
    """Tell whether an unknown neighbour makes a token unknown: 安亭 in 安亭路, Anting in Anting Road."""
    token = tokens[at]
    if token.kind in _FIRM:
        bare = token.kind == "a" and token.meaning.unit is None
        return bare and any(one.kind == "?" and one.start == token.end for one in tokens[at + 1 : at + 2])
    if token.kind == "?" or token.text == "的" or not token.text[0].isalnum():
        return False
    before, after = tokens[at - 1 : at] if at else [], tokens[at + 1 : at + 2]
    if any(_is_stuck(one, token) for one in before):
        return True
    if any(_is_stuck(token, one) for one in after) and not token.text.endswith(NAME_ENDINGS):
        return True
    return token.kind in "mc" and any(one.kind == "?" and one.text in NAME_GOES_ON for one in (*before, *after))


def _is_stuck(one: Token, other: Token) -> bool:
    """Tell whether two tokens follow each other without a gap, one of them unknown, in one kind of writing."""
    unknown = "?" in (one.kind, other.kind)
    letters = one.text[-1:].isalnum() and other.text[:1].isalnum()
    return unknown and letters and one.end == other.start and one.text[-1].isascii() == other.text[0].isascii()
