"""Tokens are given and taken away."""

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from shanyraq.kernel import clock
from shanyraq.kernel.actions.api import Denied, action
from shanyraq.kernel.scope import current_scope
from shanyraq.spine.interface.models import Token
from shanyraq.spine.interface.policies import may_make_token, may_revoke_token
from shanyraq.spine.interface.queries.tokens import SCOPES, digest_of

LONGEST = 366
PREFIX = "shq_"


@action(may=may_make_token)
def make_token(*, organisation_id: uuid.UUID, name: str, scopes: Sequence[str], days: int) -> str:
    """The program may read the organisation's register for so many days. Returns the secret, this once."""
    if not name.strip():
        raise Denied(_("Name the program, so that the token can be recognised."), field="name")
    if not scopes or not set(scopes) <= set(SCOPES):
        raise Denied(_("There is no such scope."), way=", ".join(SCOPES), field="scopes")
    if not 1 <= days <= LONGEST:
        raise Denied(_("A token is given for a day at least and a year at most."), field="days")
    secret, now = PREFIX + secrets.token_urlsafe(32), clock.now()
    Token.objects.create(
        organisation_id=organisation_id,
        name=name.strip()[:80],
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        made_at=now,
        made_by=current_scope().person_id,
        expires_at=now + dt.timedelta(days=days),
    )
    return secret


@action(may=may_revoke_token)
def revoke_token(*, token_id: uuid.UUID) -> None:
    """From now on the program reads nothing."""
    Token.objects.filter(id=token_id, revoked_at=None).update(revoked_at=clock.now())
