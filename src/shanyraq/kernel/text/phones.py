"""Telephone numbers: accepted as people write them here, kept in E.164, shown with spaces."""

import re
from typing import Any

import phonenumbers
from django.utils.translation import gettext_lazy as _

HOME = "KZ"
_AT_HOME: Any = phonenumbers.PhoneMetadata.metadata_for_region(HOME)
_MOBILE = re.compile(rf"\+7(?:{_AT_HOME.mobile.national_number_pattern})")
"""A mobile number as it is kept: the library would find it valid and write it the same, thirty times slower."""


class BadPhone(ValueError):
    """The text is no telephone number; `reason` is words for the person who typed it."""

    def __init__(self, reason: object) -> None:
        super().__init__(str(reason))
        self.reason = reason


def normalise(typed: str) -> str:
    """The number in E.164: "8 (701) 123-45-67" is "+77011234567". Raises BadPhone, its reason in words."""
    if _MOBILE.fullmatch(typed):
        return typed
    if not any(character.isdigit() for character in typed):
        raise BadPhone(_("Write the telephone number in digits, for example +7 701 123 45 67."))
    try:
        number = phonenumbers.parse(_international(typed), HOME)
    except phonenumbers.NumberParseException:
        raise BadPhone(_("This is not a telephone number. Write it like +7 701 123 45 67.")) from None
    if not phonenumbers.is_possible_number(number) or _wrong_length_at_home(number):
        raise BadPhone(_("This number has too few or too many digits. Write it like +7 701 123 45 67."))
    if not phonenumbers.is_valid_number(number):
        raise BadPhone(_("There is no such telephone number. Check the operator code after +7."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _wrong_length_at_home(number: phonenumbers.PhoneNumber) -> bool:
    # The library thinks 14 digits possible too, and would only say that there is no such number.
    return number.country_code == 7 and len(str(number.national_number)) != 10


def _international(typed: str) -> str:
    # «8» is the trunk prefix at home and «7» the country code; people write either, and neither with a plus.
    digits = "".join(character for character in typed if character.isdecimal())
    at_home = len(digits) == 11 and digits[0] in "78" and digits[1] == "7"
    return f"+7{digits[1:]}" if at_home and not typed.strip().startswith("+8") else typed


def shown(e164: str) -> str:
    """«+7 701 123 45 67»; a number of another country as its own people write it."""
    if e164.startswith("+77") and len(e164) == 12:
        return " ".join(("+7", e164[2:5], e164[5:8], e164[8:10], e164[10:]))
    try:
        number = phonenumbers.parse(e164, None)
    except phonenumbers.NumberParseException:
        return e164
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def masked(e164: str) -> str:
    """«+7 701 ••• •• 67»: enough to recognise one's own number."""
    digits = shown(e164)
    return "".join("•" if c.isdigit() and 6 < i < len(digits) - 2 else c for i, c in enumerate(digits))
