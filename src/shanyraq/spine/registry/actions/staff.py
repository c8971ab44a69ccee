"""Posts and teaching loads."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import Scope
from shanyraq.spine.registry.drafts import EmploymentDraft, LoadDraft
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.models import Employment, Person, TeachingLoad
from shanyraq.spine.registry.policies import KEEPERS, keeps_all, stand_there


def may_employ(scope: Scope, *, drafts: Sequence[EmploymentDraft], **_: Any) -> bool:
    return keeps_all(scope, (draft.organisation_id for draft in drafts))


@action(may=may_employ)
def employ(*, drafts: Sequence[EmploymentDraft]) -> list[uuid.UUID]:
    """Each person holds the post from the day on. Announces RightsChanged."""
    rows = [
        Employment(
            id=draft.id,
            person_id=draft.person_id,
            organisation_id=draft.organisation_id,
            position=draft.position,
            rate=draft.rate,
            valid_from=draft.valid_from,
            valid_to=draft.valid_to,
        )
        for draft in drafts
    ]
    Employment.objects.bulk_create(rows, batch_size=400)
    for organisation in {draft.organisation_id for draft in drafts}:
        here = [d.person_id for d in drafts if d.organisation_id == organisation]
        people = Person.objects.filter(id__in=here).seen_by_system()
        people.update(is_staff=True)
        people.filter(group=None).update(organisation=organisation)  # who learns somewhere belongs there
    if drafts:
        announce(RightsChanged(person_ids=tuple({d.person_id for d in drafts}), from_day=drafts[0].valid_from))
    return [row.id for row in rows]


def may_end_employment(scope: Scope, *, employment_id: uuid.UUID, **_: Any) -> bool:
    row = Employment.objects.filter(id=employment_id).first()
    return row is not None and row.organisation_id in scope.at(*KEEPERS)


@action(may=may_end_employment)
def end_employment(*, employment_id: uuid.UUID, last_day: dt.date, reason: str) -> None:
    """The post ends with `last_day`, its loads too, and the access with it. Announces RightsChanged."""
    post = Employment.objects.select_for_update().get(id=employment_id)
    if post.valid_to is not None:
        raise Denied(_("This post has ended already."))
    if last_day < post.valid_from:
        raise Denied(_("The day lies before the employment itself."), field="day")
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    TeachingLoad.objects.filter(employment=post, valid_to=None).update(valid_to=last_day)
    announce(RightsChanged(person_ids=(post.person_id,), from_day=last_day))


def may_assign_loads(scope: Scope, *, drafts: Sequence[LoadDraft], **_: Any) -> bool:
    """Only own staff, and only to own groups: a load is a right to see the group's children."""
    wanted = {(draft.employment_id, draft.person_id, draft.organisation_id) for draft in drafts}
    posts = Employment.objects.filter(id__in={employment for employment, *_others in wanted}).seen_by_system()
    return (
        keeps_all(scope, (draft.organisation_id for draft in drafts))
        and wanted <= set(posts.values_list("id", "person_id", "organisation_id"))
        and stand_there((draft.group_id, draft.organisation_id) for draft in drafts)
    )


@action(may=may_assign_loads)
def assign_loads(*, drafts: Sequence[LoadDraft]) -> int:
    """Each teacher teaches the subject to the group for the given hours. Announces RightsChanged."""
    TeachingLoad.objects.bulk_create(
        (
            TeachingLoad(
                id=draft.id,
                employment_id=draft.employment_id,
                person_id=draft.person_id,
                organisation_id=draft.organisation_id,
                group_id=draft.group_id,
                subject=draft.subject,
                hours_per_week=draft.hours_per_week,
                valid_from=draft.valid_from,
            )
            for draft in drafts
        ),
        batch_size=400,
    )
    if drafts:
        announce(RightsChanged(person_ids=tuple({d.person_id for d in drafts}), from_day=drafts[0].valid_from))
    return len(drafts)
