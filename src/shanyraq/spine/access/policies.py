"""Who sees accounts, sessions, appointments, invitations, looks and consents, and who may do what."""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, any_of, visible
from shanyraq.spine.access.models import Appointment, Consent, Delegation, Invitation, Look, User, UserSession
from shanyraq.spine.access.rules import HEADS, KEEPERS, Role


@visible(User)
def users(scope: Scope) -> Q | None:
    return Q(id=scope.user_id) if scope.user_id else None


@visible(UserSession)
def sessions(scope: Scope) -> Q | None:
    return Q(user=scope.user_id) if scope.user_id else None


@visible(Appointment)
def appointments(scope: Scope) -> Q | None:
    return Q(person=scope.person_id) if scope.person_id else None


@visible(Delegation)
def delegations(scope: Scope) -> Q | None:
    """Who was lent the right, and every keeper of the organisation, whose right it is that was lent."""
    kept = scope.at(*KEEPERS)
    return any_of(
        Q(organisation__in=kept) if kept else None,
        Q(person=scope.person_id) if scope.person_id else None,
    )


@visible(Invitation)
def invitations(scope: Scope) -> Q | None:
    kept = scope.at(*KEEPERS)
    own = Q(invited_by=scope.person_id) if scope.person_id else None
    if not kept:
        return own
    return Q(organisation__in=kept) | own if own else Q(organisation__in=kept)


@visible(Look)
def looks(scope: Scope) -> Q | None:
    """The family sees who looked; heads see the looks of their own organisation's staff."""
    return _of_family_or_heads(scope, "child_id")


@visible(Consent)
def consents(scope: Scope) -> Q | None:
    """The family sees its word; heads see the words given at their organisation."""
    return _of_family_or_heads(scope, "person_id")


def _of_family_or_heads(scope: Scope, subject: str) -> Q | None:
    mine = scope.children | ({scope.person_id} if scope.person_id else frozenset())
    family = Q(**{f"{subject}__in": mine}) if mine else None
    heads = scope.at(*HEADS)
    if not heads:
        return family
    return Q(organisation_id__in=heads) | family if family else Q(organisation_id__in=heads)


def may_on_own_account(scope: Scope, **_: Any) -> bool:
    return scope.user_id is not None


def only_the_machine(_scope: Scope, **_: Any) -> bool:
    """Asked of people only: work of the machine passes without being asked."""
    return False


def anybody(_scope: Scope, **_: Any) -> bool:
    """The act brings its own proof: a token and an answer."""
    return True


def may_invite_somebody(scope: Scope, **_: Any) -> bool:
    """Whom exactly is asked in the act, where the person's place is known."""
    return bool(scope.at(*KEEPERS) or scope.led_groups)


def keeps_accounts_of(scope: Scope, *, organisation_id: uuid.UUID | None, group_id: uuid.UUID | None) -> bool:
    """Whether the actor answers for the accounts around this class: its teacher, the keepers of its school."""
    return scope.is_system or group_id in scope.led_groups or organisation_id in scope.at(*KEEPERS)


def may_invite_families(scope: Scope, *, group_id: uuid.UUID, **_: Any) -> bool:
    return group_id in scope.led_groups or bool(scope.at(*KEEPERS))


def may_lock_somebody(scope: Scope, **_: Any) -> bool:
    return bool(scope.at(Role.DIRECTOR))


def may_answer_for_child(scope: Scope, *, child_id: uuid.UUID, **_: Any) -> bool:
    return child_id in scope.children


def is_a_person(scope: Scope, **_: Any) -> bool:
    return scope.person_id is not None
