"""The forms that people fill in: how each field is called, in both languages, and what it is filled in with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from annotated_types import MaxLen

from api.inquiries.submissions import REPORTABLE, Inquiry, Report, Submission
from geo.properties import Lang, Title

Control = Literal["line", "lines", "phone", "choice"]


class FormField(NamedTuple):
    """One field of a form.

    Parameters
    ----------
    name
        As it is sent.
    titles, hints
        What it is called, and an example or nothing.
    control
        What it is filled in with.
    fills
        What a browser may fill in (HTML, 4.10.18.7).
    """

    name: str
    titles: Title
    hints: Title = Title("", "")
    control: Control = "line"
    fills: str = "off"

    def title(self, lang: Lang) -> str:
        """Return what the field is called."""
        return self.titles[lang]

    @property
    def choices(self) -> Mapping[str, Title]:
        """What can be chosen from."""
        return REPORTABLE if self.control == "choice" else {}


#: What a person fills in, in order; the consent ends every form.
FORMS: Mapping[type[Submission], tuple[FormField, ...]] = {
    Inquiry: (
        FormField(
            "requirement",
            Title("需求", "What you need"),
            Title("面积、厂房、时间等", "site, buildings, when …"),
            "lines",
        ),
        FormField(
            "intended_use", Title("拟用途", "Intended use"), Title("如：汽车零部件研发", "e.g. making car parts")
        ),
        FormField(
            "expected_tax",
            Title("预计税收", "Expected tax"),
            Title("如：每年 500 万元，或每亩 50 万元", "e.g. 5 million yuan a year"),
        ),
        FormField("company", Title("企业名称", "Company"), fills="organization"),
        FormField("contact", Title("联系人", "Your name"), fills="name"),
        FormField(
            "phone",
            Title("电话", "Telephone"),
            Title("手机、带区号的座机，或带 + 的国外号码", "with + and the country's code from outside China"),
            "phone",
            "tel",
        ),
    ),
    Report: (
        FormField("property", Title("哪一项有误", "What is wrong"), control="choice"),
        FormField(
            "message",
            Title("应当是什么，依据何在", "What would be right, and how you know"),
            Title("如：公告中的面积为 17,666.7 平方米", "e.g. the notice states 17,666.7 m²"),
            "lines",
        ),
        FormField(
            "contact",
            Title("联系方式", "How to reach you"),
            Title("电话或电子邮箱", "a telephone number or e-mail address"),
        ),
    ),
}


def is_required(kind: type[Submission], name: str) -> bool:
    """Tell whether a field must be filled in."""
    return kind.model_fields[name].is_required()


def longest(kind: type[Submission], name: str) -> int:
    """Return how many characters a field may have."""
    return next(one.max_length for one in kind.model_fields[name].metadata if isinstance(one, MaxLen))
