"""Synthetic plots."""

from pathlib import Path

import geopandas as gpd
import pytest

from bench.plots import EXTENT, main, make_plots
from geo.exchange.gdal import read_layer
from geo.plots import LOCATION_METHODS, PLOT, STATUSES


@pytest.fixture(scope="module")
def plots() -> gpd.GeoDataFrame:
    return make_plots(3_000)


def test_the_same_seed_gives_the_same_plots(plots: gpd.GeoDataFrame) -> None:
    assert make_plots(3_000).equals(plots)


def test_another_seed_gives_others(plots: gpd.GeoDataFrame) -> None:
    assert not make_plots(3_000, seed=1).geometry.equals(plots.geometry)


def test_ids_are_unique_and_of_one_form(plots: gpd.GeoDataFrame) -> None:
    assert plots["id"].is_unique
    assert plots["id"].str.fullmatch(r"plot-\d{7}").all()
    assert plots["id"].iloc[0] == "plot-0000001"


def test_geometries_are_valid_and_where_shanghai_is(plots: gpd.GeoDataFrame) -> None:
    west, south, east, north = EXTENT
    assert plots.is_valid.all()
    assert len(plots.cx[west - 0.2 : east + 0.2, south - 0.2 : north + 0.2]) == len(plots)


def test_half_of_the_plots_have_less_than_some_20_mu(plots: gpd.GeoDataFrame) -> None:
    assert plots["site_area_m2"].median() * 3 / 2000 == pytest.approx(20, rel=0.1)


def test_every_column_is_a_property_of_plots(plots: gpd.GeoDataFrame) -> None:
    assert {*plots.columns} - {"geometry"} <= {*PLOT}
    assert {*plots["status"]} <= {*STATUSES}
    assert {*plots["location_method"]} <= {*LOCATION_METHODS}


@pytest.mark.parametrize("name", ["floor_area_ratio", "gross_floor_area_m2", "price_cny", "announced_on"])
def test_some_figures_are_missing_and_some_are_not(plots: gpd.GeoDataFrame, name: str) -> None:
    assert 0 < plots[name].isna().mean() < 0.9


def test_the_floor_area_fits_the_ratio(plots: gpd.GeoDataFrame) -> None:
    stated = plots.dropna(subset=["floor_area_ratio", "gross_floor_area_m2"])
    assert (stated["gross_floor_area_m2"] <= stated["site_area_m2"] * stated["floor_area_ratio"] + 1).all()


def test_the_file_is_a_layer_with_nothing_to_remark(tmp_path: Path) -> None:
    main(["50", str(tmp_path / "plots.parquet")])
    layer = read_layer("bench", tmp_path / "plots.parquet")
    assert layer.remarks == ()
    assert layer.frame.index[-1] == "plot-0000050"
