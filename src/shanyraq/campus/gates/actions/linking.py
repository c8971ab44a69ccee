"""An unknown card finds its person, and what it passed before counts."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.campus.gates.actions.credentials import give
from shanyraq.campus.gates.drafts import CredentialDraft
from shanyraq.campus.gates.events import PassagesLinked
from shanyraq.campus.gates.models import Credential, Passage, PassageLink, UnknownCard
from shanyraq.campus.gates.policies import may_link
from shanyraq.campus.gates.projections.unknown import mark_linked
from shanyraq.campus.gates.queries.credentials import BIOMETRIC
from shanyraq.campus.gates.queries.passages import unlinked_passages
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Conflict, Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.facts import api as facts
from shanyraq.spine.access import api as access
from shanyraq.spine.notices import api as notices
from shanyraq.spine.registry import api as registry


@action(may=may_link)
def link_card(*, card_id: uuid.UUID, person_id: uuid.UUID) -> int:
    """The card is this person's, and every passage it made before is linked to them by a fact. Announces
    PassagesLinked, a day at a time. Returns how many passages were linked.

    Passages by palm or face are linked on a consent only; Raises Denied where nothing else is there. The number
    comes from the payload of the card's last passage; where that was forgotten, nothing can be linked."""
    card = UnknownCard.objects.select_for_update().filter(id=card_id).first()
    if card is None:
        raise Hidden(_("There is no such card."))
    if card.linked_at is not None:
        raise Conflict(_("Somebody has just linked this card."), way=_("Look at the list again."))
    if registry.places_of([person_id]).get(person_id, (None, None))[0] != card.organisation_id:
        raise Denied(_("This person does not belong to the organisation."), field="person")
    passages = _linkable(card, person_id)
    _give_number(card, person_id, kinds=_kinds(card, passages))
    _record_links(card, person_id, passages)
    mark_linked(card, person_id=person_id, now=clock.now())
    notices.changed(topics=[f"organisation:{card.organisation_id}"])
    return len(passages)


def _linkable(card: UnknownCard, person_id: uuid.UUID) -> list[Passage]:
    """The card's passages, without those by palm or face where no consent stands."""
    passages = unlinked_passages(card.organisation_id, bytes(card.credential_digest))
    if any(passage.channel in BIOMETRIC for passage in passages) and not _consents(person_id):
        passages = [passage for passage in passages if passage.channel not in BIOMETRIC]
        if not passages:
            raise Denied(
                _("These passages were made by palm or face, and there is no consent for this."),
                way=_("The card opens the gate just as well; the family gives the consent on its own page."),
                field="person",
            )
    return passages


def _consents(person_id: uuid.UUID) -> bool:
    return person_id in access.has_consent([person_id], access.Purpose.BIOMETRIC_ENTRY)


def _kinds(card: UnknownCard, passages: Sequence[Passage]) -> set[str]:
    if card.is_card:
        return {Credential.Kind.CARD.value}
    return {Credential.Kind.PIN.value} | {p.channel for p in passages if p.channel in BIOMETRIC}


def _give_number(card: UnknownCard, person_id: uuid.UUID, *, kinds: set[str]) -> None:
    said = facts.payloads_of([(card.last_day, card.last_id)]).get(card.last_id, {})
    number = str(said.get("card" if card.is_card else "pin") or "")
    if not number:
        raise Denied(_("The number of this card was forgotten by an order."), way=_("Let the card be shown once more."))
    give(
        [
            CredentialDraft(organisation_id=card.organisation_id, person_id=person_id, kind=kind, value=number)
            for kind in sorted(kinds)
        ]
    )


def _record_links(card: UnknownCard, person_id: uuid.UUID, passages: Sequence[Passage]) -> None:
    now = clock.now()
    links = [
        PassageLink(
            happened_at=now,
            organisation_id=card.organisation_id,
            passage_day=passage.day,
            passage_id=passage.id,
            person_id=person_id,
        )
        for passage in passages
    ]
    facts.record(links)
    by_day: dict[dt.date, list[tuple[str, str, str, str]]] = defaultdict(list)
    for passage in passages:
        entry = (passage.id.hex, person_id.hex, passage.direction, passage.happened_at.isoformat())
        by_day[passage.day].append(entry)
    announce(
        *(
            PassagesLinked(organisation_id=card.organisation_id, person_id=person_id, day=day, entries=tuple(entries))
            for day, entries in sorted(by_day.items())
        )
    )
