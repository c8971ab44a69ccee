"""Testimonies, decided days, cases and their moves."""

from shanyraq.spine.presence.models.case import Case, CaseMove
from shanyraq.spine.presence.models.day import DayState, Testimony

__all__ = ["Case", "CaseMove", "DayState", "Testimony"]
