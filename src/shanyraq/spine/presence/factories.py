"""One row of each model of presence at a given school."""

import datetime as dt

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.testing.factories import factory
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.presence.models import Absence, AbsenceDay, Case, CaseMove, DayState, ParentWord, Testimony
from shanyraq.spine.registry.factories import School

DAY = dt.date(2026, 11, 23)
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@factory(Testimony)
def a_testimony(at: School) -> Testimony:
    return Testimony.objects.create(
        day=DAY, person_id=at.pupil_id, organisation_id=at.organisation_id, group_id=at.group_id, witness="gate"
    )


@factory(DayState)
def a_day(at: School) -> DayState:
    return DayState.objects.create(
        day=DAY, person_id=at.pupil_id, organisation_id=at.organisation_id, group_id=at.group_id, state="present",
        decided_at=NOON,
    )  # fmt: skip


@factory(Case)
def a_case(at: School) -> Case:
    return Case.objects.create(
        day=DAY, person_id=at.pupil_id, organisation_id=at.organisation_id, group_id=at.group_id,
        kind="inside_but_absent", owner_id=at.teacher_id, at=NOON, opened_at=NOON, deadline=NOON,
    )  # fmt: skip


@factory(CaseMove)
def a_move(at: School) -> CaseMove:
    case = a_case(at)
    move = CaseMove(
        organisation_id=at.organisation_id, case_id=case.id, person_id=at.pupil_id, move="opened", happened_at=NOON
    )
    return facts.record([move])[0]


@factory(Absence)
def an_absence(at: School) -> Absence:
    return Absence.objects.create(
        person_id=at.pupil_id, organisation_id=at.organisation_id, group_id=at.group_id, kind="ill", first=DAY,
        last=DAY, told_by=at.guardian_id, told_at=NOON, fact_day=DAY, fact_id=new_id(),
    )  # fmt: skip


@factory(AbsenceDay)
def an_absence_day(at: School) -> AbsenceDay:
    return AbsenceDay.objects.create(
        absence=an_absence(at), person_id=at.pupil_id, organisation_id=at.organisation_id, group_id=at.group_id,
        day=DAY, kind="ill",
    )  # fmt: skip


@factory(ParentWord)
def a_parents_word(at: School) -> ParentWord:
    word = ParentWord(
        organisation_id=at.organisation_id, absence_id=an_absence(at).id, person_id=at.pupil_id, group_id=at.group_id,
        move="told", kind="ill", first=DAY, last=DAY, happened_at=NOON,
    )  # fmt: skip
    return facts.record([word])[0]
