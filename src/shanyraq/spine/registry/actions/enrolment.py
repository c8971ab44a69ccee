"""How learners come, move and leave. Nothing is overwritten: a stay is closed and the next one opened."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.among import Among
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import Scope
from shanyraq.spine.registry.drafts import EnrolmentDraft
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.models import Enrolment, Group, Guardianship, Person
from shanyraq.spine.registry.policies import KEEPERS, keeps_all, stand_there


def may_enrol(scope: Scope, *, drafts: Sequence[EnrolmentDraft], **_: Any) -> bool:
    """Only into groups of an organisation whose register the actor keeps."""
    own = keeps_all(scope, (draft.organisation_id for draft in drafts))
    return own and stand_there((draft.group_id, draft.organisation_id) for draft in drafts)


@action(may=may_enrol)
def enrol(*, drafts: Sequence[EnrolmentDraft]) -> int:
    """Each learner belongs to the group from the day on. Raises Denied where one is enrolled elsewhere already."""
    learners = [draft.person_id for draft in drafts]
    elsewhere = Enrolment.objects.filter(Among("person", learners), valid_to=None).seen_by_system()
    if found := elsewhere.select_related("person").first():
        raise Denied(
            _("%(name)s is already enrolled in an organisation.") % {"name": found.person},
            way=_("Ask that organisation for the transfer."),
        )
    refuse_bad_days(drafts)
    Enrolment.objects.bulk_create(
        (
            Enrolment(
                id=draft.id,
                person_id=draft.person_id,
                organisation_id=draft.organisation_id,
                group_id=draft.group_id,
                ground=draft.ground,
                order_number=draft.order_number,
                channel=draft.channel,
                valid_from=draft.valid_from,
            )
            for draft in drafts
        ),
        batch_size=400,
    )
    _place(drafts)
    return len(drafts)


def refuse_bad_days(drafts: Sequence[EnrolmentDraft]) -> None:
    """A stay begins within its group's school year, and after every earlier stay of the learner."""
    years = dict(
        Group.objects.filter(id__in={draft.group_id for draft in drafts})
        .seen_by_system()
        .values_list("id", "school_year")
    )
    stays = Enrolment.objects.filter(Among("person", {draft.person_id for draft in drafts}), valid_to__isnull=False)
    last: dict[uuid.UUID, dt.date] = {}
    for person, day in stays.seen_by_system().values_list("person_id", "valid_to"):
        last[person] = max(day, last.get(person, day))
    for draft in drafts:
        year = years.get(draft.group_id, draft.valid_from.year)
        if not dt.date(year, 6, 1) <= draft.valid_from <= dt.date(year + 1, 8, 31):
            raise Denied(
                _("The day %(day)s lies outside the school year of this group.")
                % {"day": f"{draft.valid_from:%d.%m.%Y}"},
                way=_("Choose a group of the school year to which the day belongs."),
                field="day",
            )
        if draft.person_id in last and draft.valid_from <= last[draft.person_id]:
            raise Denied(
                _("On this day the learner still belonged to another group."),
                way=_("Choose a day after %(day)s.") % {"day": f"{last[draft.person_id]:%d.%m.%Y}"},
                field="day",
            )


def _place(drafts: Sequence[EnrolmentDraft]) -> None:
    """Writes today's organisation and group on the people and on their guardians' rights, a statement a group."""
    together: dict[tuple[uuid.UUID, uuid.UUID], list[uuid.UUID]] = defaultdict(list)
    for draft in drafts:
        together[draft.organisation_id, draft.group_id].append(draft.person_id)
    for (organisation, group), people in together.items():
        rows = Person.objects.filter(id__in=people).seen_by_system()
        rows.update(organisation=organisation, group=group, is_learner=True)
        Guardianship.objects.filter(child__in=people).seen_by_system().update(organisation=organisation)


def may_move(scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    stay = Enrolment.objects.filter(person=person_id, valid_to=None).first()
    return stay is not None and stay.organisation_id in scope.at(*KEEPERS)


@action(may=may_move)
def move_to_group(*, person_id: uuid.UUID, group_id: uuid.UUID, on: dt.date, order_number: str) -> None:
    """From `on` the learner belongs to another group of the same organisation; the earlier stay keeps its dates."""
    stay = open_stay(person_id, before=on)
    if on == stay.valid_from:
        raise Denied(_("The move must come after the day of enrolment."), field="day")
    group = Group.objects.filter(id=group_id, organisation=stay.organisation_id).first()
    if group is None or group.id == stay.group_id:
        raise Denied(_("Choose another group of the same organisation."), field="group")
    _close(stay, last_day=on - dt.timedelta(days=1), because="")
    draft = EnrolmentDraft(
        person_id=person_id,
        organisation_id=stay.organisation_id,
        group_id=group.id,
        valid_from=on,
        ground=Enrolment.Ground.MOVED,
        order_number=order_number,
    )
    enrol(drafts=[draft])


@action(may=may_move)
def leave(*, person_id: uuid.UUID, last_day: dt.date, reason: str) -> None:
    """The learner's stay ends with `last_day`; the reason is kept. Announces RightsChanged for the guardians."""
    if not reason.strip():
        raise Denied(_("Say why the learner leaves."), field="reason")
    if not _taken_back_unbegun(person_id, day=last_day):
        _close(open_stay(person_id, before=last_day), last_day=last_day, because=reason.strip())
    Person.objects.filter(id=person_id).update(organisation=None, group=None)
    guardians = Guardianship.objects.filter(child=person_id, valid_to=None).seen_by_system()
    people = tuple(guardians.values_list("guardian_id", flat=True))
    announce(RightsChanged(person_ids=(person_id, *people), from_day=last_day))


def open_stay(person_id: uuid.UUID, *, before: dt.date) -> Enrolment:
    """The learner's open stay, locked. One that was entered ahead (the new school year) and has not begun gives way
    to the stay in which the learner is on that day. Raises Denied where none covers it."""
    stay = Enrolment.objects.select_for_update().filter(person=person_id, valid_to=None).first()
    if stay is None:
        raise Denied(
            _("This learner is enrolled nowhere any more."), way=_("Look at what stands now and decide again.")
        )
    return stay if stay.valid_from <= before else _stay_before(stay, before)


def _stay_before(ahead: Enrolment, day: dt.date) -> Enrolment:
    """The stay that covers the day is open again, and the one ahead, which nobody has lived, is taken back."""
    stay = Enrolment.objects.filter(
        person=ahead.person_id, valid_from__lte=day, valid_to=ahead.valid_from - dt.timedelta(days=1)
    ).first()
    if stay is None or ahead.valid_from <= clock.today():
        raise Denied(_("The day lies before the enrolment itself."), field="day")
    Enrolment.objects.filter(id=ahead.id).delete()
    _reopen(stay)
    return stay


def _taken_back_unbegun(person_id: uuid.UUID, *, day: dt.date) -> bool:
    """Whether there was only a stay entered ahead, which is gone now: admitted for September, withdrawn in August."""
    ahead = Enrolment.objects.select_for_update().filter(
        person=person_id, valid_to=None, valid_from__gt=max(day, clock.today())
    )
    earlier = Enrolment.objects.filter(person=person_id, valid_from__lte=day, valid_to__gte=day)
    return not earlier.seen_by_system().exists() and bool(ahead.delete()[0])


def _reopen(stay: Enrolment) -> None:
    stay.valid_to, stay.left_because = None, ""
    stay.save(update_fields=["valid_to", "left_because"])


def _close(stay: Enrolment, *, last_day: dt.date, because: str) -> None:
    stay.valid_to = last_day
    stay.left_because = because[:200]
    stay.save(update_fields=["valid_to", "left_because"])
