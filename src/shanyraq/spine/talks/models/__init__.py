"""Threads with their seats and lines, bulletins with their readings."""

from shanyraq.spine.talks.models.bulletin import Bulletin, BulletinFact, Reading
from shanyraq.spine.talks.models.thread import Line, LineFact, Seat, Thread

__all__ = ["Bulletin", "BulletinFact", "Line", "LineFact", "Reading", "Seat", "Thread"]
