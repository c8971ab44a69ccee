"""Unit tests and quarter tests of school 28: held, scored and planned by the rules. Without a database."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from shanyraq.flows.demonstration.chance import Ids, chance
from shanyraq.flows.demonstration.classes import ClassPlan
from shanyraq.flows.demonstration.region import Lyceum
from shanyraq.flows.demonstration.sizes import LAST_LIVED_DAY, SCHOOL_YEAR
from shanyraq.flows.demonstration.term import Term
from shanyraq.kernel.clock import ZONE
from shanyraq.learning.journal.api import Part, ScoreDraft, Test, TestDraft, scheme_of
from shanyraq.spine.registry.reference.calendar import Quarter, quarters_of, school_days

AFTERNOON = dt.time(15, 0)
MOST_A_DAY = 3
LAST_PRIMARY_GRADE = 4
LAST_WEEKS = dt.timedelta(days=13)
"""Quarter tests stand in the last two weeks."""


@dataclass(frozen=True, slots=True)
class Assessments:
    """Drafts for the acts of the journal."""

    tests: list[TestDraft] = field(default_factory=list)
    scores: list[ScoreDraft] = field(default_factory=list)


def plan_assessments(lyceum: Lyceum, term: Term, *, since: dt.date) -> Assessments:
    """The tests of the first two quarters, from `since` on; those of lived days have everybody's score."""
    ids, planned = Ids("tests", after=dt.timedelta(days=2)), Assessments()
    abilities = _abilities(term)
    hours = {(load.group_id, load.subject): load.hours_per_week for load in lyceum.staff.loads}
    for each in lyceum.classes:
        dice = chance("tests", each.grade, each.letter)
        own = {subject: weekly for (group, subject), weekly in hours.items() if group == each.id}
        for quarter in quarters_of(SCHOOL_YEAR)[:2]:
            for draft in _of_quarter(lyceum, each, own, quarter, since, ids, dice):
                planned.tests.append(draft)
                if draft.day <= LAST_LIVED_DAY:
                    planned.scores.extend(_scores(draft, lyceum.learners[each.id], abilities, dice))
    return planned


def _of_quarter(
    lyceum: Lyceum, each: ClassPlan, hours: Mapping[str, Decimal], quarter: Quarter, since: dt.date,
    ids: Ids, dice: Random,
) -> Iterator[TestDraft]:  # fmt: skip
    days = list(school_days(quarter.first, quarter.last, each.grade))[:-1]  # never the last one
    full: dict[dt.date, int] = defaultdict(int)
    for subject in sorted(hours):
        parts = scheme_of(subject, each.grade, hours=hours[subject], day=quarter.last).parts
        taught = _taught(lyceum, each, subject, days)
        if Part.SOR not in parts or len(taught) < 4:
            continue
        units = [taught[len(taught) * share // 100] for share in (35, 65)]
        for day in units:
            if day >= since:
                yield _draft(ids, each, subject, Test.SOR, day, dice)
        if Part.SOCH in parts:
            last = [day for day in taught if day >= days[-1] - LAST_WEEKS and day not in units]
            late = [day for day in last if full[day] < MOST_A_DAY]
            if late and late[-1] >= since:
                day = min(late, key=lambda one: (full[one], -one.toordinal()))
                full[day] += 1
                yield _draft(ids, each, subject, Test.SOCH, day, dice)


def _taught(lyceum: Lyceum, each: ClassPlan, subject: str, days: Sequence[dt.date]) -> list[dt.date]:
    """The days on which the class has the subject by its week."""
    weekdays = {slot.weekday for slot in lyceum.week if slot.class_id == each.id and slot.subject == subject}
    return [day for day in days if day.weekday() in weekdays]


def _draft(ids: Ids, each: ClassPlan, subject: str, test: Test, day: dt.date, dice: Random) -> TestDraft:
    if test is Test.SOR:
        maximum = dice.randrange(10, 16) if each.grade <= LAST_PRIMARY_GRADE else dice.randrange(14, 22)
    else:
        maximum = dice.randrange(20, 31)
    return TestDraft(id=ids.new(), group_id=each.id, subject=subject, test=test, day=day, maximum=maximum)


def _abilities(term: Term) -> dict[uuid.UUID, float]:
    """How well each pupil does by the formative marks of the term, as a share of ten."""
    sums: dict[uuid.UUID, list[int]] = defaultdict(lambda: [0, 0])
    for mark in term.marks:
        sums[mark.pupil_id][0] += mark.value
        sums[mark.pupil_id][1] += 1
    return {pupil: total / number / 10 for pupil, (total, number) in sums.items()}


def _scores(
    draft: TestDraft, learners: Sequence[uuid.UUID], abilities: Mapping[uuid.UUID, float], dice: Random
) -> Iterator[ScoreDraft]:
    at = dt.datetime.combine(draft.day, AFTERNOON, ZONE)
    for learner in learners:
        share = min(1.0, max(0.2, dice.gauss(0.3 + 0.65 * abilities.get(learner, 0.7), 0.09)))
        yield ScoreDraft(
            summative_id=draft.id, pupil_id=learner, value=round(share * draft.maximum), happened_at=at
        )  # fmt: skip
