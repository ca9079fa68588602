"""What is wrong with a submission, field by field, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from api.inquiries.refusals import Refusal
from geo.properties import Lang, Title

_MUST_BE_STATED = Title("请填写此项。", "This must be stated.")

#: Kinds of faults: Pydantic's own names for what it checks, and ours.
MESSAGES: Mapping[str, Title] = {
    "missing": _MUST_BE_STATED,
    "not_stated": _MUST_BE_STATED,
    "string_too_long": Title("最多 {max_length} 个字符。", "At most {max_length} characters."),
    "string_type": Title("应为文本。", "This must be a text."),
    "bool_type": Title("应为 true 或 false。", "This must be true or false."),
    "bool_parsing": Title("应为 true 或 false。", "This must be true or false."),
    "extra_forbidden": Title("没有这一项。", "There is no such field."),
    "given_twice": Title("只能填写一次。", "This must be given once only."),
    "control_character": Title(
        "含有不可见的控制字符 {character}。", "This has the control character {character}, which cannot be seen."
    ),
    "phone": Title(
        "不是有效的电话号码；可写成 138 0013 8000、021-12345678 或 +44 20 7946 0123。",
        "This is no telephone number: write 138 0013 8000, 021-12345678 or +44 20 7946 0123.",
    ),
    "consent": Title("需要同意才能提交。", "Without consent this cannot be sent."),
    "consent_changed": Title("同意书已更新，请重新阅读后提交。", "The text has changed: please read it again."),
    "unknown_plot": Title("没有这一地块。", "There is no such plot."),
    "unknown_property": Title("地块没有这一属性。", "A plot has no such property."),
    "trap": Title("此项须留空。", "This must be left empty."),
}
_UNUSABLE = Title("无法使用。", "This cannot be used.")

#: Fields that hold no one's data, so that an answer may repeat what they said.
_SHOWN = {"plot", "property"}
_SHOWN_CHARACTERS = 100


class FieldFault(NamedTuple):
    """One thing that is wrong.

    Parameters
    ----------
    field
        Name of the field.
    kind
        A key of `MESSAGES`.
    value
        What the field said.
    filled
        What the message has places for.
    """

    field: str
    kind: str
    value: object = None
    filled: Mapping[str, Any] = MappingProxyType({})

    def message(self, lang: Lang) -> str:
        """Say what is wrong."""
        return MESSAGES.get(self.kind, _UNUSABLE)[lang].format(**self.filled)

    def described(self, lang: Lang) -> dict[str, str]:
        """Describe the fault; what a person wrote of themselves is never repeated."""
        said = {"field": self.field[:_SHOWN_CHARACTERS], "message": self.message(lang)}
        if self.field in _SHOWN and isinstance(self.value, str):
            said["value"] = self.value[:_SHOWN_CHARACTERS]
        return said


class BadSubmission(Refusal):
    """A submission with one or more faults; all of them are told."""

    def __init__(self, faults: Iterable[FieldFault]) -> None:
        self.faults = tuple(faults)
        named = dict.fromkeys(fault.field[:_SHOWN_CHARACTERS] for fault in self.faults)
        super().__init__(f"these fields cannot be used: {', '.join(named)}")
