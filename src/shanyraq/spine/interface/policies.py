"""Who gives tokens and who sees them: the heads of the organisation."""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, visible
from shanyraq.spine.access import api as access
from shanyraq.spine.interface.models import Token


@visible(Token)
def tokens(scope: Scope) -> Q | None:
    headed = scope.at(*access.HEADS)
    return Q(organisation__in=headed) if headed else None


def may_make_token(scope: Scope, *, organisation_id: uuid.UUID, **_: Any) -> bool:
    return scope.is_system or organisation_id in scope.at(*access.HEADS)


def may_revoke_token(scope: Scope, *, token_id: uuid.UUID, **_: Any) -> bool:
    return Token.objects.filter(id=token_id).exists()
