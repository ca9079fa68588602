"""Ranges: what a form fills in becomes a filter, and the filter fills the form."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.ranges import ENDS, range_fields, ranged, read_ranges, write_ranges
from geo.errors import BadValue
from geo.filters.parse import Limits, parse
from geo.plots import PLOT
from geo.properties import Kind, Property, Schema, Title


def schema(*names: str) -> Schema:
    """A number, a date and a moment of each name."""
    kinds = [("", Kind.NUMBER), ("日", Kind.DATE), ("时", Kind.DATETIME)]
    return Schema("things", [Property(f"{n}{x}", kind, Title(n, n)) for n in names for x, kind in kinds])


ODD = schema("a", "not", "用地 面积", "it's (x)", 'quo"ted', "50%?&+", "or", "null")
NUMBERS = st.one_of(st.integers(-(10**9), 10**9).map(str), st.floats(allow_nan=False, allow_infinity=False).map(repr))
DAYS = st.dates().map(lambda day: day.isoformat())
RESTS = st.sampled_from(
    ["", "a > 1", "a > 1 OR a < 0", "(a > 1) OR (a < 0)", '"it\'s (x)" = 2 OR a = 1', "a IN (1,2)", "NOT a = 1"]
)


@st.composite
def filled(draw: st.DrawFn) -> dict[str, str]:
    """Some fields of a form, filled in."""
    fields = draw(st.lists(st.sampled_from(sorted(range_fields(ODD))), unique=True))
    return {name: draw(NUMBERS if range_fields(ODD)[name][0].kind is Kind.NUMBER else DAYS) for name in fields}


@given(ends=filled(), rest=RESTS)
def test_what_a_form_fills_in_is_read_again_from_the_address(ends: dict[str, str], rest: str) -> None:
    written = write_ranges({"filter": rest, **ends}, ODD)
    assert written.keys() == {"filter"}
    said = read_ranges(written, ODD)
    assert said.ends == ends
    assert said.rest == rest


@given(ends=filled(), rest=RESTS)
def test_the_filter_that_is_written_means_all_ends_and_the_rest(ends: dict[str, str], rest: str) -> None:
    text = write_ranges({"filter": rest, **ends}, ODD)["filter"]
    tree = parse(text or "TRUE", "cql2-text", Limits())
    terms = tree["args"] if isinstance(tree, dict) and tree["op"] == "and" and ends else [tree]
    if ends:
        assert len(terms) == len(ends) + bool(rest)
        meant = {
            (row.name, (">=", "<=")[at]): ends[field] for field, (row, at) in range_fields(ODD).items() if field in ends
        }
        for term, value in zip(terms, ends.values(), strict=False):
            name, operator = term["args"][0]["property"], term["op"]
            assert meant[name, operator] == value
            said = term["args"][1]
            assert said == float(value) if isinstance(said, float) else value in str(said)
    if ends and rest:
        assert terms[-1] == parse(rest, "cql2-text", Limits())


@pytest.mark.parametrize(
    "text",
    [
        "area_mu >= 20 AND status = 'listed' OR price_cny > 3",
        "area_mu >= 20 AND (status = 'listed') OR (price_cny > 3)",
        "area_mu >= 20 OR price_cny >= 3",
        "NOT area_mu >= 20 AND price_cny >= 3",
        "area_mu >= 20 + 3",
        "area_mu > 20",
        "area_mu >= area_ha",
        "revision >= 2",
        "announced_on >= DATE('2024-13-45')",
        "announced_on >= 20",
        "area_mu >= DATE('2024-01-01')",
        "area_mu >= 20 AND",
        "updated_at >= DATE('2024-01-01')",
        "nothing >= 3",
        ")(",
        "((",
    ],
)
def test_a_filter_that_is_no_ranges_stays_as_it_is(text: str) -> None:
    assert read_ranges({"filter": text}, PLOT) == ({}, text)


@pytest.mark.parametrize(
    ("text", "ends", "rest"),
    [
        ("area_mu>=20 and area_mu<=5e1", {"area_mu.from": "20", "area_mu.to": "5e1"}, ""),
        ("area_mu >= 20 AND area_mu >= 30", {"area_mu.from": "20"}, "area_mu >= 30"),
        ('"area_mu" <= 3 AND price_cny BETWEEN 1 AND 2', {"area_mu.to": "3"}, "price_cny BETWEEN 1 AND 2"),
        ("announced_on <= date('2024-02-29') AND (a OR b)", {"announced_on.to": "2024-02-29"}, "a OR b"),
    ],
)
def test_a_filter_of_ones_own_fills_the_fields_as_far_as_it_is_ranges(text: str, ends: object, rest: str) -> None:
    assert read_ranges({"filter": text}, PLOT) == (ends, rest)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("2024-01-01/..", {"updated_at.from": "2024-01-01"}),
        ("/2024-01-31", {"updated_at.to": "2024-01-31"}),
        ("2024-01-31", {"updated_at.from": "2024-01-31", "updated_at.to": "2024-01-31"}),
        ("../..", {}),
        ("2024-02-30/..", {}),
        ("2024-01-01T00:00:00Z/..", {}),
    ],
)
def test_the_property_that_datetime_asks_about_is_filled_from_it(text: str, ends: dict[str, str]) -> None:
    assert read_ranges({"datetime": text}, PLOT).ends == ends
    if ends and "/" in text:
        assert read_ranges(write_ranges(ends, PLOT), PLOT).ends == ends


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("area_mu.from", "twenty", "a number"),
        ("area_mu.to", "1 OR 1=1", "a number"),
        ("announced_on.from", "2024-02-30", "a date YYYY-MM-DD"),
        ("updated_at.to", "20240101", "a date YYYY-MM-DD"),
    ],
)
def test_an_end_that_is_none_is_refused_with_its_field(field: str, value: str, expected: str) -> None:
    with pytest.raises(BadValue, match=f"^{re.escape(field)}: .* is not {expected}$"):
        write_ranges({field: value}, PLOT)


def test_a_filter_in_json_takes_no_ranges_beside_it() -> None:
    asked = {"filter": "{}", "filter-lang": "cql2-json"}
    assert read_ranges(asked, PLOT) == ({}, "{}")
    with pytest.raises(BadValue, match="beside a filter in JSON"):
        write_ranges({**asked, "area_mu.from": "3"}, PLOT)
    assert write_ranges({**asked, "filter": "", "area_mu.from": "3"}, PLOT) == {"filter": "area_mu >= 3"}


def test_plots_are_asked_by_what_an_investor_chooses_by_and_layers_by_what_they_have() -> None:
    assert set(ranged(PLOT)) > {"area_mu", "floor_area_ratio", "price_cny", "metro_distance_m", "announced_on"}
    assert "area_ha" not in ranged(PLOT)
    assert list(ranged(PLOT))[-1] == PLOT.instant
    assert len(ranged(schema(*map(str, range(100))))) == 12
    assert not ranged(Schema("texts", [Property("a", Kind.TEXT, Title("a", "a"))]))
    clash = Schema("clash", [Property(name, Kind.NUMBER, Title("a", "a")) for name in ("a", "a" + ENDS[0])])
    assert list(ranged(clash)) == ["a.from"]
