"""The door of the generation."""

from shanyraq.flows.generation.founding import Made, Order, Refused, generate, plan_of, told
from shanyraq.flows.generation.places import REGIONS

__all__ = ["REGIONS", "Made", "Order", "Refused", "generate", "plan_of", "told"]
