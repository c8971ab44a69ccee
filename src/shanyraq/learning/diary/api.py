"""The door of the diary."""

from shanyraq.learning.diary.actions.ticks import tick_homework
from shanyraq.learning.diary.queries.ticks import ticked
from shanyraq.learning.diary.rules import Owed, Why, due_day, homework_owed, tests_owed

__all__ = ["Owed", "Why", "due_day", "homework_owed", "tests_owed", "tick_homework", "ticked"]
