"""Lessons, the facts written in them, and the cells of the register made from those facts."""

from shanyraq.learning.journal.models.cell import Cell
from shanyraq.learning.journal.models.facts import AttendanceFact, LessonEntry, MarkFact
from shanyraq.learning.journal.models.lesson import Lesson

__all__ = ["AttendanceFact", "Cell", "Lesson", "LessonEntry", "MarkFact"]
