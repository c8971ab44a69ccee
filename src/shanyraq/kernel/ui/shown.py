"""A figure on the page: the number with its dotted underline, its n / N, its date, the door to its parts."""

from decimal import Decimal
from fractions import Fraction

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.figures.api import Better, Unit, Value
from shanyraq.kernel.text import dates, numbers
from shanyraq.kernel.ui.icons import icon

HIDDEN = "—"


def language() -> str:
    """The language of the page, one of ours."""
    code = (get_language() or "kk")[:2]
    return code if code in ("kk", "ru", "en") else "kk"


def count(number: int) -> str:
    """«1 204»."""
    return numbers.number(number, language=language())


def percent(share: numbers.Exact) -> str:
    """«96,6 %» for 96.6."""
    return numbers.percent(Fraction(share) / 100, language=language())


def said(value: Value) -> str:
    """The figure itself as text: a percentage, a count, or a dash where nothing may or can be said."""
    if value.suppressed:
        return HIDDEN
    if value.unit is Unit.COUNT:
        return count(value.numerator)
    return HIDDEN if value.percent is None else percent(value.percent)


def beneath(value: Value) -> str:
    """What stands under the number: n / N, the date, the hour when it is of today; or why there is no number."""
    parts: list[str] = []
    if value.suppressed:
        parts.append(_("Too few people to show without naming them"))
    elif value.unit is Unit.PERCENT and not value.denominator:
        parts.append(_("Nothing to count yet"))
    elif value.denominator is not None:
        parts.append(f"{count(value.numerator)}{numbers.BEFORE_UNIT}/{numbers.BEFORE_UNIT}{count(value.denominator)}")
    if value.approximate:
        parts.append(_("approximate"))
    if value.at:
        parts.append(dates.day_without_weekday(value.at, language=language()))
    if value.as_of:
        parts.append(dates.clock(value.as_of.astimezone(clock.ZONE)))
    return " · ".join(parts)


def change(value: Value, before: Value) -> SafeString:
    """The change since an earlier value in words and an arrow, coloured only where a direction is better."""
    if None in (value.percent, before.percent) or value.unit is Unit.COUNT:
        return SafeString("")
    difference = (value.percent or Decimal()) - (before.percent or Decimal())
    if not difference:
        return mark_safe(f'<span class="change">{escape(_("unchanged"))}</span>')  # noqa: S308
    rising = difference > 0
    better = value.better is not Better.NEUTRAL and rising == (value.better is Better.HIGHER)
    tone = "" if value.better is Better.NEUTRAL else (" change-good" if better else " change-care")
    amount = numbers.number(abs(difference), language=language(), places=1)
    words = (_("up by %(amount)s points") if rising else _("down by %(amount)s points")) % {"amount": amount}
    drawn = icon("trending-up" if rising else "trending-down")
    return mark_safe(f'<span class="change{tone}">{drawn}{escape(words)}</span>')  # noqa: S308


def figure(value: Value, *, size: str = "", before: Value | None = None, title: bool = True) -> SafeString:
    """A number as a door. `size` "lg" is the one main figure of a page; `before` adds the change."""
    name = f'<span class="figure-title">{escape(value.title)}</span>' if title and value.title else ""
    number: str = escape(said(value))
    if value.url and not value.suppressed:
        number = f'<a class="figure-number" href="{escape(value.url)}" data-panel>{number}</a>'
    else:
        number = f'<span class="figure-number figure-plain">{number}</span>'
    css = f"figure figure-{escape(size)}" if size else "figure"
    moved = change(value, before) if before else ""
    return mark_safe(  # noqa: S308
        f'<span class="{css}">{name}{number}{moved}<span class="figure-beneath">{escape(beneath(value))}</span></span>'
    )


def inline(value: Value) -> SafeString:
    """A number inside a sentence: dotted underline and the door, nothing else."""
    number = escape(said(value))
    if not value.url or value.suppressed:
        return mark_safe(number)  # noqa: S308
    return mark_safe(f'<a class="figure-inline" href="{escape(value.url)}" data-panel>{number}</a>')  # noqa: S308
