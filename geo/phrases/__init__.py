"""Phrases of people, such as “近地铁 20亩以上”, read as conditions, and conditions written as phrases."""

from geo.phrases.asking import query_of, vocabulary_of
from geo.phrases.conditions import Choice, Condition, Nearness, Range, Words, parameters_of
from geo.phrases.reading import Phrase, Read, Span, Unread, read_phrase
from geo.phrases.vocabulary import Vocabulary
from geo.phrases.writing import written

__all__ = [
    "Choice",
    "Condition",
    "Nearness",
    "Phrase",
    "Range",
    "Read",
    "Span",
    "Unread",
    "Vocabulary",
    "Words",
    "parameters_of",
    "query_of",
    "read_phrase",
    "vocabulary_of",
    "written",
]
