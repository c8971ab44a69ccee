"""The register of one lesson. Eight queries, whatever the number of pupils."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from django.db.models import Count, F, Q, Sum

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.facts.models import PendingSeal
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.journal.models import Cell, Lesson
from shanyraq.learning.journal.models.words import REFUSALS
from shanyraq.learning.journal.policies import right_in
from shanyraq.learning.journal.queries.lessons import day_around, lesson
from shanyraq.learning.journal.queries.rolls import roll_of
from shanyraq.learning.journal.queries.rows import CellState, LessonPage, LessonRow, PupilRow
from shanyraq.learning.journal.rules.register import (
    PRESENT,
    RECENT_LESSONS,
    Refusal,
    Right,
    may_be_marked,
    when_reason,
)
from shanyraq.spine.presence import api as presence
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import quarters

SENT, SEALED = "sent", "sealed"
ENTRY = 52
"""Bytes of one waiting fact: id, day, digest (kernel/facts)."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a cell holds, and whether its facts still wait for their seal."""

    code: str
    code_id: uuid.UUID | None
    mark: int | None
    mark_id: uuid.UUID | None


NOTHING = _Standing("", None, None, None)


def lesson_register(lesson_id: uuid.UUID, *, now: dt.datetime | None = None) -> LessonPage:
    """The lesson with its class, what stands in each cell and how far it has come. Raises Hidden."""
    rail = day_around(lesson_id)
    row = next((each for each in rail if each.id == lesson_id), None)
    if row is None:
        raise Hidden(REFUSALS[Refusal.UNKNOWN_LESSON][0])
    right = right_in(current_scope(), row)
    recent = _recent_lessons(row)
    cells, past = _cells(row, [lesson_id for lesson_id, _day in recent])
    sums = _sums(row)
    seals = _Seals(row, cells)
    today = clock.local_day(now or clock.now())
    roster = roll_of(row.group_id, row.subgroup_id, row.day)
    told = presence.told_on([learner.id for learner in roster], day=row.day)
    return LessonPage(
        lesson=row,
        right=right,
        rail=tuple(rail),
        recent_days=tuple(day for _id, day in recent),
        rows=tuple(
            PupilRow(
                pupil_id=learner.id,
                name=learner.name,
                recent=tuple(past[learner.id].get(lesson_id) for lesson_id, _day in recent),
                average=sums.get(learner.id),
                told=told.get(learner.id),
                **seals.shown(cells.get(learner.id, NOTHING)),  # type: ignore[arg-type]
            )
            for learner in roster
        ),
        marked=may_be_marked(row.grade),
        reason=when_reason(right=right or Right.HEAD, lesson_day=row.day, today=today),
    )


def cell_states(lesson_id: uuid.UUID) -> list[CellState]:
    """What stands in each cell of the lesson. Raises Hidden."""
    return lesson_states(lesson_id)[1]


def lesson_states(lesson_id: uuid.UUID) -> tuple[bool, list[CellState]]:
    """Whether the attendance is taken, and what stands in each cell. Raises Hidden."""
    row = lesson(lesson_id)
    if row is None:
        raise Hidden(REFUSALS[Refusal.UNKNOWN_LESSON][0])
    cells, _past = _cells(row, [])
    seals = _Seals(row, cells)
    pupils = [learner.id for learner in roll_of(row.group_id, row.subgroup_id, row.day)]
    states = [CellState(pupil_id=pupil, **seals.shown(cells.get(pupil, NOTHING))) for pupil in pupils]  # type: ignore[arg-type]
    return row.is_taken, states


class _Seals:
    """Which facts of this lesson are sealed: those that do not wait."""

    def __init__(self, row: LessonRow, cells: dict[uuid.UUID, _Standing]) -> None:
        self.taken = row.is_taken
        self.attendance_id = row.attendance[1] if row.attendance else None
        written = self.taken or any(cell.mark_id for cell in cells.values())
        self.waiting = waiting_facts(row.organisation_id) if written else frozenset()

    def shown(self, cell: _Standing) -> dict[str, object]:
        """The parts of a row that come from the cell."""
        return {
            "code": (cell.code or str(PRESENT)) if self.taken else None,
            "code_state": self._state(cell.code_id or self.attendance_id),
            "mark": cell.mark,
            "mark_id": cell.mark_id,
            "mark_state": self._state(cell.mark_id),
        }

    def _state(self, fact_id: uuid.UUID | None) -> str:
        if fact_id is None:
            return ""
        return SENT if fact_id.bytes in self.waiting else SEALED


def waiting_facts(organisation_id: uuid.UUID) -> frozenset[bytes]:
    """The ids of this organisation's marks and attendance that are not sealed yet, as bytes. One query."""
    rows = PendingSeal.objects.filter(organisation_id=organisation_id, stream__in=("marks", "attendance"))
    blobs = [bytes(blob) for blob in rows.values_list("entries", flat=True)]
    return frozenset(blob[start : start + 16] for blob in blobs for start in range(0, len(blob), ENTRY))


def _recent_lessons(row: LessonRow) -> list[tuple[uuid.UUID, dt.date]]:
    """The last lessons of this subject before this one, the oldest first."""
    before = Q(day__lt=row.day) | Q(day=row.day, number__lt=row.number)
    rows = Lesson.objects.filter(before, group=row.group_id, subject=row.subject_code).order_by("-day", "-number")
    return list(rows.values_list("id", "day")[:RECENT_LESSONS])[::-1]


def _cells(
    row: LessonRow, recent: Sequence[uuid.UUID]
) -> tuple[dict[uuid.UUID, _Standing], dict[uuid.UUID, dict[uuid.UUID, int | None]]]:
    """The cells of this lesson by pupil, and the marks of the recent ones by pupil and lesson. One query."""
    own: dict[uuid.UUID, _Standing] = {}
    past: dict[uuid.UUID, dict[uuid.UUID, int | None]] = defaultdict(dict)
    rows = Cell.objects.filter(lesson_id__in=[row.id, *recent])
    for lesson_id, pupil, code, code_id, mark, mark_id in rows.values_list(
        "lesson_id", "pupil_id", "code", "attendance_id", "mark", "mark_id"
    ):
        if lesson_id == row.id:
            own[pupil] = _Standing(code, code_id, mark, mark_id)
        else:
            past[pupil][lesson_id] = mark
    return own, past


def _sums(row: LessonRow) -> dict[uuid.UUID, Fraction]:
    """The exact mean of each pupil's marks in this subject, from the beginning of the quarter to this lesson."""
    rows = (
        Cell.objects.filter(
            group_id=row.group_id, subject=row.subject_code, day__gte=since_quarter(row.day), day__lte=row.day,
            mark__isnull=False,
        )
        .values_list("pupil_id")
        .annotate(total=Sum(F("mark")), number=Count("id"))
        .order_by()
    )  # fmt: skip
    return {pupil: Fraction(total, number) for pupil, total, number in rows}


@lru_cache(maxsize=64)
def since_quarter(day: dt.date) -> dt.date:
    """The first day of the quarter in which the day lies, or of the latest one before it."""
    begun = [quarter.first for quarter in quarters() if quarter.first <= day]
    return max(begun, default=dt.date(day.year if day.month >= 9 else day.year - 1, 9, 1))


def writers(ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of colleagues who wrote in a register that the asker writes in too. No query where nobody did."""
    wanted = [each for each in ids if each]
    return registry.names_of(wanted) if wanted else {}
