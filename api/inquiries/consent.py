"""What people agree to before their name and number are kept (Personal Information Protection Law, articles 13 to 17).

The text says who keeps what, for what, for how long, and how it is deleted. Its version follows from its words, and
both are stored with every inquiry, so that it can be shown later what was agreed to.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from api.settings import InquirySettings
from geo.properties import Lang, Title

#: What is said, with places for who receives it and for how many days it is kept.
TEXT = Title(
    "我同意{recipient}收集并保存我在此填写的内容（包括联系人、电话和公司），仅用于就该地块与我联系、核对地块资料，"
    "不公开，不用于其他目的，也不提供给与该地块无关的人。内容自提交之日起保存 {days} 天，届时删除。"
    "我可以随时凭提交后获得的编号要求查阅、更正或删除，撤回同意。"
    "我也可以不同意；不同意则无法提交联系方式，但不影响浏览本站。",
    "I agree that {recipient} collects and keeps what I write here (with my name, number and company), only to contact "
    "me about this plot and to check the plot's record: it is not published, not used for anything else, and not "
    "passed to anyone whom the plot does not concern. It is kept for {days} days and then deleted. With the reference "
    "number that I receive I may at any time ask to see, correct or delete it, and withdraw my consent. I am free not "
    "to agree: contact details are then not taken, and nothing else on this site changes.",
)

_NOBODY_NAMED = Title("本服务的运营方", "the operator of this service")


@dataclass(frozen=True, slots=True)
class Consent:
    """The text that holds now.

    Parameters
    ----------
    version
        Differs whenever the words do, in either language.
    text
        In both languages.
    """

    version: str
    text: Title

    @classmethod
    def of(cls, settings: InquirySettings) -> Consent:
        """Word the text for a service."""
        filled = {lang: _worded(settings, lang) for lang in ("zh", "en")}
        digest = hashlib.blake2b("\n".join(filled.values()).encode(), digest_size=6).hexdigest()
        return cls(digest, Title(filled["zh"], filled["en"]))


def _worded(settings: InquirySettings, lang: Lang) -> str:
    recipient = settings.recipient or _NOBODY_NAMED[lang]
    return TEXT[lang].format(recipient=recipient, days=settings.keep_days)
