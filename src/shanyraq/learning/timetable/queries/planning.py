"""How far the year is planned, in counts."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from shanyraq.learning.timetable.models import CalendarPlan, Demand, Division, PlanLine, TeacherHour
from shanyraq.learning.timetable.queries.demands import on
from shanyraq.learning.timetable.queries.plans import PlanRow, working_plan


@dataclass(frozen=True, slots=True)
class Planning:
    """What stands before the first lesson of the year can be placed."""

    plan: PlanRow | None
    classes: int
    demands: int
    vacancies: int
    divided: int
    teachers_with_hours: int
    calendar_plans: int


def planning(organisation_id: uuid.UUID, *, school_year: int, day: dt.date) -> Planning:
    """Six queries, whatever the size of the school."""
    plan = working_plan(organisation_id, school_year=school_year)
    lines = PlanLine.objects.filter(plan=plan.id) if plan else PlanLine.objects.none()
    demands = Demand.objects.filter(organisation=organisation_id, school_year=school_year)
    counted = demands.aggregate(all=Count("id"), vacant=Count("id", filter=Q(teacher=None)))
    of_year = {"organisation": organisation_id, "school_year": school_year}
    return Planning(
        plan=plan,
        classes=lines.values("group").distinct().count() if plan else 0,
        demands=counted["all"],
        vacancies=counted["vacant"],
        divided=Division.objects.filter(on(day), organisation=organisation_id).values("group").distinct().count(),
        teachers_with_hours=TeacherHour.objects.filter(**of_year).values("teacher").distinct().count(),
        calendar_plans=CalendarPlan.objects.filter(**of_year).count(),
    )
