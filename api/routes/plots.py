"""A plot's own page, for people."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.answers import ask, unchanged
from api.deps import READ
from api.routes.items import item_page

router = APIRouter()


@router.api_route("/plots/{id}", methods=READ, name="plot")
async def plot(request: Request, id: str) -> Response:
    """Show a plot."""
    asked = ask(request, ("lang",))._replace(format="html")
    catalogue = asked.service.catalogue
    collection = catalogue.collection("plots")
    feature = await collection.item(id)
    tag = asked.tag(catalogue.version(collection))
    return unchanged(tag) if asked.is_known(tag) else item_page(asked, collection, feature, tag)
