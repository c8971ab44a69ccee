"""People found by name, and one person's card."""

import datetime as dt
import uuid
from dataclasses import dataclass

from shanyraq.kernel.actions.api import Hidden
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry

FOUND = 20


@dataclass(frozen=True, slots=True)
class PersonPage:
    person: registry.PersonCard
    guardians: tuple[registry.PersonCard, ...]
    wards: tuple[registry.Learner, ...]
    stays: tuple[registry.StayRow, ...]
    may_open_day: bool


def people_found(typed: str) -> list[registry.PersonCard]:
    """People of the reader's scope whose name fits; an empty search finds nobody."""
    return registry.search_people(typed, limit=FOUND) if typed.strip() else []


def person_page(person_id: uuid.UUID, *, day: dt.date) -> PersonPage:
    """The card. A look at a child's card is written down for the family. Raises Hidden for a person out of scope."""
    scope = current_scope()
    person = registry.card(person_id)
    if person is None:
        raise Hidden("no such person")
    if person.is_learner:
        access.log_look(child_id=person.id, page="person", organisation_id=person.organisation_id)
    ids = registry.guardians_of([person.id], day=day).get(person.id, ()) if person.is_learner else ()
    wards = () if person.is_learner else registry.wards_of(person.id, day=day)
    return PersonPage(
        person=person,
        guardians=tuple(found for found in map(registry.card, ids) if found),
        wards=tuple(registry.learners(wards)) if wards else (),
        stays=tuple(registry.enrolments_of(person.id)) if person.is_learner else (),
        may_open_day=person.is_learner
        and (person.group_id in scope.led_groups or person.organisation_id in scope.at(*access.HEADS)),
    )
