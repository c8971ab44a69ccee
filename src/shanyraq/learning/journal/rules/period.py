"""The result of a quarter or half-year from what was earned in it, with every step on the way. Pure.

FO % = 100 · sum / (10 · n), unit tests % = 100 · points / most points, quarter test % likewise; the weighted sum is
rounded half up to a whole per cent and looked up on the scale. Nothing missing is ever counted as a zero.
"""

import datetime as dt
import enum
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from shanyraq.learning.journal.reference import assessment
from shanyraq.learning.journal.rules.exact import percent_of
from shanyraq.learning.journal.rules.register import HIGHEST
from shanyraq.learning.journal.rules.scheme import Part, Result, Scheme, least_percent, mark_of, whole

ZERO = Fraction()


class Verdict(enum.StrEnum):
    """What a period comes to. Only the first three are results that count."""

    MARK = "mark"
    PASS = "pass"  # noqa: S105 - not a password
    NO_PASS = "no_pass"  # noqa: S105 - not a password
    FEEDBACK = "feedback"
    TEMPORARILY = "temporarily"
    """Temporarily not assessed: absent with a valid reason, an individual schedule is open."""
    NOT_ASSESSED = "not_assessed"
    LACKING = "lacking"
    """Cannot be computed yet: something that the scheme needs is not there, and nobody has excused it."""


class Kind(enum.StrEnum):
    """What a step of the computation does."""

    SHARE = "share"
    """Points of a part: `got` of `most` is `value` per cent, with `weight` per cent of the whole."""
    MOVED = "moved"
    """A part had nothing to count; its `weight` went to the others."""
    SUM = "sum"
    ROUNDED = "rounded"
    SCALE = "scale"
    MEAN = "mean"
    """`got` in sum over `most` marks is `value`."""
    TERM = "term"
    """The mark `got` of the period `about`."""
    WEIGHED = "weighed"
    """A mark's `value` with `weight` per cent."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of "how this mark came about"."""

    kind: Kind
    value: Fraction
    about: str = ""
    got: int | None = None
    most: int | None = None
    weight: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Earned:
    """What a pupil has earned in one subject and term.

    `awaited` are summative tests missed with a valid reason whose individual schedule is open, `missing` are those held
    without a score or a reason (ids or codes: only their number counts here). `not_held` are parts that were not held
    while the pupil was there, and are excused.
    """

    fo_sum: int = 0
    fo_count: int = 0
    sor_got: int = 0
    sor_most: int = 0
    soch_got: int = 0
    soch_most: int = 0
    awaited: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    not_held: frozenset[Part] = frozenset()

    def points(self, part: Part) -> tuple[int, int]:
        """Got and most of a part; most is 0 where there is nothing to count."""
        if part is Part.FO:
            return self.fo_sum, HIGHEST * self.fo_count
        return (self.sor_got, self.sor_most) if part is Part.SOR else (self.soch_got, self.soch_most)

    @property
    def is_empty(self) -> bool:
        return not (self.fo_count or self.sor_most or self.soch_most)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result and how it came about. `percent` is exact, `whole` what was looked up on the scale."""

    verdict: Verdict
    mark: int | None = None
    percent: Fraction | None = None
    whole: int | None = None
    steps: tuple[Step, ...] = ()
    lacks: tuple[str, ...] = ()
    """What is missing: codes of parts, and the tests named in `Earned`."""

    @property
    def counts(self) -> bool:
        return self.verdict in {Verdict.MARK, Verdict.PASS, Verdict.NO_PASS}


def outcome(scheme: Scheme, earned: Earned, *, day: dt.date) -> Outcome:
    """What the term comes to by the scheme, on the scale of `day` (the term's last day)."""
    if scheme.result is Result.FEEDBACK:
        return Outcome(Verdict.FEEDBACK)
    if earned.awaited:
        return Outcome(Verdict.TEMPORARILY, lacks=earned.awaited)
    if lacks := (*_lacking(scheme, earned), *earned.missing):
        return Outcome(Verdict.LACKING, lacks=lacks)
    steps, total = _weighed(scheme, earned)
    percent = whole(total, day=day)
    steps += [Step(Kind.SUM, total), Step(Kind.ROUNDED, Fraction(percent))]
    if scheme.result is Result.PASS:
        enough = percent >= assessment.number("pass_from", day)
        return Outcome(Verdict.PASS if enough else Verdict.NO_PASS, None, total, percent, tuple(steps))
    mark = mark_of(percent, day=day)
    steps.append(Step(Kind.SCALE, Fraction(mark), got=least_percent(mark, day=day)))
    return Outcome(Verdict.MARK, mark, total, percent, tuple(steps))


def _lacking(scheme: Scheme, earned: Earned) -> tuple[str, ...]:
    """The parts that block, and all of them where there is nothing at all to go by."""
    if earned.is_empty:
        return tuple(part.value for part in scheme.parts)
    empty = [part for part in scheme.parts if not earned.points(part)[1]]
    return tuple(part.value for part in empty if part in scheme.blocks and part not in earned.not_held)


def _weighed(scheme: Scheme, earned: Earned) -> tuple[list[Step], Fraction]:
    """The share of each part with its weight, after the weights of empty parts went to the others.

    The sum is kept as a numerator and a denominator until its end: measured, a fraction for each sum and product makes
    half of the time of a school's quarter.
    """
    points = [(part, *earned.points(part)) for part in scheme.parts]
    weights = _weights(scheme, tuple(part for part, _got, most in points if most))
    steps = [Step(Kind.MOVED, ZERO, part.value, weight=weights[part]) for part, _got, most in points if not most]
    above, below = 0, 1
    for part, got, most in points:
        if most:
            weight = weights[part]
            steps.append(Step(Kind.SHARE, percent_of(got, most), part.value, got, most, weight))
            above = above * most * weight.denominator + got * weight.numerator * below
            below *= most * weight.denominator
    return steps, Fraction(above, below)


@cache
def _weights(scheme: Scheme, there: tuple[Part, ...]) -> dict[Part, Fraction]:
    """The weight of each part: of those that are there so that they make a hundred, of the others their own."""
    own = {part: Fraction(weight) for part, weight in scheme.weights}
    whole_weight = sum((own[part] for part in there), ZERO)
    return {part: weight * 100 / whole_weight if part in there else weight for part, weight in own.items()}


def what_if(
    scheme: Scheme,
    earned: Earned,
    *,
    day: dt.date,
    fo: Sequence[int] = (),
    sor: Sequence[tuple[int, int]] = (),
    soch: tuple[int, int] | None = None,
) -> Outcome:
    """What the term would come to with these formative marks, unit tests and quarter test on top of what stands.

    Tests are (points, most points). A test thought of here is taken for one that was awaited or missing.
    """
    more = replace(
        earned,
        fo_sum=earned.fo_sum + sum(fo),
        fo_count=earned.fo_count + len(fo),
        sor_got=earned.sor_got + sum(got for got, _most in sor),
        sor_most=earned.sor_most + sum(most for _got, most in sor),
        soch_got=soch[0] if soch else earned.soch_got,
        soch_most=soch[1] if soch else earned.soch_most,
        awaited=(),
        missing=(),
    )
    return outcome(scheme, more, day=day)


def least_soch(scheme: Scheme, earned: Earned, *, mark: int, most: int, day: dt.date) -> int | None:
    """The fewest points of a quarter test of `most` points with which the term comes to at least this mark;
    None where no result of the test would do."""
    for got in range(most + 1):
        found = what_if(scheme, earned, day=day, soch=(got, most))
        if found.mark is not None and found.mark >= mark:
            return got
    return None


def so_far(scheme: Scheme, earned: Earned, *, day: dt.date) -> Outcome:
    """Where a pupil stands in the middle of a term: what is there counts, nothing blocks. No mark to be confirmed."""
    parts = frozenset(part for part in scheme.parts if not earned.points(part)[1])
    if earned.is_empty or len(parts) == len(scheme.parts):
        return Outcome(Verdict.FEEDBACK if scheme.result is Result.FEEDBACK else Verdict.LACKING)
    return outcome(scheme, replace(earned, awaited=(), missing=(), not_held=parts), day=day)
