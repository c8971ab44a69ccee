"""A class is divided for some subjects, its pupils change parts, and the division ends."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.inserts import insert_rows
from shanyraq.learning.timetable.models import Demand, Division, Subgroup, SubgroupMember
from shanyraq.learning.timetable.policies import may_divide, may_plan
from shanyraq.learning.timetable.queries.demands import divided
from shanyraq.learning.timetable.rules.splitting import halves
from shanyraq.spine.registry import api as registry
from shanyraq.spine.registry.reference.curriculum import subjects as known_subjects

PARTS = (1, 2)


@action(may=may_plan)
def divide(
    *, organisation_id: uuid.UUID, group_id: uuid.UUID, subjects: Sequence[str], since: dt.date, basis: str = "list"
) -> uuid.UUID:
    """The class learns these subjects in two parts from this day on, and every pupil of its list is in one of them.

    Raises Denied for a class of another school, an unknown subject, or one that the class learns in parts already.
    Returns the id of the division.
    """
    group = next(iter(registry.groups([group_id])), None)
    if group is None or group.organisation_id != organisation_id:
        raise Denied(_("This class does not belong to the school."), field="group")
    if not subjects or not set(subjects) <= set(known_subjects()):
        raise Denied(_("There is no such subject."), field="subjects")
    if divided([group_id], day=since).get(group_id, set()) & set(subjects):
        raise Denied(
            _("The class learns one of these subjects in parts already."),
            way=_("End that division first, or leave the subject out."),
        )
    division = Division(
        organisation_id=organisation_id, group_id=group_id, subjects=sorted(subjects), basis=basis, valid_from=since
    )
    parts = {
        number: Subgroup(division=division, organisation_id=organisation_id, group_id=group_id, number=number)
        for number in PARTS
    }
    people = _list(group_id, since)
    insert_rows([division])
    insert_rows(list(parts.values()))
    insert_rows([_member(parts[number], person, since) for person, number in halves(people, basis=basis).items()])
    return division.id


def _list(group_id: uuid.UUID, day: dt.date) -> list[tuple[uuid.UUID, str]]:
    """The pupils of the class on this day in the order of its list, each with the sex."""
    order = [learner.id for learner in registry.roster(group_id, day=day)]
    sexes = {each.id: each.sex for each in registry.people_standing(ids=order)}
    return [(person, sexes[person]) for person in order]


def _member(part: Subgroup, person_id: uuid.UUID, since: dt.date) -> SubgroupMember:
    return SubgroupMember(
        subgroup=part,
        division_id=part.division_id,
        organisation_id=part.organisation_id,
        group_id=part.group_id,
        person_id=person_id,
        valid_from=since,
    )


@action(may=may_divide)
def put_in_part(*, division_id: uuid.UUID, person_id: uuid.UUID, number: int, since: dt.date) -> None:
    """The pupil belongs to this part of the class from this day on, and to no other.

    Raises Denied where the pupil is not on the class list of that day or there is no such part.
    """
    division = Division.objects.select_for_update().get(id=division_id)
    part = Subgroup.objects.filter(division=division, number=number).first()
    if part is None:
        raise Denied(_("The class has no such part."), field="number")
    if person_id not in {learner.id for learner in registry.roster(division.group_id, day=since)}:
        raise Denied(_("This pupil was not in the class on that day."), field="person")
    stays = SubgroupMember.objects.filter(division=division, person_id=person_id, valid_to=None)
    current = stays.first()
    if current is not None and current.subgroup_id == part.id:
        return
    if current is not None and current.valid_from >= since:
        current.delete()
    else:
        stays.update(valid_to=since - dt.timedelta(days=1))
    insert_rows([_member(part, person_id, since)])


@action(may=may_divide)
def end_division(*, division_id: uuid.UUID, last: dt.date) -> None:
    """After this day the class learns together again. Demands of its parts are gone; lessons in drafts lose them."""
    division = Division.objects.select_for_update().get(id=division_id)
    if last < division.valid_from:
        raise Denied(_("A division cannot end before it begins."), field="last")
    if Demand.objects.filter(subgroup__division=division).exists():
        raise Denied(_("The week asks for lessons of these parts."), way=_("Drop the demands of the parts first."))
    division.valid_to = last
    division.save(update_fields=["valid_to"])
    SubgroupMember.objects.filter(division=division, valid_to=None).update(valid_to=last)
