from shanyraq.spine.care.models.health import HealthSheet, PhysicalGroup
from shanyraq.spine.care.models.needs import Conclusion, SpecialNeed

__all__ = ["Conclusion", "HealthSheet", "PhysicalGroup", "SpecialNeed"]
