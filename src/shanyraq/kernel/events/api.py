"""The door: `from shanyraq.kernel.events.api import announce, event, subscribe`."""

from shanyraq.kernel.events.announcing import announce, archive_only, event, subscribe

__all__ = ["announce", "archive_only", "event", "subscribe"]
