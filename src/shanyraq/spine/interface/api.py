"""The door of the interface."""

from shanyraq.spine.interface.actions.tokens import make_office_token, make_own_token, make_token, revoke_tokens_of
from shanyraq.spine.interface.queries.tokens import name_of

__all__ = ["make_office_token", "make_own_token", "make_token", "name_of", "revoke_tokens_of"]
