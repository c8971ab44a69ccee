"""Tokens of programs, and the book of changes they follow."""

from shanyraq.spine.interface.models.changes import Change, ChangeBook
from shanyraq.spine.interface.models.token import Token

__all__ = ["Change", "ChangeBook", "Token"]
