"""What the machine does to stays for movement, which has asked who may: handing over, promoting, taking back."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.spine.registry.actions.enrolment import open_stay
from shanyraq.spine.registry.actions.organisations import only_the_machine
from shanyraq.spine.registry.drafts import EnrolmentDraft
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.models import Enrolment, Group, Guardianship, Person

DAY = dt.timedelta(days=1)


@action(may=only_the_machine)
def hand_over(*, draft: EnrolmentDraft, because: str) -> uuid.UUID:
    """The stay at the old organisation ends the day before, the stay at the new one begins: in one transaction.

    Guardianships follow the child. Announces RightsChanged. Raises Denied where nothing is left to hand over.
    """
    stay = open_stay(draft.person_id, before=draft.valid_from)
    if draft.valid_from <= stay.valid_from:
        raise Denied(_("The day lies before the enrolment itself."), field="day")
    Enrolment.objects.filter(id=stay.id).update(valid_to=draft.valid_from - DAY, left_because=because[:200])
    made = Enrolment.objects.create(
        person_id=draft.person_id,
        organisation_id=draft.organisation_id,
        group_id=draft.group_id,
        ground=draft.ground,
        order_number=draft.order_number,
        channel=draft.channel,
        valid_from=draft.valid_from,
    )
    seat(
        [draft.person_id],
        organisation_id=draft.organisation_id,
        group_id=draft.group_id,
        from_day=draft.valid_from,
    )
    return made.id


def seat(
    people: Sequence[uuid.UUID], *, organisation_id: uuid.UUID | None, group_id: uuid.UUID | None, from_day: dt.date
) -> None:
    """Today's place stands on the people; the guardians' rights follow and are worked out anew."""
    rows = Person.objects.filter(id__in=people).seen_by_system()
    rows.update(organisation=organisation_id, group=group_id, is_learner=True)
    wards = Guardianship.objects.filter(child__in=people).seen_by_system()
    if organisation_id:
        wards.update(organisation=organisation_id)
    guardians = wards.filter(valid_to=None).values_list("guardian_id", flat=True).distinct()
    announce(RightsChanged(person_ids=(*people, *guardians), from_day=from_day))


@action(may=only_the_machine)
def promote(
    *, organisation_id: uuid.UUID, moves: Sequence[tuple[uuid.UUID, uuid.UUID | None]], on: dt.date, because: str
) -> dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID | None]]:
    """Every learner's stay ends the day before `on`; whoever has a group gets the next one in it from `on`.

    Returns (old stay, new stay) by learner. Learners who are no longer enrolled here are left out.
    """
    wanted = dict(moves)
    stays = Enrolment.objects.select_for_update().filter(
        person__in=list(wanted), organisation=organisation_id, valid_to=None, valid_from__lt=on
    )
    standing = {stay.person_id: stay.id for stay in stays}
    Enrolment.objects.filter(id__in=list(standing.values())).update(valid_to=on - DAY)
    leaving = [person for person in standing if wanted[person] is None]
    Enrolment.objects.filter(id__in=[standing[person] for person in leaving]).update(left_because=because[:200])
    made = {
        person: Enrolment(
            person_id=person,
            organisation_id=organisation_id,
            group_id=group,
            valid_from=on,
            ground=Enrolment.Ground.PROMOTED,
        )
        for person, group in moves
        if group and person in standing
    }
    Enrolment.objects.bulk_create(made.values(), batch_size=400)
    together: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
    for person in standing:
        together[wanted[person]].append(person)
    for group, people in together.items():
        seat(people, organisation_id=organisation_id if group else None, group_id=group, from_day=on)
    return {person: (old, made[person].id if person in made else None) for person, old in standing.items()}


@action(may=only_the_machine)
def take_back_promotion(
    *, organisation_id: uuid.UUID, stays: Sequence[tuple[uuid.UUID, uuid.UUID, uuid.UUID | None]]
) -> int:
    """The stays (learner, old, new) are as before the promotion: the new ones go, the old ones are open again.

    Raises Denied where one of them has been changed since: then nothing is taken back.
    """
    new = [made for _person, _old, made in stays if made]
    untouched = Enrolment.objects.select_for_update().filter(id__in=new, valid_to=None).count()
    gone = [person for person, _old, made in stays if made is None]
    elsewhere = Enrolment.objects.filter(person__in=gone, valid_to=None).seen_by_system().exists()
    if untouched < len(new) or elsewhere:
        raise Denied(
            _("Some of these learners have moved since: the promotion cannot be taken back as a whole."),
            way=_("Move the single learners by hand."),
        )
    Enrolment.objects.filter(id__in=new).delete()
    old = Enrolment.objects.filter(id__in=[before for _person, before, _made in stays])
    old.update(valid_to=None, left_because="")
    together: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for person, group in old.values_list("person_id", "group_id"):
        together[group].append(person)
    for group, people in together.items():
        seat(people, organisation_id=organisation_id, group_id=group, from_day=clock.today())
    return len(stays)


@action(may=only_the_machine)
def close_groups(*, group_ids: Sequence[uuid.UUID]) -> int:
    """These groups, in which nobody has ever been, are gone from the register."""
    empty = Group.objects.filter(id__in=list(group_ids), enrolments__isnull=True)
    return empty.delete()[0]
