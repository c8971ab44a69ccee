"""The door: `from shanyraq.kernel.actions.api import Denied, action`."""

from shanyraq.kernel.actions.acts import acting, action
from shanyraq.kernel.actions.results import Conflict, Denied, Hidden

__all__ = ["Conflict", "Denied", "Hidden", "acting", "action"]
