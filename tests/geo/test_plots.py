import re

import pytest

from geo.plots import ID_PATTERN, LOCATION_METHODS, PLOT, REQUIRED, SOURCE_MEMBERS, STATUSES
from geo.properties import Kind

# Unit suffix of a name, and the UCUM (or own) symbol that its row must carry.
UNITS = {"_m2": "m2", "_m": "m", "_pct": "%", "_years": "a", "_cny": "CNY", "_mu": "mu", "_ha": "har", "_min": "min"}
RATIOS = {"floor_area_ratio_min"}

# docs/design.md, "The record".
STORED = [
    *("id", "name", "name_en", "parcel_code", "lot_number", "district", "town", "address", "tags"),
    *("site_area_m2", "site_area_stated", "land_use_scheme", "land_use_code", "land_use_name", "tenure_years"),
    *("floor_area_ratio", "floor_area_ratio_min", "floor_area_ratio_max", "gross_floor_area_m2"),
    *("building_density_max_pct", "green_ratio_min_pct", "height_max_m"),
    *("boundary_east", "boundary_south", "boundary_west", "boundary_north"),
    *("status", "price_cny", "grantee", "planned_use"),
    *("announced_on", "transferred_on", "completion_expected_on"),
    *("location_method", "location_uncertainty_m", "sources", "updated_at", "revision"),
]
DERIVED = [
    *("area_mu", "area_ha", "area_computed_m2", "floor_area_max_m2", "floor_area_ratio_implied"),
    *("metro_station", "metro_lines", "metro_distance_m", "metro_walk_min", "doubts"),
]


def test_the_table_is_the_record_of_the_design_in_its_order():
    assert [row.name for row in PLOT.values() if not row.derived] == STORED
    assert [row.name for row in PLOT.values() if row.derived] == DERIVED


@pytest.mark.parametrize("row", PLOT.values(), ids=lambda row: row.name)
def test_a_unit_is_the_suffix_of_the_name(row):
    suffix = next((suffix for suffix in sorted(UNITS, key=len, reverse=True) if row.name.endswith(suffix)), "")
    assert row.unit == ("" if row.name in RATIOS else UNITS.get(suffix, ""))


@pytest.mark.parametrize("row", [*PLOT.values(), *SOURCE_MEMBERS.values()], ids=lambda row: row.name)
def test_every_row_has_titles_in_both_languages(row):
    assert re.search(r"[\u4e00-\u9fff]", row.title.zh)
    assert row.title.en.isprintable()
    assert row.title.en[0].isupper()


@pytest.mark.parametrize("row", [row for row in PLOT.values() if row.kind is Kind.NUMBER], ids=lambda row: row.name)
def test_every_number_has_a_least_value(row):
    assert row.minimum == 0


def test_choices_are_those_of_the_design():
    assert list(STATUSES) == [
        *("planned", "announced", "listed", "transferred", "under_construction", "completed", "leasing", "withdrawn")
    ]
    assert list(LOCATION_METHODS) == ["surveyed", "digitised", "approximate"]


def test_what_is_required_is_stored():
    assert set(REQUIRED) <= set(STORED)


@pytest.mark.parametrize("id", ["a", "7", "waigang-29-08", "a" * 64])
def test_an_id_is_lower_case(id):
    assert re.fullmatch(ID_PATTERN, id)


@pytest.mark.parametrize("id", ["", "-a", "A", "a_b", "外冈", "a" * 65, "a\n", "a b"])
def test_another_id_is_refused(id):
    assert not re.fullmatch(ID_PATTERN, id)
