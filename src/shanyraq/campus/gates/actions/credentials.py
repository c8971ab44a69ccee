"""By what people are known: given, and taken away at once."""

import uuid
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.campus.gates.actions.devices import queue
from shanyraq.campus.gates.drafts import CredentialDraft
from shanyraq.campus.gates.gateways.numbers import folded, number_digest, seal_number
from shanyraq.campus.gates.models import Credential, Device, DeviceCommand
from shanyraq.campus.gates.policies import may_end, may_give
from shanyraq.campus.gates.queries.credentials import BIOMETRIC
from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry

CARD = Credential.Kind.CARD.value


@action(may=may_give)
def give_credentials(*, drafts: Sequence[CredentialDraft]) -> int:
    """Each person is known by the number from now on. What stands already changes nothing. Returns how many are new.

    Raises Denied where a palm, face or finger has no consent, where somebody else is known by the number, or where
    the person does not belong to the organisation.
    """
    _belong(drafts)
    _have_consent(drafts)
    return len(give(drafts))


def give(drafts: Sequence[CredentialDraft]) -> list[Credential]:
    """For acts that have looked at place and consent: the numbers stand. Two statements a thousand numbers."""
    wanted = {(draft.organisation_id, _digest(draft), draft.kind): draft for draft in drafts}
    owners = _owners([digest for _at, digest, _kind in wanted])
    rows = []
    for (organisation_id, digest, kind), draft in wanted.items():
        standing = owners.get((organisation_id, digest), {})
        if set(standing.values()) - {draft.person_id}:
            raise Denied(
                _("Somebody else is known by this number."), way=_("Take it away from them first."), field="value"
            )
        if kind not in standing:
            rows.append(_row(draft, digest))
        owners.setdefault((organisation_id, digest), {})[kind] = draft.person_id
    Credential.objects.bulk_create(rows, batch_size=400)
    return rows


def _digest(draft: CredentialDraft) -> bytes:
    if draft.kind not in Credential.Kind.values or not folded(draft.value):
        raise Denied(_("This is no number of a card or a gate."), field="value")
    return number_digest(draft.organisation_id, draft.value, is_card=draft.kind == CARD)


def _row(draft: CredentialDraft, digest: bytes) -> Credential:
    return Credential(
        organisation_id=draft.organisation_id,
        person_id=draft.person_id,
        kind=draft.kind,
        value_digest=digest,
        sealed_number=None if draft.kind == CARD else seal_number(draft.value),
        given_on=clock.today(),
    )


def _owners(digests: Sequence[bytes]) -> dict[tuple[uuid.UUID, bytes], dict[str, uuid.UUID]]:
    """Who is known by these numbers now, by kind; whoever asks: a number has one owner."""
    found: dict[tuple[uuid.UUID, bytes], dict[str, uuid.UUID]] = defaultdict(dict)
    for start in range(0, len(digests), 500):
        rows = Credential.objects.filter(value_digest__in=digests[start : start + 500], ended_on=None).seen_by_system()
        for organisation, digest, kind, person in rows.values_list(
            "organisation_id", "value_digest", "kind", "person_id"
        ):
            found[organisation, bytes(digest)][kind] = person
    return found


def _belong(drafts: Sequence[CredentialDraft]) -> None:
    places = registry.places_of({draft.person_id for draft in drafts})
    for draft in drafts:
        if places.get(draft.person_id, (None, None))[0] != draft.organisation_id:
            raise Denied(_("This person does not belong to the organisation."), field="person")


def _have_consent(drafts: Sequence[CredentialDraft]) -> None:
    asked = {draft.person_id for draft in drafts if draft.kind in BIOMETRIC}
    if asked - access.has_consent(asked, access.Purpose.BIOMETRIC_ENTRY):
        raise Denied(
            _("There is no consent for a palm or a face."),
            way=_("The card opens the gate just as well; the family gives the consent on its own page."),
            field="kind",
        )


@action(may=may_end)
def end_credentials(*, person_ids: Sequence[uuid.UUID], kinds: Sequence[str] = tuple(sorted(BIOMETRIC))) -> int:
    """From this instant nobody is named by these kinds of credentials; every gate of the organisation is asked to
    forget the palms and faces. Without other words the card stays. Returns how many were ended."""
    rows = list(Credential.objects.filter(person__in=person_ids, kind__in=kinds, ended_on=None))
    Credential.objects.filter(id__in=[row.id for row in rows]).update(ended_on=clock.today())
    held: dict[uuid.UUID, list[uuid.UUID | None]] = defaultdict(list)
    for row in rows:
        if row.kind in BIOMETRIC:
            held[row.organisation_id].append(row.id)
    for organisation_id, credentials in held.items():
        gates = Device.objects.filter(organisation=organisation_id, replaced_by=None).exclude(family="open")
        queue(list(gates), kind=DeviceCommand.Kind.DELETE_TEMPLATES, now=clock.now(), credential_ids=credentials)
    return len(rows)
