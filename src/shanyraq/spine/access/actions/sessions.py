"""Own sessions: kept, ended one by one, ended all at once."""

import uuid
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Hidden, action
from shanyraq.kernel.uuid7 import new_id
from shanyraq.spine.access.models import User, UserSession
from shanyraq.spine.access.policies import may_on_own_account


@action(may=may_on_own_account, facts_are_history=True)
def keep_session(*, user_id: uuid.UUID, key: str, former_key: str | None, device: str, language: str) -> None:
    """This sign-in stands in the list of own sessions under its present key, seen now, in its language."""
    now = clock.now()
    if former_key and former_key != key:
        UserSession.objects.filter(session_key=former_key).update(session_key=key)
    if not UserSession.objects.filter(session_key=key).update(last_seen_at=now):
        row = UserSession(
            id=new_id(), user_id=user_id, session_key=key, device=device, started_at=now, last_seen_at=now
        )
        UserSession.objects.bulk_create([row], ignore_conflicts=True)
    User.seen.filter(id=user_id).exclude(language=language).update(language=language)


@action(may=may_on_own_account, facts_are_history=True)
def close_session(*, key: str) -> None:
    """The session that has just signed out stands as ended."""
    UserSession.objects.filter(session_key=key, ended_at=None).update(ended_at=clock.now())


@action(may=may_on_own_account)
def end_session(*, session_id: uuid.UUID) -> None:
    """One of the own sessions is signed out, wherever it is."""
    found = UserSession.objects.filter(id=session_id, ended_at=None).first()
    if found is None:
        raise Hidden(_("This session is not there any more."))
    end([found])


@action(may=may_on_own_account)
def end_other_sessions(*, user_id: uuid.UUID, but_key: str) -> int:
    """Every session of the account but the present one is signed out. Returns how many there were."""
    others = list(UserSession.objects.filter(user=user_id, ended_at=None).exclude(session_key=but_key))
    end(others)
    return len(others)


def end(sessions: Iterable[UserSession]) -> None:
    """These sessions are signed out at once: the stored session goes, so its cookie opens nothing."""
    rows = list(sessions)
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    for row in rows:
        store(session_key=row.session_key).delete()
    UserSession.objects.filter(id__in=[row.id for row in rows]).seen_by_system().update(ended_at=clock.now())


def end_all_of(user_id: uuid.UUID) -> None:
    """For locks and recovered accounts, whose acts have asked already: no session of this account is left."""
    end(UserSession.objects.filter(user=user_id, ended_at=None).seen_by_system())
