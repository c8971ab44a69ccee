"""A notice belongs to its reader alone."""

import uuid
from typing import Any

from django.db.models import Q

from shanyraq.kernel.scope import Scope, visible
from shanyraq.spine.notices.models import Dispatch, Notice, Preference


@visible(Notice, Dispatch, Preference)
def own(scope: Scope) -> Q | None:
    return Q(person_id=scope.person_id) if scope.person_id else None


def only_the_machine(scope: Scope, **_: Any) -> bool:
    return scope.is_system


def may_change_own(scope: Scope, *, person_id: uuid.UUID, **_: Any) -> bool:
    return scope.person_id == person_id
