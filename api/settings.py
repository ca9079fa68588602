"""Settings: ``DIKUAI_*`` environment variables or a ``.env`` file, read when the application is created.

A group's member is written with two underscores: ``DIKUAI_WALKING__DETOUR=1.2``.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, HttpUrl, ValidationError, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict, SettingsError

from geo.errors import CatalogueError
from geo.filters import Limits
from geo.proximity import Walking


class PagingSettings(BaseModel):
    """How many items a page holds."""

    limit_default: int = Field(10, ge=1, description="Items a page has when the request does not say.")
    limit_max: int = Field(10_000, ge=1, le=100_000, description="Most items a page can have; more is cut to this.")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.limit_default > self.limit_max:
            raise ValueError("limit_default is above limit_max")
        return self


class WalkingSettings(BaseModel):
    """How a straight line becomes a walk."""

    speed_m_min: float = Field(80.0, ge=20, le=200, description="Metres a minute.")
    detour: float = Field(1.3, ge=1, le=3, description="The way on foot over the straight line.")

    @property
    def walking(self) -> Walking:
        """The same, as the library takes it."""
        return Walking(self.speed_m_min, self.detour)


class FilterSettings(BaseModel):
    """How much a filter may be."""

    length_max: int = Field(50_000, ge=1, le=1_000_000, description="Most characters of a filter.")
    depth_max: int = Field(
        12, ge=1, le=16, description="Most brackets in one another; the parser's time doubles with each."
    )
    operators_max: int = Field(300, ge=1, le=400, description="Most operators of a filter.")
    vertices_max: int = Field(10_000, ge=1, le=1_000_000, description="Most positions in a filter's geometries.")

    @property
    def limits(self) -> Limits:
        """The same, as the library takes it."""
        return Limits(self.length_max, self.depth_max, self.operators_max, self.vertices_max)


class MapSettings(BaseModel):
    """What maps look like."""

    basemap: str = Field("none", description="Background at first: none, openstreetmap, gaode, tianditu or satellite.")
    tianditu_key: str = Field("", description="Key (tk) for Tianditu; without it Tianditu is not offered.")
    plots_max: int = Field(5_000, ge=1, le=50_000, description="Most plots a map draws.")


class TileSettings(BaseModel):
    """What becomes of tiles that were made."""

    cache_mb: int = Field(64, ge=0, description="Most megabytes of tiles that are kept until their collection changes.")
    packed_mb: int = Field(32, ge=0, description="Most megabytes of compressed forms of tiles that are kept.")


class HttpSettings(BaseModel):
    """How the service is reached."""

    base_url: HttpUrl | None = Field(None, description="Public address, where a proxy hides it from the service.")
    cors_origins: list[str] = Field(["*"], description="Origins whose pages may read the API.")
    compress_min_bytes: int = Field(1_000, ge=0, description="Shorter answers are not compressed.")
    proxies: int = Field(
        0, ge=0, le=10, description="Proxies of one's own in front, each of which adds to X-Forwarded-For."
    )


class InquirySettings(BaseModel):
    """What becomes of inquiries and reports."""

    database: Path | None = Field(
        None, description="The SQLite file that takes them; inquiries.sqlite in the catalogue's folder unless set."
    )
    recipient: str = Field(
        "", max_length=500, description="Who receives them and how to reach them, for the consent that is asked."
    )
    keep_days: int = Field(365, ge=1, le=3_650, description="Days after which they are deleted.")
    per_address_hour: int = Field(10, ge=1, description="Most that are taken from one address in an hour.")
    per_day: int = Field(1_000, ge=1, description="Most that are taken in a day, of all addresses together.")
    body_max_bytes: int = Field(65_536, ge=1_024, le=1_048_576, description="Largest body that is read.")


class Settings(BaseSettings):
    """Everything that can be set."""

    model_config = SettingsConfigDict(
        env_prefix="DIKUAI_", env_nested_delimiter="__", env_file=".env", extra="ignore", frozen=True
    )

    catalogue: Path = Field(Path("data"), description="The catalogue: a folder with plots/ and reference/.")
    layers: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Files served as collections: NAME=FILE or NAME=FILE#layer, comma-separated."
    )
    language: Literal["zh", "en"] = Field("en", description="Language where the request asks for none.")
    paging: PagingSettings = PagingSettings()
    walking: WalkingSettings = WalkingSettings()
    filters: FilterSettings = FilterSettings()
    maps: MapSettings = MapSettings()
    tiles: TileSettings = TileSettings()
    http: HttpSettings = HttpSettings()
    inquiries: InquirySettings = InquirySettings()

    @property
    def inquiries_database(self) -> Path:
        """The file that takes inquiries and reports."""
        return self.inquiries.database or self.catalogue / "inquiries.sqlite"

    @model_validator(mode="before")
    @classmethod
    def _split_layers(cls, values: dict[str, object]) -> dict[str, object]:
        layers = values.get("layers")
        if isinstance(layers, str):
            values = {**values, "layers": tuple(part.strip() for part in layers.split(",") if part.strip())}
        return values


def read_settings(**given: object) -> Settings:
    """Read the settings; what is given stands above the environment.

    Raises
    ------
    CatalogueError
        A setting is out of its bounds: names it, its value and what would be right.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        faults = (f"DIKUAI_{'__'.join(map(str, e['loc'])).upper()}={e['input']!r}: {e['msg']}" for e in error.errors())
        raise CatalogueError("; ".join(faults)) from None
    except SettingsError as error:
        raise CatalogueError(f"{_group(error)}: a list or a group must be written as JSON") from None


def _group(error: SettingsError) -> str:
    named = re.search(r'"(\w+)"', str(error))
    return f"DIKUAI_{named[1].upper()}" if named else str(error)
