"""Numbers of people and organisations as this database accepts them: the rules' answers, in words."""

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied
from shanyraq.spine.registry.rules.identifiers import IdentifierError, Iin, Problem, accept, accept_bin, parse_iin

WORDS = {
    Problem.NOT_DIGITS: _("The number must consist of digits only."),
    Problem.WRONG_LENGTH: _("The number must have 12 digits; this one has %(length)s."),
    Problem.BAD_DATE: _("The first digits %(digits)s are not a date."),
    Problem.BAD_SEVENTH_DIGIT: _("The seventh digit %(digit)s does not stand for a century and sex."),
    Problem.BAD_KIND: _("The digits %(digits)s do not stand for a kind of organisation."),
    Problem.NEVER_ISSUED: _("No number begins with these eleven digits: none was ever issued."),
    Problem.BAD_CHECK_DIGIT: _("The last digit does not fit the others: a digit is mistyped."),
    Problem.BORN_LATER: _("The number belongs to someone born on %(date)s, which has not come yet."),
    Problem.DEMO_ONLY: _("This number is invented and is accepted only in a demonstration database."),
}
"""The rules' English sentences, wrapped for translation: rules know no Django. A test compares both tables."""


def words(error: IdentifierError) -> str:
    """What is wrong with the number, in the reader's language."""
    return str(WORDS[error.code]) % error.params


def read_iin(text: str) -> Iin:
    """The number and what it tells, as this database accepts it today. Raises IdentifierError."""
    iin = _parsed(text, clock.today())
    return accept(iin, demo_allowed=not iin.is_demo or clock.is_demo())


def iin_reader() -> Callable[[str], Iin]:
    """As `read_iin`, for many numbers within one moment: the clock is asked once."""
    today, demo_allowed = clock.today(), clock.is_demo()
    return lambda text: accept(_parsed(text, today), demo_allowed=demo_allowed)


@lru_cache(maxsize=16_384)
def _parsed(text: str, today: dt.date | None) -> Iin:
    """A list asks of one number several times within a moment."""
    return parse_iin(text, today=today)


def read_bin(text: str) -> str:
    """The twelve digits of an organisation's number, as this database accepts it. Raises IdentifierError."""
    return accept_bin(text, demo_allowed=clock.is_demo()).digits


def accepted_iin(text: str | None, *, whose: str) -> str | None:
    """The twelve digits, or None where there is no IIN. Raises Denied naming the person and what is wrong."""
    if not text:
        return None
    try:
        iin = _parsed(text, None)
        return accept(iin, demo_allowed=not iin.is_demo or clock.is_demo()).digits
    except IdentifierError as error:
        raise Denied(
            _("%(name)s: the IIN %(iin)s is not valid: %(why)s") % {"name": whose, "iin": text, "why": words(error)},
            way=_("Copy the twelve digits from the identity document."),
            field="iin",
        ) from error


def accepted_bin(text: str, *, whose: str) -> str:
    """The twelve digits of a BIN. Raises Denied naming the organisation and what is wrong."""
    try:
        return accept_bin(text, demo_allowed=clock.is_demo()).digits
    except IdentifierError as error:
        raise Denied(
            _("%(name)s: the BIN %(bin)s is not valid: %(why)s") % {"name": whose, "bin": text, "why": words(error)},
            field="bin",
        ) from error
