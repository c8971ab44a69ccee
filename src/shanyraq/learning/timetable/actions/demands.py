"""What the week must hold: proposed from the working plan and the loads, changed by hand."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.learning.timetable.models import Demand, PlanLine, Slot, Timetable
from shanyraq.learning.timetable.policies import may_change_demand, may_plan
from shanyraq.learning.timetable.queries.demands import parts_of
from shanyraq.learning.timetable.queries.rows import PartRow
from shanyraq.learning.timetable.rules.edits import DemandDraft
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.calendar import school_year as reference_year

ROOM_OF_SUBJECT: Mapping[str, str] = {"pe": "gym"}


@action(may=may_plan)
def propose_demands(*, organisation_id: uuid.UUID, school_year: int) -> int:
    """Every subject of the working plan that nobody has demanded yet is demanded: whole, or part by part where the
    class learns it in parts, of the teachers whose load it is. What is demanded stays as it stands.

    A subject without a teacher becomes a vacancy. Returns how many demands were added.
    """
    year = reference_year(school_year)
    day = min(max(clock.today(), year.lessons_from), year.lessons_to)
    plan = PlanLine.objects.filter(organisation_id=organisation_id, plan__school_year=school_year)
    lines = list(plan.order_by("group__sort_key", "id").values_list("group_id", "subject", "hours"))
    demanded = set(
        Demand.objects.filter(organisation_id=organisation_id, school_year=school_year).values_list(
            "group_id", "subject"
        )
    )
    parts = parts_of({group for group, _subject, _hours in lines}, day=day)
    teachers: dict[tuple[uuid.UUID, str], list[uuid.UUID]] = defaultdict(list)
    for load in registry.loads_of_organisation(organisation_id, day=day):
        teachers[load.group_id, load.subject].append(load.person_id)
    rows = [
        _demand(organisation_id, school_year, draft)
        for group, subject, hours in lines
        if (group, subject) not in demanded
        for draft in _of_line(group, subject, hours, parts.get(group, []), teachers[group, subject])
    ]
    insert_rows(rows)
    return len(rows)


def _of_line(
    group: uuid.UUID, subject: str, hours: Decimal, parts: Sequence[PartRow], teachers: Sequence[uuid.UUID]
) -> Iterable[DemandDraft]:
    own: list[PartRow | None] = [part for part in parts if subject in part.subjects]
    for place, part in enumerate(own or [None]):
        teacher = teachers[min(place, len(teachers) - 1)] if teachers else None
        yield DemandDraft(
            group_id=group,
            subject=subject,
            every_week=int(hours),
            every_second_week=int(hours % 1 * 2),
            teacher_id=teacher,
            subgroup_id=part.id if part else None,
            room_kind=ROOM_OF_SUBJECT.get(subject, ""),
        )


def _demand(organisation_id: uuid.UUID, school_year: int, draft: DemandDraft) -> Demand:
    return Demand(
        organisation_id=organisation_id,
        school_year=school_year,
        group_id=draft.group_id,
        subgroup_id=draft.subgroup_id,
        subject=draft.subject,
        teacher_id=draft.teacher_id,
        every_week=draft.every_week,
        every_second_week=draft.every_second_week,
        room_kind=draft.room_kind,
        room_id=draft.room_id,
    )


@action(may=may_plan)
def add_demands(*, organisation_id: uuid.UUID, school_year: int, drafts: Sequence[DemandDraft]) -> list[uuid.UUID]:
    """The week is to hold these lessons too. Raises Denied where a class, a teacher or a room is of another school, or
    the same is demanded twice."""
    _refuse_strangers(organisation_id, drafts)
    rows = [_demand(organisation_id, school_year, draft) for draft in drafts]
    try:
        with transaction.atomic():
            insert_rows(rows)
    except IntegrityError as error:
        raise Denied(
            _("This is asked of the week already."), way=_("Change the number of lessons where it stands.")
        ) from error
    return [row.id for row in rows]


@action(may=may_change_demand)
def change_demand(
    *,
    demand_id: uuid.UUID,
    teacher_id: uuid.UUID | None,
    every_week: int,
    every_second_week: int = 0,
    room_kind: str = "",
    room_id: uuid.UUID | None = None,
) -> None:
    """The demand asks for this; its lessons in drafts have this teacher from now on. What is published stays."""
    row = Demand.objects.select_for_update().get(id=demand_id)
    draft = DemandDraft(
        group_id=row.group_id, subject=row.subject, every_week=every_week, every_second_week=every_second_week,
        teacher_id=teacher_id, subgroup_id=row.subgroup_id, room_kind=room_kind, room_id=room_id,
    )  # fmt: skip
    _refuse_strangers(row.organisation_id, [draft])
    row.teacher_id, row.room_kind, row.room_id = teacher_id, room_kind, room_id
    row.every_week, row.every_second_week = every_week, every_second_week
    row.save()
    for slot in Slot.objects.filter(demand=row, timetable__state=Timetable.State.DRAFT).exclude(teacher_id=teacher_id):
        slot.teacher_id = teacher_id
        slot.revision += 1
        slot.save(update_fields=["teacher", "revision"])


@action(may=may_change_demand)
def drop_demand(*, demand_id: uuid.UUID) -> None:
    """Nothing of this is asked any more; its lessons in drafts are taken out. Published weeks keep theirs."""
    row = Demand.objects.select_for_update().get(id=demand_id)
    Slot.objects.filter(demand=row, timetable__state=Timetable.State.DRAFT).delete()
    Slot.objects.filter(demand=row).update(demand=None)
    row.delete()


def _refuse_strangers(organisation_id: uuid.UUID, drafts: Sequence[DemandDraft]) -> None:
    groups = {row.id: row.organisation_id for row in registry.groups({draft.group_id for draft in drafts})}
    rooms = {row.id for row in registry.rooms_standing([organisation_id])}
    staff = {row.person_id for row in registry.employees_of([organisation_id], day=clock.today())}
    for draft in drafts:
        if groups.get(draft.group_id) != organisation_id:
            raise Denied(_("This class does not belong to the school."), field="group")
        if draft.teacher_id and draft.teacher_id not in staff:
            raise Denied(_("This teacher has no post at the school on that day."), field="teacher")
        if draft.room_id and draft.room_id not in rooms:
            raise Denied(_("This room is not one of the school."), field="room")
        if not draft.every_week and not draft.every_second_week:
            raise Denied(_("A demand asks for one lesson at least."), field="every_week")
