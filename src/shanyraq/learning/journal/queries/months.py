"""A subject's month in one class: pupils by lessons. Seven queries, whatever the number of either."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Sum

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.models.words import NO_REGISTER
from shanyraq.learning.journal.policies import right_in
from shanyraq.learning.journal.queries.month_rows import MonthCell, MonthLesson, MonthPage, MonthPupil
from shanyraq.learning.journal.queries.register import SEALED, SENT, since_quarter, waiting_facts
from shanyraq.learning.journal.queries.results import results_among
from shanyraq.learning.journal.queries.summatives import scores_of_tests, summatives_of_term
from shanyraq.learning.journal.queries.term_rows import ResultRow, ScoreRow, TestRow
from shanyraq.learning.journal.rules.register import may_be_marked, when_reason
from shanyraq.learning.journal.rules.scheme import Period
from shanyraq.learning.timetable import api as timetable
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.api import subject_name
from shanyraq.spine.registry.reference.calendar import Quarter

COLUMNS = (
    "id", "organisation_id", "group_id", "teacher_id", "day", "number", "starts_at", "ends_at", "attendance_id",
    "topic", "teacher__family", "teacher__given", "subgroup_id", "subgroup__number", "subgroup__name",
)  # fmt: skip
_Place = tuple[uuid.UUID, uuid.UUID]


def month_register(group_id: uuid.UUID, subject: str, month: dt.date, *, now: dt.datetime | None = None) -> MonthPage:
    """The month in which the day lies. Raises Hidden where the scope sees no such lessons and does not teach them."""
    now = now or clock.now()
    first, last = month.replace(day=1), _last_day(month)
    found = registry.groups({group_id})
    lessons = lessons_between(group_id, subject, first, last)
    if not found or not (lessons or has_register(group_id, subject)):
        raise Hidden(NO_REGISTER)
    [group] = found
    cells = _cells([each[0] for each in lessons])
    written = any(each[8] for each in lessons) or any(cell[4] for cell in cells.values())
    waiting = waiting_facts(group.organisation_id) if written else frozenset()
    quarter = registry.quarter_of(min(last, max(first, clock.local_day(now)))) or registry.quarter_of(last)
    begins, ends = (quarter.first, quarter.last) if quarter else (since_quarter(last), last)
    sums = _sums(group_id, subject, begins, ends)
    parts = (
        timetable.members_of({each[12] for each in lessons if each[12]}, day=last)
        if any(each[12] for each in lessons)
        else {}
    )
    stays = registry.stays_of_group(group_id, first=first, last=last)
    term = _term(group_id, subject, quarter, [stay.person_id for stay in stays])
    return MonthPage(
        group_id=group_id,
        group=group.name,
        grade=group.grade,
        organisation_id=group.organisation_id,
        subject_code=subject,
        subject=subject_name(subject),
        first=first,
        last=last,
        quarter=quarter.number if quarter else None,
        quarter_first=begins,
        quarter_last=ends,
        lessons=tuple(_lesson(each, parts.get(each[12]) if each[12] else None, now=now) for each in lessons),
        rows=tuple(
            MonthPupil(
                pupil_id=stay.person_id,
                name=stay.name,
                cells=tuple(_cell(cells.get((each[0], stay.person_id)), waiting) for each in lessons),
                since=stay.valid_from,
                until=stay.valid_to,
                total=sums[stay.person_id][0],
                number=sums[stay.person_id][1],
                scores=tuple(term.scores.get((test.id, stay.person_id)) for test in term.tests),
                result=term.results.get(stay.person_id),
            )
            for stay in stays
        ),
        marked=may_be_marked(group.grade),
        tests=term.tests,
    )


@dataclass(frozen=True, slots=True)
class _Term:
    """The tests of the quarter with what stands in them, and what is published."""

    tests: tuple[TestRow, ...] = ()
    scores: Mapping[tuple[uuid.UUID, uuid.UUID], ScoreRow] = field(default_factory=dict)
    results: Mapping[uuid.UUID, ResultRow] = field(default_factory=dict)


def _term(group_id: uuid.UUID, subject: str, quarter: Quarter | None, pupils: Sequence[uuid.UUID]) -> _Term:
    """Three queries, two where no test is planned; the page has shown that these pupils may be seen."""
    if quarter is None:
        return _Term()
    tests = summatives_of_term(group_id, subject, year=quarter.year, quarters=[quarter.number])
    half = Period.H1 if quarter.number <= 2 else Period.H2
    found = results_among(pupils, year=quarter.year, subject=subject, periods=[Period(f"q{quarter.number}"), half])
    return _Term(
        tests=tuple(tests),
        scores=scores_of_tests([test.id for test in tests]) if tests else {},
        results={row.pupil_id: row for row in found},
    )


def _last_day(month: dt.date) -> dt.date:
    return (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)


def has_register(group_id: uuid.UUID, subject: str) -> bool:
    """Whether this class has lessons of the subject at all, as far as the scope sees."""
    return Lesson.objects.filter(group=group_id, subject=subject).exists()


def lessons_between(group_id: uuid.UUID, subject: str, first: dt.date, last: dt.date) -> list[tuple[Any, ...]]:
    """The lessons of a class in a subject from first to last in the order of the bells, as values of COLUMNS."""
    rows = Lesson.objects.filter(group=group_id, subject=subject, day__gte=first, day__lte=last)
    return list(rows.order_by("day", "number", "id").values_list(*COLUMNS))


def _lesson(row: tuple[Any, ...], pupils: frozenset[uuid.UUID] | None, *, now: dt.datetime) -> MonthLesson:
    lesson_id, organisation_id, group_id, teacher_id, day, number, starts, ends, attendance_id, topic = row[:10]
    right = right_in(current_scope(), _Whose(teacher_id, group_id, organisation_id))
    today = clock.local_day(now)
    return MonthLesson(
        id=lesson_id,
        day=day,
        number=number,
        teacher_id=teacher_id,
        teacher=f"{row[10]} {row[11]}".strip(),
        is_taken=attendance_id is not None,
        is_over=ends < now,
        is_coming=starts > now and day > today,
        topic=topic,
        part=timetable.part_words(row[13], row[14]),
        pupils=(pupils or frozenset()) if row[12] else None,
        right=right if day <= today else None,
        reason=when_reason(right=right, lesson_day=day, today=today) if right else "",
    )


class _Whose:
    """What right_in asks of a lesson."""

    __slots__ = ("group_id", "organisation_id", "teacher_id")

    def __init__(self, teacher_id: uuid.UUID, group_id: uuid.UUID, organisation_id: uuid.UUID) -> None:
        self.teacher_id, self.group_id, self.organisation_id = teacher_id, group_id, organisation_id


_CELL = ("lesson_id", "pupil_id", "code", "attendance_id", "mark", "mark_id")
_Standing = tuple[str, uuid.UUID | None, int | None, uuid.UUID | None]


def _cells(lesson_ids: Sequence[uuid.UUID]) -> dict[_Place, tuple[Any, ...]]:
    rows = Cell.objects.filter(lesson_id__in=lesson_ids).values_list(*_CELL)
    return {(row[0], row[1]): row[1:] for row in rows}


def _cell(row: tuple[Any, ...] | None, waiting: Collection[bytes]) -> MonthCell | None:
    """A cell that shows nothing may still carry the withdrawal on which the next mark is based."""
    if row is None:
        return None
    _pupil, code, code_id, mark, mark_id = row
    if not code and mark_id is None:
        return None
    shown = [fact for fact, there in ((code_id, code), (mark_id, mark is not None)) if fact and there]
    state = (SENT if any(fact.bytes in waiting for fact in shown) else SEALED) if shown else ""
    return MonthCell(code, mark, mark_id, state)


def _sums(group_id: uuid.UUID, subject: str, first: dt.date, last: dt.date) -> dict[uuid.UUID, tuple[int, int]]:
    """Sum and count of each pupil's formative marks in the quarter."""
    rows = (
        Cell.objects.filter(group_id=group_id, subject=subject, day__gte=first, day__lte=last, mark__isnull=False)
        .values_list("pupil_id")
        .annotate(total=Sum("mark"), number=Count("id"))
        .order_by()
    )
    found: dict[uuid.UUID, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found.update({pupil: (total, number) for pupil, total, number in rows})
    return found
