"""Changes of the own keys: the library makes them, the history keeps them."""

import uuid

from shanyraq.kernel.actions.api import action
from shanyraq.spine.access.actions.sessions import end
from shanyraq.spine.access.models import UserSession
from shanyraq.spine.access.policies import may_on_own_account


@action(may=may_on_own_account)
def password_renewed(*, user_id: uuid.UUID, but_keys: tuple[str, ...]) -> None:
    """The history says that the password is new; every other session is signed out."""
    end(UserSession.objects.filter(user=user_id, ended_at=None).exclude(session_key__in=but_keys))


@action(may=may_on_own_account)
def second_step_added(*, user_id: uuid.UUID, reason: str) -> None:
    """The history says that a passkey, an authenticator app or recovery codes were added."""


@action(may=may_on_own_account)
def second_step_removed(*, user_id: uuid.UUID, reason: str) -> None:
    """The history says that a passkey, an authenticator app or recovery codes were removed."""
