"""What people agree to."""

import pytest

from api.inquiries.consent import Consent
from api.settings import InquirySettings
from geo.properties import Lang


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_it_says_who_keeps_it_and_for_how_long(lang: Lang) -> None:
    settings = InquirySettings(recipient="示例园区 post@example.org {days}", keep_days=73)
    text = Consent.of(settings).text[lang]
    assert "示例园区 post@example.org {days}" in text
    assert "73" in text


@pytest.mark.parametrize("changed", [{"keep_days": 30}, {"recipient": "someone"}])
def test_other_words_are_another_version(changed: dict[str, object]) -> None:
    before, after = Consent.of(InquirySettings()), Consent.of(InquirySettings(**changed))
    assert before.version != after.version
    assert Consent.of(InquirySettings()) == before
