"""What a pupil notes about the own work."""

from shanyraq.learning.diary.models.tick import Tick

__all__ = ["Tick"]
