"""The one register: territories, organisations, people, groups, and how they belong together over time."""

from shanyraq.spine.registry.models.enrolment import Enrolment
from shanyraq.spine.registry.models.family import CustodyLimit, GuardianshipDispute, ProtectionOrder
from shanyraq.spine.registry.models.group import Group
from shanyraq.spine.registry.models.names import NameSlip
from shanyraq.spine.registry.models.organisation import Building, Organisation, Room
from shanyraq.spine.registry.models.person import Guardianship, Person
from shanyraq.spine.registry.models.staff import Employment, TeachingLoad
from shanyraq.spine.registry.models.territory import Territory

__all__ = [
    "Building",
    "CustodyLimit",
    "Employment",
    "Enrolment",
    "Group",
    "Guardianship",
    "GuardianshipDispute",
    "NameSlip",
    "Organisation",
    "Person",
    "ProtectionOrder",
    "Room",
    "TeachingLoad",
    "Territory",
]
