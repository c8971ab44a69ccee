"""Refusals for the operator."""


class Refused(Exception):
    """It was not done; the words say why."""
