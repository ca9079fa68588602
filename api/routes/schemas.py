"""The queryables, the sortables and the schema of each collection."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api import links
from api.answers import ask, document, json_answer
from api.deps import READ
from api.schemas import FEATURE, VIEWS, feature_schema, schema_document

router = APIRouter()


async def schema(request: Request, id: str) -> Response:
    """Answer with one of the JSON Schemas of a collection, named by the end of the path."""
    asked = ask(request)
    about = asked.service.catalogue.collection(id).about
    view = VIEWS[request.scope["path"].rpartition("/")[2]]
    content = schema_document(view, about, asked.url, asked.lang)
    rows = view.rows(about.schema)
    return document(asked, content, "schema.html", links.SCHEMA, about=about, view=view, rows=rows)


for _name in VIEWS:
    router.add_api_route(f"/collections/{{id}}/{_name}", schema, methods=READ, name=_name)


@router.api_route(f"/collections/{{id}}/{FEATURE}", methods=READ, name="feature_schema")
async def feature(request: Request, id: str) -> Response:
    """Answer with the JSON Schema of a feature of a collection."""
    asked = ask(request, formats=("json",))
    about = asked.service.catalogue.collection(id).about
    return json_answer(feature_schema(about, asked.url, asked.lang), links.SCHEMA)
