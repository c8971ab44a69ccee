"""Notices, preferences, dispatches and live changes."""

from shanyraq.spine.notices.models.live import LiveChange
from shanyraq.spine.notices.models.notice import Dispatch, Notice, Preference

__all__ = ["Dispatch", "LiveChange", "Notice", "Preference"]
