"""The year mark, tests after a year with a "2", final marks of grades 9 and 11, and distinctions. Pure."""

import datetime as dt
import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shanyraq.learning.journal.reference import assessment
from shanyraq.learning.journal.rules.exact import half_up, mean
from shanyraq.learning.journal.rules.period import Kind, Outcome, Step, Verdict

FAILED, BEST = 2, 5


@dataclass(frozen=True, slots=True)
class TermResult:
    """How one term of the year ended."""

    period: str
    verdict: Verdict
    mark: int | None = None


def year_outcome(terms: Sequence[TermResult], *, wanted: int, day: dt.date) -> Outcome:
    """The mean of the terms' marks, half up. `wanted` is the number of terms in the year (4 quarters, 2 half-years).

    A term that is open, or in which the pupil is temporarily not assessed, leaves the year open; one in which they were
    not assessed is left out of the mean where the dated setting says so. Subjects with a pass have it in every term.
    """
    if any(term.verdict is Verdict.FEEDBACK for term in terms):
        return Outcome(Verdict.FEEDBACK)
    waiting = [term.period for term in terms if term.verdict is Verdict.TEMPORARILY]
    if waiting:
        return Outcome(Verdict.TEMPORARILY, lacks=tuple(waiting))
    closed = [term for term in terms if term.verdict is not Verdict.LACKING]
    if len(closed) < wanted:
        return Outcome(Verdict.LACKING, lacks=tuple(t.period for t in terms if t.verdict is Verdict.LACKING))
    omitted = assessment.setting("year_without_a_term", day).value == "omit"
    away = [term.period for term in closed if term.verdict is Verdict.NOT_ASSESSED]
    if away and (not omitted or len(away) == len(closed)):
        return Outcome(Verdict.NOT_ASSESSED, lacks=tuple(away))
    return _year_of([term for term in closed if term.verdict is not Verdict.NOT_ASSESSED])


def _year_of(closed: Sequence[TermResult]) -> Outcome:
    if any(term.verdict in {Verdict.PASS, Verdict.NO_PASS} for term in closed):
        passed = all(term.verdict is Verdict.PASS for term in closed)
        return Outcome(Verdict.PASS if passed else Verdict.NO_PASS)
    marks = [term.mark for term in closed if term.mark is not None]
    exact = mean(marks)
    steps = [Step(Kind.TERM, Fraction(term.mark or 0), term.period, got=term.mark) for term in closed]
    steps.append(Step(Kind.MEAN, exact, got=sum(marks), most=len(marks)))
    steps.append(Step(Kind.ROUNDED, Fraction(half_up(exact))))
    return Outcome(Verdict.MARK, half_up(exact), exact, steps=tuple(steps))


def after_test(year: int, test: int) -> Outcome:
    """The year's mark after a summative test of the year: the mean of both, half up."""
    exact = mean([year, test])
    steps = (
        Step(Kind.TERM, Fraction(year), "year", got=year),
        Step(Kind.TERM, Fraction(test), "test", got=test),
        Step(Kind.MEAN, exact, got=year + test, most=2),
        Step(Kind.ROUNDED, Fraction(half_up(exact))),
    )
    return Outcome(Verdict.MARK, half_up(exact), exact, steps=steps)


class Standing(enum.StrEnum):
    """What becomes of a pupil after the year."""

    PROMOTED = "promoted"
    TESTED = "tested"
    TESTED_AGAIN = "tested_again"
    REPEATS = "repeats"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class AfterYear:
    """`subjects` are those that stand in the way: to be tested, or for which the grade is repeated."""

    standing: Standing
    subjects: tuple[str, ...] = ()


def after_year(
    marks: Mapping[str, int], *, tests: Mapping[str, int], extra_tests: Mapping[str, int], day: dt.date
) -> AfterYear:
    """A "2" in one or two subjects: a test of the year, and again "2" an extra test before the new year; then, or with
    a "2" in three and more, the grade is repeated. `marks` are the year's own, before any test."""
    failed = tuple(sorted(subject for subject, mark in marks.items() if mark == FAILED))
    if not failed:
        return AfterYear(Standing.PROMOTED)
    if len(failed) > assessment.number("most_year_tests", day):
        return AfterYear(Standing.REPEATS, failed)
    if untested := tuple(each for each in failed if each not in tests):
        return AfterYear(Standing.TESTED, untested)
    again = tuple(each for each in failed if after_test(marks[each], tests[each]).mark == FAILED)
    if not again:
        return AfterYear(Standing.PROMOTED)
    if untested := tuple(each for each in again if each not in extra_tests):
        return AfterYear(Standing.TESTED_AGAIN, untested)
    still = tuple(each for each in again if after_test(marks[each], extra_tests[each]).mark == FAILED)
    return AfterYear(Standing.REPEATS, still) if still else AfterYear(Standing.PROMOTED)


def final_outcome(terms: Sequence[int], exam: int, *, day: dt.date) -> Outcome:
    """The final mark of grades 9 and 11: 70 per cent of the year and 30 of the exam, half up.

    Whether the year's mean is rounded before it is weighed is a dated setting: of 2, 2, 2, 4 and an exam of 5 it makes
    a 4 where the exact mean makes a 3.
    """
    exact = mean(list(terms))
    first = assessment.setting("year_rounded_first", day).value == "yes"
    year = Fraction(half_up(exact)) if first else exact
    weight, other = (Fraction(assessment.number(code, day)) for code in ("year_weight", "exam_weight"))
    total = (year * weight + exam * other) / 100
    steps = [Step(Kind.MEAN, exact, got=sum(terms), most=len(terms))]
    if first:
        steps.append(Step(Kind.ROUNDED, year))
    steps += [
        Step(Kind.WEIGHED, year, "year", weight=weight),
        Step(Kind.WEIGHED, Fraction(exam), "exam", got=exam, weight=other),
        Step(Kind.SUM, total),
        Step(Kind.ROUNDED, Fraction(half_up(total))),
    ]
    return Outcome(Verdict.MARK, half_up(total), total, steps=tuple(steps))


@dataclass(frozen=True, slots=True)
class SubjectMark:
    """One mark that a distinction looks at: of which grade, subject and period."""

    grade: int
    subject: str
    period: str
    mark: int


@dataclass(frozen=True, slots=True)
class Honour:
    """Whether a distinction is earned, and the marks that stand against it."""

    earned: bool
    against: tuple[SubjectMark, ...] = ()


def distinction(marks: Iterable[SubjectMark]) -> Honour:
    """The certificate of grade 9 with distinction: every annual and final mark of grades 5 to 9 is a 5."""
    return _all_best(each for each in marks if 5 <= each.grade <= 9 and each.period in {"year", "final"})


def altyn_belgi(marks: Iterable[SubjectMark], *, with_distinction: bool) -> Honour:
    """Алтын белгі: the grade 9 certificate is with distinction, and every quarter, half-year, annual, final and exam
    mark of grades 10 and 11 is a 5. `with_distinction` tells of the certificate, which may be another school's."""
    found = _all_best(each for each in marks if each.grade in {10, 11})
    return found if with_distinction else Honour(False, found.against)


def _all_best(marks: Iterable[SubjectMark]) -> Honour:
    """Without a single mark nothing is earned."""
    seen = list(marks)
    against = tuple(each for each in seen if each.mark != BEST)
    return Honour(bool(seen) and not against, against)
