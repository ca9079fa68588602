"""The fields of the forms are those of the models."""

import pytest

from api.inquiries.forms import FORMS, is_required, longest
from api.inquiries.submissions import Inquiry, Report, Submission

APART = {"plot", "consent", "consent_version", "website"}


@pytest.mark.parametrize("kind", [Inquiry, Report])
def test_every_field_of_a_model_stands_in_its_form(kind: type[Submission]) -> None:
    assert {field.name for field in FORMS[kind]} == set(kind.model_fields) - APART


@pytest.mark.parametrize("field", [field for fields in FORMS.values() for field in fields], ids=lambda one: one.name)
def test_every_field_is_called_something_in_both_languages(field: object) -> None:
    assert field.title("zh")  # type: ignore[attr-defined]
    assert field.title("en")  # type: ignore[attr-defined]


def test_what_the_form_says_of_a_field_is_what_is_checked() -> None:
    assert [field.name for field in FORMS[Inquiry] if is_required(Inquiry, field.name)] == [
        "requirement",
        "contact",
        "phone",
    ]
    assert [field.name for field in FORMS[Report] if is_required(Report, field.name)] == ["message"]
    assert (longest(Inquiry, "requirement"), longest(Inquiry, "phone")) == (2_000, 40)
    (choice,) = (field for field in FORMS[Report] if field.choices)
    assert {"geometry", "site_area_m2"} <= set(choice.choices)
