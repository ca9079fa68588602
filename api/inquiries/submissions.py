"""What can be submitted: an inquiry about a plot, and a report of what is wrong with its record.

From the models come the checks, the forms, with the labels in `api.inquiries.forms`, and the service's description.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from api.inquiries.phones import international
from geo.plots import PLOT
from geo.properties import Title

#: Beside line breaks in a text of several lines, what has no sign of its own; of the marks of direction those that
#: change the order of what follows (Unicode Annex 9), with which a text can look like another.
_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
_TURNING = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}


def _stated(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("not_stated", "must be stated")
    return text


def _one_line(text: str) -> str:
    return _seen(text, breaks="")


def _lines(text: str) -> str:
    return _seen(text, breaks="\r\n\t")


def _seen(text: str, breaks: str) -> str:
    for character in text:
        unseen = unicodedata.category(character) in _UNSEEN or ord(character) in _TURNING
        if unseen and character not in breaks:
            raise PydanticCustomError("control_character", "has a control character", {"character": _named(character)})
    return text


def _named(character: str) -> str:
    return f"U+{ord(character):04X}"


def _phone(text: str) -> str:
    number = international(text)
    if number is None:
        raise PydanticCustomError("phone", "is no telephone number")
    return number


def _given(consent: bool) -> bool:
    if not consent:
        raise PydanticCustomError("consent", "must be given")
    return consent


def _property(name: str) -> str:
    if name and name not in REPORTABLE:
        raise PydanticCustomError("unknown_property", "is no property of a plot")
    return name


def _empty(text: str) -> str:
    if text:
        raise PydanticCustomError("trap", "must be left empty")
    return text


Line = Annotated[str, AfterValidator(_one_line)]
Lines = Annotated[str, AfterValidator(_lines)]
Stated = AfterValidator(_stated)

#: What a report may be about: a property of the plot, or its place on the map.
REPORTABLE: Mapping[str, Title] = {
    "geometry": Title("位置或边界", "Position or outline"),
    **{name: row.title for name, row in PLOT.items() if name not in {"revision", "updated_at"}},
}


class Submission(BaseModel):
    """What every submission says."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    plot: Annotated[Line, Stated] = Field(max_length=64, description="The plot's id.", examples=["waigang-29-08"])
    consent_version: Line = Field(
        "", max_length=64, description="The version of the text that was agreed to; another than now is refused."
    )
    website: Annotated[str, AfterValidator(_empty)] = Field(
        "", description="To be left empty: only programs that fill in every field do not.", examples=[""]
    )

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Keep what people wrote out of every log and traceback."""
        yield "plot", self.plot


class Inquiry(Submission):
    """An inquiry about a plot."""

    requirement: Annotated[Lines, Stated] = Field(
        max_length=2_000, description="What is needed.", examples=["约 20 亩，2027 年上半年开工"]
    )
    intended_use: Lines = Field(
        "", max_length=500, description="What the plot is to be used for.", examples=["汽车零部件研发与生产"]
    )
    expected_tax: Line = Field(
        "", max_length=200, description="The tax that is expected, in one's own words.", examples=["每亩 50 万元"]
    )
    company: Line = Field("", max_length=200, description="The company.", examples=["示例有限公司"])
    contact: Annotated[Line, Stated] = Field(max_length=100, description="Whom to speak to.", examples=["某先生"])
    phone: Annotated[Line, Stated, AfterValidator(_phone)] = Field(
        max_length=40,
        description="A number of China, or of any country with + in front; it is kept as it is dialled from anywhere.",
        examples=["+44 20 7946 0123"],
    )
    consent: Annotated[bool, AfterValidator(_given)] = Field(
        description="true: the text at /inquiries/consent was agreed to.",
        examples=[True],
        json_schema_extra={"enum": [True]},
    )


class Report(Submission):
    """A report of what is wrong with a record."""

    property: Annotated[Line, AfterValidator(_property)] = Field(
        "",
        max_length=64,
        description="The property that is wrong, or geometry; empty for the record as a whole.",
        examples=["site_area_m2"],
        json_schema_extra={"enum": ["", *REPORTABLE]},
    )
    message: Annotated[Lines, Stated] = Field(
        max_length=2_000, description="What would be right.", examples=["公告中的面积为 17666.7 平方米"]
    )
    contact: Line = Field(
        "", max_length=200, description="How to reach who reports, if they like.", examples=["post@example.org"]
    )
    consent: bool = Field(
        False,
        validate_default=True,
        description="true where contact is stated: the text at /inquiries/consent was agreed to.",
        examples=[True],
    )

    @field_validator("consent")
    @classmethod
    def _agreed(cls, consent: bool, info: ValidationInfo) -> bool:
        return _given(consent) if str(info.data.get("contact", "")).strip() else consent
