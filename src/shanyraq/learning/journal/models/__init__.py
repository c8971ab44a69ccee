"""Lessons, the facts written in them, and the cells of the register made from those facts; tests, scores, results."""

from shanyraq.learning.journal.models.cell import Cell
from shanyraq.learning.journal.models.facts import AttendanceFact, LessonEntry, MarkFact
from shanyraq.learning.journal.models.file import HomeworkFile
from shanyraq.learning.journal.models.lesson import Lesson
from shanyraq.learning.journal.models.locks import LateEdit, Unlock
from shanyraq.learning.journal.models.period import PeriodMark
from shanyraq.learning.journal.models.summative import Score, Summative
from shanyraq.learning.journal.models.term_facts import BroughtFact, PeriodFact, ScoreFact

__all__ = [
    "AttendanceFact",
    "BroughtFact",
    "Cell",
    "HomeworkFile",
    "LateEdit",
    "Lesson",
    "LessonEntry",
    "MarkFact",
    "PeriodFact",
    "PeriodMark",
    "Score",
    "ScoreFact",
    "Summative",
    "Unlock",
]
