"""A guardian's word: given, and taken back as easily."""

import uuid

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.events import ConsentGiven, ConsentWithdrawn
from shanyraq.spine.access.models import Consent
from shanyraq.spine.access.policies import may_answer_for_child
from shanyraq.spine.access.queries.consents import standing_word
from shanyraq.spine.registry import api as registry


@action(may=may_answer_for_child, facts_are_history=True)
def give_consent(*, child_id: uuid.UUID, purpose: Consent.Purpose) -> uuid.UUID:
    """The guardian's yes stands as a fact. A second yes changes nothing. Announces ConsentGiven.
    Raises Denied where the child belongs to no organisation."""
    standing = standing_word(child_id, purpose=purpose)
    if standing and standing.word == Consent.Word.GIVEN:
        return standing.id
    made = _record(child_id, purpose, Consent.Word.GIVEN, standing)
    announce(
        ConsentGiven(consent_id=made.id, person_id=child_id, organisation_id=made.organisation_id, purpose=made.purpose)
    )
    return made.id


@action(may=may_answer_for_child, facts_are_history=True)
def withdraw_consent(*, child_id: uuid.UUID, purpose: Consent.Purpose) -> uuid.UUID:
    """The yes is taken back by a fact that supersedes it. Announces ConsentWithdrawn.
    Raises Denied where no yes stands."""
    standing = standing_word(child_id, purpose=purpose)
    if standing is None or standing.word != Consent.Word.GIVEN:
        raise Denied(_("There is no consent to withdraw."), way=_("The child goes by card already."))
    made = _record(child_id, purpose, Consent.Word.WITHDRAWN, standing)
    announce(
        ConsentWithdrawn(
            consent_id=made.id, person_id=child_id, organisation_id=made.organisation_id, purpose=made.purpose
        )
    )
    return made.id


def _record(child_id: uuid.UUID, purpose: Consent.Purpose, word: Consent.Word, standing: Consent | None) -> Consent:
    guardian = current_scope().person_id
    organisation, _group = registry.places_of([child_id])[child_id]
    if organisation is None or guardian is None:
        raise Denied(_("The child is not enrolled anywhere now."), way=_("Ask again after the enrolment."))
    now = clock.now()
    draft = Consent(
        happened_at=now,
        day=clock.local_day(now),
        organisation_id=organisation,
        person_id=child_id,
        given_by=guardian,
        purpose=purpose,
        word=word,
        supersedes_day=standing.day if standing else None,
        supersedes_id=standing.id if standing else None,
    )
    if standing is None:
        _be_the_first(draft)
    return facts.record([draft])[0]


def _be_the_first(draft: Consent) -> None:
    """Two parents may press the button at the same instant: one chain of words for one purpose, not two."""
    key = facts.intake_key("consent", str(draft.person_id), draft.purpose)
    if not facts.claim([(key, draft.id, draft.day)]):
        raise Conflict(_("The other guardian has just answered."), way=_("Look at what stands now."))
