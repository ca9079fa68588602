"""What a search box asks: phrases read as conditions, and suggestions for what is being typed."""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import links
from api.answers import Asked, ask, json_answer, unchanged
from api.deps import READ
from api.links import Link, link, with_query
from api.parameters import PHRASE, SUGGESTED, SUGGESTIONS_DEFAULT, SUGGESTIONS_MAX
from api.words import Words
from geo.errors import BadValue
from geo.phrases import Phrase
from geo.stores import Catalogue, Collection
from geo.suggestions import Search

router = APIRouter()

_PHRASE_NAMES = tuple(parameter.name for parameter in PHRASE)
_SUGGESTED_NAMES = tuple(parameter.name for parameter in SUGGESTED)

_SEARCHES: WeakKeyDictionary[Catalogue, Search] = WeakKeyDictionary()


@router.api_route("/phrases", methods=READ, name="phrases")
async def phrases(request: Request) -> Response:
    """Read a phrase as the conditions that it states."""
    asked = ask(request, _PHRASE_NAMES, ("json",))
    text, collection, tag = _question(asked)
    if asked.is_known(tag):
        return unchanged(tag)
    phrase = await _search(asked).phrase(text, collection)
    return json_answer(_said(phrase, collection, asked), tag=tag)


@router.api_route("/suggestions", methods=READ, name="suggestions")
async def suggestions(request: Request) -> Response:
    """Suggest what a text may mean that is being typed."""
    asked = ask(request, _SUGGESTED_NAMES, ("json",))
    text, collection, tag = _question(asked)
    limit = _limit(asked.params.get("limit"))
    if asked.is_known(tag):
        return unchanged(tag)
    phrase = await _search(asked).phrase(text, collection)
    found = await _search(asked).suggestions(text, collection, limit)
    content = {
        "phrase": _said(phrase, collection, asked) if phrase.read else None,
        "suggestions": [one.as_json(asked.lang) for one in found],
    }
    return json_answer(content, tag=tag)


def _search(asked: Asked) -> Search:
    """Return the search of the catalogue that is asked; there is one for each."""
    catalogue = asked.service.catalogue
    return _SEARCHES.setdefault(catalogue, Search(catalogue))


def _question(asked: Asked) -> tuple[str, Collection, str]:
    """Return the text, the collection that it is about, and the tag of the answer."""
    if "text" not in asked.params:
        raise BadValue("", "a phrase or part of a name, as in text=近地铁 20亩以上", "text")
    catalogue = asked.service.catalogue
    collection = catalogue.collection(asked.params.get("collection", "plots"))
    return asked.params["text"], collection, asked.tag(catalogue.version(collection))


def _limit(text: str | None) -> int:
    if text is None:
        return SUGGESTIONS_DEFAULT
    if not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= SUGGESTIONS_MAX):
        raise BadValue(text, f"a whole number from 1 to {SUGGESTIONS_MAX}", "limit")
    return int(text)


def _said(phrase: Phrase, collection: Collection, asked: Asked) -> dict[str, Any]:
    """Return a phrase as an object, with links to the items that it asks for."""
    said = phrase.as_json()
    query = "&".join(f"{name}={links.quoted(value)}" for name, value in said["query"].items())
    t, id = Words(asked.lang), collection.about.id
    items = f"{asked.base}/collections/{id}/items"
    made: list[Link] = [
        link(with_query(items, query, "f=json"), "items", links.GEOJSON, t("items")),
        link(with_query(items, query, "f=html"), "items", links.HTML, t("items")),
    ]
    return said | {"links": made}
