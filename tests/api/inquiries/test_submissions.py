"""What can be submitted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from api.inquiries.submissions import Inquiry, Report, Submission
from tests.inquiries import INQUIRY, REPORT, inquiry, report

RIGHT: dict[type[Submission], dict[str, Any]] = {Inquiry: INQUIRY, Report: REPORT}


def kinds(kind: type[Submission], **said: Any) -> dict[str, str]:
    """What is wrong, by field."""
    try:
        kind.model_validate({**RIGHT[kind], **said}, strict=True)
    except ValidationError as error:
        return {str(one["loc"][0]): one["type"] for one in error.errors()}
    return {}


def test_what_is_right_is_kept_as_it_was_written() -> None:
    made = inquiry(requirement="  约 20 亩\r\n👩‍🏭 ", phone="138-0013-8000")
    assert made.requirement == "  约 20 亩\r\n👩‍🏭 "
    assert made.phone == "+86 138 0013 8000"
    assert report(contact="post@example.org", consent=True).contact == "post@example.org"


@pytest.mark.parametrize("field", ["plot", "requirement", "contact", "phone"])
def test_what_must_be_stated_is_asked_for(field: str) -> None:
    for blank in ("", "  ", "\u3000"):
        assert kinds(Inquiry, **{field: blank}) == {field: "not_stated"}
    said = {name: value for name, value in INQUIRY.items() if name != field}
    with pytest.raises(ValidationError, match="Field required"):
        Inquiry(**said)


@pytest.mark.parametrize(
    ("kind", "field", "most"),
    [
        (Inquiry, "requirement", 2_000),
        (Inquiry, "intended_use", 500),
        (Inquiry, "expected_tax", 200),
        (Inquiry, "company", 200),
        (Inquiry, "contact", 100),
        (Report, "message", 2_000),
    ],
)
def test_a_text_has_a_longest(kind: type[Submission], field: str, most: int) -> None:
    assert kinds(kind, **{field: "亩" * most}) == {}
    assert kinds(kind, **{field: "亩" * (most + 1)}) == {field: "string_too_long"}


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ud800"])
def test_what_cannot_be_seen_is_refused(character: str) -> None:
    for field in ("requirement", "contact", "company"):
        assert set(kinds(Inquiry, **{field: f"a{character}b"}).values()) <= {"control_character", "string_unicode"}
        assert kinds(Inquiry, **{field: f"a{character}b"})


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\t"])
def test_only_a_text_of_lines_has_line_breaks(line_break: str) -> None:
    assert kinds(Inquiry, requirement=f"a{line_break}b") == {}
    assert kinds(Inquiry, contact=f"a{line_break}b") == {"contact": "control_character"}


@pytest.mark.parametrize("consent", [False, None, "true", 1])
def test_an_inquiry_needs_consent(consent: object) -> None:
    assert "consent" in kinds(Inquiry, consent=consent)


def test_a_report_needs_consent_where_it_says_how_to_reach_someone() -> None:
    assert kinds(Report) == kinds(Report, contact="  ") == {}
    assert kinds(Report, contact="x") == {"consent": "consent"}
    assert kinds(Report, contact="x", consent=True) == {}


def test_a_report_is_about_a_property_that_there_is() -> None:
    for name in ("", "geometry", "name", "floor_area_ratio", "metro_distance_m"):
        assert kinds(Report, property=name) == {}
    assert kinds(Report, property="colour") == {"property": "unknown_property"}


def test_what_only_a_program_fills_in_is_refused() -> None:
    assert kinds(Inquiry, website="https://example.org") == {"website": "trap"}


def test_an_unknown_field_is_refused() -> None:
    assert kinds(Inquiry, pone="1") == {"pone": "extra_forbidden"}


def test_all_that_is_wrong_is_found_at_once() -> None:
    wrong = kinds(Inquiry, plot="", phone="1", contact="\x00", consent=False, colour="red")
    assert set(wrong) == {"plot", "phone", "contact", "consent", "colour"}


def test_what_a_person_wrote_is_in_no_representation() -> None:
    for text in (repr(inquiry()), str(inquiry()), f"{report(contact='某先生', consent=True)}"):
        for said in ("某先生", "138", "示例", "20 亩"):
            assert said not in text
    with pytest.raises(ValidationError) as caught:
        inquiry(phone="secret-number", contact="secret\x07")
    assert "secret" not in str(caught.value)


@given(st.dictionaries(st.sampled_from([*INQUIRY, "website", "x"]), st.text(max_size=20) | st.none() | st.integers()))
def test_whatever_is_said_is_right_or_a_fault(said: dict[str, Any]) -> None:
    assert set(kinds(Inquiry, **said)) <= set(said)
