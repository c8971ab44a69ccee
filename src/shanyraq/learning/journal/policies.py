"""Who reads the register, and who writes in it.

The lesson's teacher writes; the class teacher and the heads may correct with a reason. A family and the pupil read
their own. Heads read all of their organisation, teachers the groups they teach.
"""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.learning.journal.models import (
    AttendanceFact,
    BroughtFact,
    Cell,
    HomeworkFile,
    LateEdit,
    Lesson,
    LessonEntry,
    MarkFact,
    PeriodFact,
    PeriodMark,
    Score,
    ScoreFact,
    Summative,
    Unlock,
)
from shanyraq.learning.journal.rules.register import Right, right_of

HEADS = ("director", "deputy")
PLANNERS = ("director", "deputy")
WRITERS = ("teacher", "class_teacher", "director", "deputy")


def _own(scope: Scope) -> frozenset[uuid.UUID]:
    """The own children, and the pupil themself; nobody else is paid for in every query of a teacher."""
    return scope.children | ({scope.person_id} if scope.person_id and scope.has("pupil") else frozenset())


def _of_staff(scope: Scope) -> Q | None:
    """Rows of the groups taught and of the organisations headed."""
    heads = scope.at(*HEADS)
    return any_of(
        Q(group_id__in=scope.groups) if scope.groups else None,
        Q(organisation_id__in=heads) if heads else None,
    )


@visible(Lesson)
def lessons(scope: Scope) -> Q | None:
    """Of staff, the own ones also where the load has ended since; for families those of the child's groups."""
    family = _own(scope)
    group: Any = Lesson._meta.get_field("group").related_model
    of_children = group.objects.filter(enrolments__person__in=family).seen_by_system() if family else None
    return any_of(
        _of_staff(scope),
        Q(teacher=scope.person_id) if scope.person_id else None,
        Q(group__in=of_children.values("id")) if of_children is not None else None,
    )


@visible(Summative)
def tests(scope: Scope) -> Q | None:
    """The calendar of tests: of staff, and for families that of the child's class."""
    family = _own(scope)
    group: Any = Summative._meta.get_field("group").related_model
    of_children = group.objects.filter(enrolments__person__in=family).seen_by_system() if family else None
    return any_of(_of_staff(scope), Q(group__in=of_children.values("id")) if of_children is not None else None)


@visible(HomeworkFile)
def files(scope: Scope) -> Q | None:
    """A file beside a homework: of staff, and for families that of the child's class."""
    family = _own(scope)
    group: Any = Lesson._meta.get_field("group").related_model
    of_children = group.objects.filter(enrolments__person__in=family).seen_by_system() if family else None
    return any_of(_of_staff(scope), Q(group_id__in=of_children.values("id")) if of_children is not None else None)


@visible(Cell, MarkFact, Score, ScoreFact, PeriodMark, PeriodFact, BroughtFact)
def of_one_pupil(scope: Scope) -> Q | None:
    family = _own(scope)
    return any_of(_of_staff(scope), Q(pupil_id__in=family) if family else None)


@visible(AttendanceFact, LessonEntry, Unlock, LateEdit)
def of_a_whole_class(scope: Scope) -> Q | None:
    """Lists several children at once, so no family reads it; theirs is the cell."""
    return _of_staff(scope)


def may_plan(scope: Scope, *, drafts: Any, **_: Any) -> bool:
    """The heads of every organisation in question."""
    return {draft.organisation_id for draft in drafts} <= scope.at(*PLANNERS)


def may_open(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    """The heads of the organisation whose timetable it is."""
    return organisation_id in scope.at(*PLANNERS)


def may_write(scope: Scope, **_: Any) -> bool:
    """Staff who may write somewhere; in which lesson is asked of each edit, so that one bad edit loses no other."""
    return scope.has(*WRITERS)


def may_head(scope: Scope, **_: Any) -> bool:
    """The heads of some school; of which one is asked of the row."""
    return scope.has(*HEADS)


def heads_at(scope: Scope, organisation_id: uuid.UUID) -> bool:
    """Whether the actor heads this school."""
    return scope.is_system or organisation_id in scope.at(*HEADS)


def may_assess(scope: Scope, group_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    """Whether the actor plans tests, scores and publishes results in this class: who teaches it, and the heads."""
    return scope.is_system or group_id in scope.groups or organisation_id in scope.at(*HEADS)


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system


def right_in(scope: Scope, lesson: Any) -> Right | None:
    """As who the actor writes in this lesson (anything with teacher_id, group_id, organisation_id)."""
    if scope.is_system:
        return Right.TEACHER
    return right_of(
        person=scope.person_id,
        teacher=lesson.teacher_id,
        group=lesson.group_id,
        organisation=lesson.organisation_id,
        led_groups=scope.led_groups,
        headed=scope.at(*HEADS),
    )
