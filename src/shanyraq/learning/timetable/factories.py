"""One row of each model of the timetable at a given school, and a published week for tests."""

import datetime as dt
import uuid
from typing import Any

from shanyraq.kernel import clock
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import system_scope
from shanyraq.kernel.testing.factories import factory
from shanyraq.learning.timetable.models import (
    CalendarPlan,
    Demand,
    Division,
    PlanLine,
    PlannedTopic,
    RoomClosure,
    Search,
    Slot,
    Subgroup,
    SubgroupMember,
    TeacherHour,
    Timetable,
    TimetablePublished,
    WorkingPlan,
)
from shanyraq.learning.timetable.rules.edits import Edit, Verb
from shanyraq.spine.registry.factories import START, YEAR, School, a_room, add_pupil, person
from shanyraq.spine.registry.models import Building, Employment, Room, TeachingLoad

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=clock.ZONE)


@factory(WorkingPlan)
def a_plan(at: School) -> WorkingPlan:
    plan, _new = WorkingPlan.objects.get_or_create(organisation_id=at.organisation_id, school_year=YEAR)
    return plan


@factory(PlanLine)
def a_line(at: School) -> PlanLine:
    plan = a_plan(at)
    line, _new = PlanLine.objects.get_or_create(
        plan=plan, group_id=at.group_id, subject="algebra",
        defaults={"organisation_id": at.organisation_id, "hours": 3},
    )  # fmt: skip
    return line


@factory(Division)
def a_division(at: School) -> Division:
    return Division.objects.create(
        organisation_id=at.organisation_id, group_id=at.group_id, subjects=["foreign_language"], valid_from=START
    )


@factory(Subgroup)
def a_subgroup(at: School) -> Subgroup:
    return Subgroup.objects.create(
        division=a_division(at), organisation_id=at.organisation_id, group_id=at.group_id, number=1
    )


@factory(SubgroupMember)
def a_member(at: School) -> SubgroupMember:
    part = a_subgroup(at)
    return SubgroupMember.objects.create(
        subgroup=part, division_id=part.division_id, organisation_id=at.organisation_id, group_id=at.group_id,
        person_id=at.pupil_id, valid_from=START,
    )  # fmt: skip


@factory(Demand)
def a_demand(at: School) -> Demand:
    demand, _new = Demand.objects.get_or_create(
        group_id=at.group_id, subgroup=None, subject="algebra", teacher_id=at.teacher_id,
        defaults={"organisation_id": at.organisation_id, "school_year": YEAR, "every_week": 3},
    )  # fmt: skip
    return demand


@factory(TeacherHour)
def an_hour(at: School) -> TeacherHour:
    return TeacherHour.objects.create(
        organisation_id=at.organisation_id, school_year=YEAR, teacher_id=at.teacher_id, weekday=4, number=6,
        kind="away", reason="№ 29 мектепте",
    )  # fmt: skip


@factory(RoomClosure)
def a_closure(at: School) -> RoomClosure:
    return RoomClosure.objects.create(
        organisation_id=at.organisation_id, room=a_room(at), valid_from=START, reason="су басты"
    )


def timetable_of(at: School, *, state: str = "published", since: dt.date = START) -> Timetable:
    """The school's timetable in this state."""
    found, _new = Timetable.objects.get_or_create(
        organisation_id=at.organisation_id, state=state,
        defaults={
            "school_year": YEAR, "name": "Кесте", "valid_from": None if state == "draft" else since,
            "created_at": NOON,
        },
    )  # fmt: skip
    return found


def slot_at(
    at: School, weekday: int, number: int, *, of: Timetable, subject: str = "algebra", teacher: uuid.UUID | None = None
) -> Slot:
    """A lesson of the school's class in this hour of the week."""
    return Slot.objects.create(
        timetable=of, organisation_id=at.organisation_id, group_id=at.group_id, subject=subject,
        teacher_id=teacher or at.teacher_id, weekday=weekday, number=number,
    )  # fmt: skip


@factory(Timetable)
def a_timetable(at: School) -> Timetable:
    return timetable_of(at)


@factory(Search)
def a_search(at: School) -> Search:
    found, _new = Search.objects.get_or_create(
        organisation_id=at.organisation_id, state="done",
        defaults={"timetable": timetable_of(at, state="draft"), "begun_at": NOON, "seconds": 60, "spent": 60},
    )  # fmt: skip
    return found


@factory(Slot)
def a_slot(at: School) -> Slot:
    return slot_at(at, 0, 1, of=timetable_of(at))


@factory(TimetablePublished)
def a_publishing(at: School) -> TimetablePublished:
    fact = TimetablePublished(
        organisation_id=at.organisation_id, timetable_id=timetable_of(at).id, valid_from=START, lessons=1,
        content="0" * 40, happened_at=NOON,
    )  # fmt: skip
    return facts.record([fact])[0]


@factory(CalendarPlan)
def a_calendar_plan(at: School) -> CalendarPlan:
    plan, _new = CalendarPlan.objects.get_or_create(
        organisation_id=at.organisation_id, school_year=YEAR, teacher_id=at.teacher_id, subject="algebra", grade=7,
        group=None, defaults={"changed_at": NOON},
    )  # fmt: skip
    return plan


@factory(PlannedTopic)
def a_topic(at: School) -> PlannedTopic:
    plan = a_calendar_plan(at)
    topic, _new = PlannedTopic.objects.get_or_create(
        plan=plan, number=1,
        defaults={
            "organisation_id": at.organisation_id, "quarter": 1, "topic": "Көпмүшелер", "objectives": ["7.2.1.4"],
        },
    )  # fmt: skip
    return topic


def employ_teacher(school: School, family: str, given: str, **loads: uuid.UUID) -> uuid.UUID:
    """A teacher with a post, and a load of three hours in each subject=group."""
    with system_scope("story"):
        who = person(family, given, organisation_id=school.organisation_id, is_staff=True)
        post = Employment.objects.create(
            person=who, organisation_id=school.organisation_id, position="teacher", valid_from=START
        )
        for subject, group in loads.items():
            TeachingLoad.objects.create(
                employment=post, person=who, organisation_id=school.organisation_id, group_id=group, subject=subject,
                hours_per_week=3, valid_from=START,
            )  # fmt: skip
        return who.id


def a_hall(school: School, name: str = "101", *, kind: str = "classroom", seats: int | None = 30) -> uuid.UUID:
    """A room of the school's building."""
    with system_scope("story"):
        building, _new = Building.objects.get_or_create(organisation_id=school.organisation_id, name="Негізгі")
        return Room.objects.create(
            organisation_id=school.organisation_id, building=building, name=name, kind=kind, capacity=seats
        ).id


def fill(school: School, number: int) -> list[uuid.UUID]:
    """So many more pupils sit in the school's class."""
    return [add_pupil(school, "Сейтқали", f"Оқушы{index:02}") for index in range(number)]


def put(demand: uuid.UUID, weekday: int, number: int, **more: Any) -> Edit:
    """The edit that places one lesson of the demand in this hour."""
    return Edit(
        client_id=uuid.uuid4(), verb=Verb.PLACE, slot_id=more.pop("slot_id", uuid.uuid4()),
        demand_id=demand, weekday=weekday, number=number, **more,
    )  # fmt: skip
