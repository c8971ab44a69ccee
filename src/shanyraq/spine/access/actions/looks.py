"""A look at a child's record is written down."""

import uuid
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden, action
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.models import Look
from shanyraq.spine.access.policies import is_a_person
from shanyraq.spine.access.rules import look_id
from shanyraq.spine.registry import api as registry


@action(may=is_a_person, facts_are_history=True)
def log_look(*, child_id: uuid.UUID, page: str, organisation_id: uuid.UUID | None = None) -> None:
    """The family will see that the actor looked at this page of the child, once within ten minutes.

    One insert. Nothing is written for the family itself, for the child, and for the machine.
    """
    scope = current_scope()
    if scope.person_id is None or child_id in scope.children or child_id == scope.person_id:
        return
    now = clock.now()
    row = Look(
        id=look_id(actor_id=scope.person_id, child_id=child_id, page=page, at=now),
        child_id=child_id,
        organisation_id=organisation_id or _organisation_of(child_id),
        actor_id=scope.person_id,
        at=now,
        page=page,
    )
    Look.objects.bulk_create([row], ignore_conflicts=True)


@action(may=is_a_person, facts_are_history=True)
def log_looks(*, children: Mapping[uuid.UUID, uuid.UUID | None], page: str) -> None:
    """The same for many children at once, each with the organisation of the child. One insert.

    A child who belongs nowhere today is left to the organisation of the actor.
    """
    scope, now = current_scope(), clock.now()
    mine = next(iter(scope.organisations), None)
    placed = {child_id: place or mine for child_id, place in children.items()}
    rows = [
        Look(
            id=look_id(actor_id=scope.person_id, child_id=child_id, page=page, at=now),
            child_id=child_id,
            organisation_id=place,
            actor_id=scope.person_id,
            at=now,
            page=page,
        )
        for child_id, place in placed.items()
        if scope.person_id and child_id not in scope.children and child_id != scope.person_id and place
    ]
    Look.objects.bulk_create(rows, ignore_conflicts=True)


def _organisation_of(child_id: uuid.UUID) -> uuid.UUID:
    """The actor's one organisation, else the child's own: only somebody of several pays a query for it."""
    mine = current_scope().organisations
    if len(mine) == 1:
        return next(iter(mine))
    child = next(iter(registry.learners([child_id])), None)
    if child is None or child.organisation_id is None:
        raise Hidden(_("There is no such record."))
    return child.organisation_id
