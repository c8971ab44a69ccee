"""Settings of the talk between family and school, each with the day from which it holds and its source."""

from datetime import date

from shanyraq.spine.registry.reference.terms import term_in


def setting(code: str, day: date) -> int:
    """The number that holds on this day. Raises TermUnknown."""
    return term_in("family_terms", code, day).value
