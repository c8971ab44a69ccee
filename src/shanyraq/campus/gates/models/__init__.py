"""Gates and their commands, what people are known by, and the passages."""

from shanyraq.campus.gates.models.credential import Credential
from shanyraq.campus.gates.models.device import Device, DeviceCommand, Knock
from shanyraq.campus.gates.models.passage import Passage, PassageLink
from shanyraq.campus.gates.models.unknown import UnknownCard

__all__ = ["Credential", "Device", "DeviceCommand", "Knock", "Passage", "PassageLink", "UnknownCard"]
