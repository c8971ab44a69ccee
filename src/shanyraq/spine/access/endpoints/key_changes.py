"""The sign-in library says that keys have changed; the acts keep it. Connected once, when the app starts."""

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from shanyraq.kernel.scope import use_scope
from shanyraq.spine.access.actions import security
from shanyraq.spine.access.models import User
from shanyraq.spine.access.queries.scopes import scope_of

_KINDS = {
    Authenticator.Type.TOTP: _("authenticator app"),
    Authenticator.Type.WEBAUTHN: _("passkey"),
    Authenticator.Type.RECOVERY_CODES: _("recovery codes"),
}


def _renewed(sender: Any, request: HttpRequest, user: User, **more: Any) -> None:
    keys = (request.session.session_key, getattr(request, "arrived_with", None))
    with use_scope(scope_of(user)):
        security.password_renewed(user_id=user.id, but_keys=tuple(key for key in keys if key))


def _added(sender: Any, request: HttpRequest, user: User, authenticator: Any, **more: Any) -> None:
    with use_scope(scope_of(user)):
        security.second_step_added(user_id=user.id, reason=str(_KINDS[authenticator.type]))


def _removed(sender: Any, request: HttpRequest, user: User, authenticator: Any, **more: Any) -> None:
    with use_scope(scope_of(user)):
        security.second_step_removed(user_id=user.id, reason=str(_KINDS[authenticator.type]))


def connect() -> None:
    """Every change of an own key reaches the history."""
    for signal in (password_changed, password_set):
        signal.connect(_renewed, dispatch_uid=f"access.{id(signal)}")
    for signal in (authenticator_added, authenticator_reset):
        signal.connect(_added, dispatch_uid=f"access.{id(signal)}")
    authenticator_removed.connect(_removed, dispatch_uid="access.removed")
