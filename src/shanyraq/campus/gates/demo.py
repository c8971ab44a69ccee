"""The gates of a demonstration school: two devices, everybody's number, palms where the family agreed.

Called by the loading of the demonstration, under system_scope. The people are invented; the acts are the real ones.
"""

import uuid
from collections.abc import Collection, Mapping, Sequence

from django.conf import settings
from django.db import transaction

from shanyraq.campus.gates.actions.credentials import give_credentials
from shanyraq.campus.gates.actions.devices import register_device
from shanyraq.campus.gates.drafts import CredentialDraft, DeviceDraft
from shanyraq.campus.gates.gateways.demo_gate import DemoGate, demo_pin, write_demo_gate
from shanyraq.campus.gates.models import Device
from shanyraq.kernel import clock
from shanyraq.kernel.scope import ActorKind, Post, Scope, use_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry

HERE = ("127.0.0.1/32", "::1/128")
"""A simulated gate speaks from the same machine."""
PALMS_IN_TEN = 6
"""Of ten families so many agree to the palm; the others' children go by card, and nothing else differs."""


def prepare_gate(
    organisation_id: uuid.UUID,
    learners: Sequence[uuid.UUID],
    staff: Sequence[uuid.UUID],
    *,
    surely: Collection[uuid.UUID] = (),
) -> dict[uuid.UUID, str]:
    """The school has a palm gate and a card reader, everybody has a number, and the simulated gate knows them.

    `surely` are learners whose family agrees to the palm whatever the chance (Erzhan). Returns the numbers.
    """
    _give_consents(learners, surely=frozenset(surely))
    _register(organisation_id)
    return give_demo_credentials(organisation_id, [*learners, *staff], staff=staff)


def gate_ids(organisation_id: uuid.UUID) -> list[uuid.UUID]:
    """The devices of the school, the main entrance first: for the passages of the lived-in term."""
    return list(Device.objects.filter(organisation=organisation_id).order_by("serial").values_list("id", flat=True))


def give_demo_credentials(
    organisation_id: uuid.UUID, person_ids: Sequence[uuid.UUID], *, staff: Sequence[uuid.UUID] = ()
) -> dict[uuid.UUID, str]:
    """Each person has a number at the gate, a palm too where a consent stands; the file beside the database says
    which. Returns the numbers."""
    pins = {person: demo_pin(index) for index, person in enumerate(dict.fromkeys(person_ids))}
    palms = access.has_consent(pins, access.Purpose.BIOMETRIC_ENTRY)
    drafts = _drafts(organisation_id, pins, "pin", pins) + _drafts(organisation_id, palms, "palm", pins)
    give_credentials(drafts=drafts)
    devices = Device.objects.filter(organisation=organisation_id).order_by("serial")
    school = registry.organisation(organisation_id)
    write_demo_gate(
        DemoGate(
            organisation_id=organisation_id,
            school=(school.number if school else None) or 0,
            port=settings.PORT,
            serials={device.family: device.serial for device in devices},
            pins=pins,
            palms=frozenset(palms),
            staff=frozenset(staff),
        )
    )
    return pins


def _drafts(
    organisation_id: uuid.UUID, people: Collection[uuid.UUID], kind: str, pins: Mapping[uuid.UUID, str]
) -> list[CredentialDraft]:
    return [
        CredentialDraft(organisation_id=organisation_id, person_id=person, kind=kind, value=pins[person])
        for person in people
    ]


def _register(organisation_id: uuid.UUID) -> None:
    school = registry.organisation(organisation_id)
    number = (school.number if school else None) or 0
    wanted = (
        DeviceDraft(serial=f"PG{number}-0001", name="Бас кіреберіс", place="1-қабат, вестибюль", networks=HERE),
        DeviceDraft(
            serial=f"PG{number}-0002", name="Аула жақтағы есік", place="спортзал жағы", family="access", networks=HERE
        ),
    )
    for draft in wanted:
        if not Device.objects.filter(serial=draft.serial).exists():
            register_device(organisation_id=organisation_id, draft=draft)


def _give_consents(learners: Sequence[uuid.UUID], *, surely: frozenset[uuid.UUID]) -> None:
    """Families say yes themselves: each word is given under a guardian's own scope, in one transaction for all."""
    agreed = {child for child in learners if child in surely or child.int % 10 < PALMS_IN_TEN}
    agreed -= access.has_consent(agreed, access.Purpose.BIOMETRIC_ENTRY)
    guardians = registry.guardians_of(agreed, day=clock.today())
    with transaction.atomic():
        for child in sorted(agreed & guardians.keys()):
            with use_scope(_scope_of(guardians[child][0], child)):
                access.give_consent(child_id=child, purpose=access.Purpose.BIOMETRIC_ENTRY)


def _scope_of(guardian: uuid.UUID, child: uuid.UUID) -> Scope:
    return Scope(
        actor_kind=ActorKind.PERSON,
        actor_id=guardian,
        person_id=guardian,
        posts=(Post("guardian"),),
        children=frozenset({child}),
    )
