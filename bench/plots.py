"""Synthetic plots by the million: the same seed gives the same plots.

They are plausible rather than real: towns of different sizes over an extent like that of Shanghai, plots crowded
towards their middles, areas spread log-normally about 20 mu, and figures that fit each other, some of them missing.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
from numpy.typing import NDArray

from bench.shapes import Ints, shapes
from geo.measure import Floats
from geo.plots import STATUSES

SEED = 20250401

#: Degrees: west, south, east, north.
EXTENT = (120.9, 30.75, 121.9, 31.65)
_TOWNS = 90
#: Standard deviation of the plots of a town about its middle, degrees of latitude (some 2 to 4 km).
_TOWN_SPREAD = (0.018, 0.038)
_MEDIAN_AREA_M2 = 20 * 2000 / 3
_AREA_SIGMA = 0.9

_FIRST = (("东", "Dong"), ("南", "Nan"), ("西", "Xi"), ("北", "Bei"), ("新", "Xin"), ("金", "Jin"), ("长", "Chang"))
_SECOND = (("桥", "qiao"), ("泾", "jing"), ("浦", "pu"), ("塘", "tang"), ("港", "gang"), ("湾", "wan"), ("亭", "ting"))
_LAND_USES = (("100102", "一类工业用地"), ("100101", "二类工业用地"), ("110101", "一类物流仓储用地"))
_RATIOS = (0.8, 1.0, 1.2, 1.5, 2.0, 2.5, 3.0)
_METHODS = ("surveyed", "digitised", "approximate")
_SOLD = ("transferred", "under_construction", "completed", "leasing")
_FIRST_NOTICE = np.datetime64("2012-01-01")
_DAYS = 4_800


@dataclass(frozen=True, slots=True)
class _Towns:
    """The towns of the synthetic country: names in both languages, middles, spreads, and shares of the plots."""

    zh: list[str]
    en: list[str]
    middle: Floats
    spread: Floats
    share: Floats


def make_plots(n: int, seed: int = SEED) -> gpd.GeoDataFrame:
    """Make n plots.

    Parameters
    ----------
    n
        How many, at least 1.
    seed
        Of the chance they are drawn by.

    Returns
    -------
    GeoDataFrame
        In EPSG:4326; a column ``id`` and columns of `geo.plots.PLOT`.
    """
    rng = np.random.default_rng(seed)
    towns = _make_towns(rng)
    town = rng.choice(_TOWNS, n, p=towns.share)
    centres = towns.middle[town] + rng.normal(size=(n, 2)) * towns.spread[town, None] * (1.16, 1.0)
    areas = np.clip(_MEDIAN_AREA_M2 * np.exp(rng.normal(0, _AREA_SIGMA, n)), 200, 2e6).round(1)
    columns = {**_identity(towns, town), **_figures(rng, areas), **_place(rng, n)}
    return gpd.GeoDataFrame(columns, geometry=shapes(rng, centres, areas), crs="EPSG:4326")


def town_middles(seed: int = SEED) -> Floats:
    """Return the middles of the towns about which the plots of a seed lie, those with the most plots first.

    Parameters
    ----------
    seed
        Of `make_plots`.

    Returns
    -------
    Floats
        Shape (towns, 2); longitude and latitude.
    """
    towns = _make_towns(np.random.default_rng(seed))
    return towns.middle[np.argsort(-towns.share)]


def _make_towns(rng: np.random.Generator) -> _Towns:
    names = [(zh + end, en + ending) for zh, en in _FIRST for end, ending in _SECOND]
    names = [*((f"{zh}镇", en) for zh, en in names), *((f"{zh}新区", f"{en} New Area") for zh, en in names)][:_TOWNS]
    west, south, east, north = EXTENT
    middle = rng.uniform((west, south), (east, north), (_TOWNS, 2))
    share = np.exp(rng.normal(0, 0.8, _TOWNS))
    zh, en = ([name[side] for name in names] for side in (0, 1))
    return _Towns(zh, en, middle, rng.uniform(*_TOWN_SPREAD, _TOWNS), share / share.sum())


def _identity(towns: _Towns, town: Ints) -> dict[str, Any]:
    numbers = range(1, len(town) + 1)
    zh, en = ([side[index] for index in town.tolist()] for side in (towns.zh, towns.en))
    return {
        "id": [f"plot-{number:07}" for number in numbers],
        "name": [f"{name}产业园{number}号地块" for name, number in zip(zh, numbers, strict=True)],
        "name_en": [f"{name} Industrial Park, plot {number}" for name, number in zip(en, numbers, strict=True)],
        "town": zh,
    }


def _figures(rng: np.random.Generator, areas: Floats) -> dict[str, Any]:
    n = len(areas)
    use = rng.integers(len(_LAND_USES), size=n).tolist()
    ratio = rng.choice(_RATIOS, n)
    floor_area = (areas * ratio * rng.uniform(0.5, 1.0, n)).round(1)
    status = rng.choice(list(STATUSES), n, p=(0.1, 0.08, 0.12, 0.2, 0.15, 0.25, 0.08, 0.02))
    sold = np.isin(status, _SOLD)
    notice = _FIRST_NOTICE + rng.integers(_DAYS, size=n)
    return {
        "site_area_m2": areas,
        "land_use_code": [_LAND_USES[index][0] for index in use],
        "land_use_name": [_LAND_USES[index][1] for index in use],
        "floor_area_ratio": _some(rng, ratio, 0.95),
        "gross_floor_area_m2": _some(rng, floor_area, 0.6),
        "building_density_max_pct": _some(rng, rng.choice((40.0, 45.0, 50.0, 55.0, 60.0), n), 0.5),
        "status": status.tolist(),
        "price_cny": np.where(sold, (areas * rng.uniform(700, 2_500, n)).round(-4), np.nan),
        "announced_on": np.where(status == "planned", np.datetime64("NaT"), notice).astype(object),
    }


def _place(rng: np.random.Generator, n: int) -> dict[str, Any]:
    method = rng.choice(len(_METHODS), n, p=(0.45, 0.35, 0.2))
    guessed = np.exp(rng.normal(np.log(200), 0.5, n)).clip(30, 2_000)
    uncertainty = np.select([method == 0, method == 1], [np.full(n, 1.0), rng.uniform(5, 30, n)], guessed)
    return {
        "location_method": [_METHODS[index] for index in method.tolist()],
        "location_uncertainty_m": uncertainty.round(0),
    }


def _some(rng: np.random.Generator, values: NDArray[Any], part: float) -> Floats:
    """Keep some of the values; the others are missing."""
    return np.where(rng.random(len(values)) < part, values, np.nan)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a file of synthetic plots: ``python -m bench.plots 100000 plots.parquet``."""
    parser = argparse.ArgumentParser(prog="python -m bench.plots", description="Write synthetic plots as GeoParquet.")
    parser.add_argument("n", type=int, help="how many plots")
    parser.add_argument("file", type=Path, help="the GeoParquet file to write")
    parser.add_argument("--seed", type=int, default=SEED)
    asked = parser.parse_args(arguments)
    make_plots(asked.n, asked.seed).to_parquet(asked.file, index=False)


if __name__ == "__main__":
    main()
