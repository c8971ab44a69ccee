"""The door of the demonstration."""

from shanyraq.flows.demonstration.loading import MORNING, Refused, load
from shanyraq.flows.demonstration.rewinding import rewind
from shanyraq.flows.demonstration.signins import SignIn, kept, table
from shanyraq.flows.demonstration.sizes import OFFERED, SIZES, Size

__all__ = ["MORNING", "OFFERED", "SIZES", "Refused", "SignIn", "Size", "kept", "load", "rewind", "table"]
