"""Who sees which part of the plan, and who may plan.

The heads plan. Staff see what is published, and the calendar plans of their colleagues; a teacher sees the own demands
and hours; a family sees the published week of the child's class and the child's own subgroups.
"""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
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

HEADS = ("director", "deputy")
STAFF = ("director", "deputy", "secretary", "teacher", "class_teacher", "guard")
TEACHERS = ("teacher", "class_teacher", "director", "deputy")
SHOWN = ("published", "archived")


def _family(scope: Scope) -> frozenset[uuid.UUID]:
    return scope.children | ({scope.person_id} if scope.person_id and scope.has("pupil") else frozenset())


def _headed(scope: Scope) -> Q | None:
    heads = scope.at(*HEADS)
    return Q(organisation_id__in=heads) if heads else None


def _of_staff(scope: Scope) -> Q | None:
    return Q(organisation_id__in=scope.organisations) if scope.organisations else None


def _groups_of_family(scope: Scope) -> Any:
    """The classes in which the children learn or learnt, as ids; None where there is no child."""
    family = _family(scope)
    if not family:
        return None
    group: Any = Slot._meta.get_field("group").related_model
    return group.objects.filter(enrolments__person__in=family).seen_by_system().values("id")


@visible(WorkingPlan, PlanLine, Search)
def working_plans(scope: Scope) -> Q | None:
    return _headed(scope)


@visible(Demand, TeacherHour)
def of_a_teacher(scope: Scope) -> Q | None:
    return any_of(_headed(scope), Q(teacher=scope.person_id) if scope.person_id else None)


@visible(RoomClosure, TimetablePublished)
def of_the_house(scope: Scope) -> Q | None:
    return _of_staff(scope)


@visible(Division, Subgroup)
def subgroups(scope: Scope) -> Q | None:
    groups = _groups_of_family(scope)
    return any_of(_of_staff(scope), Q(group__in=groups) if groups is not None else None)


@visible(SubgroupMember)
def members(scope: Scope) -> Q | None:
    """Who is in which part: the heads, who teaches or leads the class, and the own family."""
    family = _family(scope)
    return any_of(
        _headed(scope),
        Q(group__in=scope.groups) if scope.groups else None,
        Q(person__in=family) if family else None,
    )


@visible(Timetable)
def timetables(scope: Scope) -> Q | None:
    groups = _groups_of_family(scope)
    shown = Q(state__in=SHOWN)
    return any_of(
        _headed(scope),
        shown & Q(organisation_id__in=scope.organisations) if scope.organisations else None,
        shown & Q(organisation__groups__in=groups) if groups is not None else None,
    )


@visible(Slot)
def slots(scope: Scope) -> Q | None:
    groups = _groups_of_family(scope)
    shown = Q(timetable__state__in=SHOWN)
    return any_of(
        _headed(scope),
        shown & Q(organisation_id__in=scope.organisations) if scope.organisations else None,
        shown & Q(group__in=groups) if groups is not None else None,
    )


@visible(CalendarPlan, PlannedTopic)
def calendar_plans(scope: Scope) -> Q | None:
    """Teachers may look at a colleague's plan and copy it."""
    taught = scope.at(*TEACHERS)
    return Q(organisation_id__in=taught) if taught else None


def may_plan(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    """The heads of the organisation."""
    return organisation_id in scope.at(*HEADS)


def may_approve(scope: Scope, *, plan_id: uuid.UUID, **_: Any) -> bool:
    """The director alone answers for the working plan."""
    directed = scope.at("director")
    return bool(directed) and WorkingPlan.objects.filter(id=plan_id, organisation_id__in=directed).exists()


def may_change_plan(scope: Scope, *, plan_id: uuid.UUID, **_: Any) -> bool:
    heads = scope.at(*HEADS)
    return bool(heads) and WorkingPlan.objects.filter(id=plan_id, organisation_id__in=heads).exists()


def may_change_demand(scope: Scope, *, demand_id: uuid.UUID, **_: Any) -> bool:
    heads = scope.at(*HEADS)
    return bool(heads) and Demand.objects.filter(id=demand_id, organisation_id__in=heads).exists()


def may_divide(scope: Scope, *, division_id: uuid.UUID, **_: Any) -> bool:
    heads = scope.at(*HEADS)
    return bool(heads) and Division.objects.filter(id=division_id, organisation_id__in=heads).exists()


def may_edit(scope: Scope, *, timetable_id: uuid.UUID, **_: Any) -> bool:
    """The heads of the organisation whose timetable it is."""
    heads = scope.at(*HEADS)
    return bool(heads) and Timetable.objects.filter(id=timetable_id, organisation_id__in=heads).exists()


def may_steer(scope: Scope, *, search_id: uuid.UUID, **_: Any) -> bool:
    """The heads of the organisation whose week is searched."""
    heads = scope.at(*HEADS)
    return bool(heads) and Search.objects.filter(id=search_id, organisation_id__in=heads).exists()


def may_say_hours(scope: Scope, *, organisation_id: uuid.UUID, teacher_id: uuid.UUID, **_: Any) -> bool:
    """The heads, and a teacher for themself."""
    own = teacher_id == scope.person_id and organisation_id in scope.organisations
    return own or organisation_id in scope.at(*HEADS)


def may_keep_calendar(scope: Scope, *, organisation_id: uuid.UUID, teacher_id: uuid.UUID, **_: Any) -> bool:
    """Each teacher keeps the own calendar plans; the heads may help."""
    own = teacher_id == scope.person_id and organisation_id in scope.at(*TEACHERS)
    return own or organisation_id in scope.at(*HEADS)


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system
