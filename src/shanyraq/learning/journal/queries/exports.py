"""What the journal holds about a person or an organisation, for whoever takes it away."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q

from shanyraq.kernel.sealing import api as sealing
from shanyraq.learning.journal.models import Cell, Lesson, MarkFact
from shanyraq.learning.journal.queries.receipts import receipt_for_mark
from shanyraq.learning.journal.rules.register import PRESENT
from shanyraq.spine.exchange import api as exchange

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """One mark as it was given; a later one that names it in `supersedes_id` stands in its place."""

    id: uuid.UUID
    day: dt.date
    person_id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    lesson_id: uuid.UUID
    subject: str
    kind: str
    value: int | None
    recorded_at: dt.datetime
    actor_id: uuid.UUID | None
    supersedes_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class LessonEntry:
    """One lesson: what it was about, and whether attendance was taken."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    teacher_id: uuid.UUID
    subject: str
    day: dt.date
    number: int
    topic: str
    homework: str
    taken_at: dt.datetime | None
    roll: int | None


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """A learner in a lesson in which attendance was taken."""

    person_id: uuid.UUID
    lesson_id: uuid.UUID
    day: dt.date
    number: int
    subject: str
    code: str


MARK = (
    "id", "day", "pupil_id", "organisation_id", "group_id", "lesson_id", "subject", "kind", "value", "recorded_at",
    "actor_id", "supersedes_id",
)  # fmt: skip


def _marks(**whose: uuid.UUID) -> Iterator[MarkEntry]:
    rows = MarkFact.objects.filter(**whose).order_by("day", "id").values_list(*MARK)
    return (MarkEntry(*row) for row in rows.iterator(chunk_size=AT_ONCE))


def _lessons(wanted: Q) -> Iterator[LessonEntry]:
    columns = tuple(LessonEntry.__dataclass_fields__)
    rows = Lesson.objects.filter(wanted).order_by("day", "id").values_list(*columns)
    return (LessonEntry(*row) for row in rows.iterator(chunk_size=AT_ONCE))


def _of_stays(person_id: uuid.UUID) -> Q:
    """The lessons of the groups to which the learner belonged on their day; of a divided class, the own part's."""
    open_then = Q(group__enrolments__valid_to=None) | Q(group__enrolments__valid_to__gte=F("day"))
    in_part = Q(subgroup__members__person=person_id, subgroup__members__valid_from__lte=F("day")) & (
        Q(subgroup__members__valid_to=None) | Q(subgroup__members__valid_to__gte=F("day"))
    )
    of_group = Q(group__enrolments__person=person_id, group__enrolments__valid_from__lte=F("day"))
    return open_then & of_group & (Q(subgroup=None) | in_part)


def _attendance_of_person(person_id: uuid.UUID) -> Iterator[AttendanceEntry]:
    """Every lesson taken: who was simply present has no cell, and was there all the same."""
    codes = dict(Cell.objects.filter(pupil_id=person_id).exclude(code="").values_list("lesson_id", "code"))
    for lesson in _lessons(_of_stays(person_id) & Q(taken_at__isnull=False)):
        code = codes.get(lesson.id, str(PRESENT))
        yield AttendanceEntry(person_id, lesson.id, lesson.day, lesson.number, lesson.subject, code)


def _exceptions_of_organisation(organisation_id: uuid.UUID) -> Iterator[AttendanceEntry]:
    """Who was not simply present; the lessons tell the rest."""
    rows = Cell.objects.filter(organisation_id=organisation_id).exclude(code="").order_by("day", "id")
    columns = ("pupil_id", "lesson_id", "day", "lesson__number", "subject", "code")
    return (AttendanceEntry(*row) for row in rows.values_list(*columns).iterator(chunk_size=AT_ONCE))


def _receipts(person_id: uuid.UUID) -> Iterator[tuple[str, str]]:
    """The receipts of the marks whose day is published."""
    for mark in list(_marks(pupil_id=person_id)):
        try:
            text = receipt_for_mark(mark.day, mark.id)
        except sealing.NotPublished:
            continue
        yield f"{mark.day.isoformat()}-{mark.subject}-{mark.id}", text


def announce_holdings() -> None:
    """Exports bring lessons, marks and attendance from now on."""
    exchange.hold(
        exchange.Holding(
            "lessons", LessonEntry, lambda id: _lessons(_of_stays(id)), lambda id: _lessons(Q(organisation=id))
        )
    )
    exchange.hold(
        exchange.Holding(
            "marks", MarkEntry, lambda id: _marks(pupil_id=id), lambda id: _marks(organisation_id=id), _receipts
        )
    )
    exchange.hold(exchange.Holding("attendance", AttendanceEntry, _attendance_of_person, _exceptions_of_organisation))
