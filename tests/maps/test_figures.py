from datetime import date

import numpy as np
import pandas as pd
import pytest

from geo.plots import PLOT
from maps import figures

RECORD = {
    "area_mu": 26.5,
    "site_area_m2": 17666.67,
    "floor_area_ratio": 2.0,
    "floor_area_ratio_implied": 1.585,
    "floor_area_max_m2": 35333,
    "gross_floor_area_m2": np.nan,
    "status": "transferred",
    "grantee": None,
    "town": "外冈镇",
    "transferred_on": pd.NaT,
    "price_cny": 53_000_000,
    "completion_expected_on": date(2026, 9, 21),
}


def test_everything_named_is_a_property():
    assert set(figures.LABELLED) <= set(PLOT)
    assert figures.labels("zh")["area_mu"] == "用地面积（亩）"


@pytest.mark.parametrize("value", [None, np.nan, float("inf"), pd.NaT, pd.NA, "", [], np.array([])])
def test_what_is_not_stated(value):
    assert not figures.stated(value)


@pytest.mark.parametrize("value", [0, 0.0, False, "x", ["x"], np.array(["x"]), date(2026, 1, 1)])
def test_what_is_stated(value):
    assert figures.stated(value)


def test_the_large_figures_carry_what_belongs_to_them():
    assert figures.headline(RECORD, "zh") == [
        ["area_mu", "26.5", "17,666.67 平方米"],
        ["floor_area_ratio", "2.0", "折算容积率 1.585"],
        ["floor_area_max_m2", "35,333", ""],
    ]


def test_rows_hold_what_the_record_states():
    assert figures.rows(RECORD, figures.ROWS, "en") == [
        ["town", "外冈镇"],
        ["floor_area_ratio_implied", "1.585"],
        ["price_cny", "53,000,000"],
        ["completion_expected_on", "2026-09-21"],
    ]
    assert figures.rows(RECORD, ["status"], "en") == [["status", "Transferred"]]
    assert figures.rows({"status": "sold"}, ["status"], "en") == [["status", "sold"]]


@pytest.mark.parametrize(
    ("value", "text"), [(1234.5, "1,234.5"), (28000.0, "28,000"), (0.0, "0"), (1.005, "1"), (100, "100")]
)
def test_numbers_are_written_without_idle_zeros(value, text):
    assert figures.number(value) == text


def test_only_web_addresses_become_links():
    sources = [
        {"title": "A", "url": "https://example.org/a", "published_on": "2024-09-21"},
        {"title": "B", "url": "javascript:alert(1)"},
        {"url": "http://example.org/c"},
    ]
    assert figures.sources({"sources": sources}) == [
        ["A", "https://example.org/a", "2024-09-21"],
        ["B", "", ""],
        ["http://example.org/c", "http://example.org/c", ""],
    ]
    assert figures.sources({"sources": np.nan}) == []


def test_doubts_are_said_in_the_readers_language():
    record = {"doubts": np.array([{"code": "c", "text_zh": "疑", "text_en": "Doubt"}])}
    assert figures.doubts(record, "zh") == ["疑"]
    assert figures.doubts(record, "en") == ["Doubt"]
    assert figures.doubts({}, "en") == []
