"""School 28 plans its year: working plan, parts of classes, what the week must hold, its versions and lessons."""

import datetime as dt
import uuid

from shanyraq.flows.demonstration.region import Lyceum
from shanyraq.flows.demonstration.rooms import rooms_of_week
from shanyraq.flows.demonstration.sizes import FIRST_DAY, LAST_PLANNED_DAY, SCHOOL_YEAR, SECOND_QUARTER
from shanyraq.flows.demonstration.timetable import Slot
from shanyraq.flows.demonstration.topics import topics_of
from shanyraq.flows.demonstration.workloads import DIVIDED_SUBJECT
from shanyraq.kernel.scope import ActorKind, Post, Scope, use_scope
from shanyraq.learning.journal import api as journal
from shanyraq.learning.journal.api import LessonDraft
from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.registry import api as registry

APPROVED = dt.date(2026, 8, 28)
MATHEMATICS = "mathematics"
WEEKS_OF_TERM = 16
VERSIONS = (("1-тоқсан, зертханалар жөндеуде", FIRST_DAY, False), ("2-тоқсан", SECOND_QUARTER, True))
"""Name, first day, and whether the laboratories are open."""


def live_week(lyceum: Lyceum) -> None:
    """The working plan is approved by the head, English is learnt in parts, and two versions of the week were
    published: the second since the second quarter, when the laboratories opened."""
    at, year = lyceum.id, SCHOOL_YEAR
    profiles = {each.id: each.profile for each in lyceum.classes}
    plan = timetable.propose_working_plan(organisation_id=at, school_year=year, profiles=profiles)
    with use_scope(_head(lyceum)):
        timetable.approve_working_plan(plan_id=plan, day=APPROVED)
    for group_id in lyceum.halves:
        timetable.divide(organisation_id=lyceum.id, group_id=group_id, subjects=[DIVIDED_SUBJECT], since=FIRST_DAY)
    timetable.propose_demands(organisation_id=at, school_year=year)
    for name, since, laboratories in VERSIONS:
        version = timetable.begin_timetable(organisation_id=at, school_year=year, name=name)
        timetable.put_slots(timetable_id=version, drafts=_slots(lyceum, laboratories=laboratories))
        timetable.publish_timetable(timetable_id=version, valid_from=since)


def plan_topics(lyceum: Lyceum) -> None:
    """The teachers of mathematics keep a calendar plan for every grade they teach, save the last of them: there is one
    to copy from."""
    seats = sorted({seat for task in lyceum.work.tasks for seat in task.teachers if seat.department == MATHEMATICS},
                   key=lambda seat: seat.place)  # fmt: skip
    grades = {each.id: each.grade for each in lyceum.classes}
    taught = {
        (task.teacher, task.subject, grades[task.class_id]): task.hours
        for task in lyceum.work.tasks
        if task.teacher in seats[:-1]
    }
    for (seat, subject, grade), hours in taught.items():
        timetable.write_calendar_plan(
            organisation_id=lyceum.id, school_year=SCHOOL_YEAR, teacher_id=lyceum.staff.teachers[seat],
            subject=subject, grade=grade, topics=_topics(subject, grade, int(hours * WEEKS_OF_TERM)),
        )  # fmt: skip


def _topics(subject: str, grade: int, hours: int) -> list[timetable.Topic]:
    """The topics of the term, divided between its two quarters as the register was written."""
    known = topics_of(subject, grade)
    each, more = divmod(hours, len(known))
    return [
        timetable.Topic(
            number=place + 1,
            quarter=1 if place < len(known) // 2 else 2,
            topic=one.topic,
            objectives=(f"{grade}.{1 + place % 4}.{1 + place % 3}.{1 + place % 9}",),
            hours=max(1, each + (place < more)),
            homework=one.homework,
        )
        for place, one in enumerate(known)
    ]


def _head(lyceum: Lyceum) -> Scope:
    """The director signs by herself."""
    head = lyceum.staff.posts["director"][0].id
    return Scope(ActorKind.PERSON, actor_id=head, person_id=head, posts=(Post("director", lyceum.id),))


def _slots(lyceum: Lyceum, *, laboratories: bool) -> list[timetable.SlotDraft]:
    names = rooms_of_week(lyceum.classes, lyceum.week, laboratories=laboratories)
    rooms = {room.name: room.id for room in registry.rooms_standing([lyceum.id])}
    parts = timetable.parts_of([each.id for each in lyceum.classes], day=FIRST_DAY)
    part = {(one.group_id, one.number): one.id for group in parts.values() for one in group}
    demands = {
        (row.group_id, row.subgroup_id, row.subject_code): row.id
        for row in timetable.demands_of(lyceum.id, school_year=SCHOOL_YEAR)
    }
    shifts = {each.id: each.shift for each in lyceum.classes}
    return [
        timetable.SlotDraft(
            group_id=slot.class_id,
            subject=slot.subject,
            weekday=slot.weekday,
            number=slot.number,
            shift=shifts[slot.class_id],
            teacher_id=lyceum.staff.teachers[slot.teacher],
            subgroup_id=_part(slot, part),
            room_id=rooms.get(names[slot]),
            demand_id=demands.get((slot.class_id, _part(slot, part), slot.subject)),
            weeks="odd" if slot.alternate else "every",
        )
        for slot in lyceum.week
    ]


def _part(slot: Slot, parts: dict[tuple[uuid.UUID, int], uuid.UUID]) -> uuid.UUID | None:
    return parts[slot.class_id, slot.part] if slot.part else None


def open_lessons(lyceum: Lyceum, *, since: dt.date) -> dict[LessonDraft, int]:
    """The journal opens the lessons of the published weeks; each with the part of its class that learns in it."""
    journal.follow_timetable(organisation_id=lyceum.id, first=since, last=LAST_PLANNED_DAY)
    return {
        LessonDraft(
            id=row.id,
            organisation_id=row.organisation_id,
            group_id=row.group_id,
            subject=row.subject_code,
            teacher_id=row.teacher_id,
            day=row.day,
            number=row.number,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        ): row.part_number or 0
        for row in journal.lessons_of_organisation(lyceum.id, since, LAST_PLANNED_DAY)
    }
