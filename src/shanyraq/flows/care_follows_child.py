"""Care follows the child: health and needs go along in the packet, stand sealed at the new school, and come out with an
export."""

import uuid
from typing import Any

from django.utils.translation import override

from shanyraq.kernel.events.api import subscribe
from shanyraq.kernel.scope import system_scope
from shanyraq.spine.care import api as care
from shanyraq.spine.exchange import api as exchange
from shanyraq.spine.movement import api as movement
from shanyraq.spine.movement.events import PupilEnrolled, PupilTransferred

LANGUAGES = ("kk", "ru", "en")


@movement.packet_part("health")
def health_of(person_id: uuid.UUID, _year: int) -> dict[str, Any]:
    """The forms shown and what teachers heed, with the fact of the sheet. The health group and the nurse's notes are in
    the sheet itself, which the nurse of the accepting school reads once the child is there."""
    with system_scope("the packet of a transfer"):
        fact = care.latest_sheets([person_id]).get(person_id)
    if fact is None:
        return {}
    forms = {"052-2": fact.passport_on, "065": fact.immunisation_on}
    words: dict[str, dict[str, str]] = {}
    for language in LANGUAGES:
        with override(language):
            words[language] = care.heeded_words(fact)
    return {
        "forms": {form: day.isoformat() if day else None for form, day in forms.items()},
        "pe_group": fact.pe_group,
        "restrictions": list(care.parted(fact.restrictions)),
        "words": words,
        "fact": str(fact.id),
        "fact_day": fact.day.isoformat(),
        "fact_digest": bytes(fact.digest).hex(),
    }


@movement.packet_part("needs")
def needs_of(person_id: uuid.UUID, _year: int) -> list[dict[str, Any]]:
    """The facts of the conclusions that hold, without their words: heads and the psychologist of the accepting school
    read them once the child is there."""
    with system_scope("the packet of a transfer"):
        rows = [row for row in care.needs_of(person_id) if row.in_force]
    return [{"fact": str(row.key[1]), "fact_day": row.key[0].isoformat()} for row in rows]


@subscribe(PupilTransferred)
def accepting_school_takes_over(event: PupilTransferred) -> None:
    """Sealed papers of the accepting school continue those of the sending one."""
    _take_over(event.person_id, event.to_organisation_id)


@subscribe(PupilEnrolled)
def admitting_school_takes_over(event: PupilEnrolled) -> None:
    """A child who comes back to the register brings the papers that are there."""
    _take_over(event.person_id, event.organisation_id)


def _take_over(person_id: uuid.UUID, organisation_id: uuid.UUID) -> None:
    care.take_over_sheet(person_id=person_id, organisation_id=organisation_id)
    care.take_over_needs(person_id=person_id, organisation_id=organisation_id)


exchange.hold(
    exchange.Holding(
        "health", care.HealthEntry,
        lambda id: care.health_entries(person_id=id), lambda id: care.health_entries(organisation_id=id),
        care.receipts_about,
    )
)  # fmt: skip
exchange.hold(
    exchange.Holding(
        "needs", care.NeedEntry,
        lambda id: care.need_entries(person_id=id), lambda id: care.need_entries(organisation_id=id),
    )
)  # fmt: skip
