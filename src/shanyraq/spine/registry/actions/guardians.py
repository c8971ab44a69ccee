"""A guardian is named by the school: found by IIN or entered anew, with the paper on which the right rests."""

import uuid
from typing import Any

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import Scope, system_scope
from shanyraq.kernel.text.folding import search_keys
from shanyraq.spine.registry.actions.people import refuse_disputed, register_people
from shanyraq.spine.registry.drafts import NamedGuardian, PersonDraft
from shanyraq.spine.registry.events import RightsChanged
from shanyraq.spine.registry.identifiers import accepted_iin
from shanyraq.spine.registry.models import Guardianship, Person
from shanyraq.spine.registry.policies import KEEPERS


def may_name_guardian(scope: Scope, *, child_id: uuid.UUID, **_: Any) -> bool:
    """Who keeps the register where the child is, or leads the child's class, and may see the child at all."""
    child = Person.objects.filter(id=child_id, is_learner=True).first()
    return child is not None and (child.organisation_id in scope.at(*KEEPERS) or child.group_id in scope.led_groups)


@action(may=may_name_guardian)
def name_guardian(*, child_id: uuid.UUID, draft: NamedGuardian) -> uuid.UUID:
    """The person has the right over the child from the day on. Somebody whose IIN and family name fit is taken from the
    register, anybody else is entered. Announces RightsChanged.

    Raises Denied without a ground and a document, for a day to come, while the guardians are in dispute, and where the
    right stands already.
    """
    _refuse_without_paper(draft)
    refuse_disputed([child_id])
    child = Person.objects.select_for_update().get(id=child_id)
    guardian_id = _found_or_entered(draft.person)
    if guardian_id == child_id:
        raise Denied(_("A person cannot be their own guardian."), field="family")
    if Guardianship.objects.filter(child=child, guardian=guardian_id, valid_to=None).seen_by_system().exists():
        raise Denied(_("This person is a guardian of the child already."), field="family")
    made = Guardianship.objects.create(
        child=child,
        guardian_id=guardian_id,
        organisation_id=child.organisation_id,
        relation=draft.relation,
        ground=draft.ground.strip(),
        document_number=draft.document_number.strip(),
        valid_from=draft.valid_from,
    )
    announce(RightsChanged(person_ids=(guardian_id,), from_day=draft.valid_from))
    return made.id


def _refuse_without_paper(draft: NamedGuardian) -> None:
    if draft.relation not in Guardianship.Relation.values:
        raise Denied(_("Choose who this person is to the child."), field="relation")
    if not draft.ground.strip():
        raise Denied(_("Say on which ground."), field="ground")
    if not draft.document_number.strip():
        raise Denied(_("Write the number of the document."), field="document_number")
    if draft.valid_from > clock.today():
        raise Denied(_("This day has not come yet."), field="valid_from")


def _found_or_entered(draft: PersonDraft) -> uuid.UUID:
    """Two proofs, so that nobody tries numbers out: the IIN and the family name. A number that is another's is refused
    in words that name who was entered."""
    full = " ".join(part for part in (draft.family, draft.given, draft.patronymic) if part)
    iin = accepted_iin(draft.iin, whose=full)
    found = Person.objects.filter(iin=iin).seen_by_system().first() if iin else None
    if found is not None and search_keys(draft.family) == search_keys(found.family):
        return found.id
    with system_scope(f"guardian of {draft.id}"):
        return register_people(people=[draft])[0]
