"""What the stories of the timetable share: Monday noon, more classes, more teachers, rooms."""

import datetime as dt
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import time_machine
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import START, YEAR, School, add_pupil, person
from shanyraq.spine.registry.models import Building, Employment, Room, TeachingLoad

MONDAY = dt.date(2026, 11, 23)


@contextmanager
def at(day: dt.date = MONDAY, *, school: School | None = None, role: str = "director") -> Iterator[None]:
    """Noon of this day, in English, as this person of the school."""
    moment = dt.datetime(day.year, day.month, day.day, 12, tzinfo=clock.ZONE)
    scope = use_scope(school.scope(role)) if school else system_scope("story")
    with time_machine.travel(moment, tick=False), translation.override("en"), scope:
        yield


def open_class(school: School, letter: str = "Б", *, grade: int = 7, **fields) -> uuid.UUID:
    draft = registry.GroupDraft(
        organisation_id=school.organisation_id, school_year=YEAR, grade=grade, letter=letter,
        **{"language": "kk", **fields},
    )  # fmt: skip
    with system_scope("story"):
        return registry.open_groups(drafts=[draft])[0]


def employ_teacher(school: School, family: str, given: str, **loads) -> uuid.UUID:
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
    with system_scope("story"):
        building, _new = Building.objects.get_or_create(organisation_id=school.organisation_id, name="Негізгі")
        return Room.objects.create(
            organisation_id=school.organisation_id, building=building, name=name, kind=kind, capacity=seats
        ).id


def fill(school: School, number: int) -> list[uuid.UUID]:
    return [add_pupil(school, "Сейтқали", f"Оқушы{index:02}") for index in range(number)]


def a_draft(school: School, name: str = "Кесте") -> uuid.UUID:
    return timetable.begin_timetable(organisation_id=school.organisation_id, school_year=YEAR, name=name)


def put(demand: uuid.UUID, weekday: int, number: int, **more) -> timetable.Edit:
    return timetable.Edit(
        client_id=uuid.uuid4(), verb=timetable.Verb.PLACE, slot_id=more.pop("slot_id", uuid.uuid4()),
        demand_id=demand, weekday=weekday, number=number, **more,
    )  # fmt: skip
