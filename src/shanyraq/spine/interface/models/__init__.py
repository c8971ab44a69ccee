"""Tokens of programs."""

from shanyraq.spine.interface.models.token import Token

__all__ = ["Token"]
