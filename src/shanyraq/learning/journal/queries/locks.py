"""Closed registers: which are, who has asked to open one, and what came too late."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from shanyraq.learning.journal.models import LateEdit, Lesson, PeriodMark, Unlock
from shanyraq.learning.journal.reference.assessment import number
from shanyraq.learning.journal.rules.locks import is_locked, quarter_around
from shanyraq.learning.journal.rules.period import Verdict
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.spine.registry import api as registry

Key = tuple[uuid.UUID, uuid.UUID]
"""A lesson and a pupil."""


def closed_among(
    lessons: Iterable[Lesson], *, now: dt.datetime, today: dt.date
) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """The lessons whose term is closed, and those of them that a head has opened again. No query in a running term."""
    closed = [lesson for lesson in lessons if is_locked(lesson.day, today=today)]
    if not closed:
        return set(), set()
    open_ones = grants_for({lesson.group_id for lesson in closed}, now=now)
    granted = {lesson.id for lesson in closed if is_granted(open_ones, lesson.group_id, lesson.subject, lesson.day)}
    return {lesson.id for lesson in closed} - granted, granted


def grants_for(group_ids: Collection[uuid.UUID], *, now: dt.datetime) -> list[Unlock]:
    """The grants in force for these classes."""
    rows = Unlock.objects.filter(group_id__in=list(group_ids), state=Unlock.State.GRANTED, until__gte=now)
    return list(rows.seen_by_system())


def is_granted(grants: Iterable[Unlock], group_id: uuid.UUID, subject: str, day: dt.date) -> bool:
    return any(
        grant.group_id == group_id and grant.subject == subject and grant.first <= day <= grant.last for grant in grants
    )


def published_among(lessons: Collection[Lesson], pupils: Collection[uuid.UUID], *, today: dt.date) -> set[Key]:
    """The cells of these lessons whose pupil has a published result in the lesson's term. No query until the days
    in which results are published."""
    late = [lesson for lesson in lessons if _may_be_published(lesson.day, today)]
    if not late:
        return set()
    rows = PeriodMark.objects.filter(
        pupil_id__in=list(pupils),
        subject__in={lesson.subject for lesson in late},
        school_year__in={_quarter(lesson.day)[0] for lesson in late},
    ).exclude(verdict=Verdict.TEMPORARILY)
    places = set(rows.seen_by_system().values_list("pupil_id", "subject", "school_year", "period"))
    return {
        (lesson.id, pupil)
        for lesson in late
        for pupil in pupils
        for period in terms_of(_quarter(lesson.day)[1])
        if (pupil, lesson.subject, _quarter(lesson.day)[0], period.value) in places
    }


def terms_of(quarter: int) -> tuple[Period, Period]:
    """The quarter and the half-year in which a quarter of the calendar lies."""
    return Period(f"q{quarter}"), Period.H1 if quarter <= 2 else Period.H2


def _quarter(day: dt.date) -> tuple[int, int]:
    quarter = quarter_around(day)
    return (quarter.year, quarter.number) if quarter else (day.year, 0)


def _may_be_published(day: dt.date, today: dt.date) -> bool:
    quarter = quarter_around(day)
    if quarter is None:
        return False
    return today >= quarter.last - dt.timedelta(days=number("confirm_from_days", quarter.last))


@dataclass(frozen=True, slots=True)
class UnlockRow:
    """A request to open a closed register."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    group_id: uuid.UUID
    group: str
    subject_code: str
    subject: str
    first: dt.date
    last: dt.date
    reason: str
    asked_by: str
    asked_at: dt.datetime
    state: str
    answer: str
    decided_by: str
    decided_at: dt.datetime | None
    until: dt.datetime | None

    @property
    def waits(self) -> bool:
        return self.state == Unlock.State.ASKED

    def is_open(self, now: dt.datetime) -> bool:
        return self.state == Unlock.State.GRANTED and self.until is not None and now <= self.until


@dataclass(frozen=True, slots=True)
class LateRow:
    """An edit that came after its register was closed."""

    id: uuid.UUID
    lesson_id: uuid.UUID
    group: str
    subject: str
    day: dt.date
    pupil: str
    kind: str
    value: int | None
    code: str
    reason: str
    made_at: dt.datetime
    sent_at: dt.datetime
    sent_by: str
    state: str
    answer: str

    @property
    def waits(self) -> bool:
        return self.state == LateEdit.State.WAITING


def unlocks(*, most: int = 100) -> list[UnlockRow]:
    """The requests that the scope sees, the waiting ones first, then the newest. Two queries."""
    rows = list(Unlock.objects.select_related("group").order_by("-asked_at", "-id")[:most])
    names = registry.names_of({who for row in rows for who in (row.asked_by, row.decided_by) if who})
    found = [_unlock(row, names) for row in rows]
    return sorted(found, key=lambda row: not row.waits)


def _unlock(row: Unlock, names: dict[uuid.UUID, str]) -> UnlockRow:
    return UnlockRow(
        row.id, row.organisation_id, row.group_id, row.group.name, row.subject, registry.subject_name(row.subject),
        row.first, row.last, row.reason, names.get(row.asked_by, ""), row.asked_at, row.state, row.answer,
        names.get(row.decided_by, "") if row.decided_by else "", row.decided_at, row.until,
    )  # fmt: skip


def late_edits(*, most: int = 100) -> list[LateRow]:
    """The late edits that the scope sees, the waiting ones first. Two queries."""
    rows = list(LateEdit.objects.select_related("group", "lesson").order_by("-sent_at", "-id")[:most])
    names = registry.names_of({who for row in rows for who in (row.pupil_id, row.sent_by)})
    found = [
        LateRow(
            row.id, row.lesson_id, row.group.name, registry.subject_name(row.lesson.subject), row.lesson.day,
            names.get(row.pupil_id, ""), row.kind, row.value, row.code, row.reason, row.made_at, row.sent_at,
            names.get(row.sent_by, ""), row.state, row.answer,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: not row.waits)
