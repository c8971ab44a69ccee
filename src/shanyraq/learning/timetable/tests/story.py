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
from shanyraq.learning.timetable.factories import a_hall, employ_teacher, fill, put
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.factories import YEAR, School

__all__ = ["MONDAY", "a_draft", "a_hall", "at", "employ_teacher", "fill", "open_class", "put"]

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


def a_draft(school: School, name: str = "Кесте") -> uuid.UUID:
    return timetable.begin_timetable(organisation_id=school.organisation_id, school_year=YEAR, name=name)
