"""Who may see what. The names other modules use; models and policies come from here."""

from shanyraq.kernel.scope.policies import EVERYTHING, any_of, visible
from shanyraq.kernel.scope.scopes import (
    NOBODY,
    ActorKind,
    NoScope,
    Post,
    Scope,
    current_scope,
    system_scope,
    use_scope,
)

__all__ = [
    "EVERYTHING",
    "NOBODY",
    "ActorKind",
    "NoScope",
    "Post",
    "Scope",
    "any_of",
    "current_scope",
    "system_scope",
    "use_scope",
    "visible",
]
