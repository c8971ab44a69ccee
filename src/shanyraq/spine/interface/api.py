"""The door of the interface."""

from shanyraq.spine.interface.actions.tokens import revoke_tokens_of
from shanyraq.spine.interface.queries.tokens import name_of

__all__ = ["name_of", "revoke_tokens_of"]
