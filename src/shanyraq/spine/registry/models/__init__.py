"""The one register: territories, organisations, people, groups, and how they belong together over time."""

from shanyraq.spine.registry.models.enrolment import Enrolment
from shanyraq.spine.registry.models.group import Group
from shanyraq.spine.registry.models.organisation import Building, Organisation, Room
from shanyraq.spine.registry.models.person import Guardianship, Person
from shanyraq.spine.registry.models.staff import Employment, TeachingLoad
from shanyraq.spine.registry.models.territory import Territory

__all__ = [
    "Building",
    "Employment",
    "Enrolment",
    "Group",
    "Guardianship",
    "Organisation",
    "Person",
    "Room",
    "TeachingLoad",
    "Territory",
]
