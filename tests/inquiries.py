"""Inquiries and reports of persons who do not exist, and where tests keep them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.inquiries.consent import Consent
from api.inquiries.store import Store
from api.inquiries.submissions import Inquiry, Report
from api.settings import InquirySettings

PLOT = "waigang-29-08"

#: The number that China Mobile shows as an example, and Ofcom's for drama.
MOBILE, ABROAD = "138 0013 8000", "+44 20 7946 0123"

INQUIRY: dict[str, Any] = {
    "plot": PLOT,
    "requirement": "约 20 亩\n2027 年开工",
    "intended_use": "汽车零部件",
    "expected_tax": "每亩 50 万元",
    "company": "示例有限公司",
    "contact": "某先生",
    "phone": MOBILE,
    "consent": True,
}
REPORT: dict[str, Any] = {"plot": PLOT, "property": "site_area_m2", "message": "公告中为 17666.7 平方米"}

CONSENT = Consent.of(InquirySettings())
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def store(
    path: Path, at: datetime = NOON, keep_days: int = 365, per_address_hour: int = 99, per_day: int = 99
) -> Store:
    """A store whose clock stands still."""
    return Store(path, keep_days, per_address_hour, per_day, lambda: at)


def inquiry(**said: Any) -> Inquiry:
    return Inquiry(**{**INQUIRY, **said})


def report(**said: Any) -> Report:
    return Report(**{**REPORT, **said})
