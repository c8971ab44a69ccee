"""People and organisations found by name, one person's card, and what courts say about a child's family."""

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
    day: dt.date
    guardians: tuple[registry.GuardianRow, ...]
    """In right on the day, as far as the reader may see them."""
    former: tuple[registry.GuardianRow, ...]
    wards: tuple[registry.Learner, ...]
    stays: tuple[registry.StayRow, ...]
    posts: tuple[registry.PostRow, ...]
    looks: tuple[access.LookRow, ...]
    may_open_day: bool
    may_keep_family: bool
    may_name_guardians: bool
    may_correct: bool


def people_found(typed: str) -> registry.Found:
    """People of the reader's scope and organisations whose name fits; an empty search finds nobody."""
    return registry.find(typed, limit=FOUND) if typed.strip() else registry.Found()


def person_page(person_id: uuid.UUID, *, day: dt.date) -> PersonPage:
    """The card. A look at a child's card is written down for the family. Raises Hidden for a person out of scope."""
    scope = current_scope()
    person = registry.card(person_id)
    if person is None:
        raise Hidden("no such person")
    child = person.is_learner
    if child:
        access.log_look(child_id=person.id, page="person", organisation_id=person.organisation_id)
    guardians = registry.guardian_rows(person.id, day=day) if child else []
    wards = () if child else registry.wards_of(person.id, day=day)
    heads = person.organisation_id in scope.at(*access.HEADS)
    return PersonPage(
        person=person,
        day=day,
        guardians=tuple(row for row in guardians if row.in_right(day)),
        former=tuple(row for row in guardians if not row.in_right(day)),
        wards=tuple(registry.learners(wards)) if wards else (),
        stays=tuple(registry.enrolments_of(person.id)) if child else (),
        posts=tuple(registry.posts_and_loads(person.id)) if person.is_staff else (),
        looks=tuple(access.latest_looks(person.id)) if child and heads else (),
        may_open_day=child and (person.group_id in scope.led_groups or heads),
        may_keep_family=child and person.organisation_id in scope.at(*access.KEEPERS),
        may_correct=scope.has(*access.KEEPERS) and registry.may_correct(person.id),
        may_name_guardians=child
        and (person.organisation_id in scope.at(*access.KEEPERS) or person.group_id in scope.led_groups),
    )


@dataclass(frozen=True, slots=True)
class GuardiansPage:
    person: registry.PersonCard
    standing: tuple[registry.GuardianRow, ...]
    former: tuple[registry.GuardianRow, ...]
    frozen: bool
    may_keep_family: bool


def guardians_page(person_id: uuid.UUID, *, day: dt.date) -> GuardiansPage:
    """The rights over a child of all times, for who keeps the register there and for the class teacher. The look is
    written down. Raises Hidden."""
    scope, person = current_scope(), registry.card(person_id)
    keeps = person is not None and person.organisation_id in scope.at(*access.KEEPERS)
    if person is None or not person.is_learner or not (keeps or person.group_id in scope.led_groups):
        raise Hidden("no such child")
    access.log_look(child_id=person.id, page="family", organisation_id=person.organisation_id)
    papers = registry.family_papers(person_id, day=day)
    return GuardiansPage(
        person=person,
        standing=tuple(row for row in papers.guardians if row.valid_to is None or row.valid_to >= day),
        former=tuple(row for row in papers.guardians if row.valid_to is not None and row.valid_to < day),
        frozen=papers.dispute is not None,
        may_keep_family=keeps,
    )


@dataclass(frozen=True, slots=True)
class FamilyPage:
    person: registry.PersonCard
    papers: registry.FamilyPapers


def family_page(person_id: uuid.UUID, *, day: dt.date) -> FamilyPage:
    """Guardians, custody limits, dispute and protection of a child of the kept organisation. Raises Hidden."""
    person = registry.card(person_id)
    kept = current_scope().at(*access.KEEPERS)
    if person is None or not person.is_learner or person.organisation_id not in kept:
        raise Hidden("no such child")
    access.log_look(child_id=person.id, page="family", organisation_id=person.organisation_id)
    return FamilyPage(person, registry.family_papers(person_id, day=day))
