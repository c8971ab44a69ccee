"""Names of people in lists of this module."""

import uuid
from collections.abc import Iterable, Mapping

from shanyraq.kernel.scope import current_scope
from shanyraq.spine.access import api as access
from shanyraq.spine.registry import api as registry

HIDDEN = "•••••"


def names_shown(person_ids: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Names by id; whose whereabouts are protected is named to a director alone. The caller has shown that these
    people may be named here. At most two queries."""
    ids = set(person_ids)
    if not ids:
        return {}
    names = registry.names_of(ids)
    scope = current_scope()
    if not scope.is_system and not scope.has(access.Role.DIRECTOR):
        names |= dict.fromkeys(registry.protected_among(ids), HIDDEN)
    return names
