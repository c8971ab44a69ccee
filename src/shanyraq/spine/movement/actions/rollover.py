"""The school year is rolled over: corrected by hand, applied as one batch, undone while nothing stands on it."""

import datetime as dt
import uuid
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import current_scope, system_scope
from shanyraq.spine.movement.events import YearRolledOver
from shanyraq.spine.movement.models import Rollover, RolloverLine
from shanyraq.spine.movement.policies import heads_the_school, keeps
from shanyraq.spine.movement.queries.plans import plan_of
from shanyraq.spine.movement.rules.promotion import Fate, Plan, may_roll_from
from shanyraq.spine.movement.rules.standing import what_stands
from shanyraq.spine.registry import api as registry

STANDING = (Rollover.State.DRAFT, Rollover.State.APPLIED)


def _standing(organisation_id: uuid.UUID, school_year: int) -> Rollover:
    """The one standing rollover, locked: whoever presses second waits here, and finds what the first one did."""
    row, _made = Rollover.objects.get_or_create(
        organisation_id=organisation_id, school_year=school_year, state__in=STANDING,
        defaults={"state": Rollover.State.DRAFT},
    )  # fmt: skip
    return Rollover.objects.select_for_update().get(id=row.id)


@action(may=keeps)
def correct(*, organisation_id: uuid.UUID, school_year: int, corrections: Mapping[uuid.UUID, str]) -> None:
    """The corrections stand beside the earlier ones; an empty one takes the child's correction back."""
    row = _standing(organisation_id, school_year)
    if row.state == Rollover.State.APPLIED:
        raise Denied(_("This year is rolled over already."), way=_("Undo the rollover, or move the single children."))
    merged = row.corrections | {str(person): choice for person, choice in corrections.items()}
    row.corrections = {person: choice for person, choice in merged.items() if choice}
    row.save(update_fields=["corrections"])


@action(may=heads_the_school)
def roll_over(*, organisation_id: uuid.UUID, school_year: int) -> uuid.UUID:
    """Every child of the school stands in the class of the new year, stays in the grade, or has finished school.

    Pressed twice, it is done once. Raises Denied before the lessons end, or while a child has no class to go to.
    Announces YearRolledOver.
    """
    row = _standing(organisation_id, school_year)
    if row.state == Rollover.State.APPLIED:
        return row.id
    if clock.today() < may_roll_from(school_year):
        raise Denied(
            _("The year is rolled over after its lessons end."), way=_("Prepare it now, press on 25 May or later.")
        )
    plan = plan_of(organisation_id, school_year=school_year, corrections=row.corrections)
    if not plan.is_ready:
        raise Denied(_("Some children have no class to go to."), way=_("Answer the questions in the list first."))
    _open_classes(plan, row)
    _promote(plan, row)
    row.state, row.applied_at, row.applied_by = Rollover.State.APPLIED, clock.now(), current_scope().actor_id
    row.save()
    announce(YearRolledOver(organisation_id=organisation_id, school_year=school_year, undone=False))
    return row.id


def _open_classes(plan: Plan, row: Rollover) -> None:
    opening = [seat for seat in plan.seats.values() if seat.opens]
    drafts = [
        registry.GroupDraft(
            id=seat.id,
            organisation_id=row.organisation_id,
            school_year=row.school_year,
            grade=seat.grade,
            letter=seat.letter,
            language=seat.language,
            shift=seat.shift,
            class_teacher_id=seat.class_teacher_id,
        )
        for seat in opening
    ]
    if drafts:
        registry.open_groups(drafts=drafts)
    row.opened = [str(seat.id) for seat in opening]


def _promote(plan: Plan, row: Rollover) -> None:
    moves = [(line.person_id, line.to_group) for line in plan.lines]
    with system_scope(f"rollover {row.id}"):
        done = registry.promote(
            organisation_id=row.organisation_id,
            moves=moves,
            on=dt.date(row.school_year, 9, 1),
            because="Мектепті бітірді",
        )
    lines = [
        RolloverLine(
            rollover=row,
            organisation_id=row.organisation_id,
            person_id=line.person_id,
            from_group_id=line.from_group,
            to_group_id=line.to_group,
            fate=line.fate,
            old_stay_id=done[line.person_id][0],
            new_stay_id=done[line.person_id][1],
        )
        for line in plan.lines
        if line.person_id in done and line.fate is not Fate.OPEN
    ]
    RolloverLine.objects.bulk_create(lines, batch_size=400)


@action(may=heads_the_school)
def undo_rollover(*, organisation_id: uuid.UUID, school_year: int) -> None:
    """Every child is where they were before, and the classes it opened are gone. Announces YearRolledOver.

    Raises Denied where something stands on it: a lesson of the new year, a passage, a child who has moved since.
    """
    row = Rollover.objects.select_for_update().filter(
        organisation_id=organisation_id, school_year=school_year, state=Rollover.State.APPLIED
    ).first()  # fmt: skip
    if row is None:
        raise Denied(_("This year is not rolled over."))
    lines = list(row.lines.values_list("person_id", "old_stay_id", "new_stay_id", "to_group_id"))
    groups = {line[3] for line in lines if line[3]} | {uuid.UUID(one) for one in row.opened}
    with system_scope(f"undo of rollover {row.id}"):
        if what_stands(groups, {line[0] for line in lines}, dt.date(school_year, 9, 1)):
            raise Denied(
                _("The new year has begun: lessons or attendance stand on the rollover."),
                way=_("Move the single children by hand."),
            )
        registry.take_back_promotion(organisation_id=organisation_id, stays=[line[:3] for line in lines])
        registry.close_groups(group_ids=[uuid.UUID(one) for one in row.opened])
    row.state, row.undone_at = Rollover.State.UNDONE, clock.now()
    row.save()
    announce(YearRolledOver(organisation_id=organisation_id, school_year=school_year, undone=True))
