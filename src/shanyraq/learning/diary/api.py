"""The door of the diary."""

from shanyraq.learning.diary.actions.ticks import tick_homework
from shanyraq.learning.diary.queries.ticks import ticked
from shanyraq.learning.diary.rules import due_day

__all__ = ["due_day", "tick_homework", "ticked"]
