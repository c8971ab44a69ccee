"""How each mark of a quarter came about, and what it would be if."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from django.utils.translation import gettext as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.text import numbers
from shanyraq.kernel.ui.shown import language
from shanyraq.learning.journal import api as journal
from shanyraq.portals.family.queries.children import Chosen
from shanyraq.portals.family.queries.test_words import PART_WORDS, PERIOD_WORDS, TEST_WORDS, VERDICT_WORDS


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One subject in the list of marks."""

    code: str
    subject: str
    results: tuple[tuple[str, str, str], ...]
    """(period, its words, mark or verdict) of what is published."""
    period: str
    period_words: str
    standing: str
    """The mark so far, or in words why there is none."""
    is_mark: bool
    percent: int | None


@dataclass(frozen=True, slots=True)
class MarksPage:
    child: Chosen
    year: int
    subjects: tuple[SubjectLine, ...]

    @property
    def counted(self) -> int:
        """Subjects in which there is a mark so far."""
        return sum(one.is_mark for one in self.subjects)


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step in words; `value` is what it came to."""

    words: str
    value: str


@dataclass(frozen=True, slots=True)
class Need:
    """The fewest points of the quarter test for a mark; None where no result of it would do."""

    mark: int
    points: int | None
    most: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What the reader asks: marks and points on top of what stands. Checked by the form."""

    fo: tuple[int, ...] = ()
    sor: tuple[int, int] | None = None
    soch: tuple[int, int] | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.fo or self.sor or self.soch)


@dataclass(frozen=True, slots=True)
class HowPage:
    """One subject's term, step by step."""

    child: Chosen
    told: journal.Explained
    period_words: str
    outcome: journal.Outcome
    """The published result with its own steps, or where the pupil stands so far."""
    is_published: bool
    steps: tuple[StepLine, ...]
    tests: tuple[tuple[journal.ScoreRow, str], ...]
    brought: tuple[tuple[str, int, int], ...]
    planned: tuple[journal.PupilTest, ...]
    needs: tuple[Need, ...]
    wished: journal.Outcome | None
    wished_steps: tuple[StepLine, ...]

    @property
    def verdict_words(self) -> str:
        return str(VERDICT_WORDS.get(self.outcome.verdict, ""))

    @property
    def wished_words(self) -> str:
        return str(VERDICT_WORDS.get(self.wished.verdict, "")) if self.wished else ""

    @property
    def average(self) -> str:
        earned = self.told.earned
        return _number(Fraction(earned.fo_sum, earned.fo_count), 1) if earned.fo_count else ""

    @property
    def planned_soch(self) -> journal.PupilTest | None:
        return next((test for test in self.planned if test.test is journal.Test.SOCH), None)

    @property
    def planned_sor(self) -> journal.PupilTest | None:
        return next((test for test in self.planned if test.test is journal.Test.SOR), None)

    @property
    def parts(self) -> frozenset[str]:
        """The parts the scheme counts: the form asks of these alone."""
        return frozenset(part.value for part in self.told.scheme.parts)


def marks_of(child: Chosen, year: int) -> MarksPage:
    """Every subject of the year: what is published, and where the running term stands. Raises Hidden."""
    return MarksPage(child, year, tuple(_line(one) for one in journal.year_of_pupil(child.id, year=year)))


def _line(one: journal.SubjectYear) -> SubjectLine:
    results = tuple(
        (period.value, str(PERIOD_WORDS[period]), _result(row))
        for period, row in sorted(one.results.items(), key=lambda pair: list(journal.Period).index(pair[0]))
    )
    outcome = one.outcome
    mark = outcome.mark if outcome else None
    words = str(mark) if mark is not None else str(VERDICT_WORDS.get(outcome.verdict, "")) if outcome else ""
    return SubjectLine(
        code=one.subject_code,
        subject=one.subject,
        results=results,
        period=one.running.value if one.running else "",
        period_words=str(PERIOD_WORDS[one.running]) if one.running else "",
        standing=words,
        is_mark=mark is not None,
        percent=outcome.whole if outcome else None,
    )


def _result(row: journal.ResultRow) -> str:
    return str(row.mark) if row.mark is not None else str(VERDICT_WORDS.get(row.verdict, ""))


def how_of(child: Chosen, subject: str, period: str, *, year: int, wish: Wish) -> HowPage:
    """How the subject's term comes to its mark, and what it would be with the wish. Raises Hidden."""
    if period not in set(journal.Period):
        raise Hidden("no such period")
    told = journal.explained(child.id, subject, journal.Period(period), year=year)
    day = told.term.last
    published = told.published
    outcome = published or journal.so_far(told.scheme, told.earned, day=day)
    planned = () if published else _planned(child.id, told)
    wished = None if published or wish.is_empty else _what_if(told, wish, day)
    return HowPage(
        child=child,
        told=told,
        period_words=str(PERIOD_WORDS[told.term.period]),
        outcome=outcome,
        is_published=published is not None,
        steps=tuple(step_lines(outcome)),
        tests=tuple((score, str(TEST_WORDS[score.test])) for score in told.scores),
        brought=tuple((str(PART_WORDS[journal.Part(part)]), got, most) for part, got, most in told.brought),
        planned=planned,
        needs=() if published else _needs(told, planned, day),
        wished=wished,
        wished_steps=tuple(step_lines(wished)) if wished else (),
    )


def _planned(pupil_id: uuid.UUID, told: journal.Explained) -> tuple[journal.PupilTest, ...]:
    """The subject's tests of the term that the pupil has no points in, also those held already."""
    rows = journal.tests_of_pupil(pupil_id, first=told.term.first, last=told.term.last)
    scored = journal.ScoreState.SCORED
    return tuple(row for row in rows if row.subject_code == told.subject_code and row.state is not scored)


def _what_if(told: journal.Explained, wish: Wish, day: dt.date) -> journal.Outcome:
    """The wish on top of what stands; a part of which nothing is wished or known yet does not block the answer."""
    missing = frozenset(
        part
        for part in told.scheme.parts
        if not told.earned.points(part)[1] and not {"fo": wish.fo, "sor": wish.sor, "soch": wish.soch}[part.value]
    )

    earned = replace(told.earned, not_held=told.earned.not_held | missing)
    sor = (wish.sor,) if wish.sor else ()
    return journal.what_if(told.scheme, earned, day=day, fo=wish.fo, sor=sor, soch=wish.soch)


def _needs(told: journal.Explained, planned: tuple[journal.PupilTest, ...], day: dt.date) -> tuple[Need, ...]:
    """The fewest points in the planned quarter test for each mark. Nothing where no quarter test is planned."""
    test = next((one for one in planned if one.test is journal.Test.SOCH), None)
    if test is None or told.earned.is_empty:
        return ()
    return tuple(
        Need(mark, journal.least_soch(told.scheme, told.earned, mark=mark, most=test.maximum, day=day), test.maximum)
        for mark in (3, 4, 5)
    )


def step_lines(outcome: journal.Outcome) -> list[StepLine]:
    """The steps of a result in words and numbers."""
    return [_step(step) for step in outcome.steps]


def _step(step: journal.Step) -> StepLine:
    part = str(PART_WORDS.get(step.about, PERIOD_WORDS.get(step.about, "")))
    about: Mapping[str, object] = {
        "part": part[:1].upper() + part[1:],
        "got": step.got,
        "most": step.most,
        "weight": _number(step.weight, 1) if step.weight is not None else "",
        "value": _number(step.value, 2),
    }
    words = {
        journal.Kind.SHARE: _("%(part)s: %(got)s of %(most)s points, with a weight of %(weight)s %%"),
        journal.Kind.MOVED: _("%(part)s: nothing yet; its weight of %(weight)s %% goes to the other parts"),
        journal.Kind.SUM: _("Together, each part with its weight"),
        journal.Kind.ROUNDED: _("Rounded, a half upwards"),
        journal.Kind.SCALE: _("By the scale: from %(got)s %% on"),
        journal.Kind.MEAN: _("Mean of %(most)s marks"),
        journal.Kind.TERM: "%(part)s",
        journal.Kind.WEIGHED: _("%(part)s with a weight of %(weight)s %%"),
    }[step.kind]
    return StepLine(words % about, _value(step))


def _value(step: journal.Step) -> str:
    if step.kind is journal.Kind.MOVED:
        return ""
    if step.kind in {journal.Kind.SCALE, journal.Kind.TERM, journal.Kind.MEAN, journal.Kind.WEIGHED}:
        return _number(step.value, 2)
    return f"{_number(step.value, 2)} %"


def _number(value: Fraction, places: int) -> str:
    """As few places as are needed, at most `places`."""
    whole = value.denominator == 1
    return numbers.number(value, language=language(), places=0 if whole else places)


def year_now() -> int:
    """The school year whose marks are shown: the running one, in summer the one that has ended."""
    try:
        return journal.current_quarter(clock.today())[0]
    except LookupError as error:
        raise Hidden("no school year") from error
