"""What a published result was computed from, as it is sealed, and the way back from there to every step. Pure."""

import datetime as dt
from collections.abc import Sequence

from shanyraq.learning.journal.rules.period import Earned, Outcome, Verdict, outcome
from shanyraq.learning.journal.rules.scheme import Part, Period, scheme
from shanyraq.learning.journal.rules.year import TermResult, after_test, final_outcome, year_outcome

Basis = list[list[str | int | None]]


def of_earned(earned: Earned) -> Basis:
    """Parts that counted: formative marks as [fo, sum, number], tests as [part, got, most]."""
    rows: Basis = [["fo", earned.fo_sum, earned.fo_count]] if earned.fo_count else []
    for part in (Part.SOR, Part.SOCH):
        got, most = earned.points(part)
        if most:
            rows.append([part.value, got, most])
    return rows


def to_earned(basis: Basis) -> Earned:
    """The way back. A part that is not there was not held: the result was published without it."""
    points = {str(row[0]): (_number(row[1]), _number(row[2])) for row in basis}
    (fo, count), sor, soch = (points.get(part, (0, 0)) for part in ("fo", "sor", "soch"))
    missing = frozenset(part for part in Part if part.value not in points)
    return Earned(fo, count, *sor, *soch, not_held=missing)


def of_terms(terms: Sequence[TermResult]) -> Basis:
    return [[term.period, term.verdict.value, term.mark] for term in terms]


def to_terms(basis: Basis) -> list[TermResult]:
    return [TermResult(str(period), Verdict(str(verdict)), _mark(mark)) for period, verdict, mark in basis]


def rebuilt(*, period: Period, code: str, basis: Basis, day: dt.date) -> Outcome | None:
    """The outcome again with its steps, by the scheme of this code as in force on `day`; None for a result that was not
    computed here: brought from another school, or the mark of an exam."""
    if not basis:
        return None
    if period is Period.FINAL:
        *terms, last = to_terms(basis)
        if last.period in {Period.TEST, Period.EXTRA_TEST}:
            return after_test(terms[0].mark or 0, last.mark or 0)
        return final_outcome([term.mark or 0 for term in terms], last.mark or 0, day=day)
    if period is Period.YEAR:
        terms = to_terms(basis)
        return year_outcome(terms, wanted=len(terms), day=day)
    return outcome(scheme(code, day), to_earned(basis), day=day)


def _number(value: str | int | None) -> int:
    return int(value or 0)


def _mark(value: str | int | None) -> int | None:
    return None if value is None else int(value)
