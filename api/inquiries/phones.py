"""Telephone numbers: of China unless they say another country, as people write them."""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

#: Where a number is from that does not begin with + or 00.
HOME = "CN"

#: How extensions are written that the library does not know.
_EXTENSION = str.maketrans({"转": "#", "轉": "#"})


def international(text: str) -> str | None:
    """Return a number as it is dialled from anywhere, with its extension; None where it is no number.

    Examples
    --------
    >>> international("(021) 1234-5678 转 801")
    '+86 21 1234 5678 ext. 801'
    >>> international("12345") is None
    True
    """
    try:
        number = phonenumbers.parse(text.translate(_EXTENSION), HOME)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
