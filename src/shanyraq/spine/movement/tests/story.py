"""What the stories of movement share: classes, children, days."""

import datetime as dt
import uuid
from contextlib import contextmanager

import time_machine
from django.utils import translation

from shanyraq.kernel import clock
from shanyraq.kernel.scope import system_scope, use_scope
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import School, add_pupil
from shanyraq.spine.registry.models import Person

MONDAY = dt.date(2026, 11, 23)
IIN = "130504550013"


@contextmanager
def at(day: dt.date, *, school: School | None = None, role: str = "director"):
    """Noon of this day, in English, as this person of the school."""
    moment = dt.datetime(day.year, day.month, day.day, 12, tzinfo=clock.ZONE)
    scope = use_scope(school.scope(role)) if school else system_scope("story")
    with time_machine.travel(moment, tick=False), translation.override("en"), scope:
        yield


def open_group(school: School, letter: str = "Б", *, grade: int = 7, year: int = 2026, **fields: object) -> uuid.UUID:
    values: dict = {"language": "kk", **fields}
    draft = registry.GroupDraft(
        organisation_id=school.organisation_id, school_year=year, grade=grade, letter=letter, **values
    )
    with system_scope("story"):
        return registry.open_groups(drafts=[draft])[0]


def fill(school: School, number: int) -> list[uuid.UUID]:
    """So many more children sit in the school's class."""
    return [add_pupil(school, "Сейтқали", f"Оқушы{index}") for index in range(number)]


def give_iin(person_id: uuid.UUID, iin: str = IIN) -> None:
    with system_scope("story"):
        Person.objects.filter(id=person_id).update(iin=iin)
