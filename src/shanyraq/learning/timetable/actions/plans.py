"""The working plan is proposed, changed and approved."""

import datetime as dt
import uuid
from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.kernel.scope import current_scope
from shanyraq.learning.timetable.models import PlanLine, WorkingPlan
from shanyraq.learning.timetable.policies import may_approve, may_change_plan, may_plan
from shanyraq.learning.timetable.queries.plans import reference_lines
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import school_year as reference_year
from shanyraq.spine.registry.reference.curriculum import subjects

HALF = Decimal("0.5")


@action(may=may_plan)
def propose_working_plan(
    *, organisation_id: uuid.UUID, school_year: int, profiles: Mapping[uuid.UUID, str] | None = None
) -> uuid.UUID:
    """Every class without hours has those of the reference plan; what the school wrote stays as it stands.

    `profiles` says which classes of grades 10 and 11 follow another profile than the first. Returns the plan's id.
    """
    plan, _new = WorkingPlan.objects.get_or_create(organisation_id=organisation_id, school_year=school_year)
    written = set(PlanLine.objects.filter(plan=plan).values_list("group_id", flat=True))
    day = reference_year(school_year).lessons_from
    rows = [
        PlanLine(
            plan=plan,
            organisation_id=organisation_id,
            group_id=group.id,
            subject=line.subject.code,
            hours=line.hours,
            component=line.component,
        )
        for group in registry.groups_of(organisation_id, school_year=school_year)
        if group.id not in written
        for line in reference_lines(group, day=day, profile=(profiles or {}).get(group.id, ""))
    ]
    if rows:
        insert_rows(rows)
        _wait_for_approval(plan.id)
    return plan.id


@action(may=may_change_plan)
def set_hours(
    *, plan_id: uuid.UUID, group_id: uuid.UUID, subject: str, hours: Decimal, component: str = "invariant"
) -> None:
    """The class has so many hours a week of the subject; none, where the hours are 0. The plan waits for approval.

    Raises Denied for hours that are no whole or half ones, an unknown subject, or a class of another school.
    """
    plan = WorkingPlan.objects.select_for_update().get(id=plan_id)
    group = next(iter(registry.groups([group_id])), None)
    if group is None or group.organisation_id != plan.organisation_id:
        raise Denied(_("This class does not belong to the school."), field="group")
    if subject not in subjects():
        raise Denied(_("There is no such subject."), field="subject")
    if hours % HALF or not 0 <= hours <= 20:
        raise Denied(
            _("Hours a week are whole or half numbers from 0 to 20."),
            way=_("Half an hour is a lesson in every second week."),
            field="hours",
        )
    lines = PlanLine.objects.filter(plan=plan, group_id=group_id, subject=subject)
    if hours == 0:
        lines.delete()
    else:
        PlanLine.objects.update_or_create(
            plan=plan, group_id=group_id, subject=subject,
            defaults={"organisation_id": plan.organisation_id, "hours": hours, "component": component},
        )  # fmt: skip
    _wait_for_approval(plan_id)


@action(may=may_approve)
def approve_working_plan(*, plan_id: uuid.UUID, day: dt.date | None = None) -> None:
    """The head answers for the plan from this day on. Raises Denied where it holds nothing or stands approved."""
    plan = WorkingPlan.objects.select_for_update().get(id=plan_id)
    if plan.state == WorkingPlan.State.APPROVED:
        raise Denied(_("The working plan is approved already."))
    if not PlanLine.objects.filter(plan=plan).exists():
        raise Denied(_("The working plan is empty."), way=_("Let it be filled from the reference plan first."))
    plan.state = WorkingPlan.State.APPROVED
    plan.approved_on = day or clock.today()
    plan.approved_by_id = current_scope().person_id
    plan.save(update_fields=["state", "approved_on", "approved_by"])


def _wait_for_approval(plan_id: uuid.UUID) -> None:
    WorkingPlan.objects.filter(id=plan_id).update(state=WorkingPlan.State.DRAFT, approved_on=None, approved_by=None)
