"""Many people come at once to organisations that stand: as the single acts would write them, but table by table."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.inserts import pour_values, stored_fields
from shanyraq.spine.registry.actions.enrolment import refuse_bad_days
from shanyraq.spine.registry.actions.organisations import only_the_machine
from shanyraq.spine.registry.actions.people import (
    PersonRow,
    person_row,
    pour_people,
    refuse_disputed,
    refuse_taken,
)
from shanyraq.spine.registry.actions.staff import employ
from shanyraq.spine.registry.drafts import Arrivals, EmploymentDraft, EnrolmentDraft, PersonDraft
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.models import Employment, Enrolment, Guardianship, TeachingLoad
from shanyraq.spine.registry.policies import stand_there


@action(may=only_the_machine)
def take_in(*, arrivals: Arrivals) -> int:
    """New people stand with their stays and posts; rights and loads are theirs or of people who stand already.
    Announces RightsChanged for those who stood before: who has just come can sign in nowhere.

    Raises Denied where a number is wrong or taken, a stay is of somebody else or outside the school year of its group,
    a group is of another organisation, or a right is disputed.
    """
    new = {draft.id for draft in arrivals.people}
    _refuse(arrivals, new)
    _people(arrivals)
    _pour(Enrolment, arrivals.enrolments)
    posts = [draft for draft in arrivals.employments if draft.person_id in new]
    _pour(Employment, posts)
    if more := [draft for draft in arrivals.employments if draft.person_id not in new]:
        employ(drafts=more)
    _pour(Guardianship, arrivals.guardians)
    _pour(TeachingLoad, arrivals.loads)
    _tell(arrivals, new)
    return len(arrivals.people)


def _refuse(arrivals: Arrivals, new: set[uuid.UUID]) -> None:
    if any(draft.person_id not in new for draft in arrivals.enrolments):
        raise Denied("A stay names somebody who does not arrive here.")
    if any(draft.child_id == draft.guardian_id for draft in arrivals.guardians):
        raise Denied(_("A person cannot be their own guardian."))
    placed = {(draft.group_id, draft.organisation_id) for draft in arrivals.enrolments}
    placed |= {(draft.group_id, draft.organisation_id) for draft in arrivals.loads}
    if not stand_there(placed):
        raise Denied(_("This class is of another organisation."))
    refuse_bad_days(arrivals.enrolments)
    refuse_disputed({draft.child_id for draft in arrivals.guardians})


def _people(arrivals: Arrivals) -> None:
    """Where they belong from the first day: learners to their group, staff to their organisation."""
    stays: Mapping[uuid.UUID, EnrolmentDraft] = {draft.person_id: draft for draft in arrivals.enrolments}
    posts: Mapping[uuid.UUID, EmploymentDraft] = {draft.person_id: draft for draft in arrivals.employments}
    rows = [_row(draft, stays.get(draft.id), posts.get(draft.id)) for draft in arrivals.people]
    refuse_taken([row for row in rows if row.iin])
    pour_people(rows)


def _row(draft: PersonDraft, stay: EnrolmentDraft | None, post: EmploymentDraft | None) -> PersonRow:
    row = person_row(draft)
    if stay is not None:
        row.organisation_id, row.group_id, row.is_learner = stay.organisation_id, stay.group_id, True
    if post is not None:
        row.is_staff = True
        row.organisation_id = row.organisation_id or post.organisation_id
    return row


def _pour(model: type[Any], drafts: Sequence[Any]) -> None:
    """Drafts have the names of the columns; what they leave out has the model's own default."""
    if drafts:
        columns = [
            [getattr(draft, field.attname) for draft in drafts]
            if hasattr(drafts[0], field.attname)
            else [field.get_default()] * len(drafts)
            for field in stored_fields(model)
        ]
        pour_values(model, columns)


def _tell(arrivals: Arrivals, new: set[uuid.UUID]) -> None:
    stood = {draft.guardian_id for draft in arrivals.guardians} | {draft.person_id for draft in arrivals.loads}
    days = [draft.valid_from for draft in arrivals.guardians] + [draft.valid_from for draft in arrivals.loads]
    if told := tuple(stood - new):
        announce(RightsChanged(person_ids=told, from_day=days[0]))
