"""Words, numbers and days in the reader's language: `{% load words %}`."""

import datetime as dt
import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from shanyraq.kernel import clock as house_clock
from shanyraq.kernel.text import cases, dates, numbers, phones
from shanyraq.kernel.text.names import PersonName

_ENDING = re.compile(r"(?<=\d)-(?=[а-яәі])")
register = template.Library()


def _language() -> str:
    code = (get_language() or "kk").split("-")[0]
    return code if code in dates.MONTHS else "en"


def _local(value: dt.date | dt.time) -> Any:
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return value.astimezone(house_clock.ZONE)
    return value


def _empty(value: object) -> bool:
    return value is None or value == ""


@register.filter
def number(value: int | Decimal | Fraction | None, places: int | None = None) -> str:
    """`{{ pupils|number }}`: «1 204»; `{{ mean|number:1 }}`: «4,3»."""
    return "" if _empty(value) else numbers.number(value, language=_language(), places=places)  # type: ignore[arg-type]


@register.filter
def percent(value: Decimal | Fraction | None, places: int = 1) -> str:
    """`{{ share|percent }}` of a share of one: «96,6 %»."""
    return "" if _empty(value) else numbers.percent(value, language=_language(), places=places)  # type: ignore[arg-type]


@register.filter
def tenge(value: int | Decimal | None) -> str:
    """`{{ price|tenge }}`: «577 ₸»."""
    return "" if _empty(value) else numbers.tenge(value, language=_language())  # type: ignore[arg-type]


@register.filter
def day(value: dt.date | None) -> str:
    """`{{ lesson.day|day }}`: «22 қараша 2026, жексенбі»."""
    return "" if _empty(value) else dates.day(_local(value), language=_language())  # type: ignore[arg-type]


@register.filter
def short_day(value: dt.date | None) -> str:
    """`{{ lesson.day|short_day }}`: «22 қараша»."""
    return "" if _empty(value) else dates.day_of_month(_local(value), language=_language())  # type: ignore[arg-type]


@register.filter
def month(value: dt.date | None) -> str:
    """`{{ first|month }}`: «қараша 2026»."""
    return "" if _empty(value) else dates.month(_local(value), language=_language())  # type: ignore[arg-type]


@register.filter
def weekday(value: dt.date | None, width: str = "long") -> str:
    """`{{ lesson.day|weekday }}`: «жексенбі»; `|weekday:"short"`: «жс»."""
    if _empty(value):
        return ""
    return dates.weekday(_local(value), language=_language(), short=width == "short")  # type: ignore[arg-type]


@register.filter
def clock(value: dt.time | dt.datetime | None) -> str:
    """`{{ passage.at|clock }}`: «07:52», in school time."""
    return "" if _empty(value) else dates.clock(_local(value))  # type: ignore[arg-type]


@register.filter
def moment(value: dt.datetime | None) -> str:
    """`{{ order.at|moment }}`: «22 қараша 2026, 07:52»."""
    return "" if _empty(value) else dates.moment(_local(value), language=_language())  # type: ignore[arg-type]


@register.filter
def ago(value: dt.datetime | None) -> str:
    """`{{ note.at|ago }}`: «5 минут бұрын»."""
    if value is None:
        return ""
    return dates.relative(_local(value), now=house_clock.now(), language=_language())


@register.filter
def near_day(value: dt.date | None) -> str:
    """`{{ lesson.day|near_day }}`: «бүгін», «ертең», or the day in full."""
    if value is None:
        return ""
    return dates.near_day(_plain_date(_local(value)), today=house_clock.today(), language=_language())


def _plain_date(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


@register.filter
def kk_case(value: object, case: str) -> str:
    """`{{ at|clock|kk_case:"locative" }}`: «07:52-де» in Kazakh, the bare word in Russian and English.

    `kk_case:"dative possessed"` for a word that carries the ending of possession: «басқармасына».
    """
    text = "" if value is None else str(value)
    name, _space, manner = case.partition(" ")
    wanted = cases.Case(name)  # a misspelled case fails in every language, not in Kazakh alone
    if _language() != "kk":
        return text
    return cases.with_case(text, wanted, possessed=manner == "possessed")


@register.filter
def unbroken(text: object) -> str:
    """«07:45‑те» keeps its ending on the line: the hyphen before a case ending of a number does not break."""
    return _ENDING.sub("\u2011", str(text))


@register.filter
def name(value: PersonName | None, form: str = "usual") -> str:
    """`{{ pupil.name|name }}`: «Сейтқали Ержан»; also "full", "short", "formal", "initials"."""
    if value is None:
        return ""
    if form not in {"usual", "full", "short", "formal", "initials"}:
        raise ValueError(f"A name has no form {form!r}.")
    return str(getattr(value, form))


@register.filter
def phone(value: str | None) -> str:
    """`{{ parent.phone|phone }}`: «+7 701 123 45 67»."""
    return phones.shown(value) if value else ""
