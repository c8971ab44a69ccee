"""Locks: a person locks the own account at once; a director locks access at their organisation."""

import datetime as dt
import uuid

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, Hidden, action
from shanyraq.kernel.events.api import announce
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access.actions.invitations import cancel_open
from shanyraq.spine.access.actions.sessions import end_all_of
from shanyraq.spine.access.events import AccountLocked
from shanyraq.spine.access.models import User
from shanyraq.spine.access.policies import may_lock_somebody, may_on_own_account
from shanyraq.spine.access.queries.people import may_be_locked_from


@action(may=may_on_own_account)
def lock_own_account() -> None:
    """The own account is locked, every session of it signed out. A new invitation unlocks it."""
    scope = current_scope()
    user = User.seen.filter(id=scope.user_id).first()
    if user is None:
        raise Hidden(_("There is no such account."))
    _lock(user, by=scope.person_id or user.id, now=clock.now())


@action(may=may_lock_somebody)
def lock_account(*, person_id: uuid.UUID, organisation_id: uuid.UUID, reason: str) -> None:
    """The account of a member of staff or a guardian of this organisation is locked, its sessions are ended.

    Raises Denied for the own account and without a reason; Hidden where the person has no place here.
    """
    scope = current_scope()
    if person_id == scope.person_id:
        raise Denied(_("Lock your own account on the page of your own sessions."))
    if not reason.strip():
        raise Denied(_("Say why: the reason stays in the history."), field="reason")
    if not scope.is_system and organisation_id not in scope.at("director"):
        raise Hidden(_("There is no such account."))
    if not may_be_locked_from(organisation_id, person_id=person_id, day=clock.today()):
        raise Hidden(_("There is no such account."))
    user = User.objects.filter(person=person_id).first()
    if user is None:
        raise Hidden(_("There is no such account."))
    _lock(user, by=scope.person_id, now=clock.now())
    cancel_open([person_id])


def _lock(user: User, *, by: uuid.UUID | None, now: dt.datetime) -> None:
    end_all_of(user.id)
    User.objects.filter(id=user.id).update(locked_at=now, locked_by=by, access_version=F("access_version") + 1)
    if user.person_id:
        announce(AccountLocked(person_id=user.person_id))
