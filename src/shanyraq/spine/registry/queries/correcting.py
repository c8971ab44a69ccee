"""Whether the reader may correct a card: asked by pages before they show the form, and by the act itself."""

import uuid

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.registry.models import Guardianship, Person
from shanyraq.spine.registry.policies import KEEPERS


def may_correct(person_id: uuid.UUID) -> bool:
    """Who keeps the register where the person belongs, or where a child of theirs does, and may see the person."""
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        return False
    kept = current_scope().at(*KEEPERS)
    if person.organisation_id is not None:
        return person.organisation_id in kept
    return Guardianship.objects.filter(guardian=person_id, organisation__in=kept, valid_to=None).exists()
