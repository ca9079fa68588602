"""The application: the only place where its parts are put together."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import mimetypes
from collections.abc import AsyncIterator
from importlib.metadata import version

from starlette.middleware.cors import CORSMiddleware
from starlette_compress import CompressMiddleware, add_compress_type

from api import errors, pages
from api.deps import Application, Service
from api.files import KeptFiles
from api.inquiries.pruning import keep_pruned
from api.inquiries.store import Store
from api.links import GEOJSON, MVT, OPENAPI, SCHEMA, STYLE, SVG, TILEJSON
from api.packing import Packer
from api.routes import collections, core, health, inquiries, items, maps, plots, qr, schemas, search, statistics, tiles
from api.settings import Settings
from geo.stores import Catalogue, LayerFile, open_catalogue
from maps.assets import STATIC, STATIC_URL
from maps.basemaps import offered


def create_app(settings: Settings, catalogue: Catalogue | None = None) -> Application:
    """Make the application.

    Parameters
    ----------
    settings
        See `api.settings`.
    catalogue
        What to serve; opened as the settings say where it is not given.

    Raises
    ------
    CatalogueError, BadValue
        What the settings name cannot be used.
    """
    offered(settings.maps.tianditu_key, default=settings.maps.basemap)
    if catalogue is None:
        layers = [LayerFile.parse(text) for text in settings.layers]
        catalogue = open_catalogue(settings.catalogue, layers, settings.walking.walking)
    app = Application(title="Dikuai", docs_url=None, redoc_url=None, openapi_url=None, lifespan=_lifespan)
    catalogue.keep_tiles(settings.tiles.cache_mb * 1_000_000)
    packer = Packer(settings.http.compress_min_bytes, settings.tiles.packed_mb * 1_000_000)
    app.service = Service(settings, catalogue, packer, _edition(settings))
    errors.install(app)
    _add_middleware(app, settings)
    app.router.routes.extend((*items.ROUTES, *tiles.ROUTES))
    for module in (core, collections, schemas, statistics, tiles, plots, qr, inquiries, search, maps, health):
        app.include_router(module.router)
    app.mount(STATIC_URL, KeptFiles(STATIC, pages.STATIC), name="static")
    return app


def _edition(settings: Settings) -> str:
    """Return a text that differs with the release and with the settings that answers depend on."""
    said = settings.model_dump_json(exclude={"catalogue", "layers", "tiles"})
    return hashlib.blake2b(f"{version('dikuai')} {said}".encode(), digest_size=4).hexdigest()


def _add_middleware(app: Application, settings: Settings) -> None:
    for type in (GEOJSON, SCHEMA, OPENAPI.partition(";")[0], errors.PROBLEM, MVT, TILEJSON, STYLE, SVG):
        add_compress_type(type)
    app.add_middleware(CompressMiddleware, minimum_size=settings.http.compress_min_bytes, zstd=False)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.http.cors_origins,
        allow_methods=["GET", "HEAD", "OPTIONS"],
        expose_headers=["ETag", "Link", "Content-Crs", "Content-Language"],
    )


@contextlib.asynccontextmanager
async def _lifespan(app: Application) -> AsyncIterator[None]:
    """Follow the catalogue, and forget what was kept long enough, while the application runs."""
    store = Store.of(app.service.settings)
    tasks = [asyncio.create_task(task) for task in (app.service.catalogue.follow(), keep_pruned(store))]
    yield
    for task in tasks:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


mimetypes.add_type("text/javascript", ".js")
