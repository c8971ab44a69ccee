"""Testimonies, decided days, cases and their moves, what parents tell."""

from shanyraq.spine.presence.models.absence import Absence, AbsenceDay, ParentWord
from shanyraq.spine.presence.models.case import Case, CaseMove
from shanyraq.spine.presence.models.day import DayState, Testimony

__all__ = ["Absence", "AbsenceDay", "Case", "CaseMove", "DayState", "ParentWord", "Testimony"]
